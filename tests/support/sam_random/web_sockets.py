"""AWS::Serverless::WebSocketApi."""
from .apis import base_domain, stage_name
from .source import arn_, boolean, count_, flag, map_, number_, one_, plain_, table_, tags, text_


def route(s, key):
    rows = {"ApiKeyRequired": flag, "IntegrationTimeout": number_(50, 29000), "ModelSelectionExpression": plain_("$request.body.x"), "OperationName": text_("operation"),
            "RequestModels": map_(plain_("model")), "RouteResponseSelectionExpression": one_("$default")}
    if key == "$connect":
        rows["RequestParameters"] = lambda s: {"route.request.querystring.a": {"Required": s.one(True, False)}}
    return {"FunctionArn": s.function_arn(), **s.table(rows)}


def routes(s):
    return {key: route(s, key) for key in s.some(("$connect", "$disconnect", "$default", "sendMessage", "Join"), 1, 4)}


def auth(s):
    kind = s.one("NONE", "AWS_IAM", "CUSTOM", "CUSTOM")
    if kind != "CUSTOM":
        return {"AuthType": kind}
    return {"AuthType": kind, "AuthArn": s.function_arn(), **s.table({"IdentitySource": lambda s: ["route.request.header.Auth"], "InvokeRole": arn_("iam", "role/i"), "Name": plain_("auth")})}


ROUTE_SETTINGS = table_({"ThrottlingBurstLimit": count_(1, 99), "DataTraceEnabled": flag}, ["ThrottlingBurstLimit"])
WEB_SOCKET = {
    "ApiKeySelectionExpression": one_("$request.header.x-api-key"), "AccessLogSettings": lambda s: {"DestinationArn": s.arn("logs", "log-group:g"), "Format": s.plain("$x")},
    "Auth": auth, "DefaultRouteSettings": ROUTE_SETTINGS, "Description": text_("description"), "DisableExecuteApiEndpoint": boolean, "Domain": base_domain,
    "DisableSchemaValidation": boolean, "FailOnWarnings": boolean, "IpAddressType": one_("ipv4", "dualstack"), "Name": text_("socket"), "PropagateTags": boolean, "Routes": routes,
    "RouteSettings": lambda s: {"$connect": ROUTE_SETTINGS(s)}, "RouteSelectionExpression": plain_("$request.body.action"), "StageName": stage_name,
    "StageVariables": map_(text_("value")), "Tags": tags,
}


def web_socket_api(s):
    made = s.table(WEB_SOCKET, ["Routes", "RouteSelectionExpression"])
    if "$connect" not in made["Routes"]:
        made.pop("Auth", None)
    return made
