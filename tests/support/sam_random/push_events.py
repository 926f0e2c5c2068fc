"""Events that other services push: to a function, and those that a state machine knows too."""
from .source import arn_, boolean, count_, flag, list_, number_, one_, plain_, table_, text_

RETRY = table_({"MaximumEventAgeInSeconds": count_(60, 86400), "MaximumRetryAttempts": count_(0, 185)}, ["MaximumRetryAttempts"])


def dead_letter(s):
    """A queue of one's own, or one that SAM makes: with a chosen logical id, or not."""
    return s.one({"Arn": s.arn("sqs", "dead")}, {"Type": "SQS", "QueueLogicalId": s.id("Queue")}, {"Type": "SQS"})


def state(s, made):
    """State and Enabled exclude each other."""
    if "State" in made:
        made.pop("Enabled", None)
    return made


SCHEDULE = {
    "Schedule": one_("rate(5 minutes)", "cron(0 12 * * ? *)", {"Fn::Sub": "rate(${AWS::Region})"}), "Input": plain_('{"a": 1}'), "Enabled": boolean,
    "State": one_("ENABLED", "DISABLED"), "Name": text_("schedule"), "Description": text_("description"), "DeadLetterConfig": dead_letter, "RetryPolicy": RETRY,
}
RULE = {
    "EventBusName": text_("bus"), "RuleName": text_("rule"), "Pattern": lambda s: {"source": s.list_of(text_("source"), 1, 2), "detail": {"state": ["on"]}},
    "DeadLetterConfig": dead_letter, "RetryPolicy": RETRY, "Input": plain_('{"a": 1}'), "InputPath": plain_("$.detail"),
    "Target": lambda s: {"Id": s.one("Target1", "a" * 40)}, "Enabled": boolean, "State": one_("ENABLED", "DISABLED"),
    "InputTransformer": lambda s: {"InputPathsMap": {"a": "$.a"}, "InputTemplate": s.plain("<a>")},
}
SCHEDULE_V2 = {
    "ScheduleExpression": one_("rate(1 minute)", "at(2030-01-01T00:00:00)"), "FlexibleTimeWindow": one_({"Mode": "OFF"}, {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 5}),
    "Name": text_("schedule"), "State": one_("ENABLED", "DISABLED"), "Description": text_("description"), "StartDate": plain_("2030-01-01"),
    "EndDate": plain_("2031-01-01"), "ScheduleExpressionTimezone": one_("Europe/Berlin"), "GroupName": text_("group"), "KmsKeyArn": arn_("kms", "key/s"),
    "Input": plain_('{"a": 1}'), "RoleArn": arn_("iam", "role/scheduler"), "DeadLetterConfig": dead_letter, "RetryPolicy": RETRY,
    "PermissionsBoundary": arn_("iam", "policy/boundary"), "OmitName": boolean,
}


def schedule(s):
    return state(s, s.table(SCHEDULE, ["Schedule"]))


def rule(s):
    return state(s, s.table(RULE, ["Pattern"]))


def schedule_v2(s):
    made = s.table(SCHEDULE_V2, ["ScheduleExpression"])
    if made.get("OmitName"):
        made.pop("Name", None)
    return made


def s3(s):
    made = {"Bucket": {"Ref": s.plain_resource("AWS::S3::Bucket")}, "Events": s.one("s3:ObjectCreated:*", ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"])}
    if s.chance(0.5):
        made["Filter"] = {"S3Key": {"Rules": [{"Name": "prefix", "Value": s.text("folder")}]}}
    return made


def sns(s):
    rows = {"Topic": lambda s: s.one({"Ref": s.plain_resource("AWS::SNS::Topic")}, s.arn("sns", "topic")), "Region": text_("us-east-1"),
            "FilterPolicy": lambda s: {"kind": [s.text("kind")]}, "FilterPolicyScope": one_("MessageBody"), "RedrivePolicy": lambda s: {"deadLetterTargetArn": s.arn("sqs", "dead")},
            "SqsSubscription": lambda s: s.one(True, False, s.table({"BatchSize": count_(1, 10), "Enabled": flag, "QueueArn": arn_("sqs", "q"), "QueueUrl": text_("url"),
                                                                     "QueuePolicyLogicalId": lambda s: s.id("Policy")}, ["QueueArn", "QueueUrl"]))}
    return s.table(rows, ["Topic"])


def cognito(s):
    s.serial += 1
    trigger = s.one("PreSignUp", "PostConfirmation", "CustomMessage", ["PreAuthentication", "PostAuthentication"])
    return {"UserPool": {"Ref": s.plain_resource("AWS::Cognito::UserPool", fresh=True)}, "Trigger": trigger}


def path(s):
    return s.one("/", "/{proxy+}", f"/{s.word()}", f"/{s.word()}/{{id}}", f"/{s.word()}/{{id}}/x", "/shared")


def method(s):
    return s.one("get", "post", "GET", "any", "ANY", "put", "delete", "Patch", "head", "options")


def method_auth(s, api):
    """Auth of an event, with the authorizers of its API."""
    rows = {"ApiKeyRequired": boolean, "InvokeRole": lambda s: s.one("CALLER_CREDENTIALS", "NONE", s.arn("iam", "role/invoke")),
            "ResourcePolicy": resource_policy, "OverrideApiAuth": boolean}
    made = s.table(rows)
    if not made.get("ApiKeyRequired") and not api["keys"]:
        made.pop("ApiKeyRequired", None)   # false is refused where the API asks for no key
    choices = [*api["authorizers"], "AWS_IAM", *(["NONE"] if api["default"] else [])]
    if s.chance(0.6):
        made["Authorizer"] = s.one(*choices)
        if made["Authorizer"] in api["authorizers"] and s.chance(0.4):
            made["AuthorizationScopes"] = s.list_of(plain_("scope"), 1, 2)
    return made


def resource_policy(s):
    lists = ("AwsAccountWhitelist", "AwsAccountBlacklist", "IpRangeWhitelist", "IpRangeBlacklist", "SourceVpcWhitelist", "SourceVpcBlacklist",
             "IntrinsicVpcWhitelist", "IntrinsicVpcBlacklist", "IntrinsicVpceWhitelist", "IntrinsicVpceBlacklist")
    words = {"Aws": ("123456789012", "210987654321"), "IpR": ("1.2.3.4", "10.0.0.0/8"), "Sou": ("vpc-1", "vpce-2"), "Int": ("vpc-3", "vpce-4")}
    made = {}
    for name in s.some(lists, 1, 2):
        plain = s.some(words[name[:3]], 1, 2)
        made[name] = plain + [{"Ref": s.parameter("String")}] if name.startswith("Intrinsic") else plain
    if s.chance(0.3):
        made["CustomStatements"] = [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": s.one(["execute-api:/*/*/*"], "execute-api:/x/GET/y")}]
    return made


def request_parameter(s):
    name = f"method.request.{s.one('header', 'querystring', 'path')}.{s.word()}"
    return s.one(name, {name: s.table({"Required": boolean, "Caching": boolean})})


def request_model(s, api):
    made = {"Model": s.one(*api["models"])}
    return {**made, **s.table({"ValidateBody": boolean, "ValidateParameters": boolean})}


def api(s):
    name, about = s.rest_api()
    made = {"Path": path(s), "Method": method(s)}
    if name:
        made["RestApiId"] = {"Ref": name}
    rows = {"Auth": lambda s: method_auth(s, about), "RequestParameters": list_(request_parameter, 1, 2), "TimeoutInMillis": number_(50, 29000)}
    if about["models"]:
        rows["RequestModel"] = lambda s: request_model(s, about)
    if not about["merged"]:
        rows["ResponseTransferMode"] = one_("BUFFERED", "STREAM")
    return {**made, **s.table(rows)}


def http_api(s):
    name, about = s.http_api()
    made = {} if name is None and s.chance(0.2) else {"Path": path(s), "Method": method(s)}
    if name:
        made["ApiId"] = {"Ref": name}
    rows = {"Auth": lambda s: http_auth(s, about), "TimeoutInMillis": number_(50, 29000), "PayloadFormatVersion": one_("1.0", "2.0"),
            "RouteSettings": table_({"ThrottlingBurstLimit": number_(1, 99), "DetailedMetricsEnabled": boolean}, ["ThrottlingBurstLimit"])}
    return {**made, **s.table(rows)}


def http_auth(s, about):
    choices = [*about["authorizers"], *(["AWS_IAM"] if about["iam"] else []), *(["NONE"] if about["default"] else [])]
    if not choices:
        return {}
    made = {"Authorizer": s.one(*choices)}
    if made["Authorizer"] in about["authorizers"] and made["Authorizer"] not in about["lambdas"] and s.chance(0.4):
        made["AuthorizationScopes"] = s.list_of(plain_("scope"), 1, 2)
    return made


EVENTS = {
    "Schedule": schedule, "EventBridgeRule": rule, "CloudWatchEvent": rule, "ScheduleV2": schedule_v2, "S3": s3, "SNS": sns, "Cognito": cognito,
    "Api": api, "HttpApi": http_api, "AlexaSkill": lambda s: s.table({"SkillId": plain_("skill")}),
    "IoTRule": lambda s: s.table({"Sql": plain_("SELECT * FROM 'a/b'"), "AwsIotSqlVersion": one_("2016-03-23")}, ["Sql"]),
    "CloudWatchLogs": lambda s: {"LogGroupName": s.text("/logs"), "FilterPattern": s.plain("ERROR")},
}
