// Does a policy allow, or deny, an action? (IAM User Guide, "Policy evaluation logic": a Deny wins over any Allow.)
#include "stackfit/iam.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "stackfit/template_literal.h"
#include "stackfit/template_tri.h"
#include "wildcard.h"

namespace stackfit {
namespace {

/// Puts the values of parameters into the text; were there any?
bool decide(World& world, Text& text) {
    bool decided = false;
    for (Piece& piece : text) {
        const auto known = piece.kind == Piece::Kind::parameter ? world.value(piece.name) : std::nullopt;
        if (!known) continue;
        piece = Piece{Piece::Kind::literal, std::string(*known), {}};
        decided = true;
    }
    return decided;
}

Tri covers_action(World& world, const Statement& statement, std::string_view action) {
    Tri covered = Tri::no;
    for (const Value& value : statement.actions) {
        const Tri one = of_literal(world, value, [&](std::string_view pattern) {
            return tri(stackfit::covers_action(pattern, action));
        });
        covered = either(covered, one);
        if (covered == Tri::yes) break;
    }
    return statement.not_action ? opposite(covered) : covered;
}

Tri covers(World& world, const Value& pattern, const Text& resource) {
    return pattern.is_text() ? covers_resource(world, pattern.text, resource) : Tri::unknown;
}

bool is_star(const Value& value) { return value.is_text() && literal(value.text) == std::string_view("*"); }

/// "On any resource": an Allow needs one that it grants; a Deny must take them all.
Tri covers_some(const Statement& statement) {
    const bool denies = statement.allow == Tri::no;
    for (const Value& value : statement.resources) {
        if (is_star(value)) return tri(!statement.not_resource);
    }
    return tri(!denies);
}

/// A statement without Resource, as in a trust policy, speaks of what it is attached to.
Tri covers_resource(World& world, const Statement& statement, const Text& resource) {
    if (statement.resources.empty()) return Tri::yes;
    if (resource.empty()) return covers_some(statement);
    Tri covered = Tri::no;
    for (const Value& value : statement.resources) {
        covered = either(covered, covers(world, value, resource));
        if (covered == Tri::yes) break;
    }
    return statement.not_resource ? opposite(covered) : covered;
}

Tri applies(World& world, const Statement& statement, std::string_view action, const Text& resource) {
    Tri result = covers_action(world, statement, action);
    if (result != Tri::no) result = both(result, covers_resource(world, statement, resource));
    const bool conditional = statement.unknown || !statement.conditions.empty();
    return conditional ? both(result, Tri::unknown) : result;
}

}  // namespace

bool covers_action(std::string_view pattern, std::string_view action) {
    // Most patterns already differ before their first wildcard: in the service, or as plain names.
    for (std::size_t i = 0; i < pattern.size() && pattern[i] != '*' && pattern[i] != '?'; ++i)
        if (i == action.size() || to_lower(pattern[i]) != to_lower(action[i])) return false;
    return matches_wildcard(to_lower(pattern), to_lower(action));
}

Tri covers_resource(World& world, const Text& pattern, const Text& resource) {
    const auto partition = world.peek_value("AWS::Partition").value_or("aws");
    const Tri result = matches_text(pattern, resource, partition);
    if (result != Tri::unknown) return result;
    Text decided_pattern = pattern, decided_resource = resource;
    const bool more = decide(world, decided_pattern), still_more = decide(world, decided_resource);
    return more || still_more ? matches_text(decided_pattern, decided_resource, partition) : result;
}

Tri allows(World& world, const Policy& policy, std::string_view action, const Text& resource) {
    Tri allowed = Tri::no, denied = Tri::no;
    for (const Statement& statement : policy.statements) {
        const Tri result = applies(world, statement, action, resource);
        if (statement.allow == Tri::no)
            denied = either(denied, result);
        else
            allowed = either(allowed, statement.allow == Tri::yes ? result : both(result, Tri::unknown));
    }
    if (policy.unknown && allowed != Tri::yes) allowed = Tri::unknown;
    return both(allowed, opposite(denied));
}

}  // namespace stackfit
