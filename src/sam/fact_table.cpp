#include "sam/fact_table.h"

namespace stackfit::sam {

std::string_view find_fact(std::string_view table, std::string_view name) {
    std::size_t low = 0;
    std::size_t high = table.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before = middle == 0 ? std::string_view::npos : table.rfind('\n', middle - 1);
        const std::size_t begin = before == std::string_view::npos || before < low ? low : before + 1;
        const std::size_t end = table.find('\n', begin);
        const std::string_view line = table.substr(begin, end - begin);
        const std::size_t blank = line.find(' ');
        const int order = line.substr(0, blank).compare(name);
        if (order == 0) return line.substr(blank + 1);
        if (order < 0)
            low = end + 1;
        else
            high = begin;
    }
    return {};
}

const Node* FactReader::value() {
    if (json_[at_] == '"') return filled_text(string());
    const bool object = json_[at_++] == '{';
    std::vector<Member> members;
    std::vector<const Node*> items;
    while (json_[at_] != '}' && json_[at_] != ']') {
        if (json_[at_] == ',') ++at_;
        if (object) {
            const std::string_view key = string();
            ++at_;
            members.push_back(make_.member(key, value()));
        } else {
            items.push_back(value());
        }
    }
    ++at_;
    return object ? filled_map(members) : make_.list(items);
}

std::string_view FactReader::string() {
    const std::size_t begin = ++at_;
    at_ = json_.find('"', at_) + 1;
    return json_.substr(begin, at_ - 1 - begin);
}

}  // namespace stackfit::sam
