// transform FILE: the template as AWS expands it, or why a part of it exists, or where all of it comes from.
#include <algorithm>
#include <tuple>

#include "cli/analysis.h"
#include "cli/one_template.h"
#include "stackfit/project_explanation.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr OptionSpec transform_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value,
     "json or yaml (default: json); with --explain: text or json (default: text)"},
    {"--explain", nullptr, "ID", OptionSpec::Kind::value,
     "instead of the template: why this resource or condition exists, and from which lines"},
    {"--provenance", nullptr, nullptr, OptionSpec::Kind::flag,
     "instead of the template: the author's place and the reason of every value, as JSON"},
    {"--parameters", nullptr, "K=V...", OptionSpec::Kind::list,
     "parameter values; others take their Default"},
    {"--parameter-file", nullptr, "FILE", OptionSpec::Kind::list,
     "parameter values: the AWS CLI's, CodePipeline's or a plain JSON file"},
    {"--region", nullptr, "REGION", OptionSpec::Kind::value,
     "the region, which decides the partition (default: us-east-1)"},
    {"--environment", "-e", "NAME", OptionSpec::Kind::value,
     "values of this environment of .stackfit.yaml or samconfig.toml"},
    {"--config", nullptr, "FILE", OptionSpec::Kind::value,
     "this configuration instead of the nearest .stackfit.yaml"},
    {"--sar-template-url", nullptr, "URL", OptionSpec::Kind::value,
     "the template of an AWS::Serverless::Application of the repository (default: a placeholder)"},
    {"--check-paths", nullptr, nullptr, OptionSpec::Kind::flag,
     "local paths (CodeUri: src/) must exist beside the template"},
    {"--concise", nullptr, nullptr, OptionSpec::Kind::flag,
     "refusals as one line each, without the author's lines"},
    {"--stdin-filename", nullptr, "PATH", OptionSpec::Kind::value, "what to call standard input, given as -"},
    {"--color", nullptr, "WHEN", OptionSpec::Kind::value, "auto, always or never (default: auto)"},
    {"--quiet", "-q", nullptr, OptionSpec::Kind::flag, "no notes on standard error"},
};

enum class Output { template_json, template_yaml, provenance, explanation_text, explanation_json };

Result<Output> output_of(const Arguments& arguments) {
    const bool explains = arguments.has("explain"), traces = arguments.has("provenance");
    const std::string format = arguments.value("format").value_or(explains ? "text" : "json");
    if (explains && traces) return usage("--explain and --provenance are two outputs; ask for one of them");
    if (traces && format != "json") return usage("--provenance writes json, not '" + format + "'");
    if (traces) return Output::provenance;
    if (explains && format != "text" && format != "json")
        return usage("--explain writes text or json, not '" + format + "'");
    if (explains) return format == "text" ? Output::explanation_text : Output::explanation_json;
    if (format != "json" && format != "yaml")
        return usage("transform writes json or yaml, not '" + format + "'");
    return format == "json" ? Output::template_json : Output::template_yaml;
}

Result<std::string> repository_url(const Arguments& arguments) {
    const std::string url = arguments.value("sar-template-url").value_or("");
    if (arguments.has("sar-template-url") && url.find("://") == std::string::npos)
        return usage("--sar-template-url takes a URL, not '" + url + "'");
    return url;
}

/// Refusals as `lint` prints them, in the order of the text. The catalogue is made for the first of them.
class Refusals {
public:
    Refusals(const Project& project, const Unit& unit) : project_(project), unit_(unit) {}

    void add(std::string_view check, const std::string& message, Span span) {
        if (!checks_) checks_ = catalogue();
        Finding finding;
        finding.check = checks_->by_id(check);
        if (finding.check == nullptr) return;
        finding.severity = Severity::error;
        finding.message = message;
        finding.unit = &unit_;
        finding.span = span.known() ? span : Span{unit_.file, 0, 0};
        findings_.push_back(std::move(finding));
    }

    [[nodiscard]] std::string text(bool concise, TextStyle style) {
        const auto key = [](const Finding& finding) {
            return std::tie(finding.span.file, finding.span.begin, finding.check->id, finding.message);
        };
        std::stable_sort(findings_.begin(), findings_.end(),
                         [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
        std::string out;
        for (const Finding& finding : findings_) {
            if (!out.empty() && !concise) out += "\n";
            out +=
                concise ? finding_line(project_, finding, style) : finding_text(project_, finding, 0, style);
        }
        return out;
    }

    [[nodiscard]] bool any() const { return !findings_.empty(); }

private:
    const Project& project_;
    const Unit& unit_;
    std::optional<CheckSet> checks_;
    std::vector<Finding> findings_;
};

/// What is wrong with a file that is no template, or no YAML.
int unusable(const Unit& unit, Refusals& refusals, bool concise, const Settings& settings,
             const Process& process) {
    if (unit.read_error)
        return fail(process, Error{unit.read_error->code, unit.path + ": " + unit.read_error->message, {}});
    if (unit.readable)
        return fail(process, Error{Error::Code::unreadable, unit.path + " is not a template", {}});
    for (const SyntaxError& error : unit.document.errors)
        if (error.kind == SyntaxError::Kind::syntax)
            refusals.add("template-syntax", error.message, error.span);
    process.err(refusals.text(concise, settings.style));
    return exit_status::unreadable;
}

int explain_id(const Project& project, const Unit& unit, const std::string& id, bool text,
               const Settings& settings, const Process& process) {
    const auto explanation = explain(unit, id);
    if (!explanation) {
        const std::string_view meant = closest_name(unit, id);
        return fail(process,
                    usage("neither " + unit.path + " nor what it expands to has anything named '" + id + "'" +
                          (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?")));
    }
    process.out(text ? explanation_text(unit, project.sources(), *explanation, settings.style)
                     : explanation_json(project.sources(), *explanation));
    return exit_status::ok;
}

/// What nobody declares may be why a template is refused; the rest speaks of an output.
void print_notes(const Project& project, const Unit& unit, bool refused, const Settings& settings,
                 const Process& process) {
    if (settings.quiet) return;
    for (const auto& note : undeclared_parameters(project, settings.project.given))
        process.err("note: " + note + "\n");
    for (const Problem& problem : unit.problems)
        if (problem.note && !refused) process.err("note: " + unit.path + ": " + problem.message + "\n");
}

int write_result(Project& project, const Unit& unit, const Arguments& arguments, Output output,
                 const Settings& settings, const Process& process) {
    const Node& root = *in_customary_order(*unit.expanded.root(), *unit.arena);
    switch (output) {
        case Output::template_json: process.out(write_json(root, 2) + "\n"); break;
        case Output::template_yaml: process.out(write_yaml(root)); break;
        case Output::provenance: process.out(provenance_json(project.sources(), root)); break;
        case Output::explanation_text:
        case Output::explanation_json:
            return explain_id(project, unit, *arguments.value("explain"), output == Output::explanation_text,
                              settings, process);
    }
    return exit_status::ok;
}

int run(const Arguments& arguments, const Process& process) {
    const auto output = output_of(arguments);
    if (!output) return fail(process, output.error());
    if (const auto error = not_one_template(arguments, "transform")) return fail(process, *error);
    auto settings = read_values(arguments, process, directory_of(template_name(arguments), process.files));
    if (!settings) return fail(process, settings.error());
    const auto url = repository_url(arguments);
    if (!url) return fail(process, url.error());
    ProjectOptions& options = settings->project;
    options.given.defaults_are_given = true;
    options.mode = SamMode::transform;
    options.repository_url = *url;
    options.check_paths = arguments.has("check-paths");
    Project project;
    const Unit& unit = read_template(project, arguments, options, process);
    Refusals refusals(project, unit);
    const bool concise = arguments.has("concise");
    if (!unit.readable || !unit.is_template) return unusable(unit, refusals, concise, *settings, process);
    for (const Problem& problem : unit.problems)
        if (!problem.note) refusals.add(problem.check, problem.message, problem.span);
    process.err(refusals.text(concise, settings->style));
    print_notes(project, unit, refusals.any(), *settings, process);
    if (refusals.any()) return exit_status::gate;
    return write_result(project, unit, arguments, *output, *settings, process);
}

}  // namespace

const Command transform_command{"transform", "transform FILE", "the template as AWS expands it, and why",
                                transform_options, run};

}  // namespace stackfit
