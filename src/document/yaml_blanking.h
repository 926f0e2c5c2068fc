// Works around yaml-cpp 0.7 refusing valid YAML (upstream issue 1163, mended after 0.9.0). Where a tag begins
// an item or a line,
//
//     - !Sub |              Key:
//       text                  !Sub |
//                             text
//
// it takes the tag's column for the indentation that the text must exceed, and reports "end of sequence not
// found". The tag (or anchor) is overwritten with spaces before yaml-cpp sees it; the scalar then arrives at
// the place of its `|`, and the reader gives it the tag back. Candidates are found line by line without
// understanding YAML. One too many does no harm where it is a scalar; one that stands inside a longer text
// never arrives, and the file is read again with it restored. (In the first line of a block scalar it would
// show the wrong indentation; none is taken there.)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/yaml_places.h"

namespace stackfit::yaml {

struct Blanked {
    std::uint32_t begin = 0;  ///< of the properties
    Properties properties;
    bool arrived = false;
};

/// In the order of the text.
std::vector<Blanked> find_blankable(std::string_view text);

/// The text with the properties of each overwritten by spaces.
std::string blank(std::string_view text, const std::vector<Blanked>& all);

}  // namespace stackfit::yaml
