"""A whole template: SAM resources of random types, what they refer to, Globals, conditions, attributes and references to what SAM generates."""
from . import apis, connectors, functions, graphql_apis, small, state_machines, web_sockets
from .source import Source

# How often a type is what a template is about.
TYPES = {
    "AWS::Serverless::Function": 8, "AWS::Serverless::Api": 6, "AWS::Serverless::HttpApi": 4, "AWS::Serverless::StateMachine": 3, "AWS::Serverless::Connector": 3,
    "AWS::Serverless::WebSocketApi": 2, "AWS::Serverless::GraphQLApi": 2, "AWS::Serverless::CapacityProvider": 1, "AWS::Serverless::LayerVersion": 1,
    "AWS::Serverless::SimpleTable": 1, "AWS::Serverless::Application": 1,
}
REGIONS = ("us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1")
PLAIN = {
    "AWS::S3::Bucket": lambda s: s.one({}, {"BucketName": s.text("bucket")}, {"Tags": [{"Key": "a", "Value": "b"}]}, {"NotificationConfiguration": {"QueueConfigurations": []}}),
    "AWS::Cognito::UserPool": lambda s: s.one({}, {"UserPoolName": s.text("pool")}, {"LambdaConfig": {"DefineAuthChallenge": s.arn("lambda", "function:f")}}),
    "AWS::SNS::Topic": lambda s: s.one({}, {"TopicName": s.text("topic")}), "AWS::SQS::Queue": lambda s: {}, "AWS::SSM::Parameter": lambda s: {"Type": "String", "Value": s.plain("value")},
    "AWS::DynamoDB::Table": lambda s: {"BillingMode": "PAY_PER_REQUEST"}, "AWS::Events::EventBus": lambda s: {"Name": s.text("bus")},
    "AWS::Lambda::Function": lambda s: {"Role": {"Fn::GetAtt": [s.plain_resource("AWS::IAM::Role"), "Arn"]}, "Code": {"ZipFile": "x"}},
    "AWS::IAM::Role": lambda s: {"AssumeRolePolicyDocument": {"Statement": []}},
    "AWS::Events::Rule": lambda s: {"EventPattern": {"source": ["a"]}, "Targets": []},
}
SHORT = {"AWS::Serverless::Function": "Function", "AWS::Lambda::Function": "Lambda"}
# What a reference can append to a logical id to mean a resource that SAM generates.
REFERABLE = {"AWS::Serverless::Function": ("Alias", "Version"), "AWS::Serverless::Api": ("Stage", "Deployment", "DomainName"), "AWS::Serverless::HttpApi": ("Stage", "DomainName")}
NO_API = {"authorizers": [], "lambdas": [], "default": False, "iam": False, "models": [], "keys": False, "merged": False, "open": True}


class Template(Source):
    def __init__(self, seed, types):
        super().__init__(seed)
        self.types, self.resources, self.about = types, {}, {}

    def resources_of(self, kind):
        return [name for name, resource in self.resources.items() if resource["Type"] == kind]

    def put(self, kind, properties):
        name = self.id(SHORT.get(kind, kind.split("::")[-1]))
        self.resources[name] = {"Type": kind, **({"Properties": properties} if properties or kind in TYPES else {})}
        return name

    def plain_resource(self, kind, fresh=False):
        there = self.resources_of(kind)
        return self.one(*there) if there and not fresh else self.put(kind, PLAIN[kind](self))

    def resource(self, kind):
        """Of any type; a SAM type that this template may not have is replaced by CloudFormation's own."""
        there = self.resources_of(kind)
        if there:
            return self.one(*there)
        if kind in TYPES and kind in self.types:
            return self.add(kind)
        if kind in TYPES:
            return self.plain_resource("AWS::Lambda::Function")
        return self.plain_resource(kind)

    def function(self):
        there = self.resources_of("AWS::Serverless::Function")
        return self.one(*there) if there and self.chance(0.7) else self.plain_resource("AWS::Lambda::Function")

    def function_arn(self):
        name = self.function()
        return self.one({"Fn::GetAtt": [name, "Arn"]}, {"Fn::GetAtt": [name, "Arn"]}, {"Fn::Sub": f"${{{name}.Arn}}"}, self.arn("lambda", "function:f"))

    def open_api(self, kind):
        """An API of this type that events may name, and what it has for them; None is the implicit one."""
        there = [name for name in self.resources_of(kind) if self.about[name]["open"]]
        name = self.one(*there) if there and self.chance(0.7) else None
        return name, self.about.get(name, NO_API)

    def rest_api(self):
        return self.open_api("AWS::Serverless::Api")

    def http_api(self):
        return self.open_api("AWS::Serverless::HttpApi")

    def add(self, kind):
        makers = {
            "AWS::Serverless::Function": functions.function, "AWS::Serverless::StateMachine": state_machines.state_machine, "AWS::Serverless::Connector": connectors.connector,
            "AWS::Serverless::WebSocketApi": web_sockets.web_socket_api, "AWS::Serverless::GraphQLApi": graphql_apis.graphql_api,
            "AWS::Serverless::CapacityProvider": small.capacity_provider, "AWS::Serverless::LayerVersion": small.layer_version,
            "AWS::Serverless::SimpleTable": small.simple_table, "AWS::Serverless::Application": small.application,
        }
        if kind in makers:
            return self.put(kind, makers[kind](self))
        properties, about = (apis.rest_api if kind == "AWS::Serverless::Api" else apis.http_api)(self)
        name = self.put(kind, properties)
        self.about[name] = about
        return name


GLOBALS = {
    "Function": ("Handler", "Runtime", "MemorySize", "Timeout", "VpcConfig", "Environment", "Tags", "PropagateTags", "Tracing", "KmsKeyArn", "Layers", "RolePath", "PermissionsBoundary",
                 "ReservedConcurrentExecutions", "EphemeralStorage", "Architectures", "LoggingConfig", "RecursiveLoop", "EventInvokeConfig", "AssumeRolePolicyDocument", "Description",
                 "DeadLetterQueue", "SnapStart", "RuntimeManagementConfig", "FileSystemConfigs", "CodeSigningConfigArn"),
    "Api": ("Name", "CacheClusterEnabled", "CacheClusterSize", "Variables", "EndpointConfiguration", "MethodSettings", "BinaryMediaTypes", "MinimumCompressionSize", "Cors", "GatewayResponses",
            "AccessLogSetting", "CanarySetting", "TracingEnabled", "OpenApiVersion", "Domain", "PropagateTags", "SecurityPolicy", "EndpointAccessMode", "Auth"),
    "HttpApi": ("AccessLogSettings", "StageVariables", "Tags", "CorsConfiguration", "DefaultRouteSettings", "Domain", "FailOnWarnings", "PropagateTags"),
    "WebSocketApi": ("AccessLogSettings", "DefaultRouteSettings", "DisableExecuteApiEndpoint", "StageVariables", "Tags", "IpAddressType", "PropagateTags"),
    "SimpleTable": ("SSESpecification",), "StateMachine": ("PropagateTags",), "LayerVersion": ("PublishLambdaVersion",), "CapacityProvider": ("Tags", "PropagateTags", "KmsKeyArn"),
}
TABLES = {"Function": functions.FUNCTION, "Api": apis.REST, "HttpApi": apis.HTTP, "WebSocketApi": web_sockets.WEB_SOCKET, "SimpleTable": small.TABLE,
          "StateMachine": state_machines.STATE_MACHINE, "LayerVersion": small.LAYER, "CapacityProvider": small.CAPACITY_PROVIDER}


def globals_section(t):
    written = {}
    for section in t.some([s for s in GLOBALS if f"AWS::Serverless::{s}" in t.types], 1, 2):
        names = t.some(GLOBALS[section], 1, 4)
        has_image = section == "Function" and any("ImageUri" in t.resources[name].get("Properties", {}) for name in t.resources_of("AWS::Serverless::Function"))
        has_uri = section in ("Api", "HttpApi") and any("DefinitionUri" in t.resources[name]["Properties"] for name in t.resources_of(f"AWS::Serverless::{section}"))
        refused = functions.ONLY_ZIP if has_image else apis.ON_DEFINITION + apis.ON_HTTP_DEFINITION if has_uri else ()
        written[section] = {name: TABLES[section][name](t) for name in names if name not in refused}
        written[section].get("Auth", {}).pop("UsagePlan", None) if t.chance(0.5) else None
    return {section: values for section, values in written.items() if values}


def attributes(t):
    """Of any resource: what CloudFormation knows beside Type and Properties."""
    for name, resource in t.resources.items():
        if t.chance(0.2):
            resource["Condition"] = t.condition()
        for attribute in ("DeletionPolicy", "UpdateReplacePolicy"):
            if t.chance(0.08):
                resource[attribute] = t.one("Retain", "Delete")
        if t.chance(0.08):
            resource["Metadata"] = {"Note": t.plain("note")}
        if t.chance(0.1):
            other = t.one(*t.resources)
            if other != name:
                resource["DependsOn"] = t.one(other, [other])
        if resource["Type"].startswith("AWS::Serverless") and t.chance(0.05):
            resource["IgnoreGlobals"] = t.one("*", ["Tags", "MemorySize"])


def reference(t):
    """To a resource, or to one that SAM generates from it."""
    name = t.one(*t.resources)
    derived = REFERABLE.get(t.resources[name]["Type"], ())
    whole = f"{name}.{t.one(*derived)}" if derived and t.chance(0.5) else name
    return t.one({"Ref": whole}, {"Fn::Sub": f"${{{whole}}}"}, {"Fn::Sub": f"x-${{{name}.Arn}}"}, {"Fn::GetAtt": [whole, "Arn"]})


def generate(seed, types=tuple(TYPES), only=None):
    """A template with the values of some of its parameters, and the region: {"template", "parameters", "region"}. Same seed, same template."""
    t = Template(seed, types)
    weights = [TYPES[kind] for kind in types]
    kinds = [only] if only else []
    kinds += t.random.choices(types, weights, k=t.number(0 if only else 1, 3))
    for kind in sorted(kinds, key=lambda kind: "Api" not in kind.split("::")[-1] or kind.endswith("GraphQLApi")):   # events name APIs that are there
        t.add(kind)
    if t.resources_of("AWS::Serverless::Api") + t.resources_of("AWS::Serverless::HttpApi") and "AWS::Serverless::Function" in types:
        t.put("AWS::Serverless::Function", functions.function(t, least=1))
    if "AWS::Serverless::Connector" in types and t.chance(0.1):
        connectors.embed(t)
    attributes(t)
    made = {"Transform": "AWS::Serverless-2016-10-31"}
    if t.chance(0.35):
        made["Globals"] = globals_section(t)
    if t.chance(0.4):
        made["Outputs"] = {t.id("Output"): {"Value": reference(t)} for _ in range(t.number(1, 3))}
    if t.chance(0.3):
        t.resources[t.id("Parameter")] = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": reference(t)}}
    order = list(t.resources)
    t.random.shuffle(order)
    made["Mappings"] = {"Regions": {region: {"Name": f"in-{region}", "Size": 128} for region in REGIONS}}
    made["Resources"] = {name: t.resources[name] for name in order}
    if t.parameters:
        made["Parameters"] = t.parameters
    if t.conditions:
        made["Conditions"] = t.conditions
    given = {name: t.plain("given") for name, parameter in t.parameters.items() if parameter["Type"] == "String" and t.chance(0.15) and name.startswith("String")}
    return {"template": made, "parameters": given, "region": t.one(*REGIONS)}
