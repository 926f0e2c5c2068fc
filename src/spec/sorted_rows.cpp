#include "sorted_rows.h"

#include <algorithm>

namespace stackfit {
std::string_view take(std::string_view& text, char end) {
    const std::string_view taken = text.substr(0, text.find(end));
    text.remove_prefix(std::min(text.size(), taken.size() + 1));
    return taken;
}

std::string_view rows_from(std::string_view rows, std::string_view key) {
    std::size_t low = 0, high = rows.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before = rows.substr(0, middle).rfind('\n');
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::size_t end = rows.find('\n', middle);
        // A tab sorts before everything that a cell holds, so lines are in the order of their cells.
        if (rows.substr(begin, end - begin) < key)
            low = end + 1;
        else
            high = begin;
    }
    return rows.substr(low);
}

std::string_view take_line(std::string_view& rows) { return take(rows, '\n'); }
std::string_view take_cell(std::string_view& line) { return take(line, '\t'); }

}  // namespace stackfit
