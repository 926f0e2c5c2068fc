"""AWS::Serverless::Connector, as a resource and embedded as `Connectors` of its source."""
PAIRS = {
    ("AWS::Serverless::Function", "AWS::S3::Bucket"): ("Read", "Write"), ("AWS::Serverless::Function", "AWS::DynamoDB::Table"): ("Read", "Write"),
    ("AWS::Serverless::Function", "AWS::Serverless::SimpleTable"): ("Read", "Write"), ("AWS::Serverless::Function", "AWS::SQS::Queue"): ("Read", "Write"),
    ("AWS::Serverless::Function", "AWS::SNS::Topic"): ("Write",), ("AWS::Serverless::Function", "AWS::Serverless::Function"): ("Write",),
    ("AWS::Serverless::Function", "AWS::Events::EventBus"): ("Write",), ("AWS::Serverless::Function", "AWS::Serverless::StateMachine"): ("Read", "Write"),
    ("AWS::Serverless::StateMachine", "AWS::Serverless::Function"): ("Write",), ("AWS::Serverless::StateMachine", "AWS::SQS::Queue"): ("Write",),
    ("AWS::Serverless::StateMachine", "AWS::DynamoDB::Table"): ("Read", "Write"), ("AWS::Serverless::StateMachine", "AWS::Events::EventBus"): ("Write",),
    ("AWS::Serverless::Api", "AWS::Serverless::Function"): ("Write",), ("AWS::Serverless::HttpApi", "AWS::Serverless::Function"): ("Write",),
    ("AWS::SNS::Topic", "AWS::SQS::Queue"): ("Write",), ("AWS::SNS::Topic", "AWS::Serverless::Function"): ("Write",),
    ("AWS::S3::Bucket", "AWS::Serverless::Function"): ("Write",), ("AWS::SQS::Queue", "AWS::Serverless::Function"): ("Read", "Write"),
    ("AWS::Events::Rule", "AWS::SNS::Topic"): ("Write",), ("AWS::Events::Rule", "AWS::SQS::Queue"): ("Write",),
    ("AWS::Events::Rule", "AWS::Serverless::Function"): ("Write",), ("AWS::DynamoDB::Table", "AWS::Serverless::Function"): ("Read",),
}
WITH_ROLE = ("AWS::Serverless::Function", "AWS::Serverless::StateMachine")
READ_AND_WRITE = (("AWS::SQS::Queue", "AWS::Serverless::Function"),)   # these need both


def reference_by_id(s, kind):
    name = s.resource(kind)
    if kind in WITH_ROLE:   # SAM adds to the role that it makes; one given by ARN has no name
        s.resources[name].get("Properties", {}).pop("Role", None)
    return name


def reference(s, kind):
    """By the logical id of a resource, or by what SAM would find out about one."""
    if s.chance(0.75):
        return {"Id": reference_by_id(s, kind)}
    made = {"Type": kind, "Arn": s.arn("x", "y"), "RoleName": s.text("role"), "QueueUrl": s.text("url"), "ResourceId": s.text("id"), "Name": s.text("name")}
    if s.chance(0.3):
        made["Qualifier"] = s.text("live")
    return made


def pair(s):
    chosen = s.one(*PAIRS)
    return chosen, (list(PAIRS[chosen]) if chosen in READ_AND_WRITE else s.some(PAIRS[chosen], 1, 2))


def connector(s):
    (source, destination), permissions = pair(s)
    to = reference(s, destination)
    return {"Source": reference(s, source), "Destination": s.one(to, to, [to, reference(s, destination)]), "Permissions": permissions}


def embed(s):
    """Adds a connector to a resource that can be the source of one."""
    (source, destination), permissions = pair(s)
    properties = {"Destination": s.one({"Id": s.resource(destination)}, reference(s, destination)), "Permissions": permissions}
    if s.chance(0.2):
        properties["SourceReference"] = {"Qualifier": s.text("live")}
    made = {"Properties": properties, **({"Condition": s.condition()} if s.chance(0.1) else {})}
    s.resources[reference_by_id(s, source)].setdefault("Connectors", {})[s.id("Link")] = made
