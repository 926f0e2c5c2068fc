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

/// JSON text, read.
struct JsonText {
    Sources sources;
    Arena arena;
    const Node* root = nullptr;  ///< null: it is no JSON
    std::string mistake;         ///< why it is none

    explicit JsonText(std::string text);
};

/// A walk over such documents.
class DocumentWalk : protected BranchWalk {
protected:
    using BranchWalk::BranchWalk;

    /// Calls `visit(value, place)` for all that a path leads to: "Policies[].PolicyDocument". `place` is that of its key.
    template <class Visit>
    void at_path(std::span<const Member> members, std::string_view path, Visit visit) {
        const std::size_t end = path.find_first_of(".[");
        const std::string_view name = path.substr(0, end);
        for (const Member& member : members) {
            if (member.key != name) continue;
            if (end == std::string_view::npos) return visit(*member.value, member.key_span);
            return below(*member.value, path.substr(end), visit);
        }
    }

    /// Calls `visit(document, place)` for each map that the value can be. `what`: "policy", for a text that is no JSON.
    template <class Visit>
    void documents(const Node& value, Span place, std::string_view what, Visit visit) {
        each_choice(value, [&](const Node& one) {
            const Span at = &one == &value || !one.span.known() ? place : one.span;
            if (one.is_mapping() && intrinsic(one) == nullptr) return visit(one, at);
            if (const auto text = text_with_holes(one)) json(*text, at, what, visit);
        });
    }

    void add(Span span, std::string message, const Branches& more = {});
    /// Of a text document, it stands in the template where the text does.
    bool in_text() const { return text_ != nullptr; }

private:
    template <class Visit>
    void below(const Node& value, std::string_view path, Visit visit) {
        branches(value, [&](const Node& one) {
            if (path[0] == '.') return at_path(one.members, path.substr(1), visit);
            for (const Node* item : one.items) {
                if (path.size() > 2)
                    below(*item, path.substr(2), visit);
                else
                    visit(*item, item->span);
            }
        });
    }

    template <class Visit>
    void json(const std::string& text, Span place, std::string_view what, Visit visit) {
        const JsonText read(text);
        if (read.root == nullptr) return no_json(read, text, place, what);
        text_ = &read;
        text_place_ = place;
        visit(*read.root, place);
        text_ = nullptr;
    }
    void no_json(const JsonText& read, std::string_view text, Span place, std::string_view what);

    const JsonText* text_ = nullptr;
    Span text_place_;
};

}  // namespace stackfit::checks
