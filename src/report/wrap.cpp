#include "report/wrap.h"

#include "stackfit/support/text.h"

namespace stackfit {

std::string wrapped(std::string_view first, std::string_view text, std::size_t columns) {
    const std::size_t indent = code_points(first);
    std::string out(first);
    std::size_t column = indent;
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty()) continue;
        const std::size_t width = code_points(word);
        const bool begins = column == indent;
        if (!begins && column + 1 + width > columns) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (!begins) {
            out += ' ';
            ++column;
        }
        out += word;
        column += width;
    }
    return out + "\n";
}

std::string shortened(std::string_view text, std::size_t width, bool unicode) {
    if (code_points(text) <= width) return std::string(text);
    const std::string_view mark = unicode ? "…" : "~";
    std::string out;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (begins && ++taken == width) break;
        out += text[i];
    }
    return out + std::string(mark);
}

std::string fill_left(std::string text, std::size_t width) {
    const std::size_t has = code_points(text);
    return has < width ? std::string(width - has, ' ') + text : text;
}

}  // namespace stackfit
