// Texts in normal form, and what can be said about the equality of two.
#include "text.h"

#include <algorithm>

#include "stackfit/template_pieces.h"

namespace stackfit {

std::string to_string(const Text& text) {
    std::string out;
    for (const Piece& piece : text) {
        switch (piece.kind) {
            case Piece::Kind::literal: out += piece.name; break;
            case Piece::Kind::attribute: out += "${" + piece.name + "." + piece.attribute + "}"; break;
            case Piece::Kind::opaque: out += piece.name; break;
            default: out += "${" + piece.name + "}";
        }
    }
    return out;
}

std::optional<std::string_view> literal(const Text& text) {
    if (text.empty()) return std::string_view{};
    if (text.size() == 1 && text[0].kind == Piece::Kind::literal) return std::string_view(text[0].name);
    return std::nullopt;
}

void append(Text& text, Piece piece) {
    if (piece.kind == Piece::Kind::literal) {
        if (piece.name.empty()) return;
        if (!text.empty() && text.back().kind == Piece::Kind::literal) {
            text.back().name += piece.name;
            return;
        }
    }
    text.push_back(std::move(piece));
}

void append(Text& text, const Text& more) {
    for (const Piece& piece : more) append(text, piece);
}

Text literal_text(std::string_view text) {
    Text result;
    if (!text.empty()) result.emplace_back().name = text;
    return result;
}

namespace {

std::string_view leading(const Text& text) {
    return !text.empty() && text.front().kind == Piece::Kind::literal ? std::string_view(text.front().name) : std::string_view{};
}

std::string_view trailing(const Text& text) {
    return !text.empty() && text.back().kind == Piece::Kind::literal ? std::string_view(text.back().name) : std::string_view{};
}

/// Two different resources never have the same physical id; a parameter or an import may equal anything.
bool names_a_resource(const Text& text) { return text.size() == 1 && is_of_a_resource(text[0]); }

}  // namespace

Tri compare(const Text& a, const Text& b) {
    if (a == b) return Tri::yes;
    const auto literal_a = literal(a), literal_b = literal(b);
    if (literal_a && literal_b) return Tri::no;
    const auto head_a = leading(a), head_b = leading(b);
    const auto head = std::min(head_a.size(), head_b.size());
    if (head_a.substr(0, head) != head_b.substr(0, head)) return Tri::no;
    const auto tail_a = trailing(a), tail_b = trailing(b);
    const auto tail = std::min(tail_a.size(), tail_b.size());
    if (tail_a.substr(tail_a.size() - tail) != tail_b.substr(tail_b.size() - tail)) return Tri::no;
    if (names_a_resource(a) && names_a_resource(b) && a[0].name != b[0].name) return Tri::no;
    return Tri::unknown;
}

}  // namespace stackfit
