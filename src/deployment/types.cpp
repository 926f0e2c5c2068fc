// Deployment types (CodeDeploy User Guide, "Working with deployment configurations in CodeDeploy").
#include "lookup.h"
#include "stackfit/deployment_shift.h"
#include "stackfit/support/edit_distance.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::string_view prefix = "CodeDeployDefault.Lambda";

constexpr const char* types[] = {
    "Canary10Percent5Minutes",      "Canary10Percent10Minutes",      "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",     "Linear10PercentEvery1Minute",   "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes", "Linear10PercentEvery10Minutes", "AllAtOnce",
};

void set_text(Value& value, std::string_view text) {
    value.text = {Piece{Piece::Kind::literal, std::string(text), {}}};
}

/// "CodeDeployDefault.Lambda${ConfigName}" keeps the part that is not known.
void cut_prefix(Text& text) {
    if (text.empty() || text[0].kind != Piece::Kind::literal || !text[0].name.starts_with(prefix)) return;
    text[0].name.erase(0, prefix.size());
    if (text[0].name.empty()) text.erase(text.begin());
}

Tri custom_is_gradual(World& world, const Resource& custom) {
    const Value kind = world.at(custom.properties, {"TrafficRoutingConfig", "Type"});
    if (kind.absent()) return Tri::no;
    const auto text = world.literal_of(kind);
    if (!text) return Tri::unknown;
    return *text == "TimeBasedCanary" || *text == "TimeBasedLinear" ? Tri::yes : Tri::no;
}

}  // namespace

std::span<const char* const> predefined_types() { return types; }

bool is_predefined(std::string_view type) { return is_one_of(types, type); }

bool is_predefined_gradual(std::string_view type) { return type != "AllAtOnce" && is_predefined(type); }

std::string_view predefined_like(std::string_view type) {
    std::size_t nearest = 4;
    std::string_view best;
    for (const std::string_view known : types) {
        const std::size_t edits = edit_distance(type, known, nearest);
        if (edits >= nearest) continue;
        nearest = edits;
        best = known;
    }
    return best;
}

DeploymentType type_of(World& world, const Graph& graph, const Deployment& deployment) {
    DeploymentType type;
    if (deployment.group == nullptr) return type;
    type.value = property(world, *deployment.group, "DeploymentConfigName");
    if (!type.value.is_text()) return type;
    const auto literal = world.literal_of(type.value);
    if (!literal) {
        type.custom = referenced(world, graph, type.value, "AWS::CodeDeploy::DeploymentConfig");
        cut_prefix(type.value.text);
        return type;
    }
    std::string_view name = *literal;
    const bool full = name.starts_with(prefix);
    if (full) name.remove_prefix(prefix.size());
    // SAM puts the prefix before its own short names, also where it is only known later that the value is one.
    type.predefined = is_predefined(name) && (full || deployment.group->origin != nullptr);
    if (type.predefined)
        set_text(type.value, name);
    else
        type.custom = called(world, type.value, "AWS::CodeDeploy::DeploymentConfig", "DeploymentConfigName");
    return type;
}

Tri is_gradual(World& world, const Graph& graph, const Deployment& deployment) {
    if (!deployment.has_update_policy) return Tri::no;
    if (deployment.group == nullptr) return Tri::unknown;
    const DeploymentType type = type_of(world, graph, deployment);
    if (type.custom != nullptr) return custom_is_gradual(world, *type.custom);
    // Without a name the group has the servers' CodeDeployDefault.OneAtATime (API reference, CreateDeploymentGroup).
    if (type.value.absent()) return Tri::no;
    const auto name = world.literal_of(type.value);
    if (!name) return Tri::unknown;
    if (type.predefined) return is_predefined_gradual(*name) ? Tri::yes : Tri::no;
    return name->starts_with("CodeDeployDefault.") ? Tri::no : Tri::unknown;
}

}  // namespace stackfit
