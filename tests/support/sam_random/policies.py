"""What a role may be given: statements, policy templates, managed policies, and Fn::If of them."""
from .source import arn_, plain_, text_

MANAGED = ("AWSLambdaBasicExecutionRole", "AmazonS3FullAccess", "AWSLambdaVPCAccessExecutionRole", "AmazonDynamoDBReadOnlyAccess",
           "arn:aws:iam::aws:policy/AmazonSQSFullAccess", "AWSXrayWriteOnlyAccess", "NoSuchPolicy", "AWSLambdaExecute")
TEMPLATES = {
    "S3ReadPolicy": {"BucketName": text_("bucket")}, "DynamoDBCrudPolicy": {"TableName": text_("table")},
    "SQSSendMessagePolicy": {"QueueName": text_("queue")}, "SNSPublishMessagePolicy": {"TopicName": text_("topic")},
    "LambdaInvokePolicy": {"FunctionName": text_("function")}, "VPCAccessPolicy": {}, "CloudWatchPutMetricPolicy": {},
    "KMSDecryptPolicy": {"KeyId": text_("key")}, "StepFunctionsExecutionPolicy": {"StateMachineName": text_("machine")},
    "SSMParameterReadPolicy": {"ParameterName": text_("parameter")}, "EventBridgePutEventsPolicy": {"EventBusName": text_("bus")},
    "S3CrudPolicy": {"BucketName": text_("bucket")}, "SESCrudPolicy": {"IdentityName": text_("identity")},
    "AthenaQueryPolicy": {"WorkGroupName": text_("group")}, "KinesisStreamReadPolicy": {"StreamName": text_("stream")},
    "AWSSecretsManagerGetSecretValuePolicy": {"SecretArn": arn_("secretsmanager", "secret:s")},
    "DynamoDBStreamReadPolicy": {"TableName": text_("table"), "StreamName": plain_("stream")},
}


def statement(s):
    made = {"Effect": s.one("Allow", "Deny"), "Action": s.one("s3:GetObject", ["sqs:SendMessage", "sqs:GetQueueUrl"]),
            "Resource": s.one("*", s.arn("s3", "bucket"), [s.arn("sqs", "q")])}
    if s.chance(0.2):
        made["Condition"] = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    return made


def document(s):
    made = {"Statement": s.list_of(statement, 1, 2)}
    return {"Version": "2012-10-17", **made} if s.chance(0.6) else made


def template(s):
    name = s.one(*TEMPLATES)
    return {name: {parameter: maker(s) for parameter, maker in TEMPLATES[name].items()}}


def managed(s):
    return s.one(s.one(*MANAGED), s.one(*MANAGED), {"Ref": s.parameter("String")}, {"Fn::ImportValue": "policy"},
                 {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"})


def policy(s):
    kind = s.one(managed, document, template)
    if s.chance(0.12):
        return {"Fn::If": [s.condition(), kind(s), s.one(kind(s), {"Ref": "AWS::NoValue"})]}
    return kind(s)


def policies(s):
    return s.one(s.list_of(policy, 1, 4), s.list_of(policy, 1, 4), s.one(*MANAGED), document(s))
