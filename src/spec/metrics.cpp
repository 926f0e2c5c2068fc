// A row is a metric: namespace, name, unit, sets of dimensions; or the value of a dimension: namespace, dimension, resource type, what gives it.
#include <algorithm>
#include <string>

#include "sorted_rows.h"
#include "stackfit/spec_metrics.h"
#include "tables.h"

namespace stackfit {
namespace {

#include "metrics.inc"

constexpr std::string_view rows(metric_rows, sizeof metric_rows - 1);
constexpr std::string_view values(value_rows, sizeof value_rows - 1);

/// The metric of the first line of `rest`, which is taken off; nothing when that is of another namespace.
std::optional<PublishedMetric> take_metric(std::string_view& rest, std::string_view metric_namespace) {
    std::string_view line = take_line(rest);
    if (line.empty() || take_cell(line) != metric_namespace) return std::nullopt;
    PublishedMetric metric;
    metric.name = take_cell(line);
    metric.unit = take_cell(line);
    while (!line.empty()) metric.dimension_sets.push_back(take_cell(line));
    return metric;
}

}  // namespace

const char* const metrics_version = STACKFIT_METRICS_VERSION;

bool PublishedMetric::has(std::string_view dimension_set) const {
    return std::find(dimension_sets.begin(), dimension_sets.end(), dimension_set) != dimension_sets.end();
}

std::optional<PublishedMetric> published_metric(std::string_view metric_namespace, std::string_view name) {
    std::string_view rest = rows_from(rows, std::string(metric_namespace) + '\t' + std::string(name));
    const auto metric = take_metric(rest, metric_namespace);
    return metric && metric->name == name ? metric : std::nullopt;
}

std::vector<PublishedMetric> published_metrics(std::string_view metric_namespace) {
    std::vector<PublishedMetric> metrics;
    std::string_view rest = rows_from(rows, std::string(metric_namespace) + '\t');
    while (auto metric = take_metric(rest, metric_namespace)) metrics.push_back(*std::move(metric));
    return metrics;
}

std::vector<std::string_view> metric_namespaces() {
    std::vector<std::string_view> namespaces;
    std::string_view rest = rows;
    while (!rest.empty()) {
        std::string_view line = take_line(rest);
        const std::string_view name = take_cell(line);
        if (namespaces.empty() || namespaces.back() != name) namespaces.push_back(name);
    }
    return namespaces;
}

std::string_view dimension_value(std::string_view metric_namespace, std::string_view dimension,
                                 std::string_view resource_type) {
    std::string key;
    for (const std::string_view cell : {metric_namespace, dimension, resource_type}) (key += cell) += '\t';
    std::string_view rest = rows_from(values, key);
    std::string_view line = take_line(rest);
    if (!line.starts_with(key)) return {};
    return line.substr(key.size());
}

}  // namespace stackfit
