"""The small SAM types: table, layer, application, capacity provider."""
from .source import arn_, boolean, count_, flag, list_, number_, one_, plain_, table_, tags, text_

TABLE = {
    "PointInTimeRecoverySpecification": table_({"PointInTimeRecoveryEnabled": flag}, ["PointInTimeRecoveryEnabled"]),
    "PrimaryKey": lambda s: {"Name": s.text("key"), "Type": s.one("String", "Number", "Binary")},
    "ProvisionedThroughput": lambda s: {"ReadCapacityUnits": s.count(1, 5), **({"WriteCapacityUnits": s.count(1, 5)} if s.chance(0.8) else {})},
    "TableName": text_("table"),
    "Tags": tags,
    "SSESpecification": table_({"SSEEnabled": flag, "KMSMasterKeyId": text_("key"), "SSEType": plain_("KMS")}, ["SSEEnabled"]),
}
LAYER = {
    "LayerName": text_("layer"), "Description": text_("description"), "PublishLambdaVersion": boolean,
    "ContentUri": lambda s: code_location(s), "CompatibleArchitectures": list_(one_("x86_64", "arm64"), 1, 2),
    "CompatibleRuntimes": list_(one_("python3.13", "nodejs22.x", "java21"), 1, 2), "LicenseInfo": text_("MIT"),
    "RetentionPolicy": lambda s: s.one("Retain", "retain", "Delete", "DELETE", {"Ref": retention_parameter(s)}),
}
APPLICATION = {
    "Location": lambda s: s.one("https://s3.amazonaws.com/bucket/template.yaml", "https://s3-us-east-1.amazonaws.com/b/t.json",
                                repository_location(s), repository_location(s)),
    "Parameters": lambda s: s.map_of(text_("value")), "NotificationARNs": list_(arn_("sns", "topic"), 1, 2),
    "Tags": tags, "TimeoutInMinutes": number_(1, 60),
}
CAPACITY_PROVIDER = {
    "CapacityProviderName": text_("provider"),
    "VpcConfig": table_({"SubnetIds": lambda s: s.one(["subnet-1", s.text("subnet")], {"Ref": s.parameter("CommaDelimitedList")}),
                         "SecurityGroupIds": list_(text_("sg"))}, ["SubnetIds"]),
    "OperatorRole": arn_("iam", "role/operator"), "Tags": tags, "PropagateTags": boolean,
    "InstanceRequirements": table_({"Architectures": list_(one_("x86_64", "arm64"), 1, 1), "AllowedTypes": list_(text_("m7")),
                                    "ExcludedTypes": list_(text_("t3"))}),
    "ScalingConfig": table_({"MaxVCpuCount": count_(2, 400), "AverageCPUUtilization": count_(10, 90)}),
    "KmsKeyArn": arn_("kms", "key/k"),
}


def retention_parameter(s):
    s.parameters["Retention"] = {"Type": "String", "Default": "Retain"}
    return "Retention"


def code_location(s):
    return s.one("s3://bucket/key.zip", "s3://bucket/folder/key.zip?versionId=v1", {"Bucket": s.text("bucket"), "Key": s.text("key")},
                 {"Bucket": s.text("bucket"), "Key": s.text("key"), "Version": s.text("1")}, "s3://bucket/key.zip")


def repository_location(s):
    return {"ApplicationId": s.one("arn:aws:serverlessrepo:us-east-1:123456789012:applications/app", {"Ref": s.parameter("String", default=True)}),
            "SemanticVersion": s.one("1.0.0", "2.3.4", {"Ref": s.parameter("String", default=True)})}


def simple_table(s):
    return s.table(TABLE)


def layer_version(s):
    return s.table(LAYER, ["ContentUri"])


def application(s):
    return s.table(APPLICATION, ["Location"])


def capacity_provider(s):
    made = s.table(CAPACITY_PROVIDER, ["VpcConfig"])
    requirements = made.get("InstanceRequirements", {})
    if "AllowedTypes" in requirements:   # one or the other
        requirements.pop("ExcludedTypes", None)
    return {name: value for name, value in made.items() if value != {}}
