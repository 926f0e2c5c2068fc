#include "check_file.h"

#include <algorithm>

#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::string_view fence_mark = "```";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Walks a text line by line.
class Lines {
public:
    explicit Lines(std::string_view text)
        : text_(text), begin_(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0) {
        measure();
    }

    [[nodiscard]] bool done() const { return begin_ >= text_.size(); }
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] int number() const { return number_; }
    /// Without its line end.
    [[nodiscard]] std::string_view line() const {
        std::string_view line = text_.substr(begin_, end_ - begin_);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    }
    void next() {
        begin_ = std::min(end_ + 1, text_.size());
        ++number_;
        measure();
    }

private:
    void measure() { end_ = std::min(text_.find('\n', begin_), text_.size()); }

    std::string_view text_;
    std::size_t begin_ = 0, end_ = 0;
    int number_ = 1;
};

/// The lines up to one for which `ends` holds.
template <class Ends>
Part part_until(Lines& lines, Ends ends) {
    Part part{lines.begin(), lines.begin(), lines.number()};
    while (!lines.done() && !ends(lines.line())) lines.next();
    part.end = lines.begin();
    return part;
}

/// As in Markdown: up to three spaces may stand before it.
bool is_fence(std::string_view line) {
    const auto indent = line.find_first_not_of(' ');
    return indent <= 3 && line.substr(indent).starts_with(fence_mark);
}
std::string_view info_of(std::string_view fence) { return trim(trim(fence).substr(fence_mark.size())); }
bool is_ruler(std::string_view line) { return line.starts_with("---") && trim(line) == "---"; }

Fence read_fence(Lines& lines) {
    Fence fence;
    fence.info = info_of(lines.line());
    fence.opening = {lines.begin(), lines.begin() + lines.line().size(), lines.number()};
    lines.next();
    fence.body = part_until(lines, is_fence);
    fence.closed = !lines.done() && info_of(lines.line()).empty();
    if (fence.closed) lines.next();
    return fence;
}

}  // namespace

std::string_view example_kind(std::string_view info) {
    constexpr std::string_view yaml = "yaml ";
    if (info.substr(0, yaml.size()) != yaml) return {};
    const std::string_view kind = trim(info.substr(yaml.size()));
    const bool known = std::find(example_kinds.begin(), example_kinds.end(), kind) != example_kinds.end();
    return known ? kind : std::string_view{};
}

CheckFileParts split_check_file(std::string_view file) {
    CheckFileParts parts;
    Lines lines(file);
    if (is_ruler(lines.line())) {
        lines.next();
        const Part part = part_until(lines, is_ruler);
        parts.front_matter_open = lines.done();
        if (!lines.done()) parts.front_matter = part;
        lines.next();
    }
    parts.prose = {lines.begin(), file.size(), lines.number()};
    bool in_prose = true;
    while (!lines.done()) {
        if (!is_fence(lines.line())) {
            lines.next();
            continue;
        }
        const Fence& fence = parts.fences.emplace_back(read_fence(lines));
        if (in_prose && (fence.info == "check" || !example_kind(fence.info).empty())) {
            parts.prose.end = fence.opening.begin;
            in_prose = false;
        }
    }
    return parts;
}

std::vector<Example> examples(std::string_view markdown) {
    std::vector<Example> result;
    for (const Fence& fence : split_check_file(markdown).fences) {
        const std::string_view kind = example_kind(fence.info);
        if (!kind.empty()) result.push_back({kind, fence.body.in(markdown), fence.body.line});
    }
    return result;
}

}  // namespace stackfit
