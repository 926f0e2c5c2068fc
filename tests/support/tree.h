// Trees as text, for assertions on whole trees and all their places.
#pragma once

#include <cmath>
#include <string>

#include "document/scalars.h"
#include "stackfit/document.h"
#include "stackfit/support/text.h"

namespace stackfit::test {

/// One line: null, true, 8080, 1.5f, "text", |"block text", [item], {key: value}, !{Fn::Sub: "x"} for a short tag.
inline std::string dump(const Node& node) {
    std::string out = node.short_form ? "!" : node.block ? "|" : "";
    switch (node.kind) {
        case Kind::null: return "null";
        case Kind::boolean:
        case Kind::integer: return std::string(node.text);
        case Kind::floating: return std::string(node.text) + "f";
        case Kind::string: append_json_string(out, node.text); return out;
        case Kind::sequence:
            for (const Node* item : node.items) out += (item == node.items.front() ? "" : ", ") + dump(*item);
            return "[" + out + "]";
        case Kind::mapping: break;
    }
    out += '{';
    for (const Member& member : node.members) {
        if (&member != &node.members.front()) out += ", ";
        out += std::string(member.key) + ": " + dump(*member.value);
    }
    return out + "}";
}

/// "line:column-line:column".
inline std::string place(const Source& source, const Span& span) {
    const Position begin = source.position(span.begin);
    const Position end = source.position(span.end);
    return std::to_string(begin.line) + ":" + std::to_string(begin.column) + "-" + std::to_string(end.line) +
           ":" + std::to_string(end.column);
}

/// One line for each key and value, in the order of the tree, with its place, two spaces a level.
inline std::string outline(const Source& source, const Node& node, const std::string& margin = "") {
    std::string out = margin + place(source, node.span) + " ";
    if (node.is_scalar()) return out + dump(node) + "\n";
    out += node.short_form ? "!{}\n" : node.is_mapping() ? "{}\n" : "[]\n";
    for (const Node* item : node.items) out += outline(source, *item, margin + "  ");
    for (const Member& member : node.members) {
        out += margin + "  " + place(source, member.key_span) + " " + std::string(member.key) + ":\n";
        out += outline(source, *member.value, margin + "    ");
    }
    return out;
}

/// "line:column message" for each error, a line each.
inline std::string errors_of(const Sources& sources, const Document& document) {
    std::string out;
    for (const SyntaxError& error : document.errors) {
        const Position at = sources[error.span.file].position(error.span.begin);
        out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + error.message + "\n";
    }
    return out;
}

/// The same values in the same order; how they were written does not matter.
inline bool same_value(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.items.size() != b.items.size() || a.members.size() != b.members.size())
        return false;
    if (a.kind == Kind::floating) {
        const double x = floating_value(a.text);
        const double y = floating_value(b.text);
        return x == y || (std::isnan(x) && std::isnan(y));
    }
    if (a.text != b.text) return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!same_value(*a.items[i], *b.items[i])) return false;
    }
    for (std::size_t i = 0; i < a.members.size(); ++i) {
        if (a.members[i].key != b.members[i].key || !same_value(*a.members[i].value, *b.members[i].value))
            return false;
    }
    return true;
}

/// A text read: everything that its tree needs to live.
struct Read {
    Sources sources;
    Arena arena;
    Document document;

    explicit Read(std::string text, const DocumentLimits& limits = {}) {
        document = read_document(sources, sources.add("template", std::move(text)), arena, limits);
    }
    [[nodiscard]] const Source& source() const { return sources[0]; }
    [[nodiscard]] std::string value() const { return document.root == nullptr ? "" : dump(*document.root); }
    [[nodiscard]] std::string errors() const { return errors_of(sources, document); }
    [[nodiscard]] std::string places() const {
        return document.root == nullptr ? "" : outline(source(), *document.root);
    }
};

}  // namespace stackfit::test
