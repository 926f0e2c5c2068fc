"""AWS::Serverless::StateMachine with its events."""
from . import policies, push_events
from .source import arn_, boolean, flag, list_, map_, one_, tags, text_

OWN_TARGET = {"Target": lambda s: {"Id": s.plain("Target")}, "RoleArn": arn_("iam", "role/schedule")}


def definition(s):
    return {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": s.one({"Fn::GetAtt": [s.function(), "Arn"]}, "${FunctionArn}", s.arn("lambda", "function:f")), "End": True},
                                          **({"Wait": {"Type": "Wait", "Seconds": s.count(1, 9), "Next": "Work"}} if s.chance(0.3) else {})}}


def deployment(s):
    return {"Type": s.one("ALL_AT_ONCE", "LINEAR", "CANARY"), **s.table({"Percentage": lambda s: 10, "Interval": lambda s: 5, "Alarms": list_(text_("alarm"), 1, 2)})}


STATE_MACHINE = {
    "Logging": lambda s: {"Level": s.one("ALL", "ERROR"), "IncludeExecutionData": s.flag()}, "Role": arn_("iam", "role/machine"), "RolePath": text_("/path/"),
    "DefinitionSubstitutions": map_(text_("value")), "Name": text_("machine"), "Type": one_("STANDARD", "EXPRESS"), "Tags": tags, "PropagateTags": boolean,
    "Policies": policies.policies, "Tracing": lambda s: {"Enabled": s.flag()}, "PermissionsBoundary": arn_("iam", "policy/boundary"),
    "AutoPublishAlias": one_("live", "test"), "DeploymentPreference": deployment, "UseAliasAsEventTarget": boolean,
}


def schedule(s):
    made = push_events.schedule(s)
    return {**made, **s.table(OWN_TARGET)}


def rule(s):
    return {name: value for name, value in push_events.rule(s).items() if name != "Enabled"}


def api(s):
    made = push_events.api(s)
    for name in ("RequestModel", "RequestParameters", "TimeoutInMillis", "ResponseTransferMode"):
        made.pop(name, None)
    return {**made, **s.table({"UnescapeMappingTemplate": boolean})}


EVENTS = {"Schedule": schedule, "ScheduleV2": push_events.schedule_v2, "EventBridgeRule": rule, "CloudWatchEvent": rule, "Api": api}


def state_machine(s):
    made = s.table(STATE_MACHINE)
    if "Role" in made:
        made.pop("Policies", None)
    if "AutoPublishAlias" not in made:
        made.pop("DeploymentPreference", None)
        made.pop("UseAliasAsEventTarget", None)
    if isinstance(made.get("Policies"), dict):
        made["Policies"] = [made["Policies"]]
    kind = s.one("Definition", "Definition", "DefinitionUri")
    made[kind] = definition(s) if kind == "Definition" else s.one("s3://bucket/machine.json", {"Bucket": s.text("b"), "Key": s.text("k"), "Version": s.text("1")})
    events = {s.id("Event"): {"Type": name, "Properties": EVENTS[name](s)} for name in s.some(EVENTS, 0, 3)}
    return {**made, "Events": events} if events else made
