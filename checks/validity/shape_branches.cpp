#include "shape_branches.h"

#include <algorithm>

#include "stackfit/template.h"

namespace stackfit::checks {
namespace {

constexpr int most_combinations = 64;

bool contradicts(const Branches& branches, const Branch& one) {
    return std::any_of(branches.begin(), branches.end(), [&](const Branch& other) {
        return other.condition == one.condition && other.taken != one.taken;
    });
}

class Combinations {
public:
    Combinations(std::span<const Member> members, std::span<const std::string_view> paths,
                 const std::function<void(const Combination&)>& visit)
        : members_(members), paths_(paths), visit_(visit) {}

    void from(std::size_t index) {
        if (left_ <= 0) return;
        if (index < paths_.size()) return member(members_, paths_[index], index);
        --left_;
        visit_(made_);
    }

private:
    /// The value at the path below the members, then the paths that follow.
    void member(std::span<const Member> members, std::string_view path, std::size_t index) {
        const std::size_t dot = path.find('.');
        const std::string_view rest =
            dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
        value(value_of(members, path.substr(0, dot)), rest, index);
    }

    void value(const Node* node, std::string_view rest, std::size_t index) {
        if (node == nullptr || node->kind == Kind::null || is_no_value(*node)) return chosen(nullptr, index);
        if (const Node* arguments = choice(*node)) return branches(*arguments, rest, index);
        if (rest.empty() || intrinsic(*node) != nullptr) return chosen(node, index);
        member(node->members, rest, index);
    }

    void branches(const Node& arguments, std::string_view rest, std::size_t index) {
        for (const bool taken : {true, false}) {
            const Branch branch{arguments.items[0]->text, taken};
            if (contradicts(made_.branches, branch)) continue;
            made_.branches.push_back(branch);
            value(arguments.items[taken ? 1 : 2], rest, index);
            made_.branches.pop_back();
        }
    }

    void chosen(const Node* node, std::size_t index) {
        made_.values.push_back(node);
        from(index + 1);
        made_.values.pop_back();
    }

    std::span<const Member> members_;
    std::span<const std::string_view> paths_;
    const std::function<void(const Combination&)>& visit_;
    Combination made_;
    int left_ = most_combinations;
};

}  // namespace

bool is_no_value(const Node& node) {
    const Member* only = node.only();
    return only != nullptr && only->key == "Ref" && only->value->is_string() &&
           only->value->text == "AWS::NoValue";
}

const Node* choice(const Node& node) {
    const Member* only = node.only();
    if (only == nullptr || only->key != "Fn::If") return nullptr;
    const Node& arguments = *only->value;
    return arguments.items.size() == 3 && arguments.items[0]->is_string() ? &arguments : nullptr;
}

const Node* value_of(std::span<const Member> members, std::string_view name) {
    for (const Member& member : members) {
        if (member.key == name) return member.value;
    }
    return nullptr;
}

Span place_of(std::span<const Member> members, std::string_view name) {
    for (const Member& member : members) {
        if (member.key == name) return member.key_span;
    }
    return {};
}

void each_combination(std::span<const Member> members, std::span<const std::string_view> paths,
                      const std::function<void(const Combination&)>& visit) {
    Combinations(members, paths, visit).from(0);
}

}  // namespace stackfit::checks
