// AutoPublishAlias: a version of the state machine, and an alias that points at it.
//
// Unlike a function's version, a state machine's needs no hash in its logical id: it is replaced whenever the state machine's revision
// changes. The old one is kept in the account by both Retain policies, so that traffic can shift gradually and roll back.
#include "sam/editable.h"
#include "sam/logical_ids.h"
#include "sam/state_machine/state_machine.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

/// The alias' name, which must fit into a logical id as it is: SAM itself reads no parameter here. "" after a refusal.
std::string alias_name(Context& context, const Member& property) {
    const Node& name = *property.value;
    // AWS::LanguageExtensions puts a parameter's value here before SAM looks; while judging, the parameter lends its own name.
    const bool early = context.judging() && context.templ.has_transform("AWS::LanguageExtensions");
    if (early && context.resolver.is_parameter_ref(&name)) return std::string(ref_name(&name));
    std::string text = name.is_scalar() ? printed(*context.apis.heap().from_node(name)) : std::string();
    if (is_logical_id(text)) return text;
    context.problems.refuse(name.span,
                            "'AutoPublishAlias' of a state machine must be letters and digits only, since it "
                            "becomes part of the alias' logical id; it is " +
                                quote(&name) + ".");
    return {};
}

Draft make_version(const SamResource& source, const Maker& make) {
    Draft version(std::string(source.id) + "Version", "AWS::StepFunctions::StateMachineVersion", make,
                  source.inherited());
    for (const char* policy : {"DeletionPolicy", "UpdateReplacePolicy"}) {
        if (version.attribute(policy) == nullptr) version.set_attribute(policy, make.text("Retain"));
    }
    version.set("StateMachineArn", make.ref(source.id));
    version.set("StateMachineRevisionId", make.attribute(source.id, "StateMachineRevisionId"));
    return version;
}

/// How traffic moves to the new version: as the author says, else at once.
const Node* preference(Context& context, const SamResource& source, const Draft& version) {
    const Maker& make = version.make;
    const Node* written = source.value("DeploymentPreference");
    if (!truthy(written)) written = make.map({{"Type", make.text("ALL_AT_ONCE")}});
    return context.build.with(*written, make.member("StateMachineVersionArn", version.ref()));
}

bool check_rules(Context& context, const SamResource& source, bool published) {
    const std::size_t before = context.problems.refusals();
    const Member* preference = source.property("DeploymentPreference");
    const bool preferred = preference != nullptr && truthy(preference->value);
    if (!published && truthy(source.value("UseAliasAsEventTarget"))) {
        context.problems.refuse(source.key_span("UseAliasAsEventTarget"),
                                "'UseAliasAsEventTarget' needs 'AutoPublishAlias': without it there is no "
                                "alias that events could start.");
    }
    if (!published && preferred) {
        context.problems.refuse(preference->key_span,
                                "'DeploymentPreference' needs 'AutoPublishAlias': traffic is shifted by "
                                "moving an alias.");
    } else if (preferred && !preference->value->is_mapping()) {
        context.problems.refuse(preference->key_span, "'DeploymentPreference' must be a map, but it is " +
                                                          a_kind(*preference->value) + ".");
    }
    return context.problems.refusals() == before;
}

}  // namespace

void publish_state_machine(Context& context, const SamResource& source, StateMachineParts& parts) {
    const Member* property = source.property("AutoPublishAlias");
    const bool published = property != nullptr && truthy(property->value);
    if (!check_rules(context, source, published) || !published) return;
    const std::string name = alias_name(context, *property);
    if (name.empty()) return;
    parts.version = make_version(source, context.maker(property->key_span, "AutoPublishAlias",
                                                       "AWS::StepFunctions::StateMachineVersion"));
    const Maker make =
        context.maker(property->key_span, "AutoPublishAlias", "AWS::StepFunctions::StateMachineAlias");
    parts.alias.emplace(std::string(source.id) + "Alias" + name, "AWS::StepFunctions::StateMachineAlias",
                        make, source.inherited());
    parts.alias->set("Name", property->value);
    parts.alias->set("DeploymentPreference", preference(context, source, *parts.version));
}

}  // namespace stackfit::sam
