// Everything that a role of the template may do, as far as the template and the table of managed policies tell.
#include <algorithm>
#include <iterator>

#include "stackfit/iam.h"
#include "stackfit/spec.h"
#include "stackfit/support/text.h"
#include "stackfit/template_pieces.h"

namespace stackfit {
namespace {

constexpr std::string_view aws_policy = ":iam::aws:policy/";

void add(Policy& policy, Policy&& more) {
    policy.unknown = policy.unknown || more.unknown;
    std::move(more.statements.begin(), more.statements.end(), std::back_inserter(policy.statements));
}

std::vector<Value> values_of(std::string_view words, const Node* node) {
    std::vector<Value> values;
    for (const auto word : split(words, ' ')) {
        Value value;
        value.state = Value::State::text;
        value.node = node;
        value.text = {Piece{Piece::Kind::literal, std::string(word), {}}};
        values.push_back(std::move(value));
    }
    return values;
}

Policy managed_by_aws(std::string_view name, const Node* node) {
    Policy policy;
    const auto rows = managed_policy(name);
    policy.unknown = rows.empty();
    for (const ManagedStatement& row : rows) {
        Statement statement;
        statement.allow = row.allow ? Tri::yes : Tri::no;
        statement.not_action = row.not_action;
        statement.not_resource = row.not_resource;
        statement.actions = values_of(row.actions, node);
        statement.resources = values_of(row.resources, node);
        statement.node = node;
        statement.unknown = row.conditional;
        policy.statements.push_back(std::move(statement));
    }
    return policy;
}

/// The resource that a value names by Ref or by an attribute, alone.
const Resource* named(const World& world, const Value& value) {
    if (!value.is_text() || value.text.size() != 1) return nullptr;
    const Piece& piece = value.text[0];
    return is_of_a_resource(piece) ? world.templ().resource(piece.name) : nullptr;
}

Policy managed(World& world, const Value& arn) {
    const Resource* own = named(world, arn);
    if (own != nullptr && own->type == "AWS::IAM::ManagedPolicy")
        return read_policy(world, world.get(own->properties, "PolicyDocument"));
    // The partition may stay a piece: what counts is the end, in which an AWS policy is named.
    const std::string_view tail =
        arn.is_text() && !arn.text.empty() && arn.text.back().kind == Piece::Kind::literal
            ? std::string_view(arn.text.back().name)
            : std::string_view{};
    const auto place = tail.find(aws_policy);
    if (place != std::string_view::npos)
        return managed_by_aws(tail.substr(place + aws_policy.size()), arn.node);
    Policy policy;
    policy.unknown = true;
    return policy;
}

/// Does the list or name in a policy resource mean this role: by Ref, or by its literal RoleName?
bool means_role(World& world, const Value& value, const Resource& role) {
    if (named(world, value) == &role) return true;
    if (!value.is_text() || value.text.empty()) return false;
    const Value name = world.get(role.properties, "RoleName");
    return name.is_text() && world.equal(value.text, name.text) == Tri::yes;
}

bool is_attached(World& world, const Resource& policy, const Resource& role) {
    const bool one = policy.type == "AWS::IAM::RolePolicy";
    const auto roles = world.items(world.get(policy.properties, one ? "RoleName" : "Roles"), one);
    return std::any_of(roles.begin(), roles.end(),
                       [&](const Value& value) { return means_role(world, value, role); });
}

bool is_attachable(const Resource& resource) {
    return resource.type == "AWS::IAM::Policy" || resource.type == "AWS::IAM::ManagedPolicy" ||
           resource.type == "AWS::IAM::RolePolicy";
}

void add_inline(World& world, const Resource& role, Policy& policy) {
    const Value policies = world.get(role.properties, "Policies");
    policy.unknown = policy.unknown || policies.unknown();
    for (const Value& item : world.items(policies))
        add(policy, read_policy(world, world.get(item, "PolicyDocument")));
}

void add_managed(World& world, const Resource& role, Policy& policy) {
    const Value arns = world.get(role.properties, "ManagedPolicyArns");
    policy.unknown = policy.unknown || arns.unknown();
    for (const Value& arn : world.items(arns)) add(policy, managed(world, arn));
}

}  // namespace

Policy policies_of_role(World& world, const Resource& role) {
    Policy policy;
    add_inline(world, role, policy);
    add_managed(world, role, policy);
    for (const Resource& resource : world.templ().resources()) {
        if (is_attachable(resource) && is_attached(world, resource, role) && world.exists(resource.id)) {
            add(policy, read_policy(world, world.get(resource.properties, "PolicyDocument")));
        }
    }
    return policy;
}

}  // namespace stackfit
