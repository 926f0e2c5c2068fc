#include "document/yaml_errors.h"

#include <algorithm>

#include "document/yaml_places.h"

namespace stackfit::yaml {
namespace {

std::string_view line_at(std::string_view text, std::uint32_t at) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = text.find('\n', at);
    return text.substr(begin, end == std::string_view::npos ? end : end - begin);
}

std::uint32_t offset_of(std::string_view part, std::string_view text) {
    return static_cast<std::uint32_t>(part.data() - text.data());
}

/// The quote, at or after `at`, of a string that is never closed; or the end of the text.
std::uint32_t open_quote(std::string_view text, std::uint32_t at) {
    constexpr std::string_view before_value = " \t\r\n,[{:";
    for (at = skip_blank(text, at); at < text.size(); at = skip_blank(text, at + 1)) {
        const bool quote = text[at] == '"' || text[at] == '\'';
        if (!quote || (at > 0 && before_value.find(text[at - 1]) == std::string_view::npos)) continue;
        const auto end = end_of_quoted(text, at);
        if (!end) return at;
        at = *end - 1;
    }
    return at;
}

Mistake at_place(std::uint32_t begin, std::string message) { return {begin, begin, std::move(message)}; }

Mistake explain_open_quote(std::string_view text, std::uint32_t at, std::uint32_t read) {
    const std::uint32_t quote = open_quote(text, read);
    if (quote == text.size()) return at_place(at, "a quoted string is not closed");
    return {quote, quote + 1, "the string that begins here has no closing quote"};
}

Mistake explain_tab(std::string_view text, std::uint32_t at) {
    const std::string_view line = line_at(text, at);
    const std::size_t tab = line.find('\t');
    const std::uint32_t place = tab == std::string_view::npos ? at : offset_of(line, text) + static_cast<std::uint32_t>(tab);
    return {place, place + 1, "a tab is used for indentation, which YAML does not allow; use spaces"};
}

/// A value whose first character has a meaning of its own: *.example.com, @daily, %d.
Mistake explain_first_character(std::string_view text, std::uint32_t at) {
    const std::string_view line = line_at(text, at);
    if (at < text.size() && text[at] == '\t') return explain_tab(text, at);
    while (at > offset_of(line, text) && text[at - 1] != ' ') --at;
    const std::string shown(text.substr(std::min<std::size_t>(at, text.size()), 1));
    return {at, at + 1, "a value cannot begin with " + shown + " in YAML; put it in quotes"};
}

Mistake explain_flow(std::string_view text, std::uint32_t at, std::string_view closing) {
    const std::string bracket(closing);
    if (skip_blank(text, at) >= text.size()) return at_place(at, "the file ends before the " + bracket + " that is still missing");
    return at_place(at, "a comma or " + bracket + " is missing before this");
}

/// yaml-cpp gives up at the first token that fits nowhere; why it does not fit can be seen in its line, mostly.
Mistake explain_block(std::string_view text, std::uint32_t at, std::string_view sentence) {
    const std::string_view line = line_at(text, at);
    const std::size_t first = line.find_first_not_of(" \t");
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos && tab < first) return explain_tab(text, at);
    return at_place(at, std::string(sentence));
}

bool is_template_of_templates(std::string_view line) {
    return line.find("{%") != std::string_view::npos || line.find("{{") != std::string_view::npos;
}

Mistake explain_common(std::string_view complaint, std::uint32_t at) {
    // Arrays of characters, not pointers: those would be relocated each time the program starts.
    struct Sentence {
        char complaint[48];
        char message[104];
    };
    // clang-format off
    static constexpr Sentence sentences[] = {
        {"illegal map value", "a value that holds a colon and a space must be in quotes, and a key must begin its line"},
        {"illegal block entry", "a list item cannot begin here; put the `-` on a line of its own below the key"},
        {"illegal map key", "a key cannot begin here"},
        {"illegal flow end", "this bracket was never opened"},
        {"cannot assign multiple tags", "a value can have one tag only; write the inner function in its long form, as Fn::Sub: or Ref:"},
        {"cannot assign multiple anchors", "a value can have one anchor only"},
        {"cannot assign multiple aliases", "two aliases stand where one value is expected"},
        {"aliases can't have", "an alias can have neither a tag nor an anchor"},
        {"bad character found while scanning hex", "an escape \\x, \\u or \\U needs 2, 4 or 8 hexadecimal digits"},
        {"invalid unicode", "this escape is not a Unicode character; write the character itself"},
        {"unknown escape character", "a double-quoted string knows no such escape; write \\\\ for a backslash, or use single quotes"},
        {"illegal document indicator", "a quoted string runs into the end of the document; its closing quote is missing"},
        {"illegal character in scalar", "this character cannot stand here; put the value in quotes"},
        {"cannot set zero indentation", "the indentation of a block scalar cannot be 0"},
        {"unexpected character in block", "the text of a block scalar begins on the line after its | or >"},
        {"anchor not found", "a value cannot begin with & in YAML; put it in quotes"},
        {"illegal character found while scanning anchor", "a value cannot begin with & in YAML; put it in quotes"},
        {"illegal character found while scanning tag", "this is not a tag"},
        {"tag handle with no suffix", "a tag has no name after its !"},
        {"end of verbatim tag", "the tag that begins with !< has no >"},
        {"the referenced anchor", "this alias has no anchor of its name before it"},
        {"YAML major version", "the %YAML directive asks for a version other than 1"},
        {"bad YAML version", "the version of the %YAML directive is not a number like 1.1"},
        {"YAML directives", "the %YAML directive needs one version"},
        {"repeated YAML", "the %YAML directive is there twice"},
        {"TAG directives", "the %TAG directive needs a handle and a prefix"},
        {"repeated TAG", "the %TAG directive is there twice for one handle"},
        {"bad file", "values are nested too deep"},
    };
    // clang-format on
    for (const Sentence& sentence : sentences) {
        if (complaint.starts_with(sentence.complaint)) return at_place(at, sentence.message);
    }
    return at_place(at, "this is not YAML: " + std::string(complaint));
}

}  // namespace

Mistake explain(std::string_view complaint, std::string_view text, std::uint32_t at, std::uint32_t read) {
    at = std::min(at, static_cast<std::uint32_t>(text.size()));
    read = std::min(read, static_cast<std::uint32_t>(text.size()));
    const bool token = complaint.starts_with("unknown token") || complaint.starts_with("alias not found") ||
                       complaint.starts_with("illegal character found while scanning alias");
    const bool block = complaint == "end of map not found" || complaint == "end of sequence not found";
    if ((token || block || complaint.starts_with("end of")) && is_template_of_templates(line_at(text, at))) {
        return at_place(at, "this line holds a template engine's {{ }} or {% %}; render the file first, or put the value in quotes");
    }
    if (complaint.starts_with("illegal EOF in scalar")) return explain_open_quote(text, at, read);
    if (complaint.starts_with("illegal tab")) return explain_tab(text, at);
    if (token) return explain_first_character(text, at);
    if (complaint == "end of map flow not found") return explain_flow(text, at, "}");
    if (complaint == "end of sequence flow not found") return explain_flow(text, at, "]");
    if (complaint == "end of map not found") {
        return explain_block(text, at, "this is no `key: value` of the mapping above; check its indentation and its colon");
    }
    if (complaint == "end of sequence not found") {
        return explain_block(text, at, "this is no item of the list above; check its indentation and its `- `");
    }
    return explain_common(complaint, at);
}

}  // namespace stackfit::yaml
