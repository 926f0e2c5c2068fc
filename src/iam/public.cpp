// What AWS calls public: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", section "The meaning of
// 'public'", which AWS Config applies to Lambda's resource policies too ("lambda-function-public-access-prohibited"): a
// grant is public unless it is limited to fixed values, that is, values without wildcards and policy variables.
#include <algorithm>
#include <charconv>
#include <iterator>

#include "conditions.h"
#include "stackfit/iam.h"
#include "stackfit/support/text.h"
#include "stackfit/template_tri.h"

namespace stackfit {
namespace {

bool has_wildcard(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos || text.find("${") != std::string_view::npos;
}

/// Is this one fixed value? What is known only at deployment is one, except an import or a dynamic reference that
/// makes up the whole: it could hold anything.
Tri is_fixed(World& world, const Value& value) {
    if (const auto text = world.literal_of(value)) return tri(!has_wildcard(*text));
    if (!value.is_text()) return Tri::unknown;
    const bool wildcard = std::any_of(value.text.begin(), value.text.end(), [](const Piece& piece) {
        return piece.kind == Piece::Kind::literal && has_wildcard(piece.name);
    });
    if (wildcard) return Tri::no;
    return value.text.size() == 1 && value.text[0].kind == Piece::Kind::opaque ? Tri::unknown : Tri::yes;
}

/// "Very broad IP ranges" are public: wider than /8 for IPv4 and /32 for IPv6.
Tri is_narrow_range(World& world, const Value& value) {
    const auto text = world.literal_of(value);
    if (!text) return is_fixed(world, value);
    const auto slash = text->find('/');
    if (slash == std::string::npos) return tri(!has_wildcard(*text));
    int bits = 0;
    const auto [end, error] = std::from_chars(text->data() + slash + 1, text->data() + text->size(), bits);
    if (error != std::errc{} || end != text->data() + text->size()) return Tri::unknown;
    return tri(bits >= (text->find(':') == std::string::npos ? 8 : 32));
}

/// In s3:DataAccessPointArn the access point's name may be a wildcard as long as the account is fixed.
Tri is_fixed_access_point(World& world, const Value& value) {
    const auto text = world.literal_of(value);
    if (!text) return is_fixed(world, value);
    const auto parts = split(*text, ':');
    return tri(parts.size() > 4 && !has_wildcard(parts[4]));
}

/// The ARN of a principal is limited to an account also where its name is a pattern: a role with a generated suffix.
Tri is_of_fixed_account(World& world, const Value& value) {
    if (!value.is_text()) return Tri::unknown;
    std::string shown;
    for (const Piece& piece : value.text) shown += piece.kind == Piece::Kind::literal ? piece.name : "x";
    const auto parts = split(shown, ':');
    constexpr std::size_t account = 4;
    const bool fixed = parts.size() > account && !parts[account].empty() && !has_wildcard(parts[account]);
    return fixed ? Tri::yes : is_fixed(world, value);
}

Tri narrows(World& world, const ConditionTest& test, const Value& value) {
    if (test.key == "aws:principalarn") return is_of_fixed_account(world, value);
    if (test.key == "aws:sourceip") return is_narrow_range(world, value);
    if (test.key == "s3:dataaccesspointarn") return is_fixed_access_point(world, value);
    return is_fixed(world, value);
}

/// Keys whose fixed value makes a grant non-public: those that the page lists, and what names the principal or its account.
bool is_narrowing_key(std::string_view key) {
    static constexpr const char* keys[] = {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalservicename",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };
    return is_one_of(keys, key);
}

/// Operators that let only the given values pass. IfExists and ForAllValues also let a request without the key pass, and an
/// anonymous request has few keys.
bool is_positive(std::string_view op) {
    static constexpr const char* operators[] = {
        "ArnEquals", "ArnLike", "IpAddress", "StringEquals", "StringEqualsIgnoreCase", "StringLike"};
    const auto parts = split_operator(op);
    if (parts.if_exists || parts.for_all_values) return false;
    return is_one_of(operators, parts.base);
}

/// The values of one test are alternatives: all must narrow.
Tri narrows(World& world, const ConditionTest& test) {
    if (!is_narrowing_key(test.key) || !is_positive(test.op) || test.values.empty()) return Tri::no;
    Tri result = Tri::yes;
    for (const Value& value : test.values) result = both(result, narrows(world, test, value));
    return result;
}

/// Everybody is a principal of AWS. One of another kind that is known only at deployment is one service or one provider.
Tri is_everyone(World& world, const Principal& principal) {
    const bool other_kind = principal.kind != "*" && principal.kind != "AWS";
    if (other_kind && !world.literal_of(principal.value)) return Tri::no;
    return opposite(is_fixed(world, principal.value));
}

/// Is everybody among the principals? "The principal is everyone but" is everybody else.
Tri names_everyone(World& world, const Statement& statement) {
    if (statement.not_principal) return Tri::yes;
    Tri everyone = Tri::no;
    for (const Principal& principal : statement.principals)
        everyone = either(everyone, is_everyone(world, principal));
    return everyone;
}

}  // namespace

Tri is_public(World& world, const Statement& statement) {
    if (statement.allow == Tri::no) return Tri::no;
    Tri result = names_everyone(world, statement);
    for (const ConditionTest& test : statement.conditions) {
        if (result == Tri::no) break;
        result = both(result, opposite(narrows(world, test)));
    }
    const bool doubtful = statement.unknown || statement.allow == Tri::unknown;
    if (doubtful && statement.principals.empty() && !statement.not_principal) return Tri::unknown;
    return doubtful ? both(result, Tri::unknown) : result;
}

}  // namespace stackfit
