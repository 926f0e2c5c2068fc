// Who invokes a function. A reference is an invocation when it stands in a place through which its resource calls functions, or grants a
// caller the right to; an alarm's dimension is none.
#include <algorithm>
#include <iterator>
#include <span>

#include "stackfit/graph.h"

namespace stackfit {
namespace {

using Role = CallPlace::Role;

/// Sorted by type. Which services need a permission of the function, and which act in a role: Lambda Developer Guide, "Invoking Lambda
/// with events from other AWS services", and each service's own guide.
constexpr CallPlace places[] = {
    {"AWS::ApiGateway::Authorizer", "AuthorizerUri", "", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGateway::Method", "Integration", "Uri", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGateway::RestApi", "Body", "uri", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGateway::RestApi", "Body", "authorizerUri", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGatewayV2::Api", "Body", "uri", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGatewayV2::Api", "Body", "authorizerUri", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGatewayV2::Api", "Target", "", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGatewayV2::Authorizer", "AuthorizerUri", "", "apigateway.amazonaws.com", Role::caller},
    {"AWS::ApiGatewayV2::Integration", "IntegrationUri", "", "apigateway.amazonaws.com", Role::caller},
    {"AWS::AppSync::DataSource", "LambdaConfig", "LambdaFunctionArn", "", Role::caller},
    {"AWS::AppSync::GraphQLApi", "AdditionalAuthenticationProviders", "AuthorizerUri",
     "appsync.amazonaws.com", Role::caller},
    {"AWS::AppSync::GraphQLApi", "LambdaAuthorizerConfig", "AuthorizerUri", "appsync.amazonaws.com",
     Role::caller},
    {"AWS::ApplicationAutoScaling::ScalableTarget", "ResourceId", "", "", Role::scaling},
    {"AWS::Bedrock::Agent", "ActionGroups", "Lambda", "bedrock.amazonaws.com", Role::caller},
    {"AWS::CloudFormation::CustomResource", "ServiceToken", "", "", Role::custom_resource},
    {"AWS::CloudFront::Distribution", "DistributionConfig", "", "", Role::caller},
    {"AWS::CloudWatch::Alarm", "AlarmActions", "", "lambda.alarms.cloudwatch.amazonaws.com", Role::caller},
    {"AWS::Cognito::UserPool", "LambdaConfig", "", "cognito-idp.amazonaws.com", Role::caller},
    {"AWS::Config::ConfigRule", "Source", "SourceIdentifier", "config.amazonaws.com", Role::caller},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", "Targets", "Id", "elasticloadbalancing.amazonaws.com",
     Role::caller},
    {"AWS::Events::Rule", "Targets", "Arn", "events.amazonaws.com", Role::caller},
    {"AWS::IoT::TopicRule", "TopicRulePayload", "FunctionArn", "iot.amazonaws.com", Role::caller},
    {"AWS::KinesisFirehose::DeliveryStream", "AmazonOpenSearchServerlessDestinationConfiguration",
     "ParameterValue", "", Role::caller},
    {"AWS::KinesisFirehose::DeliveryStream", "AmazonopensearchserviceDestinationConfiguration",
     "ParameterValue", "", Role::caller},
    {"AWS::KinesisFirehose::DeliveryStream", "ExtendedS3DestinationConfiguration", "ParameterValue", "",
     Role::caller},
    {"AWS::KinesisFirehose::DeliveryStream", "HttpEndpointDestinationConfiguration", "ParameterValue", "",
     Role::caller},
    {"AWS::KinesisFirehose::DeliveryStream", "RedshiftDestinationConfiguration", "ParameterValue", "",
     Role::caller},
    {"AWS::KinesisFirehose::DeliveryStream", "SplunkDestinationConfiguration", "ParameterValue", "",
     Role::caller},
    {"AWS::Lambda::Alias", "UpdatePolicy", "", "", Role::hook},
    {"AWS::Lambda::EventInvokeConfig", "DestinationConfig", "Destination", "", Role::caller},
    {"AWS::Lambda::EventSourceMapping", "FunctionName", "", "", Role::caller},
    {"AWS::Lambda::Function", "Environment", "", "", Role::environment},
    {"AWS::Lambda::Permission", "FunctionName", "", "", Role::grant},
    {"AWS::Lambda::Url", "TargetFunctionArn", "", "", Role::caller},
    {"AWS::Lex::BotAlias", "BotAliasLocaleSettings", "LambdaArn", "lexv2.amazonaws.com", Role::caller},
    {"AWS::Logs::SubscriptionFilter", "DestinationArn", "", "logs.amazonaws.com", Role::caller},
    {"AWS::Pipes::Pipe", "Enrichment", "", "", Role::caller},
    {"AWS::Pipes::Pipe", "Target", "", "", Role::caller},
    {"AWS::S3::Bucket", "NotificationConfiguration", "Function", "s3.amazonaws.com", Role::caller},
    {"AWS::S3ObjectLambda::AccessPoint", "ObjectLambdaConfiguration", "FunctionArn", "", Role::caller},
    {"AWS::SES::ReceiptRule", "Rule", "FunctionArn", "ses.amazonaws.com", Role::caller},
    {"AWS::SNS::Subscription", "Endpoint", "", "sns.amazonaws.com", Role::caller},
    {"AWS::SNS::Topic", "Subscription", "Endpoint", "sns.amazonaws.com", Role::caller},
    {"AWS::Scheduler::Schedule", "Target", "Arn", "", Role::caller},
    {"AWS::SecretsManager::RotationSchedule", "RotationLambdaARN", "", "secretsmanager.amazonaws.com",
     Role::caller},
    {"AWS::StepFunctions::StateMachine", "Definition", "", "", Role::caller},
    {"AWS::StepFunctions::StateMachine", "DefinitionString", "", "", Role::caller},
    {"AWS::StepFunctions::StateMachine", "DefinitionSubstitutions", "", "", Role::caller},
    {"AWS::VpcLattice::TargetGroup", "Targets", "Id", "vpc-lattice.amazonaws.com", Role::caller},
};

constexpr CallPlace custom_resource = {"Custom::", "ServiceToken", "", "", Role::custom_resource};

struct TypeOrder {
    bool operator()(const CallPlace& place, std::string_view type) const { return place.type < type; }
    bool operator()(std::string_view type, const CallPlace& place) const { return type < place.type; }
};

std::span<const CallPlace> places_of(std::string_view type) {
    const auto [first, last] = std::equal_range(std::begin(places), std::end(places), type, TypeOrder{});
    return {first, last};
}

const CallPlace* place_of(const Graph& graph, const Edge& edge) {
    if (edge.kind == Edge::Kind::depends_on) return nullptr;
    const std::string_view type = graph.resource(edge.from).type;
    if (type.starts_with(custom_resource.type))
        return edge.property == custom_resource.property ? &custom_resource : nullptr;
    const std::span<const CallPlace> own = places_of(type);
    const auto found = std::find_if(own.begin(), own.end(), [&](const CallPlace& place) {
        return edge.property == place.property && (place.key[0] == '\0' || edge.key == place.key);
    });
    return found != own.end() ? &*found : nullptr;
}

void add_calls(const Graph& graph, const Resource& target, std::vector<Invocation>& result) {
    for (const Edge* edge : graph.in(target))
        if (const CallPlace* place = place_of(graph, *edge))
            result.push_back({&graph.resource(edge->from), edge, place});
}

}  // namespace

std::vector<Invocation> invocations(const Graph& graph, const Resource& function) {
    std::vector<Invocation> result;
    add_calls(graph, function, result);
    std::uint32_t last = graph.index(function);
    for (const Edge* edge : graph.in(function)) {
        const Resource& qualifier = graph.resource(edge->from);
        const bool is_qualifier =
            qualifier.type == "AWS::Lambda::Alias" || qualifier.type == "AWS::Lambda::Version";
        // Edges into a resource are sorted by where they come from; one that names the function twice (Fn::If) counts once.
        if (edge->property != "FunctionName" || !is_qualifier || edge->from == last) continue;
        last = edge->from;
        add_calls(graph, qualifier, result);
    }
    return result;
}

std::vector<const CallPlace*> call_places(std::string_view type) {
    std::vector<const CallPlace*> result;
    for (const CallPlace& place : places_of(type)) result.push_back(&place);
    return result;
}

}  // namespace stackfit
