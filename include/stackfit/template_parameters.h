// Where parameter values come from: the command line, parameter files, samconfig.toml.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// One token of --parameters: "Key=Value" (the value may hold '='), or "ParameterKey=Key,ParameterValue=Value".
Result<std::pair<std::string, std::string>> parse_parameter(std::string_view token);

/// A parameter file: the AWS CLI's list [{"ParameterKey", "ParameterValue"}], CodePipeline's {"Parameters": {..}}, or plain {"Key": "Value"}.
/// YAML is read too. Errors carry their place.
Result<std::map<std::string, std::string, std::less<>>> read_parameter_file(std::string path, std::string text, Sources& sources);

/// An environment of samconfig.toml that gives deploy parameters.
struct SamconfigEnvironment {
    std::string name;
    Assignment given;
};
/// samconfig.toml: [ENV.deploy.parameters] or [ENV.global.parameters] with parameter_overrides as a string or a list, and region.
Result<std::vector<SamconfigEnvironment>> read_samconfig(std::string_view text);

}  // namespace stackfit
