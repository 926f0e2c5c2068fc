"""AWS::Serverless::Function: every property but the events."""
from . import policies, pull_events, push_events
from .small import code_location
from .source import arn_, boolean, count_, list_, number_, one_, plain_, table_, tags, text_

ALIAS_TYPES = ("Canary10Percent5Minutes", "Linear10PercentEvery1Minute", "AllAtOnce", "MyOwnConfiguration")


def dead_letter_queue(s):
    kind = s.one("SQS", "SNS")
    return {"Type": kind, "TargetArn": s.arn(kind.lower(), "dead")}


def environment(s):
    return {"Variables": s.map_of(text_("value"))}


def layers(s):
    made = s.list_of(arn_("lambda", "layer:l:1"), 1, 2)
    own = s.resources_of("AWS::Serverless::LayerVersion")
    return made + [{"Ref": s.one(*own)}] if own and s.chance(0.7) else made


def destination(s):
    kind = s.one("SQS", "SNS", "Lambda", "EventBridge")
    needs = kind in ("Lambda", "EventBridge") or s.chance(0.5)
    target = s.one(s.arn("sqs", "destination"), {"Fn::If": [s.condition(), s.arn("sqs", "a"), s.one(s.arn("sqs", "b"), {"Ref": "AWS::NoValue"})]})
    return {"Type": kind, **({"Destination": target} if needs else {})}


def alarms(s):
    names = s.list_of(text_("alarm"), 0, 3)
    return s.one(names, {"Fn::If": [s.condition(), names, s.list_of(text_("alarm"), 1, 2)]}, [{"Ref": "AWS::NoValue"}]) if s.chance(0.4) else names


def hooks(s):
    return {name: s.one({"Ref": s.function()}, s.arn("lambda", "function:hook")) for name in s.some(("PreTraffic", "PostTraffic"), 1, 2)}


def deployment_type(s):
    written = s.one(*ALIAS_TYPES)
    return s.one(written, written, {"Fn::If": [s.condition(), written, "AllAtOnce"]}, {"Ref": s.parameter("String", default=True)})


PREFERENCE = {
    "Type": deployment_type, "Enabled": lambda s: s.one(True, True, False, "false", {"Fn::If": [s.condition(), True, False]}),
    "Alarms": alarms, "Hooks": hooks, "Role": arn_("iam", "role/deploy"), "PassthroughCondition": lambda s: s.one(True, False, "true"),
    "TriggerConfigurations": list_(lambda s: {"TriggerEvents": ["DeploymentFailure"], "TriggerName": s.plain("t"), "TriggerTargetArn": s.arn("sns", "t")}, 1, 1),
}


def function_url(s):
    made = s.table({"InvokeMode": one_("BUFFERED", "RESPONSE_STREAM"),
                    "Cors": table_({"AllowOrigins": list_(text_("https://a")), "AllowMethods": list_(one_("GET", "POST"), 1, 1),
                                    "AllowHeaders": list_(text_("x-h")), "AllowCredentials": boolean, "ExposeHeaders": list_(text_("x-e")),
                                    "MaxAge": number_(1, 86400)})})
    return {"AuthType": s.one("NONE", "AWS_IAM", s.one("NONE", {"Ref": s.parameter("String")})), **made}


FUNCTION = {
    "FunctionName": text_("function"), "Handler": plain_("app.handler"), "Runtime": lambda s: s.one("python3.13", "nodejs22.x", {"Ref": s.parameter("String")}),
    "DeadLetterQueue": dead_letter_queue, "Description": text_("what it does"), "MemorySize": count_(128, 3008), "Timeout": count_(1, 900),
    "VpcConfig": lambda s: {"SecurityGroupIds": s.list_of(text_("sg"), 1, 2), "SubnetIds": s.list_of(text_("subnet"), 1, 2)},
    "Role": lambda s: s.one(s.arn("iam", "role/own"), {"Fn::If": [s.condition(), s.arn("iam", "role/a"), s.one({"Ref": "AWS::NoValue"}, s.arn("iam", "role/b"))]}),
    "AssumeRolePolicyDocument": policies.document, "Policies": policies.policies, "RolePath": text_("/path/"),
    "PermissionsBoundary": arn_("iam", "policy/boundary"), "Environment": environment, "Tags": tags, "PropagateTags": boolean,
    "Tracing": lambda s: s.one("Active", "PassThrough", "Disabled", {"Fn::If": [s.condition(), "Active", "PassThrough"]}),
    "KmsKeyArn": arn_("kms", "key/k"), "ReservedConcurrentExecutions": count_(1, 100), "Layers": layers,
    "EventInvokeConfig": table_({"MaximumEventAgeInSeconds": count_(60, 21600), "MaximumRetryAttempts": count_(0, 2),
                                 "DestinationConfig": lambda s: {name: destination(s) for name in s.some(("OnSuccess", "OnFailure"), 1, 2)}}),
    "EphemeralStorage": table_({"Size": count_(512, 10240)}, ["Size"]),
    "FileSystemConfigs": list_(lambda s: {"Arn": s.arn("elasticfilesystem", "access-point/fsap"), "LocalMountPath": "/mnt/x"}, 1, 1),
    "ImageConfig": table_({"Command": list_(plain_("c")), "EntryPoint": list_(plain_("e")), "WorkingDirectory": plain_("/w")}),
    "CodeSigningConfigArn": arn_("lambda", "code-signing-config:csc"), "Architectures": list_(one_("x86_64", "arm64"), 1, 1),
    "SnapStart": lambda s: s.one({"ApplyOn": s.one("PublishedVersions", "None", {"Ref": s.parameter("String")})}),
    "FunctionUrlConfig": function_url,
    "RuntimeManagementConfig": table_({"UpdateRuntimeOn": one_("Auto", "FunctionUpdate"), "RuntimeVersionArn": arn_("lambda", "runtime:r")}, ["UpdateRuntimeOn"]),
    "LoggingConfig": table_({"LogFormat": one_("JSON", "Text"), "LogGroup": text_("/logs"), "ApplicationLogLevel": one_("INFO", "WARN")}, ["LogFormat"]),
    "RecursiveLoop": one_("Allow", "Terminate"), "SourceKMSKeyArn": arn_("kms", "key/source"), "VersionDescription": text_("version"),
    "PublishToLatestPublished": boolean, "TenancyConfig": lambda s: {"TenantIsolationMode": "PER_TENANT"},
    "DurableConfig": table_({"ExecutionTimeout": count_(1, 900), "RetentionPeriodInDays": count_(1, 30)}, ["ExecutionTimeout"]),
    "CapacityProviderConfig": lambda s: capacity(s), "FunctionScalingConfig": table_({"MinExecutionEnvironments": number_(1, 3), "MaxExecutionEnvironments": number_(4, 9)}),
    "ProvisionedConcurrencyConfig": table_({"ProvisionedConcurrentExecutions": count_(1, 10)}, ["ProvisionedConcurrentExecutions"]),
    "AutoPublishAlias": lambda s: s.one("live", "Live-2", "a_b", {"Ref": alias_parameter(s)}),
    "AutoPublishCodeSha256": lambda s: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
    "AutoPublishAliasAllProperties": boolean, "VersionDeletionPolicy": one_("Delete", "Retain"),
    "DeploymentPreference": table_(PREFERENCE, ["Type"]),
}
RARE = ("TenancyConfig", "CapacityProviderConfig", "FunctionScalingConfig", "ProvisionedConcurrencyConfig", "DurableConfig")
NEEDS_ALIAS = ("ProvisionedConcurrencyConfig", "VersionDeletionPolicy", "DeploymentPreference")
ONLY_ZIP = ("Handler", "Runtime", "Layers")


def alias_parameter(s):
    s.parameters["AliasName"] = {"Type": "String", "Default": "live"}
    return "AliasName"


def capacity(s):
    return s.table({"Arn": arn_("lambda", "capacity-provider:c"), "PerExecutionEnvironmentMaxConcurrency": count_(1, 10),
                    "ExecutionEnvironmentMemoryGiBPerVCpu": count_(2, 8)}, ["Arn"])


def code(s):
    kind = s.one("CodeUri", "CodeUri", "CodeUri", "InlineCode", "ImageUri")
    if kind == "ImageUri":
        return {"PackageType": "Image", "ImageUri": s.text("123456789012.dkr.ecr.us-east-1.amazonaws.com/image:1")}
    value = code_location(s) if kind == "CodeUri" else s.text("def handler(event, context): pass")
    return {kind: value, **({"PackageType": "Zip"} if s.chance(0.1) else {})}


def mended(s, made):
    """Without the combinations that SAM refuses."""
    if "CapacityProviderConfig" in made:
        for name in ("ProvisionedConcurrencyConfig", "VpcConfig", "TenancyConfig"):
            made.pop(name, None)
    else:
        made.pop("FunctionScalingConfig", None)
    if "TenancyConfig" in made:
        for name in ("FunctionUrlConfig", "SnapStart", "ProvisionedConcurrencyConfig"):
            made.pop(name, None)
    if "AutoPublishAlias" not in made:
        for name in NEEDS_ALIAS:
            made.pop(name, None)
    elif "DeploymentPreference" not in made and s.chance(0.3):
        made["DeploymentPreference"] = s.table(PREFERENCE, ["Type"])
    return made


def events(s, made, least=0, most=3):
    """The events of a function with these properties; a function with tenants takes few."""
    kinds = {**push_events.EVENTS, **pull_events.EVENTS}
    if "TenancyConfig" in made:
        kinds = {"Api": kinds["Api"]}
    # Most templates in the wild are about APIs, and most of the translator is.
    names = [s.one("Api", "HttpApi", *kinds) for _ in range(s.number(least, most))]
    return {s.id(s.one("", "Event")): {"Type": kind, "Properties": kinds[kind](s)} for kind in names if kind in kinds}


def function(s, least=0, most=3):
    rare = () if s.chance(0.1) else RARE
    made = mended(s, s.table(FUNCTION, ["AutoPublishAlias"] if s.chance(0.35) else [], without=rare))
    made.update(code(s))
    if made.get("PackageType") == "Image":
        for name in ONLY_ZIP:
            made.pop(name, None)
    else:
        made.pop("ImageConfig", None)
        made.update({name: made.get(name) or FUNCTION[name](s) for name in ("Handler", "Runtime")})
    made["Events"] = events(s, made, least, most)
    return {name: value for name, value in made.items() if value != {}}
