#include "stackfit/support/text.h"
#include "stackfit/template.h"
#include "stackfit/template_loops.h"

namespace stackfit {
namespace {

/// Globs that names are compared with; more are any name.
constexpr std::size_t most_globs = 1000;

std::string glob_of(std::string_view key) {
    std::string glob;
    std::size_t done = 0;
    for (LoopHole hole = next_loop_hole(key, 0); hole.found(); hole = next_loop_hole(key, hole.end)) {
        glob += std::string(key.substr(done, hole.begin - done)) + "*";
        done = hole.end;
    }
    return glob + std::string(key.substr(done));
}

bool is_extension(const Member& member) {
    return is_loop(member.key) || member.key == "Fn::Length" || member.key == "Fn::ToJsonString";
}

/// Fn::FindInMap with a fourth argument.
bool has_default(const Member& member) {
    return member.key == "Fn::FindInMap" && member.value->items.size() > 3;
}

}  // namespace

const Member* first_extension(const Node& node) {
    for (const Node* item : node.items) {
        if (const Member* found = first_extension(*item)) return found;
    }
    for (const Member& member : node.members) {
        if (is_extension(member) || has_default(member)) return &member;
        if (const Member* found = first_extension(*member.value)) return found;
    }
    return nullptr;
}

std::string_view extension_name(const Member& use) {
    return use.key == "Fn::FindInMap" ? "a DefaultValue of Fn::FindInMap" : use.key;
}

LoopHole next_loop_hole(std::string_view text, std::size_t at) {
    for (; at + 1 < text.size(); ++at) {
        if ((text[at] != '$' && text[at] != '&') || text[at + 1] != '{') continue;
        const auto close = text.find('}', at);
        if (close == std::string_view::npos) break;
        return {at, close + 1, text[at], trim(text.substr(at + 2, close - at - 2))};
    }
    return {};
}

void add_loop_names(const Member& loop, std::set<std::string>& globs) {
    const auto parts = loop.value->items;
    const Node* fragment = parts.size() == 3 && parts[2]->is_mapping() ? parts[2] : nullptr;
    if (fragment == nullptr || globs.size() >= most_globs) {
        globs = {"*"};
        return;
    }
    for (const Member& member : fragment->members) {
        if (is_loop(member.key))
            add_loop_names(member, globs);
        else
            globs.insert(is_stand_in(member.key) ? "*" : glob_of(member.key));
    }
}

}  // namespace stackfit
