// Where parameter values come from: the command line, parameter files, samconfig.toml.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// A constraint of its own declaration that a value of a parameter breaks.
struct Breach {
    std::string_view constraint;   ///< "AllowedPattern", "MinLength", ...; "Type" for what is no number
    const Node* bound = nullptr;   ///< its value
};
/// All that one value breaks; of a list, that one item breaks. A pattern that is none breaks nothing.
std::vector<Breach> breaches(const Parameter& parameter, std::string_view value);
/// Breaks the value nothing but perhaps AllowedValues?
bool keeps_form(const Parameter& parameter, std::string_view value);
/// The texts that a pattern like "^(dev|prod)$" allows; none when it allows more than that.
std::vector<std::string_view> literals_of_pattern(std::string_view pattern);

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
