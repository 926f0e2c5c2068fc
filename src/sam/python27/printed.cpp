// str() and json.dumps() of Python values.
#include <algorithm>

#include "sam/editable.h"
#include "sam/utf8.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

void append_hex(std::string& out, std::uint32_t point, int digits) {
    constexpr std::string_view alphabet = "0123456789abcdef";
    for (int i = digits - 1; i >= 0; --i) out += alphabet[(point >> (4U * static_cast<unsigned>(i))) & 0xFU];
}

void append_escaped(std::string& out, std::uint32_t point) {
    if (point < 0x100U) {
        out += "\\x";
        append_hex(out, point, 2);
    } else if (point < 0x10000U) {
        out += "\\u";
        append_hex(out, point, 4);
    } else {
        out += "\\U";
        append_hex(out, point, 8);
    }
}

/// A string between quotes: single ones, unless it holds such and no double ones. The service's own strings keep letters beyond ASCII.
void append_string(std::string& out, std::string_view text, bool authored) {
    const bool single = text.find('\'') != std::string_view::npos;
    const char quote = single && text.find('"') == std::string_view::npos ? '"' : '\'';
    if (authored) out += 'u';
    out += quote;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::uint32_t point = next_code_point(text, at);
        if (point == '\\')
            out += "\\\\";
        else if (point == '\n')
            out += "\\n";
        else if (point == '\r')
            out += "\\r";
        else if (point == '\t')
            out += "\\t";
        else if (point == static_cast<unsigned char>(quote))
            out += std::string("\\") + quote;
        else if (point >= 0x20U && point < 0x7fU)
            out += static_cast<char>(point);
        else if (point >= 0xa1U && point != 0xadU && !authored)
            out += text.substr(begin, at - begin);
        else
            append_escaped(out, point);
    }
    out += quote;
}

/// Integers beyond 2^63-1 were of another type, which prints with an L.
bool is_long(std::string_view digits) {
    constexpr std::string_view most = "9223372036854775807";
    if (digits.starts_with('-')) return false;
    return digits.size() > most.size() || (digits.size() == most.size() && digits > most);
}

void append_repr(std::string& out, Editable& value) {
    switch (value.kind) {
        case Kind::null: out += "None"; return;
        case Kind::boolean: out += value.text == "true" ? "True" : "False"; return;
        case Kind::integer:
            out += value.text;
            if (is_long(value.text)) out += 'L';
            return;
        case Kind::floating: out += printed_float(value.text); return;
        case Kind::string: append_string(out, value.text, value.authored); return;
        case Kind::sequence: {
            out += '[';
            for (std::size_t i = 0; i < value.items.size(); ++i) {
                if (i > 0) out += ", ";
                append_repr(out, *value.items[i]);
            }
            out += ']';
            return;
        }
        case Kind::mapping: break;
    }
    out += '{';
    bool first = true;
    for (const EditableMember* member : value.members()) {
        if (!first) out += ", ";
        first = false;
        append_string(out, member->key, member->authored);
        out += ": ";
        append_repr(out, *member->value);
    }
    out += '}';
}

struct Style {
    std::string_view comma;
    std::string_view colon;
    bool sorted;
};

void append_json(std::string& out, Editable& value, const Style& style) {
    if (value.is_list()) {
        out += '[';
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            if (i > 0) out += style.comma;
            append_json(out, *value.items[i], style);
        }
        out += ']';
        return;
    }
    if (!value.is_dict()) {
        Node scalar;
        scalar.kind = value.kind;
        scalar.text = value.text;
        append_hash_json(out, scalar);
        return;
    }
    std::vector<EditableMember*> members = value.members();
    if (style.sorted)
        std::sort(members.begin(), members.end(),
                  [](const EditableMember* a, const EditableMember* b) { return a->key < b->key; });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out += style.comma;
        append_hash_json_string(out, members[i]->key);
        out += style.colon;
        append_json(out, *members[i]->value, style);
    }
    out += '}';
}

}  // namespace

std::string printed(Editable& value) {
    if (value.is_string()) return std::string(value.text);
    std::string out;
    append_repr(out, value);
    return out;
}

std::string printed_json(Editable& value) {
    std::string out;
    append_json(out, value, {", ", ": ", false});
    return out;
}

std::string hash_json(Editable& value) {
    std::string out;
    append_json(out, value, {",", ":", true});
    return out;
}

}  // namespace stackfit::sam
