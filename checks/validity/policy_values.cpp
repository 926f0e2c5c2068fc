// IAM User Guide: "IAM JSON policy elements reference", "IAM JSON policy elements: Condition operators", "IAM identifiers".
#include "policy_values.h"

#include <vector>

#include "../common/names.h"
#include "../common/say.h"
#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr char operators[][28] = {"ArnEquals",
                                  "ArnLike",
                                  "ArnNotEquals",
                                  "ArnNotLike",
                                  "BinaryEquals",
                                  "Bool",
                                  "DateEquals",
                                  "DateGreaterThan",
                                  "DateGreaterThanEquals",
                                  "DateLessThan",
                                  "DateLessThanEquals",
                                  "DateNotEquals",
                                  "IpAddress",
                                  "NotIpAddress",
                                  "Null",
                                  "NumericEquals",
                                  "NumericGreaterThan",
                                  "NumericGreaterThanEquals",
                                  "NumericLessThan",
                                  "NumericLessThanEquals",
                                  "NumericNotEquals",
                                  "StringEquals",
                                  "StringEqualsIgnoreCase",
                                  "StringLike",
                                  "StringNotEquals",
                                  "StringNotEqualsIgnoreCase",
                                  "StringNotLike"};

/// Without what may stand around each of them.
std::string_view base_operator(std::string_view name) {
    for (const std::string_view prefix : {"ForAllValues:", "ForAnyValue:"}) {
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    constexpr std::string_view suffix = "IfExists";
    if (name.ends_with(suffix) && name.size() > suffix.size()) name.remove_suffix(suffix.size());
    return name;
}

bool is_account(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "arn:partition:service:...". What follows may be left to a wildcard.
bool is_arn(std::string_view text) {
    if (!text.starts_with("arn:")) return false;
    const std::size_t partition = text.find(':', 4);
    const std::size_t service =
        partition == std::string_view::npos ? partition : text.find(':', partition + 1);
    return service != std::string_view::npos && partition > 4 && service > partition + 1 &&
           service + 1 < text.size();
}

/// Of users, roles, sessions, whole accounts; the unique id of one that was deleted.
bool is_identity(std::string_view text) {
    constexpr std::string_view arns =
        "^arn:aws[a-z-]*:(iam::([0-9]{12}:(root$|(user|role)/.)|cloudfront:user/.)|sts::[0-9]{12}:"
        "(assumed-role|federated-user)/.)";
    constexpr std::string_view ids = "^A[A-Z]{2}A[A-Z0-9]{12,}$";
    return search_pattern(arns, text) != Match::no || search_pattern(ids, text) != Match::no;
}

std::string aws_principal_mistake(std::string_view principal) {
    if (principal == "*" || is_account(principal)) return {};
    if (principal.starts_with("arn:") && principal.find_first_of("*?") != std::string_view::npos)
        return say("\"", principal, "\" has a wildcard, and principals are written out, or are \"*\"");
    if (is_identity(principal)) return {};
    return say("\"", principal,
               "\" is no principal of AWS: it is \"*\", an account of 12 digits, or the ARN of an account, a "
               "user, a role "
               "or a session");
}

}  // namespace

std::string action_mistake(std::string_view action) {
    if (action == "*") return {};
    const std::size_t colon = action.find(':');
    if (colon != std::string_view::npos && colon > 0 && colon + 1 < action.size()) return {};
    return say("\"", action, "\" is no action: it is \"service:Action\", or \"*\" for all");
}

std::string resource_mistake(std::string_view resource, Resources wanted) {
    if (wanted == Resources::anything || is_arn(resource)) return {};
    if (resource != "*") return say("\"", resource, "\" is neither an ARN nor \"*\"");
    return wanted == Resources::arns ? "" : "\"*\" is not a resource of a bucket, but the ARN of one is";
}

std::string principal_mistake(std::string_view kind, std::string_view principal) {
    if (kind == "AWS") return aws_principal_mistake(principal);
    if (kind == "Service" && principal != "*" && principal.find('.') == std::string_view::npos)
        return say("\"", principal, "\" is no service: their names are like \"lambda.amazonaws.com\"");
    return {};
}

bool is_operator(std::string_view name) {
    const std::string_view base = base_operator(name);
    return is_one_of(operators, base) && !(base == "Null" && name.ends_with("IfExists"));
}

std::string suggested_operator(std::string_view name) { return did_you_mean(base_operator(name), operators); }

}  // namespace stackfit::checks
