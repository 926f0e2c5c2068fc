// What git prints, read strictly: nothing is taken from a text that is not of its form. Private to the layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

/// 40 (SHA-1) or 64 (SHA-256) small hexadecimal digits.
bool is_object_id(std::string_view text);

/// The line of `cat-file --batch` before an object: "ID TYPE SIZE", or "ID missing".
struct ObjectHeader {
    std::string id, type;
    std::uint64_t size = 0;
    bool missing = false;
};
std::optional<ObjectHeader> read_object_header(std::string_view line);

struct TreeEntry {
    enum class Kind { file, directory, link, submodule };
    Kind kind = Kind::file;
    std::string name, id;
};
/// The content of a tree object, whose ids are as long as its own. Names that lead elsewhere ("..", "a/b") are left out.
std::optional<std::vector<TreeEntry>> read_tree(std::string_view content, std::size_t id_digits);

struct CommitObject {
    std::string tree;
    std::vector<std::string> parents;
    std::int64_t time = 0;  ///< of the committer
    std::string subject;    ///< printable
};
std::optional<CommitObject> read_commit(std::string_view content);

/// Lines that are an object id each (`rev-list`).
std::optional<std::vector<std::string>> read_ids(std::string_view text);

struct Rename {
    std::string from, to;
};
/// `diff-tree -z --name-status` of renames: "R086", from, to, each with a NUL behind it.
std::optional<std::vector<Rename>> read_renames(std::string_view text);

}  // namespace stackfit
