// deployment: metric math, one data point at a time (CloudWatch User Guide, "Using math expressions with CloudWatch metrics").
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

/// An expression that was read once and can be evaluated for many points.
class MathExpression {
public:
    using ValueOf = std::function<std::optional<double>(std::string_view id)>;

    /// Nothing when it cannot be read. Linear in its length.
    static std::optional<MathExpression> read(std::string_view text);

    /// Where every metric has one point, that of `value_of` its id. Nothing when a point is missing, when the expression divides by zero
    /// (CloudWatch drops the point), and where it calls what is not computed.
    [[nodiscard]] std::optional<double> value(const ValueOf& value_of) const;

    /// The first function in it that is not computed, as it needs more than one period or other metrics (RATE, SEARCH, METRICS,
    /// ANOMALY_DETECTION_BAND); "": none.
    [[nodiscard]] std::string_view not_computed() const { return not_computed_; }
    /// Numbers, names and calls in it: what an evaluation costs.
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    friend class MathReader;
    enum class Operator : char;
    enum class Function : char;
    struct Part {
        enum class Kind : char { number, name, chain, negative, call };
        Kind kind = Kind::number;
        double number = 0;
        std::string name;
        Function function{};
        std::vector<Part> parts;          ///< of a chain, `operators` stand between them
        std::vector<Operator> operators;  ///< of one precedence
    };
    static std::optional<double> value(const Part& part, const ValueOf& value_of);
    static std::optional<double> apply(Operator name, std::optional<double> a, std::optional<double> b);
    static std::optional<double> call(Function name, const std::vector<std::optional<double>>& arguments);

    Part whole_;
    std::string not_computed_;
    std::size_t size_ = 0;
};

/// The same for a text that is used once.
std::optional<double> evaluate_math(std::string_view expression, const MathExpression::ValueOf& value_of);

}  // namespace stackfit
