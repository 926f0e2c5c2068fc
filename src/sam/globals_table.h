// The sections of Globals and what each may set (page "AWS SAM template Globals section").
#pragma once

#include <span>
#include <string_view>

namespace stackfit::sam {

struct GlobalsSection {
    char type[20];
    char properties[720];  ///< separated by blanks
};

std::span<const GlobalsSection> globals_sections();
const GlobalsSection* find_globals_section(std::string_view type);

}  // namespace stackfit::sam
