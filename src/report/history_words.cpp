#include "report/history_words.h"

#include <cmath>
#include <cstdio>

#include "stackfit/support/text.h"

namespace stackfit {

std::string_view to_string(HistoryEntry::State state) {
    switch (state) {
        case HistoryEntry::State::scored: return "scored";
        case HistoryEntry::State::nothing_to_judge: return "nothing to judge";
        case HistoryEntry::State::deleted: return "deleted";
        case HistoryEntry::State::unreadable: break;
    }
    return "unreadable";
}

std::string short_id(const Commit& commit) { return commit.id.substr(0, 7); }
std::string day_of(const Commit& commit) { return Date::from_unix_seconds(commit.time).text(); }

std::string decimal(double value, int decimals) {
    char buffer[64];
    const double scale = std::pow(10, decimals), rounded = std::round(value * scale) / scale;
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, rounded == 0 ? 0.0 : rounded);
    return buffer;
}

std::string signed_number(double value) {
    const std::string text = decimal(value, 1);
    return text == "0.0" || text.front() == '-' ? text : "+" + text;
}

std::string from_to(const std::optional<double>& from, const std::optional<double>& to, bool unicode) {
    const auto word = [](const std::optional<double>& value) {
        return value ? decimal(*value, 0) : std::string("n/a");
    };
    return word(from) + (unicode ? " → " : " -> ") + word(to);
}

namespace {

/// What a check's change brought in points, or that it costs nothing and is new or gone.
std::string effect_of(const CheckChange& cause) {
    if (std::abs(cause.points) >= 0.05) return signed_number(cause.points);
    return !cause.from ? "new" : !cause.to ? "gone" : "changed";
}

}  // namespace

std::string causes_of(const HistoryEntry& entry, Family family, std::size_t most) {
    std::vector<std::string> texts;
    std::size_t more = 0;
    for (const CheckChange& cause : entry.causes) {
        if (cause.family != family) continue;
        if (texts.size() < most)
            texts.push_back(std::string(cause.check) + " " + effect_of(cause));
        else
            ++more;
    }
    return join(texts, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

std::string history_summary(const History& history, bool unicode) {
    std::vector<const HistoryEntry*> scored;
    for (const HistoryEntry& entry : history.entries)
        if (entry.state == HistoryEntry::State::scored) scored.push_back(&entry);
    std::string out = "fitness ";
    if (scored.empty())
        out += "n/a";
    else if (scored.size() == 1)
        out += decimal(*scored[0]->standing->fitness, 0);
    else
        out += from_to(scored.front()->standing->fitness, scored.back()->standing->fitness, unicode);
    out += " over " + count_text(history.entries.size(), "revision");
    if (history.entries.empty()) return out;
    const std::string first = day_of(history.entries.front().commit),
                      last = day_of(history.entries.back().commit);
    return out + ", " + (first == last ? first : first + " to " + last);
}

}  // namespace stackfit
