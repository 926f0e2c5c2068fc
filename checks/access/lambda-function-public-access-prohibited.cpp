#include <algorithm>

#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

Tri named_by_literal(World& world, const Value& name, const Resource& function) {
    const auto written = world.literal_of(name);
    const auto own = world.literal_of(world.get(function.properties, "FunctionName"));
    if (!written || !own) return Tri::no;  // a generated name is no literal
    const std::string_view text = *written;
    // Lambda API Reference, AddPermission: a name, or an ARN that ends in :function:NAME, each with or
    // without :QUALIFIER.
    const std::size_t arn = text.find(":function:");
    const std::string_view bare = arn == std::string_view::npos ? text : text.substr(arn + 10);
    return bare == *own || bare.substr(0, own->size() + 1) == *own + ":" ? Tri::yes : Tri::no;
}

/// Does this text name the function, one of its versions or one of its aliases?
Tri names_function(CheckContext& context, const Value& name, const Resource& function) {
    if (!name.is_text()) return name.absent() ? Tri::no : Tri::unknown;
    for (const Piece& piece : name.text) {
        if (piece.kind != Piece::Kind::reference && piece.kind != Piece::Kind::attribute) continue;
        if (piece.name == function.id) return Tri::yes;
        const Resource* named = context.unit.expanded.resource(piece.name);
        const bool qualified = named != nullptr &&
                               (named->type == "AWS::Lambda::Alias" || named->type == "AWS::Lambda::Version");
        if (!qualified) return Tri::no;
        return names_function(context, context.world.get(named->properties, "FunctionName"), function);
    }
    return named_by_literal(context.world, name, function);
}

bool narrows(World& world, const Resource& permission, std::string_view property) {
    const Value value = world.get(permission.properties, property);
    return !value.absent() && world.equal(value, "*") != Tri::yes;
}

/// Is some part of it a wildcard? A pseudo parameter (AWS::AccountId) is a fixed value, any other parameter
/// could be a wildcard.
Tri wildcard(World& world, const Value& principal) {
    if (principal.absent()) return Tri::yes;
    if (const auto text = world.literal_of(principal))
        return text->find('*') == std::string::npos ? Tri::no : Tri::yes;
    Tri answer = Tri::no;
    for (const Piece& piece : principal.text) {
        if (piece.kind == Piece::Kind::literal && piece.name.find('*') != std::string::npos) return Tri::yes;
        const bool pseudo = piece.name.substr(0, 5) == "AWS::";
        if (piece.kind == Piece::Kind::opaque || (piece.kind == Piece::Kind::parameter && !pseudo))
            answer = Tri::unknown;
    }
    return answer;
}

Judgement opened_by(const Resource& resource, std::string message, const Value& place, std::string property) {
    Judgement judgement = Judgement::fail(
        std::move(message), place.absent() ? resource.id_span : place.node->span, std::move(property));
    judgement.location = &resource;
    return judgement;
}

Judgement judge_url(World& world, std::string_view function, const Resource& url) {
    const Value type = world.get(url.properties, "AuthType");
    const Tri open = world.equal(type, "NONE");
    if (open == Tri::no) return Judgement::pass();
    if (open == Tri::unknown) return Judgement::unknown("AuthType is known only at deployment");
    return opened_by(
        url,
        say("Everybody can invoke function ", function,
            ": its function URL has AuthType NONE. Whoever learns the URL runs your code at your expense. "
            "Use AWS_IAM, or let the function check who calls and suppress this finding with that reason."),
        type, "Properties.AuthType");
}

Judgement judge_permission(World& world, std::string_view function, const Resource& permission) {
    const Value principal = world.get(permission.properties, "Principal");
    if (principal.unknown()) return Judgement::unknown(principal.reason);
    if (narrows(world, permission, "SourceAccount") || narrows(world, permission, "PrincipalOrgID"))
        return Judgement::pass();
    if (world.equal(principal, "s3.amazonaws.com") == Tri::yes)
        // AWS Config, lambda-function-public-access-prohibited: an S3 ARN holds no account, so that SourceArn
        // alone does not limit.
        return opened_by(
            permission,
            say("Buckets of other accounts can invoke function ", function, ": permission ", permission.id,
                " admits S3 without SourceAccount. The name of a deleted bucket is free for "
                "anybody to take. Add SourceAccount: !Ref AWS::AccountId."),
            principal, "Properties.Principal");
    const Tri open = wildcard(world, principal);
    if (open == Tri::no || narrows(world, permission, "SourceArn")) return Judgement::pass();
    if (open == Tri::unknown) return Judgement::unknown("Principal is known only at deployment");
    return opened_by(
        permission,
        say("Everybody with an AWS account can invoke function ", function, ": permission ", permission.id,
            " has the principal \"*\" and no SourceAccount, SourceArn or PrincipalOrgID. Name "
            "the account or the service that needs it."),
        principal, "Properties.Principal");
}

/// A permission or URL of the function `name`.
Judgement judge_grant(World& world, std::string_view name, const Resource& grant) {
    return grant.type == "AWS::Lambda::Url" ? judge_url(world, name, grant)
                                            : judge_permission(world, name, grant);
}

Value function_of(World& world, const Resource& grant) {
    return world.get(grant.properties,
                     grant.type == "AWS::Lambda::Url" ? "TargetFunctionArn" : "FunctionName");
}

Judgement judge_function(CheckContext& context, const Resource& function) {
    World& world = context.world;
    Judgement verdict = Judgement::pass();
    // Function URLs first: the permission that goes with one says the same a second time.
    for (const std::string_view type : {"AWS::Lambda::Url", "AWS::Lambda::Permission"}) {
        for (const Resource& grant : context.unit.expanded.resources()) {
            if (grant.type != type ||
                names_function(context, function_of(world, grant), function) != Tri::yes ||
                !world.exists(grant.id))
                continue;
            Judgement judgement = judge_grant(world, function.id, grant);
            const bool unknown = judgement.status == Judgement::Status::unknown;
            if (!unknown && judgement.value < 0.5) return judgement;
            if (unknown) verdict = std::move(judgement);
        }
    }
    return verdict;
}

/// What opens a function of another template is judged by itself; where the function is here, with it.
Judgement judge(CheckContext& context, const Resource& subject) {
    if (subject.type == "AWS::Lambda::Function") return judge_function(context, subject);
    const Value function = function_of(context.world, subject);
    for (const Resource& resource : context.unit.expanded.resources()) {
        const bool here = resource.type == "AWS::Lambda::Function";
        if (here && names_function(context, function, resource) == Tri::yes)
            return Judgement::not_applicable();
    }
    return judge_grant(context.world, context.world.show(function), subject);
}

}  // namespace

NativeCheck lambda_function_public_access_prohibited() {
    return {"lambda-function-public-access-prohibited", judge};
}

}  // namespace stackfit::checks
