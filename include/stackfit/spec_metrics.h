// spec: which metrics AWS's services publish (data/metrics.txt). Logarithmic in the size of the table, of which nothing is kept.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace stackfit {

/// A metric that a service publishes. Views live as long as the program.
struct PublishedMetric {
    std::string_view name, unit;
    /// The exact sets of dimensions under which it has data: names sorted, with commas between them; "-": no dimension.
    std::vector<std::string_view> dimension_sets;

    [[nodiscard]] bool has(std::string_view dimension_set) const;
};

/// Nothing when the namespace has no such metric, or is not in the table.
std::optional<PublishedMetric> published_metric(std::string_view metric_namespace, std::string_view name);
/// The metrics of a namespace, sorted by name; empty when it is not in the table.
std::vector<PublishedMetric> published_metrics(std::string_view metric_namespace);

/// The namespaces of the table, sorted. Linear in its size.
std::vector<std::string_view> metric_namespaces();
/// What a resource of this type gives for the value of a dimension: "Ref", an attribute of Fn::GetAtt, several with commas between them, or
/// "-" when nothing of it is right; "" when that is not known.
std::string_view dimension_value(std::string_view metric_namespace, std::string_view dimension,
                                 std::string_view resource_type);

}  // namespace stackfit
