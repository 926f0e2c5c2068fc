// The loops of a template that are not expanded (Template Reference "Fn::ForEach"): what their keys may come out as.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace stackfit {

struct Member;

/// The next `${Name}` or `&{Name}` of a text from `at` on.
struct LoopHole {
    std::size_t begin = std::string_view::npos;
    std::size_t end = 0;  ///< past the brace
    char form = '$';
    std::string_view name;

    [[nodiscard]] bool found() const { return begin != std::string_view::npos; }
};
LoopHole next_loop_hole(std::string_view text, std::size_t at);

/// Adds a glob for each key that a loop makes, those of loops within it included: "Topic*" for "Topic${Name}". "*" for a loop whose keys
/// cannot be read.
void add_loop_names(const Member& loop, std::set<std::string>& globs);

}  // namespace stackfit
