// rollout FILE: how a stack will be deployed, and what an error in the new version would cost.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/analysis.h"
#include "cli/one_template.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr OptionSpec rollout_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "text, json or mermaid (default: text)"},
    {"--function", nullptr, "ID", OptionSpec::Kind::value, "only this function, by its logical id"},
    {"--requests-per-minute", nullptr, "N", OptionSpec::Kind::value,
     "calls of the alias a minute (default: 120)"},
    {"--error-rate", nullptr, "RATE", OptionSpec::Kind::value,
     "share of calls that the new version fails, as 0.1 or 10% (default: 10%)"},
    {"--background-error-rate", nullptr, "RATE", OptionSpec::Kind::value,
     "share of calls that the old version fails (default: 0)"},
    {"--metric-delay", nullptr, "SECONDS", OptionSpec::Kind::value,
     "from the end of a minute until CloudWatch has evaluated it (default: 60)"},
    {"--poll-interval", nullptr, "SECONDS", OptionSpec::Kind::value,
     "between CodeDeploy's looks at the alarms (default: 30)"},
    {"--mttr", nullptr, "MINUTES", OptionSpec::Kind::value,
     "until a person repairs what no alarm ended (default: 30)"},
    {"--failed-duration", nullptr, "MS", OptionSpec::Kind::value,
     "milliseconds that a failing call takes, for alarms on times (default: not supposed)"},
    {"--duration", nullptr, "MS", OptionSpec::Kind::value,
     "the same of other calls, beside --failed-duration (default: 0)"},
    {"--parameters", nullptr, "K=V...", OptionSpec::Kind::list,
     "parameter values: only worlds that have them"},
    {"--parameter-file", nullptr, "FILE", OptionSpec::Kind::list,
     "parameter values: the AWS CLI's, CodePipeline's or a plain JSON file"},
    {"--region", nullptr, "REGION", OptionSpec::Kind::value, "the value of AWS::Region"},
    {"--environment", "-e", "NAME", OptionSpec::Kind::value,
     "values of this environment of .stackfit.yaml or samconfig.toml"},
    {"--config", nullptr, "FILE", OptionSpec::Kind::value,
     "this configuration instead of the nearest .stackfit.yaml"},
    {"--stdin-filename", nullptr, "PATH", OptionSpec::Kind::value, "what to call standard input, given as -"},
    {"--color", nullptr, "WHEN", OptionSpec::Kind::value, "auto, always or never (default: auto)"},
    {"--quiet", "-q", nullptr, OptionSpec::Kind::flag, "no notes on standard error"},
};

enum class Output { text, json, mermaid };

Result<Output> output_of(const Arguments& arguments) {
    constexpr std::string_view names[] = {"text", "json", "mermaid"};
    const std::string name = arguments.value("format").value_or("text");
    const auto found = std::find(std::begin(names), std::end(names), name);
    if (found != std::end(names)) return static_cast<Output>(found - std::begin(names));
    const std::string_view meant = closest(name, names);
    return usage("rollout writes text, json or mermaid, not '" + name + "'" +
                 (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
}

std::optional<double> number_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
    return whole ? std::optional(number) : std::nullopt;
}

/// An option that is a number, where it goes, and which numbers make sense.
struct NumberOption {
    const char* name;
    double Assumptions::*to;
    double least, most;
    bool rate;
    const char* what;
};
constexpr NumberOption number_options[] = {
    {"requests-per-minute", &Assumptions::requests_per_minute, 0, 1e6, false,
     "a number of calls from 0 to 1000000"},
    {"error-rate", &Assumptions::error_rate, 0, 1, true, "a share, as 0.1 or 10%"},
    {"background-error-rate", &Assumptions::background_rate, 0, 1, true, "a share, as 0.1 or 10%"},
    {"metric-delay", &Assumptions::metric_delay, 0, 3600, false, "seconds from 0 to 3600"},
    {"poll-interval", &Assumptions::poll_interval, 1, 600, false, "seconds from 1 to 600"},
    {"mttr", &Assumptions::repair_minutes, 0, 10080, false, "minutes from 0 to 10080"},
    {"failed-duration", &Assumptions::failed_duration, 1, 900'000, false, "milliseconds from 1 to 900000"},
    {"duration", &Assumptions::duration, 0, 900'000, false, "milliseconds from 0 to 900000"},
};

Result<Assumptions> assumptions_of(const Arguments& arguments) {
    Assumptions result;
    for (const NumberOption& option : number_options) {
        const auto given = arguments.value(option.name);
        if (!given) continue;
        std::string_view text = *given;
        const bool percent = option.rate && text.ends_with('%');
        if (percent) text.remove_suffix(1);
        auto number = number_of(text);
        if (number && percent) *number /= 100;
        if (!number || *number < option.least || *number > option.most)
            return usage(std::string("--") + option.name + " takes " + option.what + ", not '" + *given +
                         "'");
        result.*option.to = *number;
    }
    if (arguments.value("duration") && !result.times())
        return usage("--duration is of the calls that do not fail: give --failed-duration as well");
    return result;
}

std::optional<Error> unusable(const Project& project, const Unit& unit) {
    if (unit.read_error) return Error{unit.read_error->code, unit.path + ": " + unit.read_error->message, {}};
    if (!unit.readable && !unit.document.errors.empty()) {
        const SyntaxError& error = unit.document.errors.front();
        return placed({Error::Code::syntax, error.message, error.span}, project.sources());
    }
    if (!unit.is_template) return Error{Error::Code::unreadable, unit.path + " is not a template", {}};
    return std::nullopt;
}

std::optional<Error> no_such_function(const Unit& unit, std::string_view id) {
    const Resource* resource = unit.expanded.resource(id);
    if (id.empty() || (resource != nullptr && resource->type == "AWS::Lambda::Function")) return std::nullopt;
    std::vector<std::string_view> names;
    for (const Resource& candidate : unit.expanded.resources())
        if (candidate.type == "AWS::Lambda::Function") names.push_back(candidate.id);
    const std::string_view meant = closest(id, names);
    return usage(unit.path + " has no function '" + std::string(id) + "'" +
                 (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
}

void print_notes(const Project& project, const Unit& unit, const Settings& settings, const Process& process) {
    if (settings.quiet) return;
    for (const auto& note : undeclared_parameters(project, settings.project.given))
        process.err("note: " + note + "\n");
    if (unit.refused)
        process.err("note: " + unit.path +
                    " has mistakes for which SAM refuses it; stackfit lint names them. What follows is of "
                    "what could be expanded.\n");
    for (const Problem& problem : unit.problems)
        if (problem.note) process.err("note: " + unit.path + ": " + problem.message + "\n");
}

void print(const Unit& unit, const Rollout& result, Output output, const Settings& settings,
           const Process& process) {
    switch (output) {
        case Output::text: process.out(rollout_text(unit, result, settings.style, settings.columns)); break;
        case Output::json: process.out(rollout_json(unit, result)); break;
        case Output::mermaid: process.out(rollout_mermaid(unit, result)); break;
    }
}

int run(const Arguments& arguments, const Process& process) {
    const auto output = output_of(arguments);
    if (!output) return fail(process, output.error());
    const auto assumptions = assumptions_of(arguments);
    if (!assumptions) return fail(process, assumptions.error());
    if (const auto error = not_one_template(arguments, "rollout")) return fail(process, *error);
    auto settings = read_values(arguments, process, directory_of(template_name(arguments), process.files));
    if (!settings) return fail(process, settings.error());
    Project project;
    const Unit& unit = read_template(project, arguments, settings->project, process);
    if (const auto error = unusable(project, unit)) return fail(process, *error);
    const std::string function = arguments.value("function").value_or("");
    if (const auto error = no_such_function(unit, function)) return fail(process, *error);
    print_notes(project, unit, *settings, process);
    const Graph graph(unit.expanded);
    RolloutOptions options;
    options.assumptions = *assumptions;
    options.function = function;
    print(unit, rollout(unit, graph, options), *output, *settings, process);
    return exit_status::ok;
}

}  // namespace

const Command rollout_command{"rollout", "rollout FILE",
                              "how the stack will be deployed, and what an error in it would cost",
                              rollout_options, run};

}  // namespace stackfit
