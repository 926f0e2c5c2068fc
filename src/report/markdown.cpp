#include "report/markdown.h"

#include <algorithm>

namespace stackfit {
namespace {

/// A line ends a cell, and a control character is nothing to look at.
char on_one_line(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c; }

std::size_t longest_run(std::string_view text, char wanted) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == wanted ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

// Marks that only mean something between spaces or at the beginning of a line stay: "eu-west-1" is to be read in the source too.
std::string markdown_text(std::string_view text) {
    constexpr std::string_view markup = "\\`*_[]<>|~&@$";
    constexpr std::string_view at_the_beginning = "-+#=";
    std::string out;
    for (char c : text) {
        c = on_one_line(c);
        if (markup.find(c) != std::string_view::npos ||
            (out.empty() && at_the_beginning.find(c) != std::string_view::npos))
            out += '\\';
        out += c;
        // GitHub links these whether they are escaped or not; an empty comment parts them.
        if (c == '@') out += "<!-- -->";
        if (out.ends_with("://")) out.insert(out.size() - 2, "<!-- -->");
    }
    return out;
}

std::string markdown_code(std::string_view text) {
    if (text.empty()) return {};
    const std::string fence(longest_run(text, '`') + 1, '`');
    std::string out = fence;
    const bool padded = text.front() == '`' || text.back() == '`';
    if (padded) out += ' ';
    for (const char c : text) out += on_one_line(c);
    if (padded) out += ' ';
    return out + fence;
}

MarkdownTable::MarkdownTable(const std::vector<Column>& columns) {
    std::string rule = "|";
    out_ = "|";
    for (const Column& column : columns) {
        out_ += " " + std::string(column.title) + " |";
        rule += column.number ? " --: |" : " --- |";
    }
    out_ += "\n" + rule + "\n";
}

void MarkdownTable::row(const std::vector<std::string>& cells) {
    out_ += "|";
    for (const std::string& cell : cells) {
        out_ += ' ';
        // Tables are cut into cells before code is looked for.
        for (std::size_t i = 0; i < cell.size(); ++i) {
            if (cell[i] == '|' && (i == 0 || cell[i - 1] != '\\')) out_ += '\\';
            out_ += cell[i];
        }
        out_ += " |";
    }
    out_ += "\n";
}

}  // namespace stackfit
