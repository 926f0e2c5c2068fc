// compare OLD NEW: files, directories, or git revisions as REV:PATH.
#include <charconv>
#include <cmath>

#include "cli/analysis.h"
#include "stackfit/change.h"
#include "stackfit/report_compare.h"
#include "stackfit/revisions.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr OptionSpec compare_only_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "text, json or markdown (for a comment on a pull request; default: text)"},
    {"--max-drop", nullptr, "N", OptionSpec::Kind::value, "points that what both revisions have may lose (default: 0)"},
    {"--require-improvement", nullptr, "[N]", OptionSpec::Kind::optional, "exit 1 unless what both revisions have gains N points (default: 0.01)", "0.01"},
    {"--fail-on-hazard", nullptr, "[LEVEL]", OptionSpec::Kind::optional, "exit 1 on hazards of the change of error, warning or info and above (default: error)", "error"},
};

enum class CompareFormat : std::uint8_t { text, json, markdown };
constexpr std::string_view format_names[] = {"text", "json", "markdown"};

/// The judging options without what makes no sense here, and compare's own.
std::span<const OptionSpec> options() {
    static const std::vector<OptionSpec> all = [] {
        std::vector<OptionSpec> list(std::begin(compare_only_options), std::end(compare_only_options));
        for (const auto& option : judging_options) {
            const std::string_view name = option.name;
            if (name != "--format" && name != "--min-fitness" && name != "--outcomes" && name != "--stdin-filename" && name != "--templates-only") list.push_back(option);
        }
        return list;
    }();
    return all;
}

/// One side: where its files are, and which.
struct Side {
    std::string name, path;
    std::unique_ptr<FileSystem> revision;  // null: the working files
    std::vector<Input> inputs;
};

Result<Side> side_of(const std::string& name, const Process& process) {
    Side side{name, name, nullptr, {}};
    const auto colon = name.find(':');
    if (process.files.kind(name) == FileSystem::Kind::none && colon != std::string::npos) {
        auto revision = open_revision(process.executor, name.substr(0, colon));
        if (!revision) return revision.error();
        side.revision = std::move(*revision);
        side.path = name.substr(colon + 1).empty() ? "." : name.substr(colon + 1);
    }
    const FileSystem& files = side.revision ? *side.revision : process.files;
    side.inputs = find_inputs({side.path}, files);
    return side;
}

/// Why a template cannot be read, with the place; that of a revision begins with the revision.
std::string reason_of(const Unit& unit, const Analysis& analysis, const Side& side) {
    if (unit.read_error || unit.document.errors.empty())
        return side.name + ": " + (unit.read_error ? unit.read_error->message : "it cannot be read");
    const SyntaxError& error = unit.document.errors.front();
    const Error shown = pointed({Error::Code::unreadable, error.message, error.span}, analysis.project.sources());
    return (side.revision ? side.name + ": " : "") + shown.message;
}

/// Prints why a side cannot be compared; true when it can.
bool usable(const Analysis& analysis, const Side& side, const Process& process) {
    for (const Unit& unit : analysis.project.units())
        if (!unit.readable) process.err("stackfit: " + reason_of(unit, analysis, side) + "\n");
    if (!analysis.judged_any && !analysis.input_failed) process.err("stackfit: " + side.name + ": no template found\n");
    return analysis.judged_any && !analysis.input_failed;
}

Revision revision_of(const Analysis& analysis, const Side& side) {
    Revision revision{side.name, &analysis.project, {}, std::nullopt};
    for (const Verdict& verdict : analysis.verdicts) revision.verdicts.push_back(&verdict);
    revision.fitness = analysis.report.fitness();
    return revision;
}

Result<CompareFormat> format_of_arguments(const Arguments& arguments) {
    const std::string name = arguments.value("format").value_or("text");
    for (std::size_t i = 0; i < std::size(format_names); ++i)
        if (format_names[i] == name) return static_cast<CompareFormat>(i);
    const auto meant = closest(name, format_names);
    return usage("compare has no format '" + name + "'" + (meant.empty() ? "; it has text, json and markdown" : "; did you mean " + std::string(meant) + "?"));
}

Result<std::optional<double>> points_of_option(const Arguments& arguments, const char* option) {
    const auto text = arguments.value(option);
    if (!text) return std::optional<double>();
    double points = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), points);
    const bool valid = error == std::errc{} && end == text->data() + text->size() && points >= 0 && std::isfinite(points);
    if (!valid) return usage("--" + std::string(option) + " takes a number of points, not '" + *text + "'");
    return std::optional<double>(points);
}

Result<ComparisonGate> gate_of(const Arguments& arguments, const Settings& settings) {
    ComparisonGate gate;
    gate.fail_on = settings.fail_on;
    const auto drop = points_of_option(arguments, "max-drop"), gain = points_of_option(arguments, "require-improvement");
    if (!drop) return drop.error();
    if (!gain) return gain.error();
    gate.max_drop = drop->value_or(0);
    gate.required_improvement = *gain;
    if (const auto level = arguments.value("fail-on-hazard")) {
        gate.fail_on_hazard = severity_of(*level);
        if (!gate.fail_on_hazard && *level != "none") return usage("--fail-on-hazard takes error, warning, info or none, not '" + *level + "'");
    }
    return gate;
}

int report_comparison(const Analysis& before, const Analysis& after, const Side& old_side, const Side& new_side, const Settings& settings,
                      const ComparisonGate& gate, CompareFormat format, const Process& process) {
    const Revision old_revision = revision_of(before, old_side), new_revision = revision_of(after, new_side);
    const Comparison comparison = compare(old_revision, new_revision);
    const auto broken = broken_gates(comparison, gate);
    switch (format) {
        case CompareFormat::text: process.out(compare_text(comparison, old_revision, new_revision, settings.style)); break;
        case CompareFormat::json: process.out(compare_json(comparison, before.report, after.report)); break;
        case CompareFormat::markdown: process.out(compare_markdown(comparison, old_revision, new_revision, broken)); break;
    }
    for (const auto& reason : broken)
        if (!settings.quiet) process.err("gate: " + reason + "\n");
    return broken.empty() || settings.exit_zero ? exit_status::ok : exit_status::gate;
}

int run(const Arguments& arguments, const Process& process) {
    if (arguments.positionals().size() != 2)
        return fail(process, Error{Error::Code::usage, "compare takes two revisions: stackfit compare OLD NEW", {}});
    const auto old_side = side_of(arguments.positionals()[0], process);
    if (!old_side) return fail(process, old_side.error());
    const auto new_side = side_of(arguments.positionals()[1], process);
    if (!new_side) return fail(process, new_side.error());
    const auto format = format_of_arguments(arguments);
    if (!format) return fail(process, format.error());
    const auto settings = read_settings(arguments.without("format"), process, new_side->revision ? "" : directory_of(new_side->path, process.files));
    if (!settings) return fail(process, settings.error());
    const auto gate = gate_of(arguments, *settings);
    if (!gate) return fail(process, gate.error());
    const auto analyse_side = [&](const Side& side) {
        return analyse(side.inputs, *settings, side.revision ? *side.revision : process.files, process);
    };
    const auto before = analyse_side(*old_side), after = analyse_side(*new_side);
    const bool old_usable = usable(*before, *old_side, process), new_usable = usable(*after, *new_side, process);
    if (!old_usable || !new_usable) return exit_status::unreadable;
    return report_comparison(*before, *after, *old_side, *new_side, *settings, *gate, *format, process);
}

}  // namespace

const Command compare_command{"compare", "compare OLD NEW", "fitness, findings and hazards of a change, and what it does to each resource; exit 1 when it makes things worse", options(), run};

}  // namespace stackfit
