// YAML as a person would write it: block style, two spaces, short tags, `|` for text of several lines, quotes
// only where the text would be read as something else. What is written reads back as the same tree.
//
// A short tag cannot stand directly inside another (`!Base64 !Sub x` is no YAML); then the outer function
// takes its long name, as most templates do it. A tagged scalar is always read as a string, so a function of
// anything else takes its long name too, and so does a Fn::GetAtt that cannot be said as `!GetAtt a.b`.
#include <algorithm>
#include <array>
#include <cstdio>

#include "document/bytes.h"
#include "document/scalars.h"
#include "document/tags.h"
#include "stackfit/document.h"

namespace stackfit {
namespace {

constexpr std::size_t indentation = 2;
/// A key longer than 1024 characters must be written `? key` (YAML 1.1, 9.2.2).
constexpr std::size_t longest_simple_key = 1000;

/// Line breaks to some readers and not to others, and the byte order mark: never written as they are.
bool is_treacherous(std::uint32_t c) { return c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF; }

/// Can every character stand in a text as it is, line breaks aside?
bool is_clean(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        if (point.length == 0 || !is_printable(point.value) || point.value == '\r' ||
            is_treacherous(point.value))
            return false;
        at += point.length;
    }
    return true;
}

bool is_plain(std::string_view text) {
    constexpr std::string_view indicators = " -?:,[]{}#&*!|>'\"%@`=";
    if (text.empty() || indicators.find(text.front()) != std::string_view::npos) return false;
    if (text.ends_with(' ') || text.ends_with(':') || text.starts_with("...")) return false;
    for (const std::string_view separator : {": ", " #", "\n", "\t"}) {
        if (text.find(separator) != std::string_view::npos) return false;
    }
    return is_clean(text) && !needs_quotes(text);
}

/// Can the text be written below a `|`? Its first line must show the indentation, and no line may hold white
/// space only.
bool is_literal(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || !is_clean(text)) return false;
    const std::size_t first = text.find_first_not_of('\n');
    if (first == std::string_view::npos || text[first] == ' ' || text[first] == '\t') return false;
    for (std::size_t line = first; line < text.size();) {
        const std::size_t end = std::min(text.find('\n', line), text.size());
        const std::string_view content = text.substr(line, end - line);
        if (!content.empty() && content.find_first_not_of(" \t") == std::string_view::npos) return false;
        line = end + 1;
    }
    return true;
}

std::string escaped(const CodePoint& point) {
    switch (point.value) {
        case '\n': return "\\n";
        case '\t': return "\\t";
        case '\r': return "\\r";
        case '"': return "\\\"";
        case '\\': return "\\\\";
        default: break;
    }
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), point.value < 0x100 ? "\\x%02X" : "\\u%04X", point.value);
    return buffer.data();
}

std::string double_quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        const bool special = point.value == '"' || point.value == '\\' || point.value < 0x20;
        if (special || !is_printable(point.value) || is_treacherous(point.value)) {
            out += escaped(point);
        } else {
            out += text.substr(at, point.length);
        }
        at += std::max(point.length, 1U);
    }
    return out + '"';
}

std::string single_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + '\'';
}

std::string on_one_line(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    const bool breaks = text.find_first_of("\n\t") != std::string_view::npos;
    return breaks || !is_clean(text) ? double_quoted(text) : single_quoted(text);
}

/// A float of YAML 1.1 has a dot; one that came from JSON need not.
std::string yaml_float(std::string_view text) {
    Arena arena;
    if (resolve_plain(text, arena).kind == Kind::floating) return std::string(text);
    std::string number = shortest(floating_value(text));
    if (const std::size_t e = number.find('e');
        e != std::string::npos && number.find('.') == std::string::npos) {
        number.insert(e, ".0");
    }
    return number;
}

/// [a, b.c], which `!GetAtt a.b.c` says.
bool is_attribute(const Node& value) {
    if (value.items.size() != 2 || !value.items[0]->is_string() || !value.items[1]->is_string()) return false;
    const std::string_view id = value.items[0]->text;
    return id.find('.') == std::string_view::npos;
}

/// Functions that are read in their short form but documented in their long one only: those of Rules ("Rule-specific intrinsic
/// functions").
bool is_long_only(std::string_view name) {
    return name == "Fn::Contains" || name == "Fn::RefAll" || name.starts_with("Fn::EachMember") ||
           name.starts_with("Fn::ValueOf");
}

bool takes_conditions(std::string_view name) {
    return name == "Fn::And" || name == "Fn::Or" || name == "Fn::Not";
}

/// The member that is written as a short tag, or null. `operand`: of a function that takes conditions, so that {Condition: x} can only
/// be the function; elsewhere it is as likely a policy's or resource's member.
const Member* short_tag(const Node& node, bool operand) {
    const Member* const function = node.only();
    if (function == nullptr || short_name(function->key).empty() || is_long_only(function->key))
        return nullptr;
    const Node& value = *function->value;
    if (function->key == "Condition" && !node.short_form && !operand) return nullptr;
    if (function->key == "Fn::GetAtt") return is_attribute(value) ? function : nullptr;
    if (short_tag(value, false) != nullptr) return nullptr;
    return value.is_scalar() && !value.is_string() ? nullptr : function;
}

class YamlWriter {
public:
    /// Where a value begins: on a fresh line, after the dash of an item, or after a key or a tag.
    enum class After { line_start, dash, word };

    /// `column` is where the lines of the value begin that do not continue the present one.
    void write(const Node& node, std::size_t column, After after, bool operand = false) {
        if (const Member* function = short_tag(node, operand)) {
            write_function(*function, column, after);
        } else if (node.is_scalar()) {
            separate(after);
            write_scalar(node, after == After::line_start ? column + indentation : column);
        } else if (node.items.empty() && node.members.empty()) {
            separate(after);
            out_ += node.is_mapping() ? "{}\n" : "[]\n";
        } else {
            write_collection(node, column, after);
        }
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void separate(After after) {
        if (after != After::line_start) out_ += ' ';
    }

    void write_function(const Member& function, std::size_t column, After after) {
        separate(after);
        out_ += '!';
        out_ += short_name(function.key);
        const Node& value = *function.value;
        if (function.key == "Fn::GetAtt") {
            const std::string name =
                std::string(value.items[0]->text) + "." + std::string(value.items[1]->text);
            out_ += ' ' + on_one_line(name) + '\n';
            return;
        }
        if (takes_conditions(function.key)) operands_ = &value;
        // Deeper than the tag: yaml-cpp up to 0.9 cannot read a `- !Sub |` whose text is not.
        write(value, after != After::word && value.is_scalar() ? column + indentation : column, After::word);
    }

    void write_scalar(const Node& node, std::size_t column) {
        switch (node.kind) {
            case Kind::null: out_ += "null"; break;
            case Kind::floating: out_ += yaml_float(node.text); break;
            case Kind::string:
                if (is_literal(node.text)) {
                    write_literal(node.text, column);
                    return;
                }
                out_ += on_one_line(node.text);
                break;
            default: out_ += node.text; break;
        }
        out_ += '\n';
    }

    void write_literal(std::string_view text, std::size_t column) {
        out_ += !text.ends_with('\n') ? "|-" : text.ends_with("\n\n") ? "|+" : "|";
        if (text.ends_with('\n')) text.remove_suffix(1);
        for (std::size_t line = 0; line <= text.size();) {
            const std::size_t end = std::min(text.find('\n', line), text.size());
            out_ += '\n';
            if (end > line) out_.append(column, ' ');
            out_ += text.substr(line, end - line);
            line = end + 1;
        }
        out_ += '\n';
    }

    void write_collection(const Node& node, std::size_t column, After after) {
        const bool operands = &node == operands_;
        bool on_this_line = after != After::word;
        out_ += after == After::dash ? " " : after == After::word ? "\n" : "";
        const auto begin_entry = [&] {
            if (!on_this_line) out_.append(column, ' ');
            on_this_line = false;
        };
        for (const Node* item : node.items) {
            begin_entry();
            out_ += '-';
            write(*item, column + indentation, After::dash, operands);
        }
        for (const Member& member : node.members) {
            begin_entry();
            write_key(member.key, column);
            write(*member.value, column + indentation, After::word);
        }
    }

    void write_key(std::string_view key, std::size_t column) {
        const std::string text = on_one_line(key);
        if (text.size() <= longest_simple_key) {
            out_ += text + ':';
            return;
        }
        out_ += "? " + text + '\n';
        out_.append(column, ' ');
        out_ += ':';
    }

    std::string out_;
    const Node* operands_ = nullptr;  ///< the list of conditions that a function was written for last
};

}  // namespace

std::string write_yaml(const Node& node) {
    YamlWriter writer;
    writer.write(node, 0, YamlWriter::After::line_start);
    return writer.take();
}

}  // namespace stackfit
