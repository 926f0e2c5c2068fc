"""AWS::Serverless::Api and HttpApi, and what they share: domains, certificates, tags."""
from . import push_events
from .source import arn_, boolean, count_, flag, list_, map_, number_, one_, plain_, table_, tags, text_


def stage_name(s):
    return s.one("prod", "v1", "my-stage", {"Ref": s.parameter("String", default=True)}, {"Ref": s.parameter("String")}, {"Fn::Sub": "${AWS::StackName}"}, "prod")


def route53(s):
    rows = {"EvaluateTargetHealth": flag, "IpV6": boolean, "Region": text_("us-east-1"), "SetIdentifier": text_("set")}
    return {s.one("HostedZoneId", "HostedZoneName"): s.text("zone"), **s.table(rows)}


def base_domain(s):
    made = {"DomainName": s.text("api.example.com"), "CertificateArn": s.arn("acm", "certificate/c")}
    rows = {"BasePath": lambda s: s.some(("/", "/v1", "v2", "a-b", "/c_d/e"), 1, 2), "SecurityPolicy": one_("TLS_1_2"), "OwnershipVerificationCertificateArn": arn_("acm", "certificate/o"),
            "Route53": route53}
    return {**made, **s.table(rows)}


def mutual_tls(s):
    return s.table({"TruststoreUri": text_("s3://bucket/trust.pem"), "TruststoreVersion": text_("1")}, ["TruststoreUri"])


def rest_domain(s):
    made = base_domain(s)
    kind = s.one(None, "REGIONAL", "EDGE", "PRIVATE")
    if kind:
        made["EndpointConfiguration"] = kind
    rows = {"NormalizeBasePath": boolean, "IpAddressType": one_("ipv4", "dualstack")}
    if kind == "PRIVATE":
        made.pop("OwnershipVerificationCertificateArn", None)
        rows.update({"Policy": lambda s: {"Version": "2012-10-17", "Statement": []}, "AccessAssociation": lambda s: {"VpcEndpointId": s.text("vpce-1")}})
        made.get("Route53", {}).update({"VpcEndpointDomainName": s.text("vpce.example.com"), "VpcEndpointHostedZoneId": s.plain("zone")})
    else:
        rows["MutualTlsAuthentication"] = mutual_tls
    if "Route53" in made and s.chance(0.2):
        made["Route53"]["SeparateRecordSetGroup"] = s.one(True, False)
    return {**made, **s.table(rows)}


def http_domain(s):
    made = {**base_domain(s), **s.table({"EndpointConfiguration": one_("REGIONAL"), "MutualTlsAuthentication": mutual_tls})}
    return made


def cors(s):
    rows = {"AllowMethods": plain_("'GET,POST'"), "AllowHeaders": lambda s: s.one("'*'", s.text("'x-h'")), "AllowOrigin": lambda s: s.one("'*'", "'https://a'", s.text("'o'")),
            "MaxAge": one_("'600'"), "AllowCredentials": boolean}
    made = s.table(rows, ["AllowOrigin"])
    if made["AllowOrigin"] == "'*'":
        made.pop("AllowCredentials", None)
    return s.one("'*'", made, made)


def identity(s):
    return s.table({"Header": plain_("X-Token"), "ValidationExpression": plain_("^x$"), "ReauthorizeEvery": number_(0, 300)})


def request_identity(s):
    rows = {"Headers": list_(plain_("h"), 1, 2), "QueryStrings": list_(plain_("q"), 1, 2), "StageVariables": list_(plain_("v"), 1, 1), "Context": list_(plain_("c"), 1, 1),
            "ReauthorizeEvery": number_(0, 300)}
    return s.table(rows, [s.one("Headers", "QueryStrings")])


def authorizer(s):
    if s.chance(0.5):
        pool = {"Fn::GetAtt": [s.plain_resource("AWS::Cognito::UserPool"), "Arn"]}
        return {"UserPoolArn": s.one(pool, [pool, s.arn("cognito-idp", "userpool/p")]), **s.table({"Identity": identity, "AuthorizationScopes": list_(plain_("scope"), 1, 2)})}
    made = {"FunctionArn": s.function_arn(), **s.table({"FunctionInvokeRole": lambda s: s.one("NONE", s.arn("iam", "role/a")), "DisableFunctionDefaultPermissions": boolean,
                                                        "AuthorizationScopes": list_(plain_("scope"), 1, 1)})}
    if s.chance(0.5):
        return {**made, "FunctionPayloadType": "REQUEST", "Identity": request_identity(s)}
    return {**made, **s.table({"FunctionPayloadType": one_("TOKEN"), "Identity": identity})}


def rest_auth(s):
    rows = {"AddDefaultAuthorizerToCorsPreflight": boolean, "AddApiKeyRequiredToCorsPreflight": boolean, "ApiKeyRequired": boolean,
            "InvokeRole": lambda s: s.one("CALLER_CREDENTIALS", "NONE", s.arn("iam", "role/i")), "ResourcePolicy": push_events.resource_policy,
            "UsagePlan": lambda s: {"CreateUsagePlan": s.one("PER_API", "SHARED", "NONE", "SHARED"), **s.table({
                "Description": text_("plan"), "Quota": lambda s: {"Limit": s.count(), "Period": "DAY"}, "Throttle": lambda s: {"RateLimit": s.count()},
                "Tags": lambda s: [{"Key": "k", "Value": s.text("v")}], "UsagePlanName": text_("plan")})}}
    made = s.table(rows)
    if s.chance(0.6):
        made["Authorizers"] = {s.word("Auth"): authorizer(s) for _ in range(s.number(1, 2))}
    choices = [*made.get("Authorizers", {}), "AWS_IAM"]
    if s.chance(0.5):
        made["DefaultAuthorizer"] = s.one(*choices)
    return made


def operation(s):
    made = {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/x"}}}
    return {**made, **s.table({"responses": lambda s: {s.one("200", 200, "default"): {"description": s.plain("answer")}}, "description": plain_("operation")})}


def definition(s, version):
    paths = {push_events.path(s): {s.one("get", "post", "x-amazon-apigateway-any-method"): operation(s)} for _ in range(s.number(0, 2))}
    return {**version, "info": {"title": s.text("api"), "version": s.one("1.0", 1.0)}, "paths": paths}


REST = {
    "Name": text_("api"), "StageName": stage_name, "Tags": tags, "PropagateTags": boolean, "CacheClusterEnabled": boolean, "CacheClusterSize": one_("0.5", "1.6"),
    "Variables": map_(text_("value")), "MethodSettings": lambda s: [{"HttpMethod": "*", "ResourcePath": "/*", "LoggingLevel": s.text("INFO")}],
    "EndpointConfiguration": lambda s: s.one("REGIONAL", "EDGE", {"Type": "REGIONAL"}, {"Type": "PRIVATE", "VPCEndpointIds": [s.text("vpce")]}, {"Type": "REGIONAL", "IpAddressType": "dualstack"}),
    "BinaryMediaTypes": lambda s: s.one(["image~1png", "a/b"], [s.one("*~1*", {"Ref": s.parameter("String")})]), "MinimumCompressionSize": number_(0, 9999), "Cors": cors,
    "Auth": rest_auth, "GatewayResponses": lambda s: {s.one("DEFAULT_4XX", "UNAUTHORIZED"): s.table({
        "ResponseParameters": lambda s: {"Headers": {"X-A": s.plain("'v'")}, **s.table({"Paths": map_(plain_("p")), "QueryStrings": map_(plain_("q"))})},
        "ResponseTemplates": lambda s: {"application/json": s.plain("{}")}, "StatusCode": one_("400", 401)})},
    "AccessLogSetting": lambda s: {"DestinationArn": s.arn("logs", "log-group:g"), "Format": s.plain("$context.requestId")},
    "CanarySetting": lambda s: {"PercentTraffic": s.count(1, 50)}, "TracingEnabled": boolean, "OpenApiVersion": one_("3.0.1", "3.0.1", "2.0", "3.0"),
    "Models": lambda s: {"Order": {"type": "object", "properties": {"id": {"type": s.one("string", "integer")}}}, **({"Empty": {"type": "object"}} if s.chance(0.3) else {})},
    "Domain": rest_domain, "FailOnWarnings": boolean, "Description": text_("description"), "Mode": one_("overwrite", "merge"), "DisableExecuteApiEndpoint": boolean,
    "ApiKeySourceType": one_("HEADER", "AUTHORIZER"), "Policy": lambda s: {"Version": "2012-10-17", "Statement": []}, "SecurityPolicy": one_("SecurityPolicy_TLS13_1_3_2025_09"),
    "EndpointAccessMode": one_("BASIC", "STRICT"),
}
# What SAM does to a definition, which it cannot where the definition is elsewhere.
ON_DEFINITION = ("Cors", "Auth", "GatewayResponses", "Models", "DisableExecuteApiEndpoint", "OpenApiVersion")


def rest_api(s):
    """The properties of an API, and what its events may refer to."""
    written = s.one(None, None, None, "DefinitionBody", "DefinitionBody", "DefinitionUri")
    made = s.table(REST, ["StageName"], without=ON_DEFINITION if written == "DefinitionUri" else [])
    merged = False
    if written == "DefinitionUri":
        made[written] = s.one("s3://bucket/api.yaml", {"Bucket": s.text("b"), "Key": s.text("k")}, {"Bucket": "b", "Key": "k", "Version": s.text("1")})
    if written == "DefinitionBody":
        made.pop("OpenApiVersion", None)
        made[written] = definition(s, s.one({"swagger": "2.0"}, {"swagger": 2.0}, {"openapi": "3.0.1"}))
        merged = s.chance(0.4)
        made.update({"MergeDefinitions": True} if merged else {})
    auth = made.get("Auth", {})
    about = {"authorizers": list(auth.get("Authorizers", {})), "default": "DefaultAuthorizer" in auth, "models": list(made.get("Models", {})), "merged": merged,
             "keys": bool(auth.get("ApiKeyRequired")), "open": written is None or merged}
    return made, about


def http_authorizer(s):
    if s.chance(0.5):
        return {"IdentitySource": "$request.header.Authorization", "JwtConfiguration": {"issuer": s.text("https://issuer"), "audience": s.list_of(text_("client"), 1, 2)},
                **s.table({"AuthorizationScopes": list_(plain_("scope"), 1, 2)})}
    made = {"FunctionArn": s.function_arn(), "AuthorizerPayloadFormatVersion": s.one("1.0", "2.0", 2.0)}
    return {**made, **s.table({"FunctionInvokeRole": arn_("iam", "role/a"), "EnableSimpleResponses": boolean, "EnableFunctionDefaultPermissions": boolean,
                               "Identity": request_identity}, ["Identity"])}


def http_auth(s):
    made = s.table({"EnableIamAuthorizer": boolean, "Authorizers": lambda s: {s.word("Auth"): http_authorizer(s) for _ in range(s.number(1, 2))}}, ["Authorizers"] if s.chance(0.7) else [])
    choices = [*made.get("Authorizers", {}), *(["AWS_IAM"] if made.get("EnableIamAuthorizer") else [])]
    if choices and s.chance(0.4):
        made["DefaultAuthorizer"] = s.one(*choices)
    return made


HTTP = {
    "Name": text_("http"), "StageName": stage_name, "Tags": tags, "PropagateTags": boolean, "StageVariables": map_(text_("value")),
    "CorsConfiguration": lambda s: s.one(True, s.table({"AllowOrigins": list_(text_("https://a")), "AllowMethods": list_(one_("GET", "POST"), 1, 1), "AllowHeaders": list_(plain_("x-h")),
                                                        "AllowCredentials": boolean, "ExposeHeaders": list_(plain_("x-e")), "MaxAge": number_(1, 600)}, ["AllowOrigins"])),
    "AccessLogSettings": lambda s: {"DestinationArn": s.arn("logs", "log-group:g"), "Format": s.plain("$context.requestId")},
    "DefaultRouteSettings": table_({"ThrottlingBurstLimit": count_(1, 99), "DetailedMetricsEnabled": flag}, ["ThrottlingBurstLimit"]), "Auth": http_auth,
    "RouteSettings": lambda s: {s.one("GET /shared", "$default"): {"ThrottlingBurstLimit": s.count(1, 99)}}, "Domain": http_domain, "FailOnWarnings": boolean,
    "Description": text_("description"), "DisableExecuteApiEndpoint": boolean,
}
ON_HTTP_DEFINITION = ("Name", "Tags", "CorsConfiguration", "Auth", "Description", "DisableExecuteApiEndpoint")


def http_api(s):
    written = s.one(None, None, None, "DefinitionBody", "DefinitionUri")
    made = s.table(HTTP, without=ON_HTTP_DEFINITION if written == "DefinitionUri" else [])
    if written == "DefinitionUri":
        made[written] = s.one("s3://bucket/api.yaml", {"Bucket": s.text("b"), "Key": s.text("k")})
    if written == "DefinitionBody":
        made[written] = definition(s, {"openapi": "3.0.1"})
    auth = made.get("Auth", {})
    authorizers = auth.get("Authorizers", {})
    about = {"authorizers": list(authorizers), "lambdas": [name for name, one in authorizers.items() if "FunctionArn" in one],
             "iam": bool(auth.get("EnableIamAuthorizer")), "default": "DefaultAuthorizer" in auth, "open": written is None}
    return made, about
