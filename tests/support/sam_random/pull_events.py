"""Events that Lambda fetches for a function: streams, queues, brokers, databases."""
from .source import arn_, boolean, count_, flag, list_, number_, one_, plain_, table_, text_


def failure_destination(s):
    kind = s.one("SQS", "SNS", "S3", "Kafka", None)
    target = "kafka://topic" if kind == "Kafka" else s.arn((kind or "SQS").lower(), "failures")
    return {"OnFailure": {"Destination": target, **({"Type": kind} if kind else {})}}


def filters(s):
    return {"Filters": s.list_of(lambda s: {"Pattern": s.plain('{"a":[1]}')}, 1, 2)}


SHARED = {
    "BatchSize": count_(1, 1000), "Enabled": flag, "MaximumBatchingWindowInSeconds": count_(0, 300), "FunctionResponseTypes": lambda s: ["ReportBatchItemFailures"],
    "MetricsConfig": lambda s: {"Metrics": ["EventCount"]}, "KmsKeyArn": arn_("kms", "key/event"), "FilterCriteria": filters,
    "LoggingConfig": lambda s: {"SystemLogLevel": s.one("INFO", "DEBUG")},
}
STREAM = {
    **SHARED, "StartingPositionTimestamp": number_(1700000000, 1800000000), "MaximumRetryAttempts": count_(0, 10), "BisectBatchOnFunctionError": boolean,
    "MaximumRecordAgeInSeconds": count_(60, 604800), "DestinationConfig": failure_destination, "ParallelizationFactor": count_(1, 10),
    "TumblingWindowInSeconds": count_(0, 900),
}
POLLER = table_({"MinimumPollers": number_(1, 5), "MaximumPollers": number_(6, 10)}, ["MinimumPollers"])
KAFKA = {
    **SHARED, "DestinationConfig": failure_destination, "ConsumerGroupId": text_("group"), "ProvisionedPollerConfig": POLLER,
    "SchemaRegistryConfig": lambda s: schema_registry(s), "BisectBatchOnFunctionError": boolean, "MaximumRetryAttempts": count_(0, 10),
}
START = {"StartingPosition": one_("LATEST", "TRIM_HORIZON")}


def schema_registry(s):
    uri = s.one("https://registry.example.com", s.arn("glue", "registry/r"))
    made = {"SchemaRegistryURI": uri, "EventRecordFormat": s.one("JSON", "SOURCE"), "SchemaValidationConfigs": [{"Attribute": s.one("KEY", "VALUE")}]}
    if s.chance(0.5):
        made["AccessConfigs"] = s.list_of(lambda s: {"Type": s.one("BASIC_AUTH", "SERVER_ROOT_CA_CERTIFICATE"), "URI": s.arn("secretsmanager", "secret:r")}, 1, 2)
    return made


def kinesis(s):
    return s.table({**STREAM, **START, "Stream": arn_("kinesis", "stream/s")}, ["Stream", "StartingPosition"])


def dynamodb(s):
    return s.table({**STREAM, **START, "Stream": arn_("dynamodb", "table/t/stream/s")}, ["Stream", "StartingPosition"])


def sqs(s):
    rows = {**SHARED, "Queue": arn_("sqs", "queue"), "ScalingConfig": lambda s: {"MaximumConcurrency": s.number(2, 100)}, "ProvisionedPollerConfig": POLLER}
    return s.table(rows, ["Queue"])


def msk(s):
    rows = {**KAFKA, **START, "StartingPositionTimestamp": number_(1700000000, 1800000000), "Stream": arn_("kafka", "cluster/c"), "Topics": lambda s: [s.text("topic")],
            "SourceAccessConfigurations": lambda s: [{"Type": s.one("CLIENT_CERTIFICATE_TLS_AUTH", "SASL_SCRAM_512_AUTH"), "URI": s.arn("secretsmanager", "secret:m")}]}
    return s.table(rows, ["Stream", "StartingPosition"])


def mq(s):
    def access(s):
        made = [{"Type": "BASIC_AUTH", "URI": s.arn("secretsmanager", "secret:b")}]
        return made + [{"Type": "VIRTUAL_HOST", "URI": s.plain("host")}] if s.chance(0.3) else made

    rows = {**SHARED, "Broker": arn_("mq", "broker:b"), "Queues": lambda s: [s.text("queue")], "SourceAccessConfigurations": access, "DynamicPolicyName": boolean,
            "SecretsManagerKmsKeyId": plain_("key")}
    return s.table(rows, ["Broker", "Queues", "SourceAccessConfigurations"])


def kafka(s):
    def access(s):
        made = [{"Type": s.one("SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"), "URI": s.arn("secretsmanager", "secret:k")}]
        if s.chance(0.4):
            made += [{"Type": "VPC_SUBNET", "URI": f"subnet:{s.plain()}"}, {"Type": "VPC_SECURITY_GROUP", "URI": "security_group:sg"}]
        if s.chance(0.2):
            made.append({"Type": "SERVER_ROOT_CA_CERTIFICATE", "URI": s.arn("secretsmanager", "secret:ca")})
        return made

    rows = {**KAFKA, **START, "KafkaBootstrapServers": list_(plain_("host:9092")), "Topics": lambda s: [s.text("topic")], "SourceAccessConfigurations": access,
            "SecretsManagerKmsKeyId": plain_("key"), "StartingPositionTimestamp": number_(1700000000, 1800000000)}
    return s.table(rows, ["KafkaBootstrapServers", "Topics", "SourceAccessConfigurations"])


def document_db(s):
    rows = {**SHARED, **START, "Cluster": arn_("rds", "cluster:c"), "DatabaseName": text_("database"), "CollectionName": text_("collection"),
            "FullDocument": one_("UpdateLookup", "Default"), "SecretsManagerKmsKeyId": plain_("key"),
            "SourceAccessConfigurations": lambda s: [{"Type": "BASIC_AUTH", "URI": s.arn("secretsmanager", "secret:d")}]}
    return s.table(rows, ["Cluster", "DatabaseName", "SourceAccessConfigurations"], without=["FilterCriteria"] if s.chance(0.8) else [])


EVENTS = {"Kinesis": kinesis, "DynamoDB": dynamodb, "SQS": sqs, "MSK": msk, "MQ": mq, "SelfManagedKafka": kafka, "DocumentDB": document_db}
