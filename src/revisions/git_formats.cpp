#include "revisions/git_formats.h"

#include <charconv>

#include "stackfit/support/printable.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                     : std::nullopt;
}

std::optional<TreeEntry::Kind> kind_of(std::string_view mode) {
    if (mode == "40000") return TreeEntry::Kind::directory;
    if (mode == "120000") return TreeEntry::Kind::link;
    if (mode == "160000") return TreeEntry::Kind::submodule;
    if (mode.starts_with("100")) return TreeEntry::Kind::file;
    return std::nullopt;
}

std::string hexadecimal(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const char one : bytes) {
        const auto byte = static_cast<unsigned char>(one);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

/// "NAME <MAIL> SECONDS ZONE": the name may hold anything but a line end.
std::optional<std::int64_t> time_of(std::string_view person) {
    const auto mail_end = person.rfind('>');
    if (mail_end == std::string_view::npos) return std::nullopt;
    const auto words = split(trim(person.substr(mail_end + 1)), ' ');
    return number_of<std::int64_t>(words.front());
}

/// git joins the lines of the first paragraph.
std::string subject_of(std::string_view message) {
    while (!message.empty() && message.front() == '\n') message.remove_prefix(1);
    const auto end = message.find("\n\n");
    return printable(trim(message.substr(0, end)));
}

}  // namespace

bool is_object_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<ObjectHeader> read_object_header(std::string_view line) {
    const auto words = split(line, ' ');
    if (words.size() < 2 || !is_object_id(words[0])) return std::nullopt;
    ObjectHeader header{std::string(words[0]), std::string(words[1]), 0, false};
    if (words.size() == 2) {
        header.missing = header.type == "missing";
        return header.missing ? std::optional(header) : std::nullopt;
    }
    const auto size = number_of<std::uint64_t>(words[2]);
    if (words.size() != 3 || !size) return std::nullopt;
    header.size = *size;
    return header;
}

std::optional<std::vector<TreeEntry>> read_tree(std::string_view content, std::size_t id_digits) {
    const std::size_t id_bytes = id_digits / 2;
    std::vector<TreeEntry> entries;
    while (!content.empty()) {
        const auto space = content.find(' '), end = content.find('\0');
        if (end == std::string_view::npos || space > end || content.size() - end - 1 < id_bytes)
            return std::nullopt;
        const auto kind = kind_of(content.substr(0, space));
        const auto name = content.substr(space + 1, end - space - 1);
        if (!kind) return std::nullopt;
        const bool leads_elsewhere =
            name.empty() || name == "." || name == ".." || name.find('/') != std::string_view::npos;
        if (!leads_elsewhere)
            entries.push_back({*kind, std::string(name), hexadecimal(content.substr(end + 1, id_bytes))});
        content.remove_prefix(end + 1 + id_bytes);
    }
    return entries;
}

std::optional<CommitObject> read_commit(std::string_view content) {
    CommitObject commit;
    bool dated = false;
    while (!content.empty() && content.front() != '\n') {
        const auto end = content.find('\n');
        const auto line = content.substr(0, end);
        const auto space = line.find(' ');
        const auto name = line.substr(0, space),
                   value = space == std::string_view::npos ? "" : line.substr(space + 1);
        if (name == "tree" && commit.tree.empty() && is_object_id(value)) commit.tree = value;
        if (name == "parent" && is_object_id(value)) commit.parents.emplace_back(value);
        if (name == "committer" && !dated) {
            const auto time = time_of(value);
            commit.time = time.value_or(0);
            dated = true;
        }
        if (end == std::string_view::npos) return std::nullopt;
        content.remove_prefix(end + 1);
    }
    commit.subject = subject_of(content);
    return commit.tree.empty() ? std::nullopt : std::optional(commit);
}

std::optional<std::vector<std::string>> read_ids(std::string_view text) {
    std::vector<std::string> ids;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto id = text.substr(0, end);
        if (end == std::string_view::npos || !is_object_id(id)) return std::nullopt;
        ids.emplace_back(id);
        text.remove_prefix(end + 1);
    }
    return ids;
}

std::optional<std::vector<Rename>> read_renames(std::string_view text) {
    auto parts = split(text, '\0');
    if (!parts.empty() && parts.back().empty()) parts.pop_back();  // behind the last NUL
    if (parts.size() % 3 != 0) return std::nullopt;
    std::vector<Rename> renames;
    for (std::size_t i = 0; i < parts.size(); i += 3) {
        if (!parts[i].starts_with('R')) return std::nullopt;
        renames.push_back({std::string(parts[i + 1]), std::string(parts[i + 2])});
    }
    return renames;
}

}  // namespace stackfit
