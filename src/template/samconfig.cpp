// samconfig.toml (SAM Developer Guide, "AWS SAM CLI configuration file"). The only file that knows toml++.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "stackfit/template_parameters.h"

namespace stackfit {
namespace {

/// Splits "A=1 B='x y' C=\"z\"" as the SAM CLI does: blanks separate, quotes group, a backslash escapes.
std::vector<std::string> split_overrides(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    char quote = 0;
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && i + 1 < text.size()) {
            word += text[++i];
            open = true;
        } else if (quote != 0) {
            if (c == quote) quote = 0;
            else word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            open = true;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            if (open) words.push_back(std::move(word));
            word.clear();
            open = false;
        } else {
            word += c;
            open = true;
        }
    }
    if (open) words.push_back(std::move(word));
    return words;
}

std::vector<std::string> overrides_of(const toml::node_view<const toml::node>& node) {
    if (const auto text = node.value<std::string_view>()) return split_overrides(*text);
    std::vector<std::string> words;
    if (const toml::array* list = node.as_array()) {
        for (const auto& item : *list)
            if (const auto text = item.value<std::string>()) words.push_back(*text);
    }
    return words;
}

void read_parameters(const toml::node_view<const toml::node>& parameters, Assignment& given) {
    for (const auto& word : overrides_of(parameters["parameter_overrides"]))
        if (auto pair = parse_parameter(word)) given.parameters[pair->first] = pair->second;
    if (const auto region = parameters["region"].value<std::string>()) given.region = *region;
}

}  // namespace

Result<std::vector<SamconfigEnvironment>> read_samconfig(std::string_view text) {
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        const auto& error = parsed.error();
        return Error{Error::Code::configuration,
                     "samconfig.toml line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()), {}};
    }
    std::vector<SamconfigEnvironment> result;
    for (const auto& [name, value] : parsed.table()) {
        if (!value.is_table()) continue;
        const toml::node_view<const toml::node> environment(value);
        SamconfigEnvironment one{std::string(name.str()), {}};
        read_parameters(environment["global"]["parameters"], one.given);
        read_parameters(environment["deploy"]["parameters"], one.given);
        if (!one.given.parameters.empty() || one.given.region) result.push_back(std::move(one));
    }
    return result;
}

}  // namespace stackfit
