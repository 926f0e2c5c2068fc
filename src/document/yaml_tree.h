// The tree of a YAML file, from the events of a parser that says what is there and where it begins.
//
// YamlTree follows with a cursor, the end of what has been placed so far, from which it finds what the parser
// does not tell: where things end, and where a value that is not written (`Key:`) would stand, for which
// yaml-cpp gives the place of whatever comes next. On the way it refuses what yaml-cpp lets pass though it is
// not YAML.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/tree.h"
#include "document/yaml_blanking.h"

namespace stackfit {

/// Ends the reading from within an event: yaml-cpp knows no other way. The error is noted before it is thrown.
struct Stop {};

class YamlTree {
public:
    YamlTree(const Input& input, Arena& arena, const DocumentLimits& limits,
             std::vector<yaml::Blanked>& blanked, std::vector<SyntaxError>& errors)
        : input_(input),
          text_(input.text),
          blanked_(blanked),
          errors_(errors),
          tree_(input, arena, limits, errors) {}

    [[nodiscard]] const Node* root() const { return tree_.root(); }
    /// One past what has been placed so far.
    [[nodiscard]] std::uint32_t cursor() const { return cursor_; }
    [[nodiscard]] std::uint32_t open_bracket() const { return tree_.open_bracket(); }

    // yaml-cpp's events. `at` is the first byte of the node, its tag and anchor included, and of what follows
    // for a null that is not written; `tag` is "?" for none and "!" for quotes; anchors count from 1, and 0
    // is none. All may throw Stop.
    void null(std::uint32_t at, std::size_t anchor);
    void alias(std::uint32_t at, std::size_t anchor);
    void scalar(std::uint32_t at, const std::string& tag, std::size_t anchor, const std::string& value);
    void open(Kind kind, std::uint32_t at, const std::string& tag, std::size_t anchor, bool flow);
    void close(char bracket);

private:
    struct Frame {
        std::size_t anchor = 0;
        bool flow = false;
        bool bracketed = false;  ///< flow, and not the one pair of `[a: b]`
        bool mapping = false;
        bool explicit_key = false;  ///< the last key was written `? key`
        std::uint32_t key = 0;      ///< where the last key begins
    };
    struct Place {
        yaml::Properties properties;
        std::string_view blanked_tag;  ///< the tag that yaml-cpp did not see
    };

    Place place_of(std::uint32_t at);
    PlacedTag tag_at(const Place& place, const std::string& tag);
    void check_tag_end(std::string_view written, std::uint32_t begin);
    PlacedScalar scalar_at(std::uint32_t begin, const std::string& value);
    PlacedScalar absent_scalar(std::uint32_t after) const;
    PlacedScalar block_at(std::uint32_t begin, const std::string& value);
    PlacedScalar quoted_at(std::uint32_t begin, const std::string& value);
    std::string_view text_of(std::uint32_t begin, std::uint32_t size, std::string_view value);
    bool is_absent(std::uint32_t at) const;
    void set_type(PlacedScalar& place, const PlacedTag& tag, bool plain);
    void key(const PlacedScalar& place, const PlacedTag& tag, bool plain);
    void check_collection_tag(Kind kind, const PlacedTag& tag, std::string_view name);
    void pass_indicator();
    void pass_colon(Frame& frame);
    void refuse_key(std::uint32_t at, const char* message);
    void remember(std::size_t anchor, const Finished& finished);
    void note(SyntaxError::Kind kind, std::uint32_t begin, std::uint32_t end, std::string message) {
        errors_.push_back({kind, std::move(message), input_.span(begin, end), {}});
    }
    [[noreturn]] void stop(std::uint32_t begin, std::uint32_t end, std::string message) {
        note(SyntaxError::Kind::syntax, begin, end, std::move(message));
        throw Stop{};
    }
    void check_limits() const {
        if (tree_.failed()) throw Stop{};
    }

    const Input& input_;
    const std::string_view text_;
    std::vector<yaml::Blanked>& blanked_;
    std::vector<SyntaxError>& errors_;
    TreeBuilder tree_;
    std::vector<Frame> frames_;
    std::vector<Finished> anchors_;  ///< by yaml-cpp's number; without a node while it is open
    std::uint32_t cursor_ = 0;
};

}  // namespace stackfit
