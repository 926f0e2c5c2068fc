"""AWS::Serverless::GraphQLApi."""
from .source import arn_, boolean, count_, flag, list_, number_, one_, plain_, table_, tags, text_

RUNTIME = {"Name": "APPSYNC_JS", "Version": "1.0.0"}
CODE = "export function request(ctx) {}"


def user_pool(s):
    return s.table({"UserPoolId": text_("pool"), "AwsRegion": text_("us-east-1"), "DefaultAction": one_("ALLOW", "DENY"), "AppIdClientRegex": plain_("x")}, ["UserPoolId"])


LAMBDA = {"AuthorizerUri": lambda s: s.function_arn(), "AuthorizerResultTtlInSeconds": count_(0, 300), "IdentityValidationExpression": plain_("x")}
OPEN_ID = {"Issuer": text_("https://issuer"), "AuthTTL": number_(1, 9), "ClientId": text_("client"), "IatTTL": number_(1, 9)}
SETTINGS = {"AWS_LAMBDA": ("LambdaAuthorizer", table_(LAMBDA, ["AuthorizerUri"])), "OPENID_CONNECT": ("OpenIDConnect", table_(OPEN_ID, ["Issuer"])),
            "AMAZON_COGNITO_USER_POOLS": ("UserPool", user_pool)}


def authorizer(s):
    kind = s.one("AWS_IAM", "API_KEY", *SETTINGS)
    name, settings = SETTINGS.get(kind, (None, None))
    return {"Type": kind, **({name: settings(s)} if name else {})}


def auth(s):
    return {**authorizer(s), **({"Additional": s.list_of(authorizer, 1, 2)} if s.chance(0.3) else {})}


def table_source(s):
    rows = {"TableName": text_("table"), "TableArn": arn_("dynamodb", "table/t"), "ServiceRoleArn": arn_("iam", "role/source"), "Name": plain_("name"), "Description": text_("d"),
            "Permissions": lambda s: s.some(("Read", "Write"), 1, 2), "Region": text_("us-east-1"), "UseCallerCredentials": flag, "Versioned": flag,
            "DeltaSync": lambda s: {"BaseTableTTL": "60", "DeltaSyncTableName": s.text("delta"), "DeltaSyncTableTTL": "60"}}
    return s.table(rows, ["TableName"])


def function_source(s):
    return s.table({"FunctionArn": lambda s: s.function_arn(), "ServiceRoleArn": arn_("iam", "role/source"), "Name": plain_("name"), "Description": text_("d")}, ["FunctionArn"])


def code(s):
    return s.one({"InlineCode": CODE}, {"CodeUri": "s3://bucket/code.js"})


def sync(s):
    return {"ConflictDetection": "VERSION", **s.table({"ConflictHandler": one_("LAMBDA"), "LambdaConflictHandlerConfig": lambda s: {"LambdaConflictHandlerArn": s.function_arn()}})}


def functions(s, sources):
    def function(s):
        if s.chance(0.15):
            return {"Id": s.text("id")}
        rows = {"Description": text_("d"), "MaxBatchSize": count_(1, 9), "Name": plain_("name"), "Sync": sync}
        return {"DataSource": s.one("NONE", "none", {"Fn::ImportValue": "source"}, *sources), "Runtime": dict(RUNTIME), **code(s), **s.table(rows)}

    return {s.id("Step"): function(s) for _ in range(s.number(1, 3))}


def resolvers(s, steps):
    def resolver(s):
        rows = {"FieldName": plain_("field"), "Caching": lambda s: {"Ttl": 60, **s.table({"CachingKeys": list_(plain_("key"), 1, 2)})}, "MaxBatchSize": count_(1, 9), "Sync": sync}
        own = {**code(s), "Runtime": dict(RUNTIME)} if s.chance(0.4) else {}
        return {"Pipeline": s.some(steps, 1, 2), **own, **s.table(rows)}

    return {kind: {s.word("Field"): resolver(s) for _ in range(s.number(1, 2))} for kind in s.some(("Query", "Mutation"), 1, 2)}


GRAPHQL = {
    "Name": text_("graph"), "Tags": tags, "XrayEnabled": boolean,
    "Logging": lambda s: s.one(True, False, s.table({"CloudWatchLogsRoleArn": arn_("iam", "role/logs"), "ExcludeVerboseContent": flag, "FieldLogLevel": one_("ERROR", "ALL")})),
    "ApiKeys": lambda s: {s.id("Key"): s.table({"ApiKeyId": text_("id"), "Description": text_("d"), "ExpiresOn": number_(1700000000, 1800000000)}) for _ in range(s.number(1, 2))},
    "DomainName": table_({"CertificateArn": arn_("acm", "certificate/c"), "DomainName": text_("graph.example.com"), "Description": text_("d")}, ["CertificateArn", "DomainName"]),
    "Cache": table_({"ApiCachingBehavior": one_("FULL_REQUEST_CACHING"), "Ttl": number_(1, 3600), "Type": one_("SMALL", "LARGE"), "AtRestEncryptionEnabled": flag,
                     "TransitEncryptionEnabled": flag}, ["ApiCachingBehavior", "Ttl", "Type"]),
    "Visibility": one_("PRIVATE", "GLOBAL"), "OwnerContact": text_("owner"), "IntrospectionConfig": one_("DISABLED", "ENABLED"), "QueryDepthLimit": count_(1, 9),
    "ResolverCountLimit": count_(1, 99),
}


def graphql_api(s):
    made = {"Auth": auth(s), **s.table(GRAPHQL)}
    made.update(s.one({"SchemaInline": "type Query { a: String }"}, {"SchemaUri": "s3://bucket/schema.graphql"}))
    sources = {}
    if s.chance(0.6):
        kinds = {"DynamoDb": table_source, "Lambda": function_source}
        sources = {kind: {s.id("Source"): kinds[kind](s) for _ in range(s.number(1, 2))} for kind in s.some(kinds, 1, 2)}
        made["DataSources"] = sources
    if s.chance(0.6):
        made["Functions"] = functions(s, [name for group in sources.values() for name in group])
        if s.chance(0.8):
            made["Resolvers"] = resolvers(s, list(made["Functions"]))
    return made
