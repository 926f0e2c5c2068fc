#include "stackfit/support/source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace stackfit {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
    std::vector<std::uint32_t> starts{0};
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (const char* at = begin; at != end; ++at) {
        at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        if (at == nullptr) break;
        starts.push_back(static_cast<std::uint32_t>(at - begin) + 1);
    }
    return starts;
}

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

Source::Source(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_(find_line_starts(text_)) {}

Position Source::position(std::uint32_t offset) const {
    offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const auto line = next - line_starts_.begin();
    std::uint32_t begin = *(next - 1);
    if (begin == 0 && text_.starts_with(byte_order_mark)) {
        begin = std::min(offset, static_cast<std::uint32_t>(byte_order_mark.size()));
    }
    const auto column = std::count_if(text_.begin() + begin, text_.begin() + offset, starts_code_point);
    return {static_cast<int>(line), static_cast<int>(column) + 1};
}

std::string_view Source::line(int number) const {
    if (number < 1 || static_cast<std::size_t>(number) > line_starts_.size()) return {};
    const auto index = static_cast<std::size_t>(number) - 1;
    const std::size_t begin = line_starts_[index];
    const std::size_t end = index + 1 < line_starts_.size() ? line_starts_[index + 1] - 1 : text_.size();
    std::string_view line = text().substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    return line;
}

FileId Sources::add(std::string path, std::string text) {
    Source source(std::move(path), std::move(text));
    const std::lock_guard lock(mutex_);
    files_.push_back(std::move(source));
    return static_cast<FileId>(files_.size() - 1);
}

const Source& Sources::operator[](FileId file) const {
    const std::lock_guard lock(mutex_);
    return files_[file];
}

std::size_t Sources::size() const {
    const std::lock_guard lock(mutex_);
    return files_.size();
}

}  // namespace stackfit
