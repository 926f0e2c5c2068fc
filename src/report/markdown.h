// GitHub-flavoured Markdown for job summaries and comments on pull requests; private to the report layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

/// Text that a template's author wrote, on one line: what Markdown or HTML would take for markup, a mention or a link is escaped.
std::string markdown_text(std::string_view text);
/// The text as code, whatever backticks it has.
std::string markdown_code(std::string_view text);

/// A table, row by row. Cells are Markdown: escape what comes from outside. A bar in a cell is no end of it.
class MarkdownTable {
public:
    struct Column {
        std::string_view title;
        bool number = false;  ///< to the right
    };
    explicit MarkdownTable(const std::vector<Column>& columns);

    /// As many cells as there are columns.
    void row(const std::vector<std::string>& cells);
    [[nodiscard]] const std::string& text() const { return out_; }

private:
    std::string out_;
};

}  // namespace stackfit
