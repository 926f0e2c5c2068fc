#include "check_file.h"

#include <algorithm>

#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::string_view fence_mark = "```";

/// Walks a text line by line.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) { measure(); }

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

/// The lines up to one for which `ends` holds, which is left behind as well; `closed` tells whether there was one.
template <class Ends>
Part part_until(Lines& lines, Ends ends, bool& closed) {
    Part part{lines.begin(), lines.begin(), lines.number()};
    while (!lines.done() && !ends(lines.line())) lines.next();
    part.end = lines.begin();
    closed = !lines.done();
    if (closed) lines.next();
    return part;
}

bool is_fence(std::string_view line) { return line.substr(0, fence_mark.size()) == fence_mark; }
bool is_ruler(std::string_view line) { return line == "---"; }

}  // namespace

std::string_view example_kind(std::string_view info) {
    constexpr std::string_view yaml = "yaml ";
    if (info.substr(0, yaml.size()) != yaml) return {};
    const std::string_view kind = trim(info.substr(yaml.size()));
    return kind == "fails" || kind == "passes" || kind == "fixed" ? kind : std::string_view{};
}

CheckFileParts split_check_file(std::string_view file) {
    CheckFileParts parts;
    Lines lines(file);
    if (is_ruler(lines.line())) {
        lines.next();
        bool closed = false;
        const Part part = part_until(lines, is_ruler, closed);
        if (closed) parts.front_matter = part;
    }
    parts.prose = {lines.begin(), file.size(), lines.number()};
    bool in_prose = true;
    while (!lines.done()) {
        if (!is_fence(lines.line())) {
            lines.next();
            continue;
        }
        Fence fence;
        fence.info = trim(lines.line().substr(fence_mark.size()));
        if (in_prose && (fence.info == "check" || !example_kind(fence.info).empty())) {
            parts.prose.end = lines.begin();
            in_prose = false;
        }
        lines.next();
        fence.body = part_until(lines, is_fence, fence.closed);
        parts.fences.push_back(fence);
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
