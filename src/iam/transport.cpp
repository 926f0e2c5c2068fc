// Does a bucket policy refuse plain HTTP? AWS wants an explicit Deny on aws:SecureTransport false; an Allow on true is not enough
// (Knowledge Center, "What S3 bucket policy can I use to comply with the AWS Config rule s3-bucket-ssl-requests-only?").
#include "conditions.h"
#include "stackfit/iam.h"
#include "stackfit/template_tri.h"

namespace stackfit {
namespace {

/// Everyone: Principal "*" or {"AWS": "*"}.
Tri denies_everyone(World& world, const Statement& statement) {
    if (statement.not_principal) return Tri::no;
    Tri result = Tri::no;
    for (const Principal& principal : statement.principals) {
        if (principal.kind == "*" || principal.kind == "AWS")
            result = either(result, world.equal(principal.value, "*"));
    }
    return result;
}

Tri denies_all_actions(World& world, const Statement& statement) {
    if (statement.not_action) return Tri::no;
    Tri result = Tri::no;
    for (const Value& action : statement.actions) {
        const auto pattern = world.literal_of(action);
        result = either(result, pattern ? tri(covers_action(*pattern, "s3:*")) : Tri::unknown);
    }
    return result;
}

/// The key is in every request, so IfExists changes nothing. The value may be the boolean or the string.
Tri tests_plain_http(World& world, const ConditionTest& test) {
    const auto base = split_operator(test.op).base;
    const bool positive =
        base == "Bool" || base == "StringEquals" || base == "StringEqualsIgnoreCase" || base == "StringLike";
    if (test.key != "aws:securetransport" || !positive || test.values.empty()) return Tri::no;
    Tri result = Tri::no;
    for (const Value& value : test.values) result = either(result, opposite(world.truth(value)));
    return result;
}

Tri denies(World& world, const Statement& statement) {
    if (statement.allow == Tri::yes) return Tri::no;
    Tri result = holds_for_plain_http(world, statement);
    if (result != Tri::no)
        result = both(result, both(denies_everyone(world, statement), denies_all_actions(world, statement)));
    return statement.unknown || statement.allow == Tri::unknown ? both(result, Tri::unknown) : result;
}

/// The ARNs are names of one thing, so a yes or no about any of them holds.
Tri covers_it(World& world, const Value& pattern, const std::vector<Text>& arns, std::string_view suffix) {
    if (!pattern.is_text()) return Tri::unknown;
    for (const Text& arn : arns) {
        Text wanted = arn;
        if (!suffix.empty()) wanted.push_back(Piece{Piece::Kind::literal, std::string(suffix), {}});
        const Tri answer = covers_resource(world, pattern.text, wanted);
        if (answer != Tri::unknown) return answer;
    }
    return Tri::unknown;
}

Tri covers_any(World& world, const Statement& statement, const std::vector<Text>& arns,
               std::string_view suffix) {
    if (statement.not_resource) return Tri::no;
    Tri result = Tri::no;
    for (const Value& resource : statement.resources)
        result = either(result, covers_it(world, resource, arns, suffix));
    return result;
}

}  // namespace

/// Every further condition would let some insecure request through.
Tri holds_for_plain_http(World& world, const Statement& statement) {
    if (statement.conditions.empty()) return Tri::no;
    Tri result = Tri::yes;
    for (const ConditionTest& test : statement.conditions)
        result = both(result, tests_plain_http(world, test));
    return result;
}

Tri denies_insecure_transport(World& world, const Policy& policy, const std::vector<Text>& bucket_arns) {
    Tri bucket = policy.unknown ? Tri::unknown : Tri::no;
    Tri objects = bucket;
    for (const Statement& statement : policy.statements) {
        const Tri refuses = denies(world, statement);
        if (refuses == Tri::no) continue;
        bucket = either(bucket, both(refuses, covers_any(world, statement, bucket_arns, "")));
        objects = either(objects, both(refuses, covers_any(world, statement, bucket_arns, "/*")));
    }
    return both(bucket, objects);
}

}  // namespace stackfit
