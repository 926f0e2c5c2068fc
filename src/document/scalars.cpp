// PyYAML's resolver, without regular expressions: each of its patterns is a short walk over the word. The
// patterns are quoted above the functions that stand for them (yaml/resolver.py, class Resolver).
#include "document/scalars.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>

#include "stackfit/support/ascii.h"

namespace stackfit {
namespace {

/// `words` are separated by spaces: a table of views would cost a relocation each at start-up.
bool is_one_of(std::string_view word, std::string_view words) {
    if (word.empty() || word.find(' ') != std::string_view::npos) return false;
    for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

bool is_true(std::string_view w) { return is_one_of(w, "yes Yes YES true True TRUE on On ON"); }
bool is_false(std::string_view w) { return is_one_of(w, "no No NO false False FALSE off Off OFF"); }
bool is_null(std::string_view w) { return w.empty() || is_one_of(w, "~ null Null NULL"); }

std::string_view without_sign(std::string_view word) {
    if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
    return word;
}

/// Takes [0-9_]* off the front and says how many.
std::size_t skip_digits(std::string_view& word) {
    std::size_t count = 0;
    while (count < word.size() && (is_digit(word[count]) || word[count] == '_')) ++count;
    word.remove_prefix(count);
    return count;
}

/// Takes (:[0-5]?[0-9])+ off the front.
bool skip_sexagesimal(std::string_view& word) {
    bool any = false;
    while (word.size() >= 2 && word[0] == ':' && is_digit(word[1])) {
        const bool two = word.size() >= 3 && is_digit(word[2]);
        if (two && word[1] > '5') return false;
        word.remove_prefix(two ? 3 : 2);
        any = true;
    }
    return any;
}

/// ([eE][-+][0-9]+)?$
bool is_exponent_or_end(std::string_view word) {
    if (word.empty()) return true;
    if (word.size() < 3 || (word[0] != 'e' && word[0] != 'E') || (word[1] != '-' && word[1] != '+'))
        return false;
    for (const char c : word.substr(2)) {
        if (!is_digit(c)) return false;
    }
    return true;
}

/// [-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)? | \.[0-9][0-9_]*([eE][-+][0-9]+)? |
/// [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]* | [-+]?\.(inf|Inf|INF) | \.(nan|NaN|NAN)
bool is_float(std::string_view word) {
    if (is_one_of(without_sign(word), ".inf .Inf .INF") || is_one_of(word, ".nan .NaN .NAN")) return true;
    std::string_view rest = word;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        return !rest.empty() && is_digit(rest[0]) && skip_digits(rest) > 0 && is_exponent_or_end(rest);
    }
    rest = without_sign(rest);
    if (rest.empty() || !is_digit(rest[0])) return false;
    skip_digits(rest);
    const bool sexagesimal = skip_sexagesimal(rest);
    if (!rest.starts_with('.')) return false;
    rest.remove_prefix(1);
    skip_digits(rest);
    return sexagesimal ? rest.empty() : is_exponent_or_end(rest);
}

/// The value of digits in a base, underscores skipped; nothing when there are none, a foreign one, or more
/// than 64 bits.
std::optional<std::uint64_t> whole(std::string_view digits, unsigned base) {
    std::uint64_t value = 0;
    bool any = false;
    for (const char c : digits) {
        if (c == '_') continue;
        const unsigned digit = is_digit(c)         ? unsigned(c - '0')
                               : (c | 0x20) >= 'a' ? unsigned((c | 0x20) - 'a' + 10)
                                                   : base;
        if (digit >= base || value > (std::numeric_limits<std::uint64_t>::max() - digit) / base)
            return std::nullopt;
        value = value * base + digit;
        any = true;
    }
    return any ? std::optional(value) : std::nullopt;
}

/// [1-9][0-9_]*(:[0-5]?[0-9])+
std::optional<std::uint64_t> sexagesimal(std::string_view word) {
    std::string_view rest = word;
    if (word.empty() || word[0] < '1' || word[0] > '9') return std::nullopt;
    std::optional<std::uint64_t> value = whole(word.substr(0, skip_digits(rest)), 10);
    std::string_view check = rest;
    if (!skip_sexagesimal(check) || !check.empty()) return std::nullopt;
    while (value && !rest.empty()) {
        rest.remove_prefix(1);
        const std::size_t size = rest.size() > 1 && is_digit(rest[1]) ? 2 : 1;
        if (*value > std::numeric_limits<std::uint64_t>::max() / 60 - 1) return std::nullopt;
        value = *value * 60 + *whole(rest.substr(0, size), 10);
        rest.remove_prefix(size);
    }
    return value;
}

/// [-+]?0b[0-1_]+ | [-+]?0[0-7_]+ | [-+]?0x[0-9a-fA-F_]+ | sexagesimal: all but decimal.
std::optional<std::uint64_t> other_base(std::string_view digits) {
    if (digits.starts_with("0b")) return whole(digits.substr(2), 2);
    if (digits.starts_with("0x")) return whole(digits.substr(2), 16);
    if (digits.starts_with('0')) return whole(digits, 8);
    return sexagesimal(digits);
}

/// [-+]?(0|[1-9][0-9_]*)
bool is_decimal(std::string_view digits) {
    if (digits == "0") return true;
    if (digits.empty() || digits[0] == '0' || !is_digit(digits[0])) return false;
    skip_digits(digits);
    return digits.empty();
}

std::string_view decimal_text(bool negative, std::string_view digits, Arena& arena) {
    if (digits == "0") return "0";
    std::string text(negative ? "-" : "");
    for (const char c : digits) {
        if (c != '_') text += c;
    }
    return arena.copy(text);
}

std::optional<std::string_view> integer_text(std::string_view word, Arena& arena) {
    const std::string_view digits = without_sign(word);
    if (digits.empty() || !is_digit(digits[0])) return std::nullopt;
    const bool negative = word[0] == '-';
    if (is_decimal(digits)) {
        const bool as_is = word[0] != '+' && digits != "0" && digits.find('_') == std::string_view::npos;
        return as_is ? word : decimal_text(negative, digits, arena);
    }
    const std::optional<std::uint64_t> value = other_base(digits);
    if (!value) return std::nullopt;
    return decimal_text(negative, std::to_string(*value), arena);
}

}  // namespace

Scalar resolve_plain(std::string_view plain, Arena& arena) {
    // Nearly every word is a string that begins with a letter none of the others can begin with.
    constexpr std::string_view special = "yYnNtTfFoO~0123456789+-.";
    if (!plain.empty() && special.find(plain[0]) == std::string_view::npos) return {Kind::string, plain};
    if (is_null(plain)) return {Kind::null, {}};
    if (is_true(plain)) return {Kind::boolean, "true"};
    if (is_false(plain)) return {Kind::boolean, "false"};
    if (is_float(plain)) return {Kind::floating, plain};
    if (const auto digits = integer_text(plain, arena)) return {Kind::integer, *digits};
    return {Kind::string, plain};
}

bool needs_quotes(std::string_view text) {
    if (is_null(text) || is_true(text) || is_false(text) || is_float(text)) return true;
    if (is_one_of(text, "y Y n N = <<")) return true;
    // Numbers of any notation, dates and times: what YAML 1.1 and 1.2 disagree on is among them.
    const std::string_view digits = without_sign(text);
    return (is_digit(digits.empty() ? ' ' : digits[0]) || text.starts_with('.')) &&
           text.find_first_not_of("0123456789abcdefxoABCDEFTZtz_.:+- ") == std::string_view::npos;
}

bool is_json_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto take_digits = [&text] {
        std::size_t count = 0;
        while (count < text.size() && is_digit(text[count])) ++count;
        text.remove_prefix(count);
        return count;
    };
    const bool zero = text.starts_with('0');
    const std::size_t before = take_digits();
    if (before == 0 || (zero && before > 1)) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (take_digits() == 0) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text = without_sign(text.substr(1));
        if (take_digits() == 0) return false;
    }
    return text.empty();
}

double floating_value(std::string_view text) {
    const bool negative = text.starts_with('-');
    std::string digits;
    double high = 0;  // what stands before the last ':', in base 60
    for (const char c : without_sign(text)) {
        if (c == ':') {
            high = (high + std::strtod(digits.c_str(), nullptr)) * 60;
            digits.clear();
        } else if (c != '_') {
            digits += c;
        }
    }
    if (is_one_of(digits, ".nan .NaN .NAN")) return std::numeric_limits<double>::quiet_NaN();
    const bool infinite = is_one_of(digits, ".inf .Inf .INF");
    const double value =
        infinite ? std::numeric_limits<double>::infinity() : high + std::strtod(digits.c_str(), nullptr);
    return negative ? -value : value;
}

std::string shortest(double value) {
    std::array<char, 48> buffer{};
    const auto write = [&buffer, value](std::chars_format format) {
        return std::string(buffer.data(),
                           std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr);
    };
    std::string text = write(std::chars_format::scientific);
    const std::size_t e = text.find('e');
    if (!std::isfinite(value) || e == std::string::npos) return text;
    const int exponent = std::atoi(text.c_str() + e + 1);
    if (exponent < -4 || exponent >= 16) return text;
    text = write(std::chars_format::fixed);
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

}  // namespace stackfit
