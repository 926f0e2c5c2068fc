#include "embedded.h"

#include "../common/say.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view hole = "${}";

std::optional<std::string> joined(const Node& arguments) {
    if (arguments.items.size() != 2 || !arguments.items[0]->is_string() || !arguments.items[1]->is_sequence())
        return std::nullopt;
    std::string made;
    for (const Node* item : arguments.items[1]->items) {
        if (item != arguments.items[1]->items.front()) made += arguments.items[0]->text;
        const auto part = item->is_scalar() ? std::string(item->text) : text_with_holes(*item);
        made += part.value_or(std::string(hole));
    }
    return made;
}

}  // namespace

std::optional<std::string> text_with_holes(const Node& node) {
    if (node.is_string()) return std::string(node.text);
    const Member* function = intrinsic(node);
    if (function == nullptr) return std::nullopt;
    const Node& argument = *function->value;
    if (function->key == "Fn::Join") return joined(argument);
    if (function->key != "Fn::Sub") return std::nullopt;
    const Node& pattern = argument.items.empty() ? argument : *argument.items[0];
    return pattern.is_string() ? std::optional(std::string(pattern.text)) : std::nullopt;
}

bool has_holes(std::string_view text) {
    return text.find("${") != std::string_view::npos || text.find("{{resolve:") != std::string_view::npos;
}

DocumentText::DocumentText(std::string text, Syntaxes syntaxes) {
    const FileId file = sources.add("", std::move(text));
    const Document document = read_document(sources, file, arena);
    const bool syntax = document.syntax == Syntax::json || syntaxes == Syntaxes::json_and_yaml;
    if (document.root != nullptr && syntax && document.root->is_mapping())
        root = document.root;
    else
        mistake = document.errors.empty() ? "it is no map" : document.errors.front().message;
}

void DocumentWalk::add(Span span, std::string message, const Branches& more) {
    if (!in_text()) return BranchWalk::add(span, std::move(message), more);
    const Source& source = text_->sources[0];
    const bool lines = source.text().find('\n') != std::string_view::npos;
    const std::string where =
        lines && span.known()
            ? say(" That is in line ", std::to_string(source.position(span.begin).line), " of the text.")
            : std::string();
    BranchWalk::add(text_place_, message + where, more);
}

void DocumentWalk::unreadable(const DocumentText& read, std::string_view text, Span place,
                              const Expected& expected) {
    // A hole may stand for anything, also for a part of the document.
    if (has_holes(text)) return;
    const bool json = expected.syntaxes == Syntaxes::json;
    BranchWalk::add(place, say("The text of the ", expected.what, " of ", resource_->id, " is no JSON",
                               json ? "" : " or YAML", ": ", read.mistake, ". AWS refuses it."));
}

}  // namespace stackfit::checks
