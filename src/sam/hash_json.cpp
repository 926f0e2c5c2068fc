// The service derives logical ids from json.dumps() of Python objects. This file writes the same bytes.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "sam/utf8.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {
namespace {

void append_escape(std::string& out, std::uint32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(unit >> static_cast<unsigned>(shift)) & 0xFU];
}

void append_code_point(std::string& out, std::uint32_t point) {
    if (point < 0x10000U) return append_escape(out, point);
    append_escape(out, 0xD800U + ((point - 0x10000U) >> 10U));
    append_escape(out, 0xDC00U + ((point - 0x10000U) & 0x3FFU));
}

std::string_view short_escape(char c) {
    switch (c) {
        case '"': return "\\\"";
        case '\\': return "\\\\";
        case '\b': return "\\b";
        case '\f': return "\\f";
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: return {};
    }
}

/// Shortest digits and decimal exponent, laid out as float.__repr__ does: plain between 1e-4 and 1e16, else with a two-digit exponent.
std::string layout(double value) {
    std::array<char, 32> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t e = text.find('e');
    int exponent = 0;
    const std::size_t sign = text[e + 1] == '+' ? 2 : 1;
    std::from_chars(text.data() + e + sign, text.data() + text.size(), exponent);
    if (exponent < -4 || exponent >= 16) return std::string(text);
    const bool negative = text.front() == '-';
    std::string digits;
    for (const char c : text.substr(0, e)) {
        if (is_digit(c)) digits += c;
    }
    if (exponent < 0) {
        digits.insert(0, static_cast<std::size_t>(-exponent - 1), '0');
        return (negative ? "-0." : "0.") + digits;
    }
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() < whole + 1) digits.append(whole + 1 - digits.size(), '0');
    return (negative ? "-" : "") + digits.substr(0, whole) + "." + digits.substr(whole);
}

double sexagesimal(const std::string& text) {
    double value = 0;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t colon = std::min(text.find(':', begin), text.size());
        value = value * 60 + std::strtod(text.substr(begin, colon - begin).c_str(), nullptr);
        begin = colon + 1;
    }
    return value;
}

void append_members(std::string& out, const Node& node) {
    std::vector<const Member*> members;
    members.reserve(node.members.size());
    for (const Member& member : node.members) members.push_back(&member);
    // UTF-8 bytes sort as code points do.
    std::sort(members.begin(), members.end(),
              [](const Member* a, const Member* b) { return a->key < b->key; });
    out += '{';
    for (const Member* member : members) {
        if (out.back() != '{') out += ',';
        append_hash_json_string(out, member->key);
        out += ':';
        append_hash_json(out, *member->value);
    }
    out += '}';
}

}  // namespace

std::string printed_float(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != '_') plain += c;
    }
    const bool negative = !plain.empty() && plain.front() == '-';
    if (plain.find(".inf") != std::string::npos || plain.find(".Inf") != std::string::npos ||
        plain.find(".INF") != std::string::npos) {
        return negative ? "-Infinity" : "Infinity";
    }
    if (plain.starts_with(".n") || plain.starts_with(".N")) return "NaN";
    if (plain.find(':') != std::string::npos) {
        const double value = sexagesimal(negative ? plain.substr(1) : plain);
        return layout(negative ? -value : value);
    }
    return layout(std::strtod(plain.c_str(), nullptr));
}

void append_hash_json_string(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (const std::string_view escape = short_escape(c); !escape.empty()) {
            out += escape;
            ++at;
        } else if (c >= ' ' && c < 0x7f) {
            out += c;
            ++at;
        } else {
            append_code_point(out, next_code_point(text, at));
        }
    }
    out += '"';
}

void append_hash_json(std::string& out, const Node& node) {
    switch (node.kind) {
        case Kind::null: out += "null"; return;
        case Kind::boolean:
        case Kind::integer: out += node.text; return;
        case Kind::floating: out += printed_float(node.text); return;
        case Kind::string: append_hash_json_string(out, node.text); return;
        case Kind::mapping: append_members(out, node); return;
        case Kind::sequence: break;
    }
    out += '[';
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) out += ',';
        append_hash_json(out, *node.items[i]);
    }
    out += ']';
}

std::string hash_json(const Node& node) {
    std::string out;
    append_hash_json(out, node);
    return out;
}

}  // namespace stackfit::sam
