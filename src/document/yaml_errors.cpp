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
    const std::uint32_t place =
        tab == std::string_view::npos ? at : offset_of(line, text) + static_cast<std::uint32_t>(tab);
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

Mistake explain_alias(std::string_view text, std::uint32_t at) {
    const std::uint32_t end = end_of_property(text, at);
    const std::string name(text.substr(std::min(at + 1, end), end - std::min(at + 1, end)));
    return {at, end,
            "the alias *" + name + " has no anchor &" + name +
                " before it; a value that begins with * must be in quotes"};
}

Mistake explain_flow(std::string_view text, std::uint32_t at, std::uint32_t bracket, char closing) {
    if (skip_blank(text, at) >= text.size() && bracket < text.size()) return unclosed_bracket(text, bracket);
    return at_place(at, std::string("a comma or ") + closing + " is missing before this");
}

/// yaml-cpp gives up at the first token that fits nowhere; where that stands in its line says why.
Mistake explain_block(std::string_view text, std::uint32_t at) {
    const std::string_view line = line_at(text, at);
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    if (offset_of(line, text) + first < at) {
        return at_place(at, "this text cannot follow the value before it; put the whole value in quotes");
    }
    const bool item = line.substr(first).starts_with("- ");
    return at_place(at, item ? "this list item does not line up with the items above; check its indentation"
                             : "this line does not line up with the keys above; check its indentation");
}

bool holds_template_engine(std::string_view line) {
    return line.find("{%") != std::string_view::npos || line.find("{{") != std::string_view::npos;
}

/// A tab in the indentation makes yaml-cpp stumble anywhere in the line.
bool is_indented_with_tab(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t");
    return line.substr(0, first).find('\t') != std::string_view::npos;
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
        {"illegal block entry", "a list item cannot begin here; put the `-` on a line of its own"},
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

std::optional<std::string> template_engine_in_line(std::string_view text, std::uint32_t at) {
    if (!holds_template_engine(line_at(text, at))) return std::nullopt;
    return "this line holds a template engine's {{ }} or {% %}; render the file first, or put the value in "
           "quotes";
}

Mistake explain(std::string_view complaint, std::string_view text, const Progress& progress) {
    const std::uint32_t at = std::min(progress.at, static_cast<std::uint32_t>(text.size()));
    const bool flow = complaint.ends_with("flow not found");
    if (complaint.starts_with("illegal EOF in scalar")) return explain_open_quote(text, at, progress.read);
    if (!flow && (complaint.starts_with("illegal tab") || is_indented_with_tab(line_at(text, at))))
        return explain_tab(text, at);
    if (complaint.starts_with("the referenced anchor")) return explain_alias(text, at);
    const bool misplaced = complaint.starts_with("unknown token") || complaint.starts_with("end of");
    if (const auto engine = template_engine_in_line(text, at); engine && misplaced)
        return at_place(at, *engine);
    if (complaint.starts_with("unknown token") || complaint.starts_with("alias not found") ||
        complaint.starts_with("illegal character found while scanning alias")) {
        return explain_first_character(text, at);
    }
    if (flow)
        return explain_flow(text, at, progress.bracket, complaint.starts_with("end of map") ? '}' : ']');
    if (complaint == "end of map not found" || complaint == "end of sequence not found")
        return explain_block(text, at);
    return explain_common(complaint, at);
}

}  // namespace stackfit::yaml
