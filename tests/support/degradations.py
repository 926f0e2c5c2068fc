"""What makes a passing outcome worse by one property: a way for each check, as an edit of the template's text.

A way is a function (template, logical id) -> text, and raises NotEditable where it does not apply: the property is not there, is
not written as a plain value, or something else in the template would still make the check pass.
"""
import yaml

from yaml_edits import NotEditable

HOOK_REPORT = "codedeploy:PutLifecycleEventHookExecutionStatus"
NARROWING = ("SourceArn", "SourceAccount", "PrincipalOrgID")
TRUE = {"true", "yes", "on"}


def at(resource, path):
    return ("Resources", resource, "Properties", *path.split("."))


def set_to(new, path, when=None):
    """The property becomes `new`; only where it is one of `when` now."""

    def edit(template, resource):
        old = template.scalar(*at(resource, path))
        if old is None or old == new or (when and old.lower() not in when):
            raise NotEditable(f"{path} is {old}")
        return template.with_value(new, *at(resource, path))

    return edit


def remove(path):
    return lambda template, resource: template.without(*at(resource, path))


def remove_unless_global(path):
    """For a property of a SAM function, which Globals would give again."""

    def edit(template, resource):
        if template.node("Globals", "Function", *path.split(".")) is not None:
            raise NotEditable("Globals sets it too")
        return template.without(*at(resource, path))

    return edit


def first_of(*ways):
    """The first way that applies."""

    def edit(template, resource):
        for way in ways:
            try:
                return way(template, resource)
            except NotEditable:
                pass
        raise NotEditable("no way applies")

    return edit


def resources_of(template, *types):
    return [name for name in template.keys("Resources") if template.scalar("Resources", name, "Type") in types]


def only_group(way):
    """The way applied to the template's deployment group, where it is the only one and written by hand."""

    def edit(template, _):
        groups = resources_of(template, "AWS::CodeDeploy::DeploymentGroup")
        functions = resources_of(template, "AWS::Serverless::Function")
        if len(groups) != 1 or functions:
            raise NotEditable("not one deployment group")
        return way(template, groups[0])

    return edit


def refers_to(node, resource):
    return isinstance(node, yaml.ScalarNode) and node.tag == "!Ref" and node.value == resource


def hook_functions(template, function):
    """Logical ids of the hooks that the SAM function names by !Ref."""
    hooks = template.node(*at(function, "DeploymentPreference.Hooks"))
    values = [value for _, value in hooks.value] if isinstance(hooks, yaml.MappingNode) else []
    return [value.value for value in values if isinstance(value, yaml.ScalarNode) and value.tag == "!Ref"]


def hook_cannot_report(template, function):
    for hook in hook_functions(template, function):
        reports = [node for node in template.scalars(*at(hook, "Policies")) if node.value == HOOK_REPORT]
        if len(reports) == 1:
            return template.replaced(reports[0], "codedeploy:GetDeployment")
    raise NotEditable("no hook with one statement that lets it report")


def hook_cannot_be_invoked(template, function):
    if template.node(*at(function, "DeploymentPreference.Role")) is not None:
        raise NotEditable("its own role may invoke more than AWS's managed policy")
    for hook in hook_functions(template, function):
        name = template.scalar(*at(hook, "FunctionName"))
        if name and name.startswith("CodeDeployHook_"):
            return template.with_value(name.removeprefix("CodeDeployHook_"), *at(hook, "FunctionName"))
    raise NotEditable("no hook with a plain name")


def provisioned(template, table):
    """On demand no more; with a scalable target somewhere, the table may scale all the same."""
    if resources_of(template, "AWS::ApplicationAutoScaling::ScalableTarget"):
        raise NotEditable("something scales")
    return set_to("PROVISIONED", "BillingMode", {"pay_per_request"})(template, table)


def no_alias(template, function):
    """SAM refuses a DeploymentPreference without an alias: that would be more than one outcome that gets worse."""
    if any(template.node(*path, "DeploymentPreference") is not None for path in (("Resources", function, "Properties"), ("Globals", "Function"))):
        raise NotEditable("its DeploymentPreference needs the alias")
    return remove_unless_global("AutoPublishAlias")(template, function)


def policy_allows_plain_http(template, bucket):
    """The statement that denies requests without TLS denies those with it instead."""
    for name in resources_of(template, "AWS::S3::BucketPolicy"):
        if not refers_to(template.node(*at(name, "Bucket")), bucket):
            continue
        statements = template.node(*at(name, "PolicyDocument.Statement"))
        flags = [flag for flag in secure_transport(statements) if flag.value.lower() == "false"]
        if len(flags) == 1:
            return template.replaced(flags[0], "'true'")
    raise NotEditable("no policy of this bucket with one statement about TLS")


def secure_transport(node):
    """The plain values of `aws:SecureTransport` keys below the node."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from secure_transport(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == "aws:SecureTransport" and isinstance(value, yaml.ScalarNode):
                yield value
            else:
                yield from secure_transport(value)


def public_acl(template, bucket):
    """Takes effect only where Block Public Access is written and leaves ACLs alone."""
    block = at(bucket, "PublicAccessBlockConfiguration")
    if template.node(*block) is None:
        raise NotEditable("new buckets block public ACLs")
    if any((template.scalar(*block, flag) or "true").lower() in TRUE and template.node(*block, flag) for flag in ("BlockPublicAcls", "IgnorePublicAcls")):
        raise NotEditable("public ACLs are blocked")
    if template.node(*at(bucket, "AccessControl")) is not None:
        return template.with_value("PublicReadWrite", *at(bucket, "AccessControl"))
    return template.with_key("AccessControl", "PublicReadWrite", "Resources", bucket, "Properties")


def public_permission(template, function):
    for name in resources_of(template, "AWS::Lambda::Permission"):
        if not refers_to(template.node(*at(name, "FunctionName")), function):
            continue
        if any(template.node(*at(name, key)) is not None for key in NARROWING):
            continue
        if template.scalar(*at(name, "Principal")) not in (None, "*"):
            return template.with_value("'*'", *at(name, "Principal"))
    raise NotEditable("no permission of this function that is not narrowed")


WAYS = {
    "codedeploy-auto-rollback-monitor-enabled": only_group(set_to("false", "AutoRollbackConfiguration.Enabled", TRUE)),
    "codedeploy-lambda-allatonce-traffic-shift-disabled": first_of(
        set_to("AllAtOnce", "DeploymentPreference.Type"),
        lambda template, _: template.with_value("AllAtOnce", "Globals", "Function", "DeploymentPreference", "Type"),
        only_group(set_to("CodeDeployDefault.LambdaAllAtOnce", "DeploymentConfigName"))),
    "deployment-has-alarms": remove_unless_global("DeploymentPreference.Alarms"),
    "deployment-has-post-traffic-hook": remove_unless_global("DeploymentPreference.Hooks.PostTraffic"),
    "deployment-has-pre-traffic-hook": first_of(remove_unless_global("DeploymentPreference.Hooks.PreTraffic"),
                                                remove_unless_global("DeploymentPreference.Hooks")),
    "dynamodb-autoscaling-enabled": provisioned,
    "dynamodb-pitr-enabled": set_to("false", "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", TRUE),
    "dynamodb-table-encryption-enabled": first_of(set_to("false", "SSESpecification.SSEEnabled", TRUE), remove("SSESpecification")),
    "dynamodb-throughput-limit-check": set_to("100000", "ProvisionedThroughput.ReadCapacityUnits"),
    "function-has-alias": no_alias,
    "hook-can-be-invoked": hook_cannot_be_invoked,
    "hook-can-report-to-codedeploy": hook_cannot_report,
    "lambda-function-public-access-prohibited": first_of(set_to("NONE", "FunctionUrlConfig.AuthType", {"aws_iam"}), public_permission),
    "lambda-function-settings-check": first_of(remove_unless_global("MemorySize"), remove_unless_global("Timeout")),
    "s3-bucket-logging-enabled": remove("LoggingConfiguration"),
    "s3-bucket-public-read-prohibited": public_acl,
    "s3-bucket-public-write-prohibited": public_acl,
    "s3-bucket-replication-enabled": remove("ReplicationConfiguration"),
    "s3-bucket-server-side-encryption-enabled": remove("BucketEncryption"),
    "s3-bucket-ssl-requests-only": policy_allows_plain_http,
    "s3-bucket-versioning-enabled": set_to("Suspended", "VersioningConfiguration.Status", {"enabled"}),
}
