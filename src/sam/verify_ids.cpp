#include "verify_ids.h"

namespace stackfit::sam {
namespace {

struct Replacement {
    char made[40];
    char written[40];
};

/// A resource of the first type may take the id of one of the second.
constexpr Replacement replacements[] = {
    {"AWS::Lambda::Function", "AWS::Serverless::Function"},
    {"AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion"},
    {"AWS::Lambda::CapacityProvider", "AWS::Serverless::CapacityProvider"},
    {"AWS::ApiGateway::RestApi", "AWS::Serverless::Api"},
    {"AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi"},
    {"AWS::ApiGatewayV2::Api", "AWS::Serverless::WebSocketApi"},
    {"AWS::S3::Bucket", "AWS::S3::Bucket"},
    {"AWS::SNS::Topic", "AWS::SNS::Topic"},
    {"AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable"},
    {"AWS::CloudFormation::Stack", "AWS::Serverless::Application"},
    {"AWS::Cognito::UserPool", "AWS::Cognito::UserPool"},
    {"AWS::ApiGateway::DomainName", "AWS::ApiGateway::DomainName"},
    {"AWS::ApiGateway::BasePathMapping", "AWS::ApiGateway::BasePathMapping"},
    {"AWS::ApiGateway::DomainNameV2", "AWS::ApiGateway::DomainNameV2"},
    {"AWS::ApiGateway::BasePathMappingV2", "AWS::ApiGateway::BasePathMappingV2"},
    {"AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"},
    {"AWS::AppSync::GraphQLApi", "AWS::Serverless::GraphQLApi"},
};

bool may_replace(std::string_view made, std::string_view written) {
    for (const Replacement& known : replacements) {
        if (made == known.made && written == known.written) return true;
    }
    return false;
}

}  // namespace

void verify_ids(Context& context, const SamResource& source, const std::vector<Draft>& drafts) {
    for (const Draft& draft : drafts) {
        const Resource* written = context.templ.resource(draft.id);
        const auto embedded = context.embedded_index.find(draft.id);
        const bool is_embedded = embedded != context.embedded_index.end();
        if (!is_embedded && (written == nullptr || may_replace(draft.type, written->type))) continue;
        context.problems.refuse(
            is_embedded ? context.embedded[embedded->second].resource.id_span : written->id_span,
            "'" + std::string(source.id) + "' expands to a resource '" + std::string(draft.id) +
                "' of type " + std::string(draft.type) +
                ", but the template has another resource of that id; rename it.");
    }
}

}  // namespace stackfit::sam
