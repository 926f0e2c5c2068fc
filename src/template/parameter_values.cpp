#include "stackfit/support/text.h"
#include "stackfit/template_parameters.h"

namespace stackfit {

Result<std::pair<std::string, std::string>> parse_parameter(std::string_view token) {
    constexpr std::string_view key_word = "ParameterKey=", value_word = ",ParameterValue=";
    if (token.substr(0, key_word.size()) == key_word) {
        const auto value = token.find(value_word);
        if (value == std::string_view::npos)
            return Error{Error::Code::usage, "'" + std::string(token) + "' has no ',ParameterValue='", {}};
        return std::pair{std::string(token.substr(key_word.size(), value - key_word.size())), std::string(token.substr(value + value_word.size()))};
    }
    const auto equals = token.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return Error{Error::Code::usage, "'" + std::string(token) + "' is not of the form Key=Value", {}};
    return std::pair{std::string(token.substr(0, equals)), std::string(token.substr(equals + 1))};
}

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

Error wrong(const Node& node, std::string message) { return Error{Error::Code::configuration, std::move(message), node.span}; }

Result<Values> read_plain(const Node& map) {
    Values values;
    for (const Member& member : map.members) {
        const auto text = scalar_text(*member.value);
        if (!text) return wrong(*member.value, "the value of parameter " + std::string(member.key) + " must be a string");
        values[std::string(member.key)] = *text;
    }
    return values;
}

Result<Values> read_list(const Node& list) {
    Values values;
    for (const Node* item : list.items) {
        const Node* key = item->get("ParameterKey");
        const Node* value = item->get("ParameterValue");
        const auto key_text = key == nullptr ? std::nullopt : scalar_text(*key);
        const auto value_text = value == nullptr ? std::nullopt : scalar_text(*value);
        if (key_text && value_text) values[std::string(*key_text)] = *value_text;
        else if (!key_text || item->get("UsePreviousValue") == nullptr)
            return wrong(*item, "an entry of a parameter list needs ParameterKey and ParameterValue");
    }
    return values;
}

}  // namespace

Result<Values> read_parameter_file(std::string path, std::string text, Sources& sources) {
    Arena arena;
    const FileId file = sources.add(std::move(path), std::move(text));
    const Document document = read_document(sources, file, arena);
    if (document.root == nullptr) return Error{Error::Code::configuration, document.errors.front().message, document.errors.front().span};
    const Node& root = *document.root;
    if (root.is_sequence()) return read_list(root);
    if (!root.is_mapping()) return wrong(root, "a parameter file is a list of ParameterKey and ParameterValue, or a map of names to values");
    const Node* parameters = root.get("Parameters");
    return read_plain(parameters != nullptr && parameters->is_mapping() ? *parameters : root);
}

}  // namespace stackfit
