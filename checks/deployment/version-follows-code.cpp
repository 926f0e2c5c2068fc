// Does a new version of the code become a new version of the function?
#include <algorithm>

#include "common.h"
#include "sam_properties.h"

namespace stackfit::checks {
namespace {

/// The versions are right and some releases are refused.
constexpr double refused_at_times = 0.4;

/// CloudFormation makes a version when it makes the resource, and never again (AWS::Lambda::Version, "Update requires: Replacement").
Judgement fixed_version(const Deployment& deployment) {
    const Resource& version = *deployment.version;
    Judgement judgement = Judgement::fail(
        say("Version ", version.id, " of function ", deployment.function->id,
            " is published once: its logical id and properties stay the same, so CloudFormation never makes "
            "another. The alias "
            "stays on the first code for ever, and no deployment ever shifts anything. Let the id change "
            "with the code (SAM's "
            "AutoPublishAlias and the CDK's currentVersion do), or let a parameter fill CodeSha256 with the "
            "hash of "
            "the build."),
        version.id_span);
    judgement.location = &version;
    return judgement;
}

/// A property that changes replaces the version; a text that is written out does not.
bool changes_by_property(World& world, const Resource& version) {
    const auto may_change = [&](const char* property) {
        const Value value = world.get(version.properties, property);
        return value.unknown() || (value.is_text() && !literal(value.text));
    };
    return may_change("CodeSha256") || may_change("Description");
}

Judgement judge_version(CheckContext& context, const Deployment& deployment) {
    if (changes_by_property(context.world, *deployment.version)) return Judgement::pass();
    switch (tail_of(deployment.version->id)) {
        case IdTail::hash: return Judgement::pass();
        case IdTail::number:
            return Judgement::unknown(
                "whether the version's number is raised with every release is not known");
        case IdTail::fixed: break;
    }
    return fixed_version(deployment);
}

/// The parameters that a node refers to by Ref or in Fn::Sub, syntactically. Documents are at most DocumentLimits::depth deep.
void collect_parameters(const Template& templ, const Node& node, std::vector<std::string_view>& names) {
    if (const Member* function = intrinsic(node)) {
        const Node* text = function->value->is_sequence() && !function->value->items.empty()
                               ? function->value->items[0]
                               : function->value;
        if (function->key == "Ref" && templ.parameter(text->text) != nullptr) names.push_back(text->text);
        for (const Parameter& parameter : templ.parameters())
            if (function->key == "Fn::Sub" &&
                text->text.find(say("${", parameter.name, "}")) != std::string_view::npos)
                names.push_back(parameter.name);
    }
    for (const Node* item : node.items) collect_parameters(templ, *item, names);
    for (const Member& member : node.members) collect_parameters(templ, *member.value, names);
}

bool is_label(std::string_view property) {
    return property == "Description" || property == "Tags" || property == "VersionDescription";
}

/// A parameter of the release that stands in nothing but labels of the function; "" when there is none.
std::string_view label_parameter(const CheckContext& context, const Resource& function, Span& place) {
    const Template& source = context.unit.source;
    std::vector<std::string_view> in_labels, elsewhere;
    const Node* properties = source.resource(function.id)->properties;
    if (properties == nullptr) return {};
    for (const Member& property : properties->members) {
        auto& names = is_label(property.key) ? in_labels : elsewhere;
        const auto before = names.size();
        collect_parameters(source, *property.value, names);
        if (&names == &in_labels && names.size() > before && !place.known()) place = property.value->span;
    }
    const auto found = std::find_if(in_labels.begin(), in_labels.end(), [&](std::string_view name) {
        return changes_with_release(name) &&
               std::find(elsewhere.begin(), elsewhere.end(), name) == elsewhere.end();
    });
    return found != in_labels.end() ? *found : std::string_view{};
}

Judgement judge_all_properties(const CheckContext& context, const Resource& function) {
    Span place;
    const std::string_view parameter = label_parameter(context, function, place);
    if (parameter.empty()) return Judgement::pass();
    return Judgement::fail(
        say("Function ", function.id, " asks for a new version whenever parameter ", parameter,
            " changes, which stands only in its labels. "
            "With AutoPublishAliasAllProperties SAM then writes a new AWS::Lambda::Version, but Lambda "
            "publishes none while code "
            "and configuration are the same: a release that changes nothing else is refused. Take the "
            "parameter out of Description and Tags."),
        place, "Properties.Tags", refused_at_times);
}

Judgement judge_sam(CheckContext& context, const Resource& function) {
    const Node* hash = sam_property(context, function, "AutoPublishCodeSha256");
    if (hash != nullptr && hash->is_string())
        return Judgement::fail(
            say("AutoPublishCodeSha256 of function ", function.id,
                " is written out, so SAM takes all code for the same: new code gets no new "
                "version, and the alias stays where it is. Pass the hash of the build in a parameter, or "
                "leave the property out."),
            hash->span, "Properties.AutoPublishCodeSha256");
    const Node* all = sam_property(context, function, "AutoPublishAliasAllProperties");
    if (all == nullptr || context.world.truth(context.world.evaluate(all)) != Tri::yes)
        return Judgement::pass();
    return judge_all_properties(context, function);
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);
    if (made_by_sam(context, function)) return judge_sam(context, function);
    if (deployment->version == nullptr)
        return Judgement::unknown("the version that the alias points at is not in this template");
    return judge_version(context, *deployment);
}

}  // namespace

NativeCheck version_follows_code() { return {"version-follows-code", judge}; }

}  // namespace stackfit::checks
