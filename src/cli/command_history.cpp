// history PATH: the fitness of a template, or of the templates of a directory, over its git history.
#include <charconv>

#include "cli/history_walk.h"
#include "cli/log.h"
#include "stackfit/report_history.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr OptionSpec history_only_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "text, json, csv or svg (default: text)"},
    {"--max-count", "-n", "N", OptionSpec::Kind::value, "only the newest N revisions"},
    {"--since", nullptr, "WHEN", OptionSpec::Kind::value,
     "only from this revision or date (YYYY-MM-DD) on, and what was in force then"},
};

/// The judging options without what makes no sense here, and history's own.
std::span<const OptionSpec> options() {
    static const std::vector<OptionSpec> all = [] {
        constexpr std::string_view left_out[] = {"--format",        "--fail-on",  "--min-fitness",
                                                 "--exit-zero",     "--outcomes", "--stdin-filename",
                                                 "--templates-only"};
        std::vector<OptionSpec> list(std::begin(history_only_options), std::end(history_only_options));
        for (const auto& option : judging_options) {
            if (is_one_of(left_out, option.name)) continue;
            list.push_back(option);
            if (std::string_view(option.name) == "--jobs")
                list.back().help =
                    "revisions to score at the same time (default: as many as there are processors)";
        }
        return list;
    }();
    return all;
}

enum class Output { text, json, csv, svg };

Result<Output> output_of(const Arguments& arguments) {
    constexpr std::string_view names[] = {"text", "json", "csv", "svg"};
    const std::string name = arguments.value("format").value_or("text");
    const auto found = std::find(std::begin(names), std::end(names), name);
    if (found != std::end(names)) return static_cast<Output>(found - std::begin(names));
    const std::string_view meant = closest(name, names);
    return usage("history writes text, json, csv or svg, not '" + name + "'" +
                 (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
}

/// 0: all.
Result<std::size_t> max_count_of(const Arguments& arguments) {
    const auto text = arguments.value("max-count");
    if (!text) return std::size_t{0};
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
    constexpr std::size_t most = 1'000'000;
    if (error == std::errc{} && end == text->data() + text->size() && count > 0 && count <= most)
        return count;
    return usage("--max-count takes a number of revisions from 1 to 1000000, not '" + *text + "'");
}

/// PATH, or REV:PATH for the history up to a revision.
struct Subject {
    std::string path;
    HistoryRange range;
};

Result<Subject> subject_of(const Arguments& arguments, const FileSystem& files) {
    const auto& given = arguments.positionals();
    if (given.size() != 1) return usage("history takes one template or directory: stackfit history PATH");
    Subject subject{given[0], {}};
    const auto colon = given[0].find(':');
    if (colon != std::string::npos && files.kind(given[0]) == FileSystem::Kind::none) {
        subject.range.start = given[0].substr(0, colon);
        subject.path = given[0].substr(colon + 1);
        if (subject.path.empty()) subject.path = ".";
    }
    if (subject.path.empty() || subject.path == "-")
        return usage("history takes the path of a template or directory in a git repository");
    subject.range.since = arguments.value("since").value_or("");
    return subject;
}

std::string output_text(const History& history, Output output, const Settings& settings) {
    switch (output) {
        case Output::text: return history_text(history, settings.style, settings.columns);
        case Output::json: return history_json(history);
        case Output::csv: return history_csv(history);
        case Output::svg: return history_svg(history);
    }
    return {};
}

std::size_t count_of(const History& history, HistoryEntry::State state) {
    return static_cast<std::size_t>(
        std::count_if(history.entries.begin(), history.entries.end(),
                      [&](const HistoryEntry& entry) { return entry.state == state; }));
}

void print_notes(const PathHistory& found, const HistoryWalk& walk, const Process& process) {
    const auto note = [&](const std::string& text) { process.err("note: " + text + "\n"); };
    for (const auto& text : walk.notes) note(text);
    for (const auto& text : found.notes) note(text);
    if (!found.complete)
        note("this is a shallow clone: older revisions may be missing (git fetch --unshallow brings them)");
    if (walk.history.unchanged > 0)
        note(std::to_string(walk.history.unchanged) +
             (walk.history.unchanged == 1 ? " commit changes" : " commits change") +
             " nothing that is judged, and " + (walk.history.unchanged == 1 ? "is" : "are") + " left out");
    if (const auto unreadable = count_of(walk.history, HistoryEntry::State::unreadable); unreadable > 0)
        note(std::to_string(unreadable) + (unreadable == 1 ? " revision" : " revisions") +
             " cannot be read, and " + (unreadable == 1 ? "has" : "have") + " no number");
}

int status_of(const History& history, const Subject& subject, const Process& process) {
    if (count_of(history, HistoryEntry::State::scored) > 0) return exit_status::ok;
    const bool judged = std::any_of(
        history.entries.begin(), history.entries.end(),
        [](const HistoryEntry& entry) { return entry.standing && entry.standing->templates > 0; });
    if (judged) return exit_status::ok;
    process.err("stackfit: no revision of " + subject.path + " is a template that can be read\n");
    return exit_status::unreadable;
}

int run(const Arguments& arguments, const Process& process) {
    const auto output = output_of(arguments);
    if (!output) return fail(process, output.error());
    const auto max_count = max_count_of(arguments);
    if (!max_count) return fail(process, max_count.error());
    const auto subject = subject_of(arguments, process.files);
    if (!subject) return fail(process, subject.error());
    auto settings =
        read_settings(arguments.without("format"), process, directory_of(subject->path, process.files));
    if (!settings) return fail(process, settings.error());
    const unsigned jobs = settings->jobs;
    settings->jobs = 1;  // within a revision; several revisions are scored at the same time
    Result<PathHistory> found = [&] {
        const Stage stage(settings->verbose, "reading the history");
        return follow_path(process.executor, process.files, subject->path, subject->range);
    }();
    if (!found) return fail(process, found.error());
    const bool verbose = settings->verbose;
    settings->verbose = false;  // the stages of a thousand revisions are nothing to read
    HistoryWalk walk = [&] {
        const Stage stage(verbose, "scoring the revisions");
        return walk_history(*found, *settings, jobs, *max_count, process);
    }();
    walk.history.path = subject->path;
    log_fact(verbose, std::to_string(found->revisions.size()) + " revisions, of which " +
                          std::to_string(walk.evaluated) + " were judged");
    process.out(output_text(walk.history, *output, *settings));
    if (!settings->quiet) print_notes(*found, walk, process);
    return status_of(walk.history, *subject, process);
}

}  // namespace

const Command history_command{
    "history", "history PATH",
    "the fitness of a template or directory over its git history, as a table and a plot", options(), run};

}  // namespace stackfit
