#include <algorithm>
#include <set>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/graph_update_order.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "reference-exists";

std::vector<std::string_view> keys(const Template& templ, std::string_view section) {
    std::vector<std::string_view> names;
    if (const Node* node = templ.section(section))
        for (const Member& member : node->members) names.push_back(member.key);
    return names;
}

bool names_condition(const Dangling& dangling) {
    return dangling.function == "Condition" || dangling.function == "Fn::If";
}

/// What could have been meant.
std::vector<std::string_view> candidates(const Template& templ, const Dangling& dangling) {
    if (names_condition(dangling)) return keys(templ, "Conditions");
    if (dangling.function == "Fn::FindInMap") return keys(templ, "Mappings");
    std::vector<std::string_view> names;
    for (const Resource& resource : templ.resources()) names.push_back(resource.id);
    if (dangling.function == "Ref" || dangling.function == "Fn::Sub") {
        for (const Parameter& parameter : templ.parameters()) names.push_back(parameter.name);
        for (const std::string_view pseudo :
             {"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region",
              "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"})
            names.push_back(pseudo);
    }
    return names;
}

std::string_view wanted(const Dangling& dangling) {
    if (names_condition(dangling)) return "condition";
    if (dangling.function == "Fn::FindInMap") return "mapping";
    return dangling.function == "Ref" || dangling.function == "Fn::Sub" ? "parameter or resource"
                                                                        : "resource";
}

Problem undeclared(const Template& templ, const Dangling& dangling) {
    std::string message =
        say(dangling.function, " names \"", dangling.name, "\", but the template declares no ",
            wanted(dangling), " of this name. CloudFormation refuses the template.");
    if (const auto meant = closest(dangling.name, candidates(templ, dangling)); !meant.empty())
        message += say(" Did you mean \"", meant, "\"?");
    return {id, std::move(message), dangling.span, dangling.resource, false};
}

/// What SAM makes only for some values of a parameter has a condition that nobody wrote.
Problem not_made(const Resource& target, const std::string& holder, Span at, std::string_view resource) {
    return {id,
            say(holder, " refers to ", target.id,
                ", which SAM does not make here: a parameter decides that. CloudFormation refuses the deployment. "
                "Refer to it inside an Fn::If on the same parameter, or write \"*\" in its place in a policy."),
            at, resource, false};
}

Problem absent(const CheckContext& context, const Resource& target, const std::string& holder, Span at,
               std::string_view resource) {
    const auto is_target = [&](const MadeResource& made) { return made.id == target.id; };
    const auto& made = context.unit.made;
    if (std::any_of(made.begin(), made.end(), is_target) && context.unit.source.condition(target.condition) == nullptr)
        return not_made(target, holder, at, resource);
    return {id,
            holder + " refers to " + std::string(target.id) + ", which does not exist when its condition " +
                std::string(target.condition) +
                " is false. CloudFormation refuses the deployment. Give both the same Condition, or refer to "
                "it inside an Fn::If on " +
                std::string(target.condition) + ".",
            at, resource, false};
}

/// `from` is there and refers to `to`, which is not.
void find_absent(CheckContext& context, const Resource& from, const Resource& to,
                 std::vector<Problem>& problems) {
    if (context.world.exists(to.id) || !context.world.exists(from.id)) return;
    const Span at = taken_dependency(context.world, context.graph, from, to);
    if (at.known()) problems.push_back(absent(context, to, say("Resource ", from.id), at, from.id));
}

/// Resources that refer to one that is not there in this world.
void find_absent_in_resources(CheckContext& context, std::vector<Problem>& problems) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (const Edge& edge : context.graph.edges()) {
        const Resource& from = context.graph.resource(edge.from);
        const Resource& to = context.graph.resource(edge.to);
        if (to.condition.empty() || to.condition == from.condition ||
            !seen.emplace(edge.from, edge.to).second)
            continue;
        context.ask_apart(problems, [&from, &to](CheckContext& here, std::vector<Problem>& found) {
            find_absent(here, from, to, found);
        });
    }
}

void find_absent_in_output(CheckContext& context, const Member& output, const Resource& target,
                           std::vector<Problem>& problems) {
    const Node* condition = output.value->get("Condition");
    if (context.world.exists(target.id)) return;
    if (condition != nullptr && !context.world.condition(condition->text)) return;
    const Node* value = output.value->get("Value");
    if (const Node* reference = taken_reference(context.world, context.graph, *value, target))
        problems.push_back(absent(context, target, say("Output ", output.key), reference->span, {}));
}

void find_absent_in_outputs(CheckContext& context, const Node& outputs, std::vector<Problem>& problems) {
    for (const Resource& target : context.unit.expanded.resources()) {
        if (target.condition.empty()) continue;
        for (const Member& output : outputs.members) {
            const Node* condition = output.value->get("Condition");
            const Node* value = output.value->get("Value");
            const bool together = condition != nullptr && condition->text == target.condition;
            if (value == nullptr || together || !refers_to(context.graph, *value, target)) continue;
            context.ask_apart(problems, [&output, &target](CheckContext& here, std::vector<Problem>& found) {
                find_absent_in_output(here, output, target, found);
            });
        }
    }
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Graph& graph = context.graph;
    for (const Dangling& dangling : graph.dangling()) problems.push_back(undeclared(graph.templ(), dangling));
    find_absent_in_resources(context, problems);
    if (const Node* outputs = context.unit.expanded.section("Outputs"))
        find_absent_in_outputs(context, *outputs, problems);
}

}  // namespace

NativeCheck reference_exists() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
