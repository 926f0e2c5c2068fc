// deployment: one data point of a metric math expression (CloudWatch User Guide, "Using math expressions with CloudWatch metrics").
#pragma once

#include <functional>
#include <optional>
#include <string_view>

namespace stackfit {

/// The value of the expression where every metric has one point, that of `value_of` its id. Nothing when a point is missing, when the
/// expression divides by zero (CloudWatch drops the point), when it needs more than one period (RATE, SEARCH, ANOMALY_DETECTION_BAND) or
/// cannot be read. Linear in its length.
std::optional<double> evaluate_math(
    std::string_view expression, const std::function<std::optional<double>(std::string_view id)>& value_of);

}  // namespace stackfit
