// How far apart two words are.
#pragma once

#include <cstddef>
#include <string_view>

namespace stackfit {

/// Damerau-Levenshtein distance (a swap of neighbours is one edit), case ignored; anything above `limit` is limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace stackfit
