#include "poisson.h"

#include <algorithm>
#include <cmath>

namespace stackfit {
namespace {

/// The normal distribution function.
double normal(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

}  // namespace

double poisson(double mean, double first, double last) {
    constexpr double large =
        1000;  // from here on the normal distribution is near enough, and costs the same for every mean
    first = std::max(0.0, std::ceil(first));
    last = std::floor(last);
    if (first > last) return 0;
    if (mean <= 0) return first == 0 ? 1 : 0;
    if (mean > large && last > first) {
        const double deviation = std::sqrt(mean);
        return normal((last + 0.5 - mean) / deviation) - normal((first - 0.5 - mean) / deviation);
    }
    const double width = 9 * std::sqrt(mean) + 30;  // beyond it the tails are below 1e-15
    const double begin = std::max(first, std::floor(mean - width));
    const double end = std::min(last, std::ceil(mean + width));
    double term = std::exp(begin * std::log(mean) - mean - std::lgamma(begin + 1));
    double sum = 0;
    for (double k = begin; k <= end; ++k) {
        sum += term;
        term *= mean / (k + 1);
    }
    return std::min(1.0, sum);
}

}  // namespace stackfit
