// Files as read, and places in them. Places are byte offsets; lines and columns are computed for reports only.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

using FileId = std::uint32_t;
inline constexpr FileId no_file = 0xffffffffU;

/// Half-open range of bytes [begin, end) of one file. A default Span is no place.
struct Span {
    FileId file = no_file;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool known() const { return file != no_file; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// A place for people: 1-based line and column, the column counted in Unicode code points.
struct Position {
    int line = 1;
    int column = 1;
};

/// One file: its path as the user should see it, and its bytes. The text never moves or changes; a byte order
/// mark is part of it and counts as no column. Safe to read from several threads.
class Source {
public:
    Source(std::string path, std::string text);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    /// O(log lines + bytes before it in its line). An offset past the end is the end.
    [[nodiscard]] Position position(std::uint32_t offset) const;
    /// The text of a 1-based line without its line end; empty past the end.
    [[nodiscard]] std::string_view line(int number) const;
    [[nodiscard]] std::string_view text(Span span) const {
        return text().substr(span.begin, span.end - span.begin);
    }

private:
    std::string path_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;  ///< found at once: it costs a thousandth of parsing
};

/// The files of one run. References stay valid while the Sources live. Several threads may add and read.
class Sources {
public:
    FileId add(std::string path, std::string text);
    [[nodiscard]] const Source& operator[](FileId file) const;
    [[nodiscard]] std::size_t size() const;

private:
    mutable std::mutex mutex_;  ///< of the deque; a Source never changes
    std::deque<Source> files_;
};

}  // namespace stackfit
