#include "sam/state_machine/state_machine.h"

#include "sam/events/events.h"
#include "sam/function/policies.h"
#include "sam/properties.h"
#include "sam/tags.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;

constexpr PropertyRule rules[] = {
    {"Definition", map},
    {"DefinitionUri", text | map},
    {"Logging", map},
    {"Role", text},
    {"RolePath"},
    {"DefinitionSubstitutions", map},
    {"Events", map, optional, anything, map},
    {"Name", text},
    {"Type", text},
    {"Tags", map},
    {"PropagateTags", boolean},
    {"Policies", text | map | list, optional, text | map},
    {"Tracing", map},
    {"PermissionsBoundary", text},
    {"AutoPublishAlias"},
    {"DeploymentPreference"},
    {"UseAliasAsEventTarget", boolean, optional, anything, anything, Functions::refused},
};

/// A map is a policy, which an empty one cannot be.
void check_policies(const SamResource& source, Problems& problems) {
    const Member* policies = source.property("Policies");
    if (policies == nullptr || !policies->value->is_mapping() || !policies->value->members.empty()) return;
    problems.wrong_property(policies->key_span,
                            "Property 'Policies' of AWS::Serverless::StateMachine must be a policy or a list "
                            "of policies, but it is an empty map.");
}

Draft make_machine(Context& context, const SamResource& source, const Node* tags) {
    const Maker make =
        context.maker(source.id_span, "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine");
    Draft machine(source.id, "AWS::StepFunctions::StateMachine", make, source.attributes);
    machine.id_span = source.id_span;
    machine.depends_on = source.depends_on;
    define_state_machine(context, source, machine);
    machine.pass(source, "Name", "StateMachineName");
    machine.pass(source, "Type", "StateMachineType");
    machine.pass(source, "Logging", "LoggingConfiguration");
    machine.pass(source, "Tracing", "TracingConfiguration");
    machine.set("Tags", tags);
    return machine;
}

void collect_policies(Context& context, const SamResource& source, RolePolicies& policies) {
    const Maker make = role_maker(context, source);
    add_policies(context, source, make, std::string(source.id) + "Role", policies);
    const Node* enabled = value_of(source.value("Tracing"), "Enabled");
    if (enabled == nullptr || enabled->kind != Kind::boolean || !truthy(enabled)) return;
    const Maker tracing = make.at(source.key_span("Tracing"));
    policies.add_managed(managed_policy(context, tracing, tracing.text(tracing_policy(context))));
}

/// The role is made unless one is given; a given one is the author's, and Policies cannot be added to it.
void set_role(Context& context, const SamResource& source, const Node* tags, StateMachineParts& parts,
              std::vector<Draft>& out) {
    const Member* role = source.property("Role");
    if (role == nullptr || !truthy(role->value)) {
        const Node* assume = assume_role_document(role_maker(context, source), "states.amazonaws.com");
        out.push_back(execution_role(context, source, assume, parts.policies, tags));
        parts.machine.set("RoleArn", out.back().arn());
        return;
    }
    if (truthy(source.value("Policies"))) {
        context.problems.refuse(source.key_span("Policies"),
                                "A state machine takes either 'Role' or 'Policies', not both: SAM adds "
                                "policies only to a role that it makes.");
    }
    parts.machine.pass(source, "Role", "RoleArn");
}

}  // namespace

void expand_state_machine(Context& context, const SamResource& written, std::vector<Draft>& out) {
    Problems& problems = context.problems;
    check_policies(written, problems);
    if (!check_properties(rules, *written.properties, written.type, written.id_span, problems)) return;
    const SamResource source = with_policy_templates(context, written);
    const std::vector<LinkedEvent> events = link_state_machine_events(context, source);
    const Maker make = context.maker(source.id_span, source.type, "Tags");
    const Node* tags = created_tags(make, "stateMachine:createdBy", source.value("Tags"));

    StateMachineParts parts{make_machine(context, source, tags), {}, {}, {}};
    std::vector<Draft> others;
    collect_policies(context, source, parts.policies);
    set_role(context, source, tags, parts, others);
    publish_state_machine(context, source, parts);
    expand_state_machine_events(source, events, parts, others);

    out.push_back(std::move(parts.machine));
    if (parts.version) out.push_back(std::move(*parts.version));
    if (parts.alias) out.push_back(std::move(*parts.alias));
    for (Draft& other : others) out.push_back(std::move(other));
    if (truthy(source.value("PropagateTags")) && truthy(source.value("Tags")))
        propagate_tags(source.value("Tags"), out);
}

}  // namespace stackfit::sam
