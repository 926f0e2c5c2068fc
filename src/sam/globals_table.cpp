#include "sam/globals_table.h"

namespace stackfit::sam {
namespace {

constexpr GlobalsSection sections[] = {
#include "sam/globals_properties.inc"
};

}  // namespace

std::span<const GlobalsSection> globals_sections() { return sections; }

const GlobalsSection* find_globals_section(std::string_view type) {
    for (const GlobalsSection& section : sections) {
        if (type == section.type) return &section;
    }
    return nullptr;
}

}  // namespace stackfit::sam
