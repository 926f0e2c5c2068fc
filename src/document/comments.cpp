// Comments are what is written between scalars. The tree knows where every scalar is, so a comment needs no
// parser: it is a '#' after white space that stands in no scalar. Whoever has no comment for stackfit, and
// that is nearly every file, pays for one search.
#include <algorithm>
#include <cstdint>

#include "document/bytes.h"
#include "stackfit/document_comments.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// Bytes in which a '#' begins no comment.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class Scalars {
public:
    Scalars(const Source& source, const Document& document) : text_(source.text()) {
        collect(*document.root);
        std::sort(ranges_.begin(), ranges_.end(),
                  [](const Range& a, const Range& b) { return a.begin < b.begin; });
        for (const SyntaxError& error : document.errors) {
            if (error.kind == SyntaxError::Kind::duplicate_key) hide_dropped(error.first);
        }
        std::sort(ranges_.begin(), ranges_.end(),
                  [](const Range& a, const Range& b) { return a.begin < b.begin; });
    }

    [[nodiscard]] bool hold(std::uint32_t offset) const {
        const auto after =
            std::upper_bound(ranges_.begin(), ranges_.end(), offset,
                             [](std::uint32_t place, const Range& range) { return place < range.begin; });
        return after != ranges_.begin() && offset < (after - 1)->end;
    }

private:
    void collect(const Node& node) {
        if (node.is_scalar()) add(node);
        for (const Node* item : node.items) {
            if (item->origin == nullptr) collect(*item);
        }
        for (const Member& member : node.members) {
            if (member.origin != nullptr) continue;
            ranges_.push_back({member.key_span.begin, member.key_span.end});
            if (member.value->origin == nullptr) collect(*member.value);
        }
    }

    /// The line of a block scalar's `|` may end with a comment; its text begins on the next.
    void add(const Node& scalar) {
        std::uint32_t begin = scalar.span.begin;
        if (scalar.block) begin = static_cast<std::uint32_t>(std::min(text_.find('\n', begin), text_.size()));
        if (begin < scalar.span.end) ranges_.push_back({begin, scalar.span.end});
    }

    /// The value of an earlier one of two equal keys is not in the tree: nothing up to the next scalar is a
    /// comment.
    void hide_dropped(const Span& key) {
        const auto next =
            std::upper_bound(ranges_.begin(), ranges_.end(), key.begin,
                             [](std::uint32_t place, const Range& range) { return place < range.begin; });
        ranges_.push_back(
            {key.begin, next == ranges_.end() ? static_cast<std::uint32_t>(text_.size()) : next->begin});
    }

    std::string_view text_;
    std::vector<Range> ranges_;
};

/// The '#' of a comment that consists of the marker at `at`, or nothing.
std::optional<std::uint32_t> hash_before(std::string_view text, std::size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
    if (at == 0 || text[at - 1] != '#') return std::nullopt;
    const std::size_t hash = at - 1;
    const bool separate = hash == 0 || white_space.find(text[hash - 1]) != std::string_view::npos;
    return separate ? std::optional(static_cast<std::uint32_t>(hash)) : std::nullopt;
}

bool is_first_in_line(std::string_view text, std::uint32_t at) {
    const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    return trim(text.substr(begin, at - begin)).empty();
}

}  // namespace

std::vector<Comment> find_comments(const Source& source, const Document& document) {
    return find_comments(source, document, "stackfit:");
}

std::vector<Comment> find_comments(const Source& source, const Document& document, std::string_view marker) {
    std::vector<Comment> comments;
    const std::string_view text = source.text();
    std::size_t at = text.find(marker);
    if (at == std::string_view::npos || document.syntax == Syntax::json || document.root == nullptr)
        return comments;
    const Scalars scalars(source, document);
    for (; at != std::string_view::npos; at = text.find(marker, at + 1)) {
        const std::optional<std::uint32_t> hash = hash_before(text, at);
        if (!hash || scalars.hold(*hash)) continue;
        const std::size_t begin = at + marker.size();
        const std::string_view line =
            text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
        const std::string_view rest = trim(line);
        const auto end = static_cast<std::uint32_t>(
            rest.empty() ? begin : static_cast<std::size_t>(rest.data() - text.data()) + rest.size());
        comments.push_back({rest, {document.file, *hash, end}, is_first_in_line(text, *hash)});
    }
    return comments;
}

}  // namespace stackfit
