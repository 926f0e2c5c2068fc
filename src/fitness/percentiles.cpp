#include <charconv>
#include <cmath>
#include <vector>

#include "stackfit/fitness_percentiles.h"
#include "stackfit/support/text.h"

// The symbols of percentiles_table.S.
extern "C" {
extern const char stackfit_percentiles[];
extern const char stackfit_percentiles_end[];
}

namespace stackfit {
namespace {

std::string_view table() {
    return {stackfit_percentiles, static_cast<std::size_t>(stackfit_percentiles_end - stackfit_percentiles)};
}

/// The cells behind the first one of the line that begins with `name`; empty when there is none.
std::vector<std::string_view> row(std::string_view name) {
    for (const std::string_view line : split(table(), '\n')) {
        if (line.substr(0, line.find('\t')) != name) continue;
        auto cells = split(line, '\t');
        cells.erase(cells.begin());
        return cells;
    }
    return {};
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// A row holds how many templates it was made of, then for each percent the least number that is better than so many of them, or "-"
/// where no number is.
std::optional<Standing> standing_in(std::string_view name, double value, std::string_view scoring_model) {
    const auto model = row("model");
    const auto cells = row(name);
    if (model.empty() || model.front() != scoring_model || cells.empty()) return std::nullopt;
    const double rounded = std::round(value * 100) / 100;
    Standing result{0, number<int>(cells.front()).value_or(0)};
    for (std::size_t percent = 0; percent + 1 < cells.size(); ++percent) {
        const auto least = number<double>(cells[percent + 1]);
        if (!least || *least > rounded) break;
        result.better_than = static_cast<int>(percent);
    }
    return result;
}

}  // namespace

std::optional<Standing> standing(double fitness, std::string_view scoring_model) {
    return standing_in("fitness", fitness, scoring_model);
}

std::optional<Standing> standing(Family family, double score, std::string_view scoring_model) {
    return standing_in(to_string(family), score, scoring_model);
}

}  // namespace stackfit
