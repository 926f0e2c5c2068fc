#include "sam/verify_ids.h"

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

/// The place of another resource of the template that has the draft's id and keeps it; no place when there is none.
Span taken_at(const Context& context, const Draft& draft) {
    const auto embedded = context.embedded_index.find(draft.id);
    if (embedded != context.embedded_index.end()) return context.embedded[embedded->second].resource.id_span;
    const Resource* written = context.templ.resource(draft.id);
    return written == nullptr || may_replace(draft.type, written->type) ? Span{} : written->id_span;
}

}  // namespace

void verify_ids(Context& context, const SamResource& source, std::vector<Draft>& drafts) {
    std::vector<Draft> good;
    for (Draft& draft : drafts) {
        const Span taken = taken_at(context, draft);
        if (!taken.known()) {
            good.push_back(std::move(draft));
            continue;
        }
        context.problems.refuse(taken, "'" + std::string(source.id) + "' expands to a resource '" +
                                           std::string(draft.id) + "' of type " + std::string(draft.type) +
                                           ", but the template has another resource of that id; rename it.");
    }
    drafts = std::move(good);
}

}  // namespace stackfit::sam
