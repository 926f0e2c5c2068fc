// What changes at once while the traffic of a function shifts: CloudFormation updates everything that does not refer to the alias before
// CodeDeploy begins, for both versions, and a rollback of the release begins with both on the new state ("DependsOn attribute",
// "UpdatePolicy attribute").
#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "judging.h"
#include "stackfit/spec_stateful.h"
#include "stackfit/support/text.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

/// A property of a type; "": any of its properties.
struct Place {
    std::string_view type, property;
};
/// What the code of both versions counts on: a property whose old value, or part of it, is no longer there.
constexpr Place contracts[] = {
    {"AWS::DynamoDB::Table", "KeySchema"},
    {"AWS::DynamoDB::Table", "AttributeDefinitions"},
    {"AWS::DynamoDB::Table", "GlobalSecondaryIndexes"},
    {"AWS::DynamoDB::Table", "LocalSecondaryIndexes"},
    {"AWS::DynamoDB::Table", "StreamSpecification"},
    {"AWS::DynamoDB::GlobalTable", "KeySchema"},
    {"AWS::DynamoDB::GlobalTable", "AttributeDefinitions"},
    {"AWS::DynamoDB::GlobalTable", "GlobalSecondaryIndexes"},
    {"AWS::DynamoDB::GlobalTable", "LocalSecondaryIndexes"},
    {"AWS::DynamoDB::GlobalTable", "StreamSpecification"},
    {"AWS::SNS::Subscription", "FilterPolicy"},
    {"AWS::SNS::Subscription", "RawMessageDelivery"},
    {"AWS::Events::Rule", "EventPattern"},
    {"AWS::Lambda::EventSourceMapping", "FilterCriteria"},
    {"AWS::Lambda::EventSourceMapping", "FunctionResponseTypes"},
};
/// Stores and channels: with another one, the versions no longer meet.
constexpr std::string_view channels[] = {"AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::Kinesis::Stream",
                                         "AWS::Events::EventBus"};
/// What is read at run time.
constexpr std::string_view configuration[] = {"AWS::SSM::Parameter",
                                              "AWS::SecretsManager::Secret",
                                              "AWS::S3::Object",
                                              "AWS::AppConfig::Deployment",
                                              "AWS::AppConfig::ConfigurationProfile",
                                              "AWS::AppConfig::HostedConfigurationVersion"};
/// What callers of an API see of it.
constexpr Place definitions[] = {
    {"AWS::ApiGateway::RestApi", "Body"},
    {"AWS::ApiGateway::RestApi", "BodyS3Location"},
    {"AWS::ApiGatewayV2::Api", "Body"},
    {"AWS::ApiGatewayV2::Api", "BodyS3Location"},
    {"AWS::AppSync::GraphQLSchema", "Definition"},
    {"AWS::AppSync::GraphQLSchema", "DefinitionS3Location"},
    {"AWS::ApiGateway::Method", ""},
    {"AWS::ApiGatewayV2::Route", ""},
    {"AWS::ApiGatewayV2::Integration", ""},
};
/// Parts of the release itself, what only watches, and what merely permits.
constexpr std::string_view of_release[] = {"AWS::Lambda::Alias",
                                           "AWS::Lambda::Version",
                                           "AWS::Lambda::Permission",
                                           "AWS::Lambda::LayerVersion",
                                           "AWS::CodeDeploy::",
                                           "AWS::CloudWatch::",
                                           "AWS::Logs::",
                                           "AWS::ApiGateway::Deployment",
                                           "AWS::CloudFormation::"};

bool is_at(std::span<const Place> places, std::string_view type, const PropertyChange& change) {
    return std::any_of(places.begin(), places.end(), [&](const Place& place) {
        return place.type == type && (place.property.empty() || is_property(change, place.property));
    });
}

class ShiftFinder {
public:
    explicit ShiftFinder(Judging& judging) : judging_(judging) {
        for (const ReleasePair& release : judging.releases())
            if (judging.shifts(release)) shifting_.push_back(&release);
    }

    void find() {
        if (shifting_.empty()) return;
        for (const ResourceChange& change : judging_.changes.resources) {
            if (!change.in_headline || change.before == nullptr || change.made_anew || is_shifting(change))
                continue;
            const bool told = contract(change) || settings(change) || definition(change);
            if (!told && counts(change)) others_.push_back(&change);
        }
        beside();
    }

private:
    [[nodiscard]] bool is_shifting(const ResourceChange& change) const {
        return std::any_of(shifting_.begin(), shifting_.end(),
                           [&](const ReleasePair* one) { return one->after.function == change.after; });
    }

    /// A shifting function that knows of the resource: it refers to it, its role or a policy of that does, or the resource calls it.
    [[nodiscard]] const ReleasePair* user_of(const ResourceChange& change) const {
        const bool in_new = change.after != nullptr;
        const Graph& graph = in_new ? judging_.new_graph : judging_.old_graph;
        const Resource& resource = in_new ? *change.after : *change.before;
        for (const ReleasePair* one : shifting_) {
            const Release& release = in_new ? one->after : one->before;
            if (refers(graph, *release.function, resource) ||
                (release.role != nullptr && role_refers(graph, *release.role, resource)))
                return one;
            if (refers(graph, resource, *release.function) ||
                (release.alias != nullptr && refers(graph, resource, *release.alias)))
                return one;
            if (!change.new_name.empty() && has_text(*release.function->node, change.new_name)) return one;
        }
        return nullptr;
    }
    static bool refers(const Graph& graph, const Resource& from, const Resource& to) {
        const auto edges = graph.out(from);
        return std::any_of(edges.begin(), edges.end(),
                           [&](const Edge* edge) { return &graph.resource(edge->to) == &to; });
    }
    static bool role_refers(const Graph& graph, const Resource& role, const Resource& to) {
        if (refers(graph, role, to)) return true;
        const auto edges = graph.in(role);
        return std::any_of(edges.begin(), edges.end(), [&](const Edge* edge) {
            const Resource& policy = graph.resource(edge->from);
            return policy.type.starts_with("AWS::IAM::") && refers(graph, policy, to);
        });
    }
    static bool has_text(const Node& node, std::string_view text) {
        return (node.is_string() && node.text.find(text) != std::string_view::npos) ||
               std::any_of(node.items.begin(), node.items.end(),
                           [&](const Node* item) { return has_text(*item, text); }) ||
               std::any_of(node.members.begin(), node.members.end(),
                           [&](const Member& member) { return has_text(*member.value, text); });
    }
    static std::string release_text(const ReleasePair& release) {
        return "function " + std::string(release.after.function->id) + " shifts as " + release.after.type;
    }

    /// The first property whose old value the code of both versions counts on.
    static const PropertyChange* broken_contract(const ResourceChange& change) {
        const auto found =
            std::find_if(change.properties.begin(), change.properties.end(), [&](const PropertyChange& one) {
                return !one.old_value.empty() && !one.order && is_at(contracts, change.type, one);
            });
        return found == change.properties.end() ? nullptr : &*found;
    }

    bool contract(const ResourceChange& change) {
        const ReleasePair* user = user_of(change);
        if (user == nullptr || change.after == nullptr) return false;
        const bool channel = is_one_of(channels, change.type) || stateful_type(change.type);
        const bool another = channel && (change.action == Action::replace || change.action == Action::rename);
        const PropertyChange* broken = broken_contract(change);
        if (!another && broken == nullptr) return false;
        judging_.report(
            "contract-changes-during-shift", change,
            {named(change.type, change.id) +
                 (another ? " becomes another one" : " changes its " + property_name(*broken)) + " while " +
                 release_text(*user) + ".",
             another ? "Until the shift ends both versions serve: one writes to the old one, the other to "
                       "the new one, and after a rollback what the new version wrote is gone."
                     : "It changes before the first traffic shifts, so the old version, which still serves "
                       "most callers, has to work with what was made for the new one; and if the release is "
                       "rolled back, it has to again.",
             "Release in two steps: first what both versions can work with, then, when no old version serves "
             "any more, remove what only it needed."},
            broken);
        return true;
    }

    bool settings(const ResourceChange& change) {
        const ReleasePair* user = is_one_of(configuration, change.type) ? user_of(change) : nullptr;
        if (user == nullptr) return false;
        judging_.report(
            "configuration-changes-during-shift", change,
            {named(change.type, change.id) + " changes while " + release_text(*user) + ".",
             "What is read at run time changes for both versions at once: a mistake in it reaches all "
             "callers before the shift begins, and no alarm of the shift tells old from new.",
             "Give the new value a name of its own that only the new version reads, or change it in a "
             "release without new code."},
            change.properties.empty() ? nullptr : &change.properties.front());
        return true;
    }

    /// An API that refers to the alias waits until the shift has ended.
    bool definition(const ResourceChange& change) {
        if (change.after == nullptr || change.action == Action::add) return false;
        const auto changed =
            std::find_if(change.properties.begin(), change.properties.end(),
                         [&](const PropertyChange& one) { return is_at(definitions, change.type, one); });
        if (changed == change.properties.end() || waits(*change.after)) return false;
        judging_.report("api-changes-before-code", change,
                        {named(change.type, change.id) +
                             " changes, and does not refer to the alias of a function that shifts: " +
                             release_text(*shifting_.front()) + ".",
                         "CloudFormation updates it before the shift begins: callers find the new routes "
                         "while the old version answers most of them.",
                         "Refer to the alias in the definition (!Ref the alias, or its ARN), or let the API "
                         "depend on it (DependsOn); or change the API in a later release."},
                        &*changed);
        return true;
    }
    /// Is it updated only after an alias that shifts?
    [[nodiscard]] bool waits(const Resource& resource) const {
        return std::any_of(shifting_.begin(), shifting_.end(),
                           [&](const ReleasePair* one) { return waits_for(resource, *one->after.alias); });
    }
    [[nodiscard]] bool waits_for(const Resource& resource, const Resource& alias) const {
        std::set<const Resource*> seen;
        std::vector<const Resource*> open = {&resource};
        while (!open.empty()) {
            const Resource* one = open.back();
            open.pop_back();
            if (one == &alias) return true;
            if (!seen.insert(one).second) continue;
            for (const Edge* edge : judging_.new_graph.out(*one))
                open.push_back(&judging_.new_graph.resource(edge->to));
        }
        return false;
    }

    /// What is new is used by the new version only; what waits for the alias is not beside the shift.
    [[nodiscard]] bool counts(const ResourceChange& change) const {
        const bool part = std::any_of(std::begin(of_release), std::end(of_release),
                                      [&](auto prefix) { return change.type.starts_with(prefix); });
        const bool only_attributes =
            change.action == Action::modify &&
            std::none_of(change.properties.begin(), change.properties.end(),
                         [](const PropertyChange& one) { return one.path.starts_with("Properties."); });
        if (part || only_attributes || change.after == nullptr) return false;
        return !waits(*change.after);
    }

    void beside() {
        if (others_.empty()) return;
        std::vector<std::string> names;
        for (const ResourceChange* one : others_) names.push_back(named(one->type, one->id));
        Hazard& hazard =
            judging_.report("changes-beside-shift", *others_.front(),
                            {"While " + release_text(*shifting_.front()) + ", " + first_of(names, 6) +
                                 (others_.size() == 1 ? " changes" : " change") + " at once.",
                             "They change for both versions before the first traffic shifts, and what goes "
                             "wrong with them reaches all callers; the alarms of the shift watch a version.",
                             "Make sure that both versions work with them as they were and as they will be, "
                             "or release them apart."});
        const bool serves = std::any_of(others_.begin(), others_.end(), [](const ResourceChange* one) {
            return is_one_of(channels, one->type) || stateful_type(one->type) ||
                   one->type == "AWS::Lambda::Function" || one->type == "AWS::Lambda::EventSourceMapping" ||
                   one->type.starts_with("AWS::ApiGateway") || one->type.starts_with("AWS::StepFunctions::");
        });
        if (serves) hazard.severity = Severity::warning;
    }

    Judging& judging_;
    std::vector<const ReleasePair*> shifting_;
    std::vector<const ResourceChange*> others_;
};

}  // namespace

void find_shift_hazards(Judging& judging) { ShiftFinder(judging).find(); }

}  // namespace stackfit::change
