// The one place where the nodes of a file are made. Both readers hand over what they meet, in order and with
// its place; the builder keeps the open collections, counts against the limits, and settles tags, duplicate
// keys and merge keys.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "document/input.h"
#include "document/scalars.h"
#include "document/tags.h"
#include "stackfit/document.h"

namespace stackfit {

/// A tag where it stands; no tag is an empty range.
struct PlacedTag {
    Tag tag;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool is_function() const {
        return tag.meaning == Tag::Meaning::intrinsic ||
               (tag.meaning == Tag::Meaning::unknown && !tag.key.empty());
    }
};

/// A scalar where it stands, typed.
struct PlacedScalar {
    Scalar scalar;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool block = false;
};

/// A finished node, as an alias has to know it.
struct Finished {
    const Node* node = nullptr;
    std::uint32_t weight = 1;  ///< nodes in it
    std::uint32_t height = 0;  ///< collections below it
};

class TreeBuilder {
public:
    TreeBuilder(const Input& input, Arena& arena, const DocumentLimits& limits,
                std::vector<SyntaxError>& errors)
        : input_(input), arena_(arena), limits_(limits), errors_(errors) {}

    /// A limit was exceeded: the error is noted, and whoever reads should stop.
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] const Node* root() const { return root_; }
    /// The place of the innermost `[` or `{` that is open, or the text's size.
    [[nodiscard]] std::uint32_t open_bracket() const;
    [[nodiscard]] bool expects_key() const { return !frames_.empty() && frames_.back().expects_key; }
    [[nodiscard]] Arena& arena() { return arena_; }

    void key(std::string_view text, std::uint32_t begin, std::uint32_t end);
    /// The `<<` of YAML: what its value holds is mixed in when the mapping is closed.
    void merge_key(std::uint32_t begin, std::uint32_t end);
    Finished scalar(const PlacedScalar& scalar, const PlacedTag& tag = {});
    void open(Kind kind, std::uint32_t begin, const PlacedTag& tag = {});
    Finished close(std::uint32_t end);
    /// The same value once more, at another place. False, and nothing is added, when that would exceed a limit.
    bool repeat(const Finished& anchored, std::uint32_t begin, std::uint32_t end, std::string_view reason);

private:
    struct Frame {
        Kind kind = Kind::mapping;
        bool expects_key = false;
        bool merges = false;  ///< a `<<` is among the members
        std::uint32_t begin = 0;
        std::uint32_t height = 0;  ///< of the children so far
        std::uint32_t nodes_before = 0;
        std::size_t first = 0;  ///< of its items or members on their stack
        PlacedTag tag;
    };

    const Node* make(const Node& node);
    Node sequence_of(const Frame& frame);
    Node mapping_of(const Frame& frame);
    std::span<const Member> unique_members(std::vector<Member>& members, bool& duplicate);
    void report_duplicate(const Member& first, const Member& later);
    std::vector<Member> merged(const std::vector<Member>& members);
    const Node* wrap(const Node* inner, const PlacedTag& tag);
    const Node* split_attribute(const Node& name);
    void add(const Finished& child);
    void fail(std::uint32_t begin, std::string message);

    const Input& input_;
    Arena& arena_;
    const DocumentLimits& limits_;
    std::vector<SyntaxError>& errors_;
    std::vector<Frame> frames_;
    std::vector<const Node*> items_;
    std::vector<Member> members_;
    const Node* root_ = nullptr;
    std::uint32_t nodes_ = 0;
    bool failed_ = false;
};

}  // namespace stackfit
