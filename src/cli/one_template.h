// For commands that take one template: a path, or "-" for standard input.
#pragma once

#include "cli/command.h"
#include "stackfit/project.h"

namespace stackfit {

/// An error unless there is one positional. `command`: for the message.
std::optional<Error> not_one_template(const Arguments& arguments, std::string_view command);
/// How the template is called: its path, or what standard input stands for.
std::string template_name(const Arguments& arguments);
/// The template of the first positional, read and expanded.
Unit& read_template(Project& project, const Arguments& arguments, const ProjectOptions& options,
                    const Process& process);

}  // namespace stackfit
