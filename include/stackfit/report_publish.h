// The number for other systems: CloudWatch, GitHub. Only text is made here; whoever runs stackfit hands it on (docs/publishing.md).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "stackfit/report.h"

namespace stackfit {

/// How data points are published in CloudWatch.
struct Publication {
    std::string name_space = "stackfit";
    std::vector<std::pair<std::string, std::string>> dimensions;  ///< of every data point, as given
    std::int64_t seconds = 0;                                     ///< since 1970-01-01T00:00:00Z
};

/// What CloudWatch would refuse, in a sentence; nothing when it takes these names and values.
std::optional<std::string> refused_namespace(std::string_view name);
std::optional<std::string> refused_dimension(std::string_view name, std::string_view value);
/// Dimensions that can be given: what is left when those that tell templates and families apart are added.
inline constexpr std::size_t most_dimensions = 7;
/// Data points that one call of PutMetricData takes.
inline constexpr std::size_t most_data = 1000;

/// How many data points there are to publish: what is n/a has none.
std::size_t data_count(const Report& report);
/// CloudWatch Embedded Metric Format: one line of JSON a data point.
std::string score_emf(const Report& report, const Publication& publication);
/// The input of `aws cloudwatch put-metric-data --cli-input-json`.
std::string score_put_metric_data(const Report& report, const Publication& publication);
/// For a job summary or a comment on a pull request: at most `most` bytes.
std::string score_markdown(const Report& report, std::size_t most = 60'000);
/// Lines for the file that GITHUB_OUTPUT names.
std::string score_github_output(const Report& report);

}  // namespace stackfit
