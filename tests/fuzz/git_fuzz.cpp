// What git might print: an answer or nothing, never a crash; and what is taken from it stays what it claims to be.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "revisions/git_formats.h"

namespace {

void hold(bool promise) {
    if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto header = stackfit::read_object_header(text.substr(0, text.find('\n'))))
        hold(stackfit::is_object_id(header->id));
    for (const std::size_t digits : {40U, 64U})
        if (const auto entries = stackfit::read_tree(text, digits))
            for (const auto& entry : *entries)
                hold(stackfit::is_object_id(entry.id) && entry.name.find('/') == std::string::npos &&
                     entry.name != "..");
    if (const auto commit = stackfit::read_commit(text))
        hold(stackfit::is_object_id(commit->tree) && commit->subject.find('\n') == std::string::npos);
    if (const auto ids = stackfit::read_ids(text))
        for (const auto& id : *ids) hold(stackfit::is_object_id(id));
    (void)stackfit::read_renames(text);
    return 0;
}
