// A recursive descent over the expression, which computes while it reads: operators by precedence, functions of numbers, and arrays as
// the arguments of functions. A missing value is a value of its own, so that IF and FILL can ask for it.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "stackfit/deployment_math.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Number = std::optional<double>;
using Numbers = std::vector<Number>;

constexpr int depth_limit = 50;

Number apply(std::string_view name, Number a, Number b) {
    if (!a || !b) return std::nullopt;
    if (name == "+") return *a + *b;
    if (name == "-") return *a - *b;
    if (name == "*") return *a * *b;
    if (name == "/") return *b == 0 ? Number{} : Number{*a / *b};
    if (name == "^") return std::pow(*a, *b);
    if (name == "<") return *a < *b;
    if (name == "<=") return *a <= *b;
    if (name == ">") return *a > *b;
    if (name == ">=") return *a >= *b;
    if (name == "==") return *a == *b;
    if (name == "!=") return *a != *b;
    if (name == "&&" || name == "AND") return *a != 0 && *b != 0;
    return *a != 0 || *b != 0;  // || and OR
}

/// Operators of one precedence; levels from the weakest on.
struct Level {
    char operators[6][4];
};
constexpr Level levels[] = {
    {{"||", "OR"}}, {{"&&", "AND"}}, {{"==", "!=", "<=", ">=", "<", ">"}},
    {{"+", "-"}},   {{"*", "/"}},    {{"^"}},
};

/// The elements that have a value.
std::vector<double> present(const Numbers& numbers) {
    std::vector<double> result;
    for (const Number& number : numbers)
        if (number) result.push_back(*number);
    return result;
}

double sum(const std::vector<double>& numbers) {
    double total = 0;
    for (const double number : numbers) total += number;
    return total;
}

Number call(std::string_view name, const Numbers& arguments) {
    const std::vector<double> numbers = present(arguments);
    if (name == "IF") {
        if (arguments.size() < 2 || !arguments[0]) return std::nullopt;
        if (*arguments[0] != 0) return arguments[1];
        return arguments.size() > 2 ? arguments[2] : std::nullopt;
    }
    if (name == "FILL")
        return arguments.empty() || arguments[0] ? (arguments.empty() ? Number{} : arguments[0])
                                                 : arguments.back();
    if (numbers.empty()) return std::nullopt;
    if (name == "MAX") return *std::max_element(numbers.begin(), numbers.end());
    if (name == "MIN") return *std::min_element(numbers.begin(), numbers.end());
    if (name == "SUM") return sum(numbers);
    if (name == "AVG") return sum(numbers) / static_cast<double>(numbers.size());
    if (name == "ABS") return std::abs(numbers[0]);
    if (name == "CEIL") return std::ceil(numbers[0]);
    if (name == "FLOOR") return std::floor(numbers[0]);
    return std::nullopt;
}

class Reader {
public:
    Reader(std::string_view text, const std::function<Number(std::string_view)>& value_of)
        : text_(text), value_of_(value_of) {}

    Number read() {
        const Number result = read_level(0, 0);
        skip_blanks();
        return well_formed_ && at_ == text_.size() ? result : std::nullopt;
    }

private:
    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    }
    bool take(std::string_view wanted) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(wanted)) return false;
        at_ += wanted.size();
        return true;
    }
    Number malformed() {
        well_formed_ = false;
        return std::nullopt;
    }

    /// The operator of this precedence under the cursor, or "". A word is one only as a whole.
    std::string_view take_operator(const Level& level) {
        for (const char* name : level.operators) {
            if (*name == '\0') continue;
            const std::size_t before = at_;
            if (!take(name)) continue;
            const bool is_word = *name >= 'A';
            if (is_word && is_name_character(at_)) {
                at_ = before;
                continue;
            }
            return name;
        }
        return {};
    }
    [[nodiscard]] bool is_name_character(std::size_t at) const {
        if (at >= text_.size()) return false;
        const char c = text_[at];
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    Number read_level(std::size_t level, int depth) {
        if (level == std::size(levels)) return read_factor(depth);
        Number value = read_level(level + 1, depth);
        while (well_formed_) {
            const std::string_view name = take_operator(levels[level]);
            if (name.empty()) break;
            value = apply(name, value, read_level(level + 1, depth));
        }
        return value;
    }

    Number read_factor(int depth) {
        if (depth == depth_limit) return malformed();
        skip_blanks();
        if (take("-")) {
            const Number value = read_factor(depth + 1);
            return value ? Number{-*value} : value;
        }
        if (take("(")) {
            const Number value = read_level(0, depth + 1);
            return take(")") ? value : malformed();
        }
        if (at_ < text_.size() && (text_[at_] == '.' || (text_[at_] >= '0' && text_[at_] <= '9')))
            return read_number();
        return read_name(depth);
    }

    Number read_number() {
        double value = 0;
        const char* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (error != std::errc{}) return malformed();
        at_ += static_cast<std::size_t>(end - begin);
        return value;
    }

    Number read_name(int depth) {
        const std::size_t begin = at_;
        while (is_name_character(at_)) ++at_;
        const std::string_view name = text_.substr(begin, at_ - begin);
        if (name.empty()) return malformed();
        if (!take("(")) return value_of_(name);
        Numbers arguments;
        read_arguments(arguments, ')', depth + 1);
        return call(name, arguments);
    }

    /// Up to `end`, which is taken; an array's elements count as arguments.
    void read_arguments(Numbers& arguments, char end, int depth) {
        const std::string_view closing(&end, 1);
        if (take(closing)) return;
        do {
            if (depth < depth_limit && take("["))
                read_arguments(arguments, ']', depth + 1);
            else
                arguments.push_back(read_level(0, depth));
        } while (well_formed_ && take(","));
        if (!take(closing)) malformed();
    }

    std::string_view text_;
    const std::function<Number(std::string_view)>& value_of_;
    std::size_t at_ = 0;
    bool well_formed_ = true;
};

}  // namespace

std::optional<double> evaluate_math(
    std::string_view expression, const std::function<std::optional<double>(std::string_view id)>& value_of) {
    return Reader(expression, value_of).read();
}

}  // namespace stackfit
