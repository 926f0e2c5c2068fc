// A recursive descent makes a tree of the expression: operators by precedence, functions of numbers, and arrays as the arguments of
// functions. A missing value is a value of its own, so that IF and FILL can ask for it.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "stackfit/deployment_math.h"
#include "stackfit/support/ascii.h"

namespace stackfit {

using Number = std::optional<double>;
using Numbers = std::vector<Number>;

enum class MathExpression::Operator : char {
    either,
    both,
    equal,
    different,
    at_most,
    at_least,
    less,
    greater,
    plus,
    minus,
    times,
    divided,
    power
};
enum class MathExpression::Function : char {
    not_computed,
    choose,
    fill,
    greatest,
    smallest,
    sum,
    average,
    magnitude,
    ceiling,
    floor
};

namespace {

constexpr int depth_limit = 50;

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

}  // namespace

Number MathExpression::apply(Operator name, Number a, Number b) {
    if (!a || !b) return std::nullopt;
    switch (name) {
        case Operator::plus: return *a + *b;
        case Operator::minus: return *a - *b;
        case Operator::times: return *a * *b;
        case Operator::divided: return *b == 0 ? Number{} : Number{*a / *b};
        case Operator::power: return std::pow(*a, *b);
        case Operator::less: return *a < *b;
        case Operator::at_most: return *a <= *b;
        case Operator::greater: return *a > *b;
        case Operator::at_least: return *a >= *b;
        case Operator::equal: return *a == *b;
        case Operator::different: return *a != *b;
        case Operator::both: return *a != 0 && *b != 0;
        case Operator::either: break;
    }
    return *a != 0 || *b != 0;
}

Number MathExpression::call(Function name, const Numbers& arguments) {
    if (name == Function::choose) {
        if (arguments.size() < 2 || !arguments[0]) return std::nullopt;
        if (*arguments[0] != 0) return arguments[1];
        return arguments.size() > 2 ? arguments[2] : std::nullopt;
    }
    if (name == Function::fill) {
        if (arguments.empty()) return std::nullopt;
        return arguments.front() ? arguments.front() : arguments.back();
    }
    const std::vector<double> numbers = present(arguments);
    if (numbers.empty()) return std::nullopt;
    switch (name) {
        case Function::greatest: return *std::max_element(numbers.begin(), numbers.end());
        case Function::smallest: return *std::min_element(numbers.begin(), numbers.end());
        case Function::sum: return stackfit::sum(numbers);
        case Function::average: return stackfit::sum(numbers) / static_cast<double>(numbers.size());
        case Function::magnitude: return std::abs(numbers[0]);
        case Function::ceiling: return std::ceil(numbers[0]);
        case Function::floor: return std::floor(numbers[0]);
        case Function::choose:
        case Function::fill:
        case Function::not_computed: break;
    }
    return std::nullopt;
}

Number MathExpression::value(const Part& part, const ValueOf& value_of) {
    switch (part.kind) {
        case Part::Kind::number: return part.number;
        case Part::Kind::name: return value_of(part.name);
        case Part::Kind::negative: {
            const Number number = value(part.parts.front(), value_of);
            return number ? Number{-*number} : number;
        }
        case Part::Kind::chain: {
            Number result = value(part.parts.front(), value_of);
            for (std::size_t i = 0; i < part.operators.size(); ++i)
                result = apply(part.operators[i], result, value(part.parts[i + 1], value_of));
            return result;
        }
        case Part::Kind::call: break;
    }
    Numbers arguments;
    arguments.reserve(part.parts.size());
    for (const Part& argument : part.parts) arguments.push_back(value(argument, value_of));
    return call(part.function, arguments);
}

class MathReader {
public:
    explicit MathReader(std::string_view text) : text_(text) {}

    std::optional<MathExpression> read() {
        MathExpression result;
        result.whole_ = read_level(0, 0);
        skip_blanks();
        if (!well_formed_ || at_ != text_.size()) return std::nullopt;
        result.not_computed_ = std::move(not_computed_);
        result.size_ = size_;
        return result;
    }

private:
    using Part = MathExpression::Part;
    using Operator = MathExpression::Operator;
    using Function = MathExpression::Function;

    struct OperatorName {
        char text[4];
        Operator meaning;
    };
    /// Operators of one precedence; levels from the weakest on.
    struct Level {
        OperatorName operators[6];
    };
    static constexpr Level levels[] = {
        {{{"||", Operator::either}, {"OR", Operator::either}}},
        {{{"&&", Operator::both}, {"AND", Operator::both}}},
        {{{"==", Operator::equal},
          {"!=", Operator::different},
          {"<=", Operator::at_most},
          {">=", Operator::at_least},
          {"<", Operator::less},
          {">", Operator::greater}}},
        {{{"+", Operator::plus}, {"-", Operator::minus}}},
        {{{"*", Operator::times}, {"/", Operator::divided}}},
        {{{"^", Operator::power}}},
    };
    struct FunctionName {
        char text[6];
        Function meaning;
    };
    static constexpr FunctionName functions[] = {
        {"IF", Function::choose},     {"FILL", Function::fill},    {"MAX", Function::greatest},
        {"MIN", Function::smallest},  {"SUM", Function::sum},      {"AVG", Function::average},
        {"ABS", Function::magnitude}, {"CEIL", Function::ceiling}, {"FLOOR", Function::floor},
    };

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    }
    bool take(std::string_view wanted) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(wanted)) return false;
        at_ += wanted.size();
        return true;
    }
    Part malformed() {
        well_formed_ = false;
        return {};
    }

    /// The operator of this precedence under the cursor. A word is one only as a whole.
    std::optional<Operator> take_operator(const Level& level) {
        for (const OperatorName& name : level.operators) {
            if (name.text[0] == '\0') continue;
            const std::size_t before = at_;
            if (!take(name.text)) continue;
            if (name.text[0] >= 'A' && name.text[0] <= 'Z' && is_name_character(at_)) {
                at_ = before;
                continue;
            }
            return name.meaning;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool is_name_character(std::size_t at) const {
        if (at >= text_.size()) return false;
        const char c = text_[at];
        return is_letter_or_digit(c) || c == '_';
    }

    Part read_level(std::size_t level, int depth) {
        if (level == std::size(levels)) return read_factor(depth);
        Part first = read_level(level + 1, depth);
        auto name = well_formed_ ? take_operator(levels[level]) : std::nullopt;
        if (!name) return first;
        Part chain;
        chain.kind = Part::Kind::chain;
        chain.parts.push_back(std::move(first));
        while (name) {
            chain.operators.push_back(*name);
            chain.parts.push_back(read_level(level + 1, depth));
            name = well_formed_ ? take_operator(levels[level]) : std::nullopt;
        }
        return chain;
    }

    Part read_factor(int depth) {
        if (depth == depth_limit) return malformed();
        ++size_;
        skip_blanks();
        if (take("-")) {
            Part part;
            part.kind = Part::Kind::negative;
            part.parts.push_back(read_factor(depth + 1));
            return part;
        }
        if (take("(")) {
            Part part = read_level(0, depth + 1);
            return take(")") ? std::move(part) : malformed();
        }
        if (at_ < text_.size() && (text_[at_] == '.' || is_digit(text_[at_]))) return read_number();
        return read_name(depth);
    }

    Part read_number() {
        Part part;
        const char* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), part.number);
        if (error != std::errc{}) return malformed();
        at_ += static_cast<std::size_t>(end - begin);
        return part;
    }

    Part read_name(int depth) {
        const std::size_t begin = at_;
        while (is_name_character(at_)) ++at_;
        Part part;
        part.kind = Part::Kind::name;
        part.name = text_.substr(begin, at_ - begin);
        if (part.name.empty()) return malformed();
        if (!take("(")) return part;
        part.kind = Part::Kind::call;
        part.function = function_named(part.name);
        if (part.function == Function::not_computed && not_computed_.empty()) not_computed_ = part.name;
        read_arguments(part.parts, ')', depth + 1);
        return part;
    }
    static Function function_named(std::string_view name) {
        const auto found = std::find_if(std::begin(functions), std::end(functions),
                                        [&](const FunctionName& known) { return name == known.text; });
        return found != std::end(functions) ? found->meaning : Function::not_computed;
    }

    /// Up to `end`, which is taken; an array's elements count as arguments.
    void read_arguments(std::vector<Part>& arguments, char end, int depth) {
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
    std::string not_computed_;
    std::size_t at_ = 0, size_ = 0;
    bool well_formed_ = true;
};

std::optional<MathExpression> MathExpression::read(std::string_view text) { return MathReader(text).read(); }

Number MathExpression::value(const ValueOf& value_of) const { return value(whole_, value_of); }

Number evaluate_math(std::string_view expression, const MathExpression::ValueOf& value_of) {
    const auto read = MathExpression::read(expression);
    return read ? read->value(value_of) : std::nullopt;
}

}  // namespace stackfit
