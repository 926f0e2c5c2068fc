#include "cli/one_template.h"

namespace stackfit {

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
