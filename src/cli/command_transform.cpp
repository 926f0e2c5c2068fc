// transform FILE: the template as AWS expands it.
#include "cli/analysis.h"
#include "stackfit/template_parameters.h"

namespace stackfit {
namespace {

constexpr OptionSpec transform_options[] = {
    {"--region", nullptr, "REGION", OptionSpec::Kind::value, "the region, which decides the partition (default: us-east-1)"},
    {"--parameters", nullptr, "K=V...", OptionSpec::Kind::list, "parameter values; others take their Default"},
    {"--parameter-file", nullptr, "FILE", OptionSpec::Kind::list, "parameter values from a file"},
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "json or yaml (default: json)"},
    {"--sar-template-url", nullptr, "URL", OptionSpec::Kind::value, "what an AWS::Serverless::Application of the repository resolves to"},
    {"--stdin-filename", nullptr, "PATH", OptionSpec::Kind::value, "what to call standard input, given as -"},
};

constexpr std::size_t largest_parameter_file = 1024 * 1024;

Result<Assignment> assignment_of(const Arguments& arguments, const Process& process, Sources& sources) {
    Assignment given;
    given.defaults_are_given = true;
    for (const auto& path : arguments.values("parameter-file")) {
        auto text = process.files.read(path, largest_parameter_file);
        if (!text) return text.error();
        auto values = read_parameter_file(path, std::move(*text), sources);
        if (!values) return values.error();
        for (auto& [name, value] : *values) given.parameters[name] = value;
    }
    for (const auto& token : arguments.values("parameters")) {
        auto pair = parse_parameter(token);
        if (!pair) return pair.error();
        given.parameters[pair->first] = pair->second;
    }
    return given;
}

Result<FileId> read_source(const std::string& path, const Arguments& arguments, const Process& process, Sources& sources) {
    const bool standard_input = path == "-";
    auto text = standard_input ? process.read_standard_input() : process.files.read(path, DocumentLimits{}.bytes);
    if (!text) return text.error();
    return sources.add(standard_input ? arguments.value("stdin-filename").value_or("<stdin>") : path, std::move(*text));
}

/// "path:line:column: error: message", one a problem.
void print_problem(const Problem& problem, const Sources& sources, const Process& process) {
    process.err(place_text(sources, problem.span) + (problem.note ? ": note: " : ": error: ") +
                problem.message + " [" + std::string(problem.check) + "]\n");
}

/// What is wrong with the text of an included file.
void print_mistakes(const Document& included, const Sources& sources, const Process& process) {
    for (const SyntaxError& error : included.errors)
        process.err(place_text(sources, error.span) + ": error: " + error.message + "\n");
}

int run(const Arguments& arguments, const Process& process) {
    const std::string format = arguments.value("format").value_or("json");
    if (format != "json" && format != "yaml") return fail(process, Error{Error::Code::usage, "transform writes json or yaml, not '" + format + "'", {}});
    if (arguments.positionals().size() != 1) return fail(process, Error{Error::Code::usage, "transform takes one template", {}});
    Sources sources;
    const auto given = assignment_of(arguments, process, sources);
    if (!given) return fail(process, placed(given.error(), sources));
    const auto file = read_source(arguments.positionals()[0], arguments, process, sources);
    if (!file) return fail(process, file.error());
    Arena arena;
    const Document document = read_document(sources, *file, arena);
    if (document.root == nullptr) {
        const SyntaxError& error = document.errors.front();
        return fail(process, placed(Error{Error::Code::syntax, error.message, error.span}, sources));
    }
    const Template templ = Template::read(document.root);
    SamOptions options;
    options.mode = SamMode::transform;
    options.region = arguments.value("region").value_or(options.region);
    options.given = &*given;
    options.repository_url = arguments.value("sar-template-url").value_or("");
    options.files = &process.files;
    options.sources = &sources;
    const SamResult result = expand_sam(templ, options, arena);
    for (const Document& included : result.included) print_mistakes(included, sources, process);
    for (const Problem& problem : result.problems) print_problem(problem, sources, process);
    if (result.refused) return exit_status::gate;
    process.out(format == "yaml" ? write_yaml(*result.root) : write_json(*result.root, 2) + "\n");
    return exit_status::ok;
}

}  // namespace

const Command transform_command{"transform", "transform FILE", "the template as AWS expands it", transform_options, run};

}  // namespace stackfit
