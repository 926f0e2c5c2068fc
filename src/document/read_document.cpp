#include <algorithm>

#include "document/bytes.h"
#include "document/input.h"
#include "document/json_reader.h"
#include "document/yaml_reader.h"
#include "stackfit/document.h"

namespace stackfit {
namespace {

Input input_of(const Source& source, FileId file) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::string_view text = source.text();
    const std::size_t base = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    return {text.substr(base), file, static_cast<std::uint32_t>(base)};
}

SyntaxError error_of(const Input& input, Mistake mistake) {
    return {
        SyntaxError::Kind::syntax, std::move(mistake.message), input.span(mistake.begin, mistake.end), {}};
}

bool looks_like_json(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

const Node* guarded_yaml(const Input& input, Arena& arena, const DocumentLimits& limits,
                         std::vector<SyntaxError>& errors) {
    std::optional<Mistake> mistake = find_unprintable(input.text);
    if (!mistake) mistake = find_too_many_brackets(input.text, limits.flow_brackets);
    if (!mistake) return read_yaml(input, arena, limits, errors);
    errors.push_back(error_of(input, std::move(*mistake)));
    return nullptr;
}

void read_either(const Input& input, Arena& arena, const DocumentLimits& limits, Document& document) {
    if (!looks_like_json(input.text)) {
        document.root = guarded_yaml(input, arena, limits, document.errors);
        return;
    }
    const JsonReading json = read_json(input, arena, limits, document.errors);
    document.root = json.root;
    document.syntax = Syntax::json;
    if (json.root != nullptr || json.refused) return;
    // Comments, trailing commas and single quotes are flow style YAML, and CloudFormation reads YAML where it
    // finds no JSON ("Validating a template").
    std::vector<SyntaxError> errors;
    const Node* const root = guarded_yaml(input, arena, limits, errors);
    if (root == nullptr) return;
    document.root = root;
    document.syntax = Syntax::yaml;
    document.errors = std::move(errors);
}

}  // namespace

Document read_document(const Sources& sources, FileId file, Arena& arena, const DocumentLimits& limits) {
    Document document;
    document.file = file;
    const Input input = input_of(sources[file], file);
    if (sources[file].text().size() > limits.bytes) {
        document.errors.push_back(
            error_of(input, {0, 0, "the file is larger than " + std::to_string(limits.bytes) + " bytes"}));
        return document;
    }
    if (std::optional<Mistake> mistake = find_bad_encoding(input.text)) {
        document.errors.push_back(error_of(input, std::move(*mistake)));
        return document;
    }
    read_either(input, arena, limits, document);
    std::stable_sort(document.errors.begin(), document.errors.end(),
                     [](const SyntaxError& a, const SyntaxError& b) { return a.span.begin < b.span.begin; });
    return document;
}

}  // namespace stackfit
