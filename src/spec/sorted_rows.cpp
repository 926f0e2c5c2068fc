#include "sorted_rows.h"

#include <algorithm>

namespace stackfit {

std::string_view take(std::string_view& text, char end) {
    const std::string_view taken = text.substr(0, text.find(end));
    text.remove_prefix(std::min(text.size(), taken.size() + 1));
    return taken;
}

std::string_view rows_from(std::string_view rows, std::string_view key) {
    std::size_t low = 0, high = rows.size();  // where lines begin
    while (low < high) {
        // Forwards only: a search for a character backwards goes byte by byte, and rows are long.
        std::size_t begin = rows.find('\n', low + (high - low) / 2) + 1;
        if (begin == 0 || begin >= high) begin = low;
        const std::size_t end = std::min(rows.find('\n', begin), rows.size());
        // A tab sorts before everything that a cell holds, so lines are in the order of their cells.
        if (rows.substr(begin, end - begin) < key)
            low = std::min(end + 1, rows.size());
        else
            high = begin;
    }
    return rows.substr(low);
}

std::string_view take_line(std::string_view& rows) { return take(rows, '\n'); }
std::string_view take_cell(std::string_view& line) { return take(line, '\t'); }

}  // namespace stackfit
