// Policy documents in one shape. "You can use a single element instead of an array" holds for Statement, Action, Resource,
// Principal and condition values alike (IAM User Guide, "Grammar of the IAM JSON policy language").
#include "stackfit/iam.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// The list under `key`; an item that is not known stays in it as such, so that answers that rest on it are unknown.
std::vector<Value> list(World& world, const Value& mapping, std::string_view key) {
    return world.items(world.get(mapping, key), true);
}

void read_principal(World& world, const Value& value, Statement& statement) {
    if (value.is_text()) {
        statement.principals.push_back({"*", value});
        return;
    }
    if (!value.is_mapping()) {
        statement.unknown = statement.unknown || !value.absent();
        return;
    }
    for (const auto& [member, principals] : world.members(value)) {
        for (Value& principal : world.items(principals, true))
            statement.principals.push_back({std::string(member->key), std::move(principal)});
    }
}

void read_conditions(World& world, const Value& conditions, Statement& statement) {
    statement.unknown = statement.unknown || (!conditions.absent() && !conditions.is_mapping());
    for (const auto& [op, tests] : world.members(conditions)) {
        statement.unknown = statement.unknown || !tests.is_mapping();
        for (const auto& [key, values] : world.members(tests)) {
            statement.conditions.push_back(
                {std::string(op->key), to_lower(key->key), world.items(values, true)});
        }
    }
}

Tri effect(World& world, const Value& value) {
    if (world.equal(value, "Allow") == Tri::yes) return Tri::yes;
    return world.equal(value, "Deny") == Tri::yes ? Tri::no : Tri::unknown;
}

Statement read_statement(World& world, const Value& value) {
    Statement statement;
    statement.node = value.node;
    statement.allow = effect(world, world.get(value, "Effect"));
    statement.not_principal = !world.get(value, "NotPrincipal").absent();
    statement.not_action = !world.get(value, "NotAction").absent();
    statement.not_resource = !world.get(value, "NotResource").absent();
    read_principal(world, world.get(value, statement.not_principal ? "NotPrincipal" : "Principal"),
                   statement);
    statement.actions = list(world, value, statement.not_action ? "NotAction" : "Action");
    statement.resources = list(world, value, statement.not_resource ? "NotResource" : "Resource");
    read_conditions(world, world.get(value, "Condition"), statement);
    return statement;
}

}  // namespace

Policy read_policy(World& world, const Value& document) {
    Policy policy;
    if (document.absent()) return policy;
    const Value statements = world.get(document, "Statement");
    if (statements.absent() &&
        !world.get(document, "Effect").absent()) {  // as in AWS::Events::EventBusPolicy
        policy.statements.push_back(read_statement(world, document));
        return policy;
    }
    // A document written as JSON text, or computed by a function, is not looked into.
    policy.unknown = !document.is_mapping() || statements.unknown();
    for (const Value& statement : world.items(statements, true)) {
        if (statement.is_mapping())
            policy.statements.push_back(read_statement(world, statement));
        else
            policy.unknown = true;
    }
    return policy;
}

}  // namespace stackfit
