// The parts of a check file (DESIGN section 5): front matter between `---` lines, prose, and fenced blocks.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace stackfit {

/// A run of whole lines of the file.
struct Part {
    std::size_t begin = 0, end = 0;  ///< bytes of the file, fences and `---` lines left out
    int line = 1;                    ///< of its first line

    [[nodiscard]] std::string_view in(std::string_view file) const { return file.substr(begin, end - begin); }
};

struct Fence {
    std::string_view info;  ///< "check", "yaml fails", ...; trimmed
    Part opening;           ///< the line that opens it
    Part body;
    bool closed = true;  ///< false: the file ends in it, or another block begins
};

struct CheckFileParts {
    std::optional<Part> front_matter;
    bool front_matter_open = false;  ///< it begins and never ends, and so is not there
    Part prose;                 ///< between front matter and the first fence that is rule or example
    std::vector<Fence> fences;  ///< all of them, in order
};

/// Never fails: what is missing is left out. Linear.
CheckFileParts split_check_file(std::string_view file);

/// "fails" for "yaml fails"; empty for what is no example.
std::string_view example_kind(std::string_view info);
/// What may stand behind "yaml".
inline constexpr std::array<std::string_view, 3> example_kinds = {"fails", "passes", "fixed"};

}  // namespace stackfit
