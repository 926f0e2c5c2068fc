// What changes at once for both versions, and what a rollback does not bring back (CloudFormation User Guide, "Update behaviors of stack
// resources", "DeletionPolicy attribute" and "UpdateReplacePolicy attribute").
#include "effects.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "stackfit/spec_resources.h"

namespace stackfit {
namespace {

/// The first prefix that fits names the kind.
struct ResourceKind {
    const char* prefix;
    const char* kind;
};
constexpr ResourceKind kinds[] = {
    {"AWS::ApiGateway::RestApi", "API definitions that do not refer to the alias"},
    {"AWS::ApiGatewayV2::Api", "API definitions that do not refer to the alias"},
    {"AWS::AppSync::GraphQL", "API definitions that do not refer to the alias"},
    {"AWS::Lambda::Function", "functions ($LATEST: all who invoke them without a qualifier)"},
    {"AWS::Lambda::EventSourceMapping", "event sources"},
    {"AWS::IAM::", "roles and policies"},
    {"AWS::SQS::Queue", "queues, topics and events"},
    {"AWS::SNS::", "queues, topics and events"},
    {"AWS::Events::", "queues, topics and events"},
    {"AWS::Scheduler::", "queues, topics and events"},
    {"AWS::Kinesis::", "queues, topics and events"},
    {"AWS::SSM::Parameter", "configuration that is read at run time"},
    {"AWS::AppConfig::", "configuration that is read at run time"},
    {"AWS::SecretsManager::Secret", "configuration that is read at run time"},
    {"AWS::StepFunctions::", "state machines"},
};

bool is_stateful(const Resource& resource) {
    const auto type = resource_type(resource.type);
    return type && type->stateful();
}

/// Parts of the release itself: of these the rest of the report speaks.
bool is_of_release(const Resource& resource) {
    constexpr const char* types[] = {"AWS::Lambda::Alias", "AWS::Lambda::Version",
                                     "AWS::CodeDeploy::", "AWS::CloudWatch::"};
    return std::any_of(std::begin(types), std::end(types),
                       [&](const char* type) { return resource.type.starts_with(type); });
}

std::string_view kind_of(const Resource& resource) {
    const auto found = std::find_if(std::begin(kinds), std::end(kinds), [&](const ResourceKind& kind) {
        return resource.type.starts_with(kind.prefix);
    });
    if (found != std::end(kinds)) return found->kind;
    return is_stateful(resource) ? "stores of data" : "others";
}

void add_at_once(const Resource& resource, WorldRollout& result) {
    const std::string_view kind = kind_of(resource);
    const auto found = std::find_if(result.at_once.begin(), result.at_once.end(),
                                    [&](const ChangedAtOnce& group) { return group.kind == kind; });
    if (found != result.at_once.end()) return found->resources.push_back(&resource);
    result.at_once.push_back({kind, {&resource}});
}

/// Does the attribute (DeletionPolicy, UpdateReplacePolicy) keep the resource?
bool keeps(World& world, const Resource& resource, std::string_view attribute) {
    const Value policy = world.evaluate(resource.node->get(attribute));
    return world.equal(policy, "Retain") == Tri::yes || world.equal(policy, "Snapshot") == Tri::yes;
}

void add_not_restored(World& world, const Resource& resource, WorldRollout& result) {
    if (is_stateful(resource)) {
        result.data.push_back(&resource);
        if (!keeps(world, resource, "UpdateReplacePolicy")) result.lost_on_replacement.push_back(&resource);
    }
    if (resource.type == "AWS::Lambda::Version" && keeps(world, resource, "DeletionPolicy"))
        result.orphans.push_back(&resource);
}

}  // namespace

void add_effects(World& world, WorldRollout& result) {
    std::set<const Resource*> waiting;
    for (const FunctionRollout& function : result.functions)
        waiting.insert(function.waiting.begin(), function.waiting.end());
    for (const auto& wave : result.order.waves) {
        for (const Resource* resource : wave) {
            add_not_restored(world, *resource, result);
            if (!is_of_release(*resource) && !waiting.contains(resource)) add_at_once(*resource, result);
        }
    }
}

}  // namespace stackfit
