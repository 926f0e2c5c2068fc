// Is a secret written in the environment of a function?
#include <algorithm>
#include <array>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <class Test>
bool has(std::string_view text, Test test) {
    return std::any_of(text.begin(), text.end(), test);
}

/// IAM User Guide, "IAM identifiers": AKIA are long-term access keys, ASIA temporary ones.
bool is_access_key_id(std::string_view text) {
    return text.size() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

/// The secret half of an access key: 40 characters of base64. A hash in hexadecimal has no capital and small letters at once.
bool is_secret_access_key(std::string_view text) {
    return text.size() == 40 && has(text, is_upper) && has(text, is_lower) && has(text, is_digit) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_upper(c) || is_lower(c) || is_digit(c) || c == '/' || c == '+' || c == '=';
           });
}

/// What the issuers put in front of their tokens, so that they are found.
bool has_issuers_mark(std::string_view text) {
    static constexpr std::array<std::string_view, 11> marks = {"ghp_",  "gho_",  "github_pat_", "glpat-",
                                                               "xoxb-", "xoxp-", "sk_live_",    "rk_live_",
                                                               "SG.",   "npm_",  "-----BEGIN"};
    return text.size() >= 20 && std::any_of(marks.begin(), marks.end(),
                                            [&](std::string_view mark) { return text.starts_with(mark); });
}

/// A name that says what its value is. SECRET_NAME and TOKEN_URL are no secrets.
bool names_a_secret(std::string_view name) {
    static constexpr std::array<std::string_view, 8> endings = {
        "password", "passwd", "secret", "secretkey", "apikey", "privatekey", "accesskey", "token"};
    std::string bare;
    for (const char c : to_lower(name))
        if (c != '_' && c != '-') bare += c;
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return bare.ends_with(ending); });
}

/// A place where a secret is kept, or the name of one: an ARN, a path, a sentence, a word without digits.
bool is_plausible(std::string_view text) {
    return text.size() >= 8 && text.find_first_of(":/ {}<>$") == std::string_view::npos &&
           has(text, is_digit) && (has(text, is_lower) || has(text, is_upper));
}

bool is_secret(std::string_view name, std::string_view text) {
    return is_access_key_id(text) || is_secret_access_key(text) || has_issuers_mark(text) ||
           (names_a_secret(name) && is_plausible(text));
}

/// Only what is written out: a parameter's value is its own matter.
bool is_secret(std::string_view name, const Value& value) {
    const auto text = value.is_text() ? literal(value.text) : std::nullopt;
    return text && is_secret(name, *text);
}

/// Is a secret written anywhere in it, in whatever branch? Asked first: most variables have none, and then their conditions decide nothing.
bool writes_secret(std::string_view name, const Node& node) {
    if (node.is_string()) return is_secret(name, node.text);
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return writes_secret(name, *item); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return writes_secret(name, *member.value); });
}

Judgement judge(CheckContext& context, const Resource& function) {
    World& world = context.world;
    const Value variables = world.at(function.properties, {"Environment", "Variables"});
    if (variables.unknown()) return Judgement::unknown(variables.reason);
    Judgement result = Judgement::pass();
    if (variables.node == nullptr || !variables.node->is_mapping()) return result;
    for (const Member& member : variables.node->members) {
        if (!writes_secret(member.key, *member.value)) continue;
        const Value value = world.evaluate(member.value);
        if (!is_secret(member.key, value)) continue;
        Judgement judgement =
            Judgement::fail(say("Variable ", member.key, " of function ", function.id,
                                " looks like a secret that is written in the template. Whoever may read the "
                                "template, its history or the "
                                "function's configuration has it. Keep it in Secrets Manager, let the "
                                "function read it there, and change "
                                "the one that was written here."),
                            value.node->span, say("Properties.Environment.Variables.", member.key));
        if (result.value >= 0.5)
            result = std::move(judgement);
        else
            result.also.push_back(std::move(judgement));
    }
    return result;
}

}  // namespace

NativeCheck lambda_environment_holds_no_secret() { return {"lambda-environment-holds-no-secret", judge}; }

}  // namespace stackfit::checks
