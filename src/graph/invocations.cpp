// Who invokes a function. A reference is an invocation when it stands in a property through which its resource calls
// functions, or grants a caller the right to; an alarm's dimension or an environment variable is none.
#include <algorithm>
#include <iterator>

#include "stackfit/graph.h"

namespace stackfit {
namespace {

struct Caller {
    const char* type;
    const char* property;
};

constexpr Caller callers[] = {
    {"AWS::ApiGateway::Authorizer", "AuthorizerUri"},
    {"AWS::ApiGateway::Method", "Integration"},
    {"AWS::ApiGateway::RestApi", "Body"},
    {"AWS::ApiGatewayV2::Api", "Body"},
    {"AWS::ApiGatewayV2::Api", "Target"},
    {"AWS::ApiGatewayV2::Authorizer", "AuthorizerUri"},
    {"AWS::ApiGatewayV2::Integration", "IntegrationUri"},
    {"AWS::AppSync::DataSource", "LambdaConfig"},
    {"AWS::CloudFront::Distribution", "DistributionConfig"},
    {"AWS::Cognito::UserPool", "LambdaConfig"},
    {"AWS::Config::ConfigRule", "Source"},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", "Targets"},
    {"AWS::Events::Rule", "Targets"},
    {"AWS::IoT::TopicRule", "TopicRulePayload"},
    {"AWS::KinesisFirehose::DeliveryStream", "ExtendedS3DestinationConfiguration"},
    {"AWS::Lambda::Alias", "UpdatePolicy"},
    {"AWS::Lambda::EventSourceMapping", "FunctionName"},
    {"AWS::Lambda::Permission", "FunctionName"},
    {"AWS::Lambda::Url", "TargetFunctionArn"},
    {"AWS::Logs::SubscriptionFilter", "DestinationArn"},
    {"AWS::Pipes::Pipe", "Enrichment"},
    {"AWS::Pipes::Pipe", "Target"},
    {"AWS::S3::Bucket", "NotificationConfiguration"},
    {"AWS::SES::ReceiptRule", "Rule"},
    {"AWS::SNS::Subscription", "Endpoint"},
    {"AWS::SNS::Topic", "Subscription"},
    {"AWS::Scheduler::Schedule", "Target"},
    {"AWS::SecretsManager::RotationSchedule", "RotationLambdaARN"},
    {"AWS::StepFunctions::StateMachine", "Definition"},
    {"AWS::StepFunctions::StateMachine", "DefinitionString"},
    {"AWS::StepFunctions::StateMachine", "DefinitionSubstitutions"},
};

bool is_call(const Graph& graph, const Edge& edge) {
    if (edge.kind == Edge::Kind::depends_on) return false;
    const Resource& by = graph.resource(edge.from);
    if (edge.property == "ServiceToken")
        return by.type.starts_with("Custom::") || by.type == "AWS::CloudFormation::CustomResource";
    return std::any_of(std::begin(callers), std::end(callers), [&](const Caller& caller) {
        return by.type == caller.type && edge.property == caller.property;
    });
}

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// An AWS::Lambda::Url names the alias in a property of its own.
bool has_own_qualifier(const Resource& by) {
    return by.type == "AWS::Lambda::Url" && by.properties != nullptr &&
           by.properties->find("Qualifier") != nullptr;
}

Invocation::Target qualified(const Edge& edge, const Resource& by) {
    using Target = Invocation::Target;
    if (has_own_qualifier(by)) return Target::alias;
    if (edge.qualifier.empty() || edge.qualifier == "$LATEST") return Target::function;
    if (edge.qualifier == "*") return Target::unknown;
    return is_number(edge.qualifier) ? Target::version : Target::alias;
}

void add_calls(const Graph& graph, const Resource& target, const Resource& function,
               std::vector<Invocation>& result) {
    for (const Edge* edge : graph.in(target)) {
        if (!is_call(graph, *edge)) continue;
        const Resource& by = graph.resource(edge->from);
        Invocation call{&by, edge->property, Invocation::Target::version, edge->span};
        if (&target == &function)
            call.target = qualified(*edge, by);
        else if (target.type == "AWS::Lambda::Alias")
            call.target = Invocation::Target::alias;
        result.push_back(call);
    }
}

}  // namespace

std::vector<Invocation> invocations(const Graph& graph, const Resource& function) {
    std::vector<Invocation> result;
    add_calls(graph, function, function, result);
    std::uint32_t last = graph.index(function);
    for (const Edge* edge : graph.in(function)) {
        const Resource& qualifier = graph.resource(edge->from);
        const bool is_qualifier =
            qualifier.type == "AWS::Lambda::Alias" || qualifier.type == "AWS::Lambda::Version";
        // Edges into a resource are sorted by where they come from; one that names the function twice (Fn::If) counts once.
        if (edge->property != "FunctionName" || !is_qualifier || edge->from == last) continue;
        last = edge->from;
        add_calls(graph, qualifier, function, result);
    }
    return result;
}

}  // namespace stackfit
