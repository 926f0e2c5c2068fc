#include "cli/one_template.h"

namespace stackfit {

std::optional<Error> not_one_template(const Arguments& arguments, std::string_view command) {
    const std::size_t count = arguments.positionals().size();
    if (count == 1) return std::nullopt;
    const std::string name(command);
    return usage(name + " takes one template, not " + std::to_string(count) + ": stackfit " + name + " FILE");
}

std::string template_name(const Arguments& arguments) {
    const std::string& path = arguments.positionals()[0];
    return path == "-" ? arguments.value("stdin-filename").value_or("<stdin>") : path;
}

Unit& read_template(Project& project, const Arguments& arguments, const ProjectOptions& options,
                    const Process& process) {
    const std::string& path = arguments.positionals()[0];
    if (path != "-") return project.add(process.files, path, options);
    auto text = process.read_standard_input();
    if (!text) return project.add_failure(template_name(arguments), text.error());
    return project.add_text(template_name(arguments), std::move(*text), options, &process.files);
}

}  // namespace stackfit
