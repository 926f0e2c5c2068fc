// Does SAM publish a version when a release changes only the function's configuration?
#include <algorithm>

#include "common.h"
#include "sam_properties.h"

namespace stackfit::checks {
namespace {

/// Properties that the id of the version does not depend on (AWS SAM Developer Guide, "AutoPublishAliasAllProperties").
constexpr const char* ignored[] = {"Timeout",   "Role",    "Runtime",          "Layers",
                                   "VpcConfig", "Tracing", "EphemeralStorage", "KmsKeyArn"};

/// May the value change while the template stays as it is: by a parameter, by another stack? Documents are at most DocumentLimits::depth deep.
bool may_change(const Template& templ, const Node& node) {
    if (const Member* function = intrinsic(node)) {
        if (function->key == "Fn::FindInMap" || function->key == "Fn::If" ||
            function->key == "Fn::ImportValue")
            return true;
        if (function->key == "Ref" && templ.parameter(function->value->text) != nullptr) return true;
        if (function->key == "Fn::Sub")
            return std::any_of(
                templ.parameters().begin(), templ.parameters().end(), [&](const Parameter& one) {
                    return function->value->text.find(say("${", one.name, "}")) != std::string_view::npos;
                });
    }
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return may_change(templ, *item); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return may_change(templ, *member.value); });
}

/// New content is a new layer version, and the reference becomes another ARN.
bool has_own_layer(const Template& templ, const Node& layers) {
    return std::any_of(layers.items.begin(), layers.items.end(), [&](const Node* item) {
        const Member* function = intrinsic(*item);
        const Resource* layer =
            function != nullptr && function->key == "Ref" ? templ.resource(function->value->text) : nullptr;
        return layer != nullptr && layer->type.ends_with("::LayerVersion");
    });
}

/// The first such property that a release may change without the code.
const Node* changing(const CheckContext& context, const Resource& function, std::string_view& name) {
    for (const char* property : ignored) {
        const Node* value = sam_property(context, function, property);
        if (value == nullptr) continue;
        name = property;
        const bool layer = name == "Layers" && has_own_layer(context.unit.source, *value);
        if (layer || may_change(context.unit.source, *value)) return value;
    }
    return nullptr;
}

Judgement judge(CheckContext& context, const Resource& function) {
    if (sam_property(context, function, "AutoPublishAlias") == nullptr) return Judgement::not_applicable();
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    const Node* all = sam_property(context, function, "AutoPublishAliasAllProperties");
    const Tri asked = all == nullptr ? Tri::no : context.world.truth(context.world.evaluate(all));
    if (asked == Tri::yes) return Judgement::pass();
    if (asked == Tri::unknown)
        return Judgement::unknown("AutoPublishAliasAllProperties is known only at deployment");
    std::string_view property;
    const Node* value = changing(context, function, property);
    if (value == nullptr) return Judgement::pass();
    return Judgement::fail(say("The ", property, " of function ", function.id,
                               " can change without its code, and then SAM publishes no version: it does "
                               "when the code, Environment, "
                               "MemorySize or SnapStart changes. The change stays on $LATEST and reaches the "
                               "callers of the alias together "
                               "with the next change of the code, when nobody looks for it. Set "
                               "AutoPublishAliasAllProperties: true."),
                           value->span, say("Properties.", property));
}

}  // namespace

NativeCheck version_follows_configuration() { return {"version-follows-configuration", judge}; }

}  // namespace stackfit::checks
