#include <algorithm>
#include <array>

#include "stackfit/report.h"

namespace stackfit {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 8> names = {
    {{"text", Format::text},
     {"concise", Format::concise},
     {"github", Format::github},
     {"json", Format::json},
     {"markdown", Format::markdown},
     {"emf", Format::emf},
     {"put-metric-data", Format::put_metric_data},
     {"github-output", Format::github_output}}};

}  // namespace

std::optional<Format> format_of(std::string_view name) {
    const auto* const found =
        std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == name; });
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::string_view to_string(Format format) {
    const auto* const found =
        std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.second == format; });
    return found == names.end() ? std::string_view{} : found->first;
}

}  // namespace stackfit
