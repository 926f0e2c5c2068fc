#include "sam/function/role.h"

#include "sam/function/policies.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

const Node* inline_policy(const Maker& make, const std::string& name, const Node* document) {
    return make.at(document->span).map({{"PolicyName", make.text(name)}, {"PolicyDocument", document}});
}

/// Fn::If with each branch that is not NoValue converted.
template <class Convert>
const Node* convert_branches(Context& context, const Node& policy, Convert convert) {
    const Node* items = if_items(&policy);
    std::vector<const Node*> branches(items->items.begin(), items->items.end());
    for (std::size_t i = 1; i < branches.size(); ++i) {
        if (!is_no_value(branches[i])) branches[i] = convert(branches[i]);
    }
    Member only = policy.members[0];
    only.value = context.build.sequence(branches, items->span, items->origin);
    return context.build.mapping({only}, policy.span, policy.origin);
}

void refuse_policy(Context& context, const SamResource& source, const Node* policy, std::size_t index) {
    std::string message = "Entry " + std::to_string(index + 1) +
                          " of 'Policies' is neither a managed policy, nor a map with Statement, "
                          "nor a policy template";
    const Member* only = policy->only();
    const std::string_view meant = only == nullptr ? std::string_view{} : closest_policy_template(only->key);
    if (!meant.empty())
        message += "; did you mean '" + std::string(meant) + "'?";
    else
        message += only != nullptr ? " ('" + std::string(only->key) + "' is not one)." : ".";
    context.problems.refuse(policy->span.known() ? policy->span : source.key_span("Policies"),
                            std::move(message));
}

}  // namespace

void RolePolicies::add_managed(const Node* arn) {
    if (managed_seen_.insert(hash_json(*arn)).second) managed_.push_back(arn);
}

void RolePolicies::add_inline(const Node* policy, bool once) {
    const Node* document = policy->get("PolicyDocument");
    const bool first =
        documents_seen_.insert(document == nullptr ? hash_json(*policy) : hash_json(*document)).second;
    if (first || !once) inlines_.push_back(policy);
}

void add_policies(Context& context, const SamResource& source, const Maker& make, std::string_view role,
                  RolePolicies& out) {
    const std::vector<const Node*> entries = policy_entries(source.value("Policies"));
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Node* entry = entries[i];
        const std::string name = std::string(role) + "Policy" + std::to_string(i);
        const std::size_t before = context.problems.refusals();
        const bool choice = if_argument(entry) != nullptr;
        switch (policy_kind(entry, &context.problems)) {
            case PolicyKind::statement: {
                const auto convert = [&](const Node* document) {
                    return inline_policy(make, name, document);
                };
                out.add_inline(choice ? convert_branches(context, *entry, convert) : convert(entry));
                break;
            }
            case PolicyKind::managed: {
                const auto convert = [&](const Node* policy) {
                    return managed_policy(context, make, policy);
                };
                out.add_managed(choice ? convert_branches(context, *entry, convert) : convert(entry));
                break;
            }
            case PolicyKind::policy_template: break;  // refused when it was filled in
            case PolicyKind::unknown:
                if (context.problems.refusals() == before) refuse_policy(context, source, entry, i);
                break;
        }
    }
}

const Node* managed_policy(Context& context, const Maker& make, const Node* policy) {
    if (!policy->is_string()) return policy;
    const std::string arn = managed_policy_arn(policy->text, context.partition);
    return arn.empty() ? policy : make.at(policy->span).text(arn);
}

std::string_view tracing_policy(const Context& context) {
    return context.partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
}

Maker role_maker(Context& context, const SamResource& source) {
    const bool asked = source.property("Policies") != nullptr;
    return context.maker(asked ? source.key_span("Policies") : source.id_span,
                         asked ? "Policies" : source.type, "AWS::IAM::Role");
}

Draft execution_role(Context& context, const SamResource& source, const Node* assume,
                     const RolePolicies& policies, const Node* tags) {
    const Maker make = role_maker(context, source);
    Draft role(std::string(source.id) + "Role", "AWS::IAM::Role", make, source.inherited());
    role.set("AssumeRolePolicyDocument", assume);
    role.set("ManagedPolicyArns", make.list(policies.managed()));
    if (!policies.inlines().empty()) role.set("Policies", make.list(policies.inlines()));
    role.pass(source, "RolePath", "Path");
    role.pass(source, "PermissionsBoundary");
    role.set("Tags", tags);
    return role;
}

const Node* assume_role_document(const Maker& make, std::string_view service) {
    const Node* statement = make.map({{"Action", make.texts({"sts:AssumeRole"})},
                                      {"Effect", make.text("Allow")},
                                      {"Principal", make.map({{"Service", make.texts({service})}})}});
    return make.map({{"Version", make.text("2012-10-17")}, {"Statement", make.list({statement})}});
}

const Node* one_statement_policy(const Maker& make, std::string_view name, std::string_view action,
                                 const Node* resource) {
    const Node* statement =
        make.map({{"Action", make.text(action)}, {"Effect", make.text("Allow")}, {"Resource", resource}});
    return make.map({{"PolicyName", make.text(name)},
                     {"PolicyDocument", make.map({{"Statement", make.list({statement})}})}});
}

const Node* bucket_write_policy(const Maker& make, std::string_view name, const Node* arn) {
    const Node* objects =
        make.map({{"Fn::Join", make.list({make.text("/"), make.list({arn, make.text("*")})})}});
    const Node* put = make.map(
        {{"Action", make.text("s3:PutObject")}, {"Effect", make.text("Allow")}, {"Resource", objects}});
    const Node* list =
        make.map({{"Action", make.text("s3:ListBucket")}, {"Effect", make.text("Allow")}, {"Resource", arn}});
    return make.map({{"PolicyName", make.text(name)},
                     {"PolicyDocument", make.map({{"Statement", make.list({put, list})}})}});
}

}  // namespace stackfit::sam
