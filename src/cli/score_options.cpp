#include "cli/score_options.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "stackfit/support/text.h"

namespace stackfit {
namespace {

std::string did_you_mean(std::string_view meant) {
    return meant.empty() ? "" : "; did you mean " + std::string(meant) + "?";
}

/// Midnight, UTC.
std::int64_t seconds_of(Date date) {
    using namespace std::chrono;
    const sys_days day = year{date.year} / date.month / date.day;
    return duration_cast<seconds>(day.time_since_epoch()).count();
}

std::int64_t time_of(const Arguments& arguments, const Settings& settings, const Process& process) {
    if (const auto epoch = process.environment("SOURCE_DATE_EPOCH")) {
        std::int64_t seconds = 0;
        const auto [end, error] = std::from_chars(epoch->data(), epoch->data() + epoch->size(), seconds);
        constexpr std::int64_t end_of_9999 = 253402300799;
        const bool number = error == std::errc{} && end == epoch->data() + epoch->size();
        if (number && seconds >= 0 && seconds <= end_of_9999) return seconds;
    }
    if (arguments.has("as-of") || !process.now) return seconds_of(settings.judge.as_of);
    return process.now();
}

/// Why no outcome answers to it.
Error unanswered(const Analysis& analysis, const Supposition& supposition) {
    std::vector<std::string_view> names;
    for (const Verdict& verdict : analysis.verdicts)
        for (const Outcome* outcome : outcomes_of(verdict, {supposition.check, ""}))
            if (outcome->subject != nullptr) names.push_back(outcome->subject->id);
    const std::string id(supposition.check->id);
    if (supposition.resource.empty() || names.empty())
        return usage("--what-if: " + id + " has nothing to judge here");
    return usage("--what-if: " + id + " does not judge '" + supposition.resource + "'" +
                 did_you_mean(closest(supposition.resource, names)));
}

}  // namespace

Result<std::vector<Supposition>> suppositions_of(const Arguments& arguments, const CheckSet& checks,
                                                 const ScoringModel& model) {
    std::vector<Supposition> result;
    for (const std::string& value : arguments.values("what-if")) {
        for (const std::string_view item : split(value, ',')) {
            const std::string_view id = trim(item.substr(0, item.find(':')));
            const std::string_view resource = item.find(':') == std::string_view::npos
                                                  ? std::string_view{}
                                                  : trim(item.substr(item.find(':') + 1));
            const auto found = checks.find(id);
            if (found.empty())
                return usage("--what-if: there is no check '" + std::string(id) + "'" +
                             did_you_mean(checks.suggestion(id)));
            const std::size_t before = result.size();
            for (const CheckInfo* check : found)
                if (model.weight(*check) > 0) result.push_back({check, std::string(resource)});
            if (result.size() == before)
                return usage("--what-if: " + std::string(found.front()->id) +
                             " weighs nothing in the fitness" +
                             (found.front()->family == Family::validity
                                  ? "; it decides whether the template is deployable"
                                  : ""));
        }
    }
    return result;
}

std::optional<Error> suppose(Analysis& analysis, const std::vector<Supposition>& suppositions,
                             const ScoringModel& model) {
    if (suppositions.empty()) return std::nullopt;
    for (const Supposition& supposition : suppositions) {
        const bool answered =
            std::any_of(analysis.verdicts.begin(), analysis.verdicts.end(),
                        [&](const Verdict& verdict) { return !outcomes_of(verdict, supposition).empty(); });
        if (!answered) return unanswered(analysis, supposition);
    }
    std::vector<const Verdict*> all;
    for (ReportedTemplate& one : analysis.report.templates) {
        if (one.verdict == nullptr || !one.unit->readable) continue;
        all.push_back(one.verdict);
        const bool concerned = std::any_of(
            suppositions.begin(), suppositions.end(),
            [&](const Supposition& supposition) { return !outcomes_of(*one.verdict, supposition).empty(); });
        if (concerned) one.what_if = what_if({one.verdict}, suppositions, model);
    }
    if (all.size() > 1) analysis.report.total_what_if = what_if(all, suppositions, model);
    return std::nullopt;
}

Result<Publication> publication_of(const Arguments& arguments, const Settings& settings,
                                   const Process& process) {
    Publication publication;
    const bool asked = arguments.has("namespace") || arguments.has("dimension");
    const bool publishes = settings.format == Format::emf || settings.format == Format::put_metric_data;
    if (asked && !publishes)
        return usage("--namespace and --dimension go with --format emf and --format put-metric-data");
    if (const auto name = arguments.value("namespace")) {
        if (const auto why = refused_namespace(*name)) return usage("--namespace '" + *name + "': " + *why);
        publication.name_space = *name;
    }
    for (const std::string& text : arguments.values("dimension")) {
        const std::size_t at = text.find('=');
        if (at == std::string::npos) return usage("--dimension takes NAME=VALUE, not '" + text + "'");
        std::pair<std::string, std::string> dimension{text.substr(0, at), text.substr(at + 1)};
        if (const auto why = refused_dimension(dimension.first, dimension.second))
            return usage("--dimension '" + text + "': " + *why);
        const auto& known = publication.dimensions;
        if (std::any_of(known.begin(), known.end(),
                        [&](const auto& one) { return one.first == dimension.first; }))
            return usage("--dimension " + dimension.first + " is given twice");
        publication.dimensions.push_back(std::move(dimension));
    }
    if (publication.dimensions.size() > most_dimensions)
        return usage("at most " + std::to_string(most_dimensions) + " dimensions can be given");
    publication.seconds = time_of(arguments, settings, process);
    return publication;
}

}  // namespace stackfit
