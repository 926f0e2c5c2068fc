// Tables that stay text: lines in ascending order, cells between tabs. They are searched as they stand, since as constants they
// would cost a relocation a cell at every start of the program. Private to the spec layer.
#pragma once

#include <string_view>

namespace stackfit {

/// The lines from the first one on that begins with `key` or sorts behind it. Logarithmic in the number of lines.
std::string_view rows_from(std::string_view rows, std::string_view key);
/// Takes what stands before the first `end` off the text, with the end.
std::string_view take(std::string_view& text, char end);
/// Takes the first line, or the first cell of a line, off the text, with what ends it.
std::string_view take_line(std::string_view& rows);
std::string_view take_cell(std::string_view& line);

}  // namespace stackfit
