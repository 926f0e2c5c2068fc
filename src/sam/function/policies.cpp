#include "sam/function/policies.h"

#include "sam/fact_table.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

/// A policy template's definition: {"Ref": P} becomes the value given for P.
class DefinitionReader : public FactReader {
public:
    DefinitionReader(const Maker& make, std::string_view json, const Node& values)
        : FactReader(make, json), values_(values) {}

private:
    const Node* filled_map(const std::vector<Member>& members) override {
        const bool parameter = members.size() == 1 && members[0].key == "Ref";
        const Node* given = parameter ? values_.get(members[0].value->text) : nullptr;
        return given != nullptr ? given : make().map(members);
    }

    const Node& values_;
};

bool has_parameters(Context& context, const Member& use, const PolicyTemplate& found) {
    const Node& values = *use.value;
    const std::string name(use.key);
    if (!values.is_mapping()) {
        context.problems.refuse(use.key_span, "Policy template '" + name +
                                                  "' takes a map of its parameters, but it is given " +
                                                  a_kind(values) + ".");
        return false;
    }
    std::vector<std::string> missing;
    for (const std::string_view parameter : split(found.parameters, ',')) {
        if (parameter != "-" && values.find(parameter) == nullptr) missing.emplace_back(parameter);
    }
    if (missing.empty()) return true;
    context.problems.refuse(use.key_span,
                            "Policy template '" + name + "' needs " + join(missing, " and ") + ".");
    return false;
}

const Node* filled(Context& context, const Node& policy) {
    const Member* use = policy.only();
    const PolicyTemplate found = use == nullptr ? PolicyTemplate{} : find_policy_template(use->key);
    if (found.definition
            .empty()) {  // an Fn::If within an Fn::If: the service takes it for a template of that name
        context.problems.refuse(
            policy.span, "Policy templates may stand directly in an Fn::If, not in one nested in another.");
        return nullptr;
    }
    if (!has_parameters(context, *use, found)) return nullptr;
    const Maker make = context.maker(use->key_span, "Policies." + std::string(use->key), "statements");
    return DefinitionReader(make, found.definition, *use->value).value();
}

const Node* filled_branches(Context& context, const Node& policy) {
    const Node* items = if_items(&policy);
    std::vector<const Node*> branches(items->items.begin(), items->items.end());
    for (std::size_t i = 1; i < branches.size(); ++i) {
        if (!is_no_value(branches[i])) branches[i] = filled(context, *branches[i]);
        if (branches[i] == nullptr) return nullptr;
    }
    Member only = policy.members[0];
    only.value = context.build.sequence(branches, items->span, items->origin);
    return context.build.mapping({only}, policy.span, policy.origin);
}

PolicyKind branches_kind(const Node& policy, Problems* problems) {
    const Node* items = if_items(&policy);
    if (items == nullptr) {
        if (problems != nullptr)
            problems->refuse(policy.span, "Fn::If takes a list of three: a condition and two values.");
        return PolicyKind::unknown;
    }
    const PolicyKind then = policy_kind(items->items[1], problems);
    const PolicyKind otherwise = policy_kind(items->items[2], problems);
    if (then == otherwise || is_no_value(items->items[2])) return then;
    if (is_no_value(items->items[1])) return otherwise;
    if (problems != nullptr) {
        problems->refuse(
            policy.span,
            "The branches of an Fn::If in Policies must be of one kind: managed policies, statements or "
            "policy templates; write one Fn::If for each kind.");
    }
    return PolicyKind::unknown;
}

}  // namespace

PolicyKind policy_kind(const Node* policy, Problems* problems) {
    if (policy->is_string()) return PolicyKind::managed;
    if (if_argument(policy) != nullptr) return branches_kind(*policy, problems);
    if (is_intrinsic(policy)) return PolicyKind::managed;
    if (policy->find("Statement") != nullptr) return PolicyKind::statement;
    const Member* only = policy->only();
    return only != nullptr && !find_policy_template(only->key).definition.empty()
               ? PolicyKind::policy_template
               : PolicyKind::unknown;
}

std::vector<const Node*> policy_entries(const Node* policies) {
    if (!truthy(policies)) return {};
    if (!policies->is_sequence()) return {policies};
    return {policies->items.begin(), policies->items.end()};
}

SamResource with_policy_templates(Context& context, const SamResource& source) {
    const Member* written = source.property("Policies");
    std::vector<const Node*> entries = policy_entries(written == nullptr ? nullptr : written->value);
    bool changed = false;
    for (const Node*& entry : entries) {
        if (policy_kind(entry, nullptr) != PolicyKind::policy_template) continue;
        const Node* made =
            if_argument(entry) != nullptr ? filled_branches(context, *entry) : filled(context, *entry);
        changed = changed || made != nullptr;
        if (made != nullptr) entry = made;
    }
    if (!changed) return source;
    Member policies = *written;
    policies.value = context.build.sequence(entries, written->value->span, written->value->origin);
    SamResource with = source;
    with.properties = context.build.with(*source.properties, policies);
    return with;
}

}  // namespace stackfit::sam
