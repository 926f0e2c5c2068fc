// What a secret looks like that somebody wrote down.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {

template <class Test>
inline bool has(std::string_view text, Test test) {
    return std::any_of(text.begin(), text.end(), test);
}

/// IAM User Guide, "IAM identifiers": AKIA are long-term access keys, ASIA temporary ones.
inline bool is_access_key_id(std::string_view text) {
    return text.size() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

/// The secret half of an access key: 40 characters of base64. A hash in hexadecimal has no capital and small letters at once.
inline bool is_secret_access_key(std::string_view text) {
    return text.size() == 40 && has(text, is_upper) && has(text, is_lower) && has(text, is_digit) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_upper(c) || is_lower(c) || is_digit(c) || c == '/' || c == '+' || c == '=';
           });
}

/// What the issuers put in front of their tokens, so that they are found.
inline bool has_issuers_mark(std::string_view text) {
    static constexpr std::array<std::string_view, 11> marks = {"ghp_",  "gho_",  "github_pat_", "glpat-",
                                                               "xoxb-", "xoxp-", "sk_live_",    "rk_live_",
                                                               "SG.",   "npm_",  "-----BEGIN"};
    return text.size() >= 20 && std::any_of(marks.begin(), marks.end(),
                                            [&](std::string_view mark) { return text.starts_with(mark); });
}

/// A name that says what its value is. SECRET_NAME and TOKEN_URL are no secrets.
inline bool names_a_secret(std::string_view name) {
    static constexpr std::array<std::string_view, 8> endings = {
        "password", "passwd", "secret", "secretkey", "apikey", "privatekey", "accesskey", "token"};
    std::string bare;
    for (const char c : to_lower(name))
        if (c != '_' && c != '-') bare += c;
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return bare.ends_with(ending); });
}

/// A place where a secret is kept, or the name of one: an ARN, a path, a sentence, a word without digits.
inline bool is_plausible(std::string_view text) {
    return text.size() >= 8 && text.find_first_of(":/ {}<>$") == std::string_view::npos &&
           has(text, is_digit) && (has(text, is_lower) || has(text, is_upper));
}

/// Is this text, which is the value of something of this name, a secret?
inline bool is_secret(std::string_view name, std::string_view text) {
    return is_access_key_id(text) || is_secret_access_key(text) || has_issuers_mark(text) ||
           (names_a_secret(name) && is_plausible(text));
}

}  // namespace stackfit::checks
