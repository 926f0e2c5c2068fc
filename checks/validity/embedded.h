// Documents that are the value of a property and have a grammar of their own: policies, state machines. They are written as a map, or as
// JSON text, also one that Fn::Sub or Fn::Join puts together.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "branch_walk.h"

namespace stackfit::checks {

/// The text that a node gives, "${...}" standing for what is computed in it; nothing when it gives none that is known.
std::optional<std::string> text_with_holes(const Node& node);
/// Something in the text is filled in later.
bool has_holes(std::string_view text);

/// In which syntaxes a service takes the text of a document.
enum class Syntaxes : std::uint8_t { json, json_and_yaml };

/// The text of a document, read.
struct DocumentText {
    Sources sources;
    Arena arena;
    const Node* root = nullptr;  ///< null: it is none
    std::string mistake;         ///< why it is none

    DocumentText(std::string text, Syntaxes syntaxes);
};

/// A walk over such documents.
class DocumentWalk : protected BranchWalk {
protected:
    using BranchWalk::BranchWalk;

    /// Calls `visit(document, place)` for each map that the value can be. `what`: "policy", for a text that cannot be read.
    template <class Visit>
    void documents(const Node& value, Span place, std::string_view what, Syntaxes syntaxes, Visit visit) {
        each_choice(value, [&](const Node& one) {
            const Span at = &one == &value || !one.span.known() ? place : one.span;
            if (one.is_mapping() && intrinsic(one) == nullptr) return visit(one, at);
            if (const auto text = text_with_holes(one)) text_document(*text, at, {what, syntaxes}, visit);
        });
    }

    void add(Span span, std::string message, const Branches& more = {});
    /// Of a text document, it stands in the template where the text does.
    bool in_text() const { return text_ != nullptr; }

private:
    struct Expected {
        std::string_view what;
        Syntaxes syntaxes;
    };

    template <class Visit>
    void text_document(const std::string& text, Span place, const Expected& expected, Visit visit) {
        const DocumentText read(text, expected.syntaxes);
        if (read.root == nullptr) return unreadable(read, text, place, expected);
        text_ = &read;
        text_place_ = place;
        visit(*read.root, place);
        text_ = nullptr;
    }
    void unreadable(const DocumentText& read, std::string_view text, Span place, const Expected& expected);

    const DocumentText* text_ = nullptr;
    Span text_place_;
};

}  // namespace stackfit::checks
