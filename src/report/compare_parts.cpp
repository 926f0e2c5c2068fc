#include "report/compare_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "stackfit/support/text.h"

namespace stackfit {

using Action = ResourceChange::Action;

std::string signed_points(double points) {
    char buffer[32];
    const double rounded = std::round(points * 100) / 100;
    std::snprintf(buffer, sizeof buffer, "%+.2f", rounded == 0 ? 0.0 : rounded);
    return buffer;
}

std::string fitness_text(const std::optional<double>& value) {
    if (!value) return "n/a";
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", *value);
    return buffer;
}

std::string_view action_word(const ResourceChange& change) {
    const bool perhaps = change.action == Action::modify && change.replacement == Replacement::conditional;
    return perhaps ? "may replace" : to_string(change.action);
}

std::string change_counts(const ChangeSet& changes) {
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"add", "added"},
        {"remove", "removed"},
        {"replace", "replaced"},
        {"may replace", "perhaps replaced"},
        {"rename", "renamed"},
        {"retype", "of another type"},
        {"modify", "modified in place"},
    };
    std::vector<std::string> parts;
    for (const auto& [action, word] : words) {
        const auto count =
            std::count_if(changes.resources.begin(), changes.resources.end(),
                          [&](const ResourceChange& one) { return action_word(one) == action; });
        if (count > 0) parts.push_back(std::to_string(count) + " " + std::string(word));
    }
    return join(parts, ", ");
}

std::string value_change(const PropertyChange& change) {
    if (!change.because.empty()) return std::string(change.because) + " is replaced";
    const auto shown = [](const std::string& value) {
        return value.empty() ? std::string("(not set)") : value;
    };
    return (change.order ? "another order: " : "") + shown(change.old_value) + " -> " +
           shown(change.new_value);
}

std::string when_text(const std::vector<std::string>& worlds) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < worlds.size() && i < most; ++i)
        text += (i == 0 ? "when " : ", or ") + worlds[i];
    if (worlds.size() > most) text += ", or in " + std::to_string(worlds.size() - most) + " other worlds";
    return text;
}

const std::string& template_name(const ChangeSet& changes) {
    return (changes.after != nullptr ? changes.after : changes.before)->name;
}

}  // namespace stackfit
