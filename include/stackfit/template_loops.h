// What only AWS::LanguageExtensions knows: loops (Template Reference "Fn::ForEach") and some functions.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace stackfit {

struct Member;
struct Node;

/// The next `${Name}` or `&{Name}` of a text from `at` on.
struct LoopHole {
    std::size_t begin = std::string_view::npos;
    std::size_t end = 0;  ///< past the brace
    char form = '$';
    std::string_view name;

    [[nodiscard]] bool found() const { return begin != std::string_view::npos; }
};
LoopHole next_loop_hole(std::string_view text, std::size_t at);

/// The first use of a loop or function that only this transform knows, below `node`; null: none.
const Member* first_extension(const Node& node);
/// Its name for messages: Fn::ForEach::NAME, Fn::Length, ...
std::string_view extension_name(const Member& use);

/// Adds a glob for each key that a loop makes, those of loops within it included: "Topic*" for "Topic${Name}". "*" for a loop whose keys
/// cannot be read.
void add_loop_names(const Member& loop, std::set<std::string>& globs);

}  // namespace stackfit
