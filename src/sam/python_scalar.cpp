#include "sam/python_scalar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view blanks = " \t\n\r\v\f";

/// Without the blanks around it.
std::string_view stripped(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Without underscores, which Python allows between two digits only; nothing where one stands elsewhere.
std::optional<std::string> without_underscores(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '_') {
            plain += text[i];
        } else if (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])) {
            return std::nullopt;
        }
    }
    return plain;
}

std::size_t digits_from(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

std::size_t after_sign(std::string_view text, std::size_t at) {
    return at < text.size() && (text[at] == '+' || text[at] == '-') ? at + 1 : at;
}

std::optional<std::string> integer_in(std::string_view written) {
    const auto plain = without_underscores(stripped(written));
    if (!plain) return std::nullopt;
    const std::size_t begin = after_sign(*plain, 0);
    if (begin == plain->size() || digits_from(*plain, begin) != plain->size()) return std::nullopt;
    const std::size_t first = std::min(plain->find_first_not_of('0', begin), plain->size() - 1);
    const bool negative = plain->front() == '-' && (*plain)[first] != '0';
    return (negative ? "-" : "") + plain->substr(first);
}

/// [sign] digits [. digits] [e [sign] digits], with a digit on one side of the point at least.
bool is_decimal(std::string_view text) {
    const std::size_t begin = after_sign(text, 0);
    std::size_t at = digits_from(text, begin);
    std::size_t count = at - begin;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = digits_from(text, at + 1);
        count += fraction - at - 1;
        at = fraction;
    }
    if (count == 0) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t power = after_sign(text, at + 1);
        at = digits_from(text, power);
        if (at == power) return false;
    }
    return at == text.size();
}

std::optional<std::string> number_in(std::string_view written) {
    const auto plain = without_underscores(stripped(written));
    if (!plain || !is_decimal(*plain) || !std::isfinite(std::strtod(plain->c_str(), nullptr)))
        return std::nullopt;
    return printed_float(*plain);
}

std::optional<std::string> truncated(std::string_view floating) {
    const double value = std::strtod(printed_float(floating).c_str(), nullptr);
    if (!std::isfinite(value)) return std::nullopt;
    std::array<char, 400> digits{};  // the largest double has 309
    std::snprintf(digits.data(), digits.size(), "%.0f", std::trunc(value));
    const std::string text = digits.data();
    return text == "-0" ? "0" : text;
}

bool is_one_of(std::string_view word, std::string_view words) {
    const std::vector<std::string_view> all = split(words, ' ');
    return std::find(all.begin(), all.end(), word) != all.end();
}

}  // namespace

std::optional<std::string> as_python_text(const Node& node) {
    switch (node.kind) {
        case Kind::string:
        case Kind::integer: return std::string(node.text);
        case Kind::floating: return printed_float(node.text);
        case Kind::boolean: return node.text == "true" ? "True" : "False";
        default: return std::nullopt;
    }
}

std::optional<std::string> as_python_integer(const Node& node) {
    switch (node.kind) {
        case Kind::integer: return std::string(node.text);
        case Kind::string: return integer_in(node.text);
        case Kind::floating: return truncated(node.text);
        case Kind::boolean: return node.text == "true" ? "1" : "0";
        default: return std::nullopt;
    }
}

std::optional<std::string> as_python_number(const Node& node) {
    switch (node.kind) {
        case Kind::integer:
        case Kind::string: return number_in(node.text);
        case Kind::floating: return number_in(printed_float(node.text));
        case Kind::boolean: return node.text == "true" ? "1.0" : "0.0";
        default: return std::nullopt;
    }
}

std::optional<bool> as_python_boolean(const Node& node) {
    if (!node.is_scalar() || node.kind == Kind::null) return std::nullopt;
    std::string word = to_lower(node.text);
    if (node.kind == Kind::floating) word = truncated(node.text).value_or("");
    if (node.kind == Kind::floating && printed_float(node.text) != word + ".0") return std::nullopt;
    if (is_one_of(word, "1 on t true y yes")) return true;
    if (is_one_of(word, "0 off f false n no")) return false;
    return std::nullopt;
}

}  // namespace stackfit::sam
