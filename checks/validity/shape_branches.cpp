#include "shape_branches.h"

#include <algorithm>

#include "shape_values.h"

namespace stackfit::checks {
namespace {

constexpr int most_combinations = 64;

/// Where the first name of a path ends: before ".", "[" or "->".
std::size_t name_end(std::string_view path) {
    std::size_t end = 0;
    while (end < path.size() && path[end] != '.' && path[end] != '[' && !path.substr(end).starts_with("->"))
        ++end;
    return end;
}

bool contradicts(const Branches& branches, const Branch& one) {
    return std::any_of(branches.begin(), branches.end(), [&](const Branch& other) {
        return other.condition == one.condition && other.taken != one.taken;
    });
}

class Combinations {
public:
    Combinations(const Template& templ, std::span<const std::string_view> paths,
                 const std::function<void(const Combination&)>& visit)
        : templ_(templ), paths_(paths), visit_(visit) {}

    void from(const PathRoots& roots) {
        roots_ = roots;
        path(0);
    }

private:
    void path(std::size_t index) {
        if (left_ <= 0) return;
        if (index < paths_.size()) {
            const std::string_view name = paths_[index];
            if (name.starts_with('/')) return step(roots_.resource, name.substr(1), index);
            return step(roots_.members, name, index);
        }
        --left_;
        visit_(made_);
    }

    /// The value at the path below the members, then the paths that follow.
    void step(std::span<const Member> members, std::string_view path, std::size_t index) {
        const std::size_t end = name_end(path);
        value(value_of(members, path.substr(0, end)), path.substr(end), index);
    }

    void value(const Node* node, std::string_view rest, std::size_t index) {
        if (node == nullptr || node->kind == Kind::null || is_no_value(node)) return chosen(nullptr, index);
        if (const Node* arguments = choice(*node)) return branches(*arguments, rest, index);
        if (rest.empty()) return chosen(node, index);
        if (rest.starts_with("->")) return referred(*node, rest.substr(2), index);
        if (intrinsic(*node) != nullptr) return chosen(computed(), index);
        if (rest.starts_with("[]")) return elements(*node, rest.substr(2), index);
        if (rest.starts_with('[')) return element(*node, rest, index);
        step(node->members, rest.substr(1), index);
    }

    /// "[0].KeyType". What Fn::If may take away before it stands for the element.
    void element(const Node& list, std::string_view rest, std::size_t index) {
        const std::size_t end = rest.find(']');
        const auto wanted = static_cast<std::size_t>(number_of(rest.substr(1, end - 1)).value_or(0));
        for (std::size_t i = 0; i < std::min(wanted, list.items.size()); ++i) {
            if (choice(*list.items[i]) != nullptr) return chosen(list.items[i], index);
        }
        value(wanted < list.items.size() ? list.items[wanted] : nullptr, rest.substr(end + 1), index);
    }

    /// What all elements have, as a list. One that is computed stands for what is behind it, and a missing one is null.
    void elements(const Node& list, std::string_view rest, std::size_t index) {
        std::vector<const Node*> found;
        for (const Node* item : list.items) {
            const Node* at = item;
            for (std::string_view left = rest; !left.empty() && at != nullptr && intrinsic(*at) == nullptr;) {
                left.remove_prefix(1);
                const std::string_view name = left.substr(0, left.find('.'));
                at = at->get(name);
                left.remove_prefix(name.size());
            }
            found.push_back(at == nullptr ? &nothing_ : at);
        }
        Node made;
        made.kind = Kind::sequence;
        made.items = found;
        made.span = list.span;
        chosen(&made, index);
    }

    void referred(const Node& reference, std::string_view rest, std::size_t index) {
        if (rest == "&") return function_name(reference, index);
        const Resource* resource = referred_resource(templ_, reference);
        if (resource == nullptr) return chosen(intrinsic(reference) == nullptr ? nullptr : &reference, index);
        if (rest == "@") return chosen(resource->node->get("Type"), index);
        if (resource->properties == nullptr) return chosen(nullptr, index);
        step(resource->properties->members, rest, index);
    }

    void function_name(const Node& reference, std::size_t index) {
        const Member* function = intrinsic(reference);
        if (function == nullptr) return chosen(nullptr, index);
        Node made;
        made.kind = Kind::string;
        made.text = function->key;
        made.span = reference.span;
        chosen(&made, index);
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
        path(index + 1);
        made_.values.pop_back();
    }

    const Template& templ_;
    PathRoots roots_;
    std::span<const std::string_view> paths_;
    const std::function<void(const Combination&)>& visit_;
    Combination made_;
    Node nothing_;
    int left_ = most_combinations;
};

}  // namespace

bool are_taken(World& world, const Branches& branches) {
    return std::all_of(branches.begin(), branches.end(), [&](const Branch& branch) {
        return world.condition(branch.condition) == branch.taken;
    });
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

void each_combination(const Template& templ, const PathRoots& roots, std::span<const std::string_view> paths,
                      const std::function<void(const Combination&)>& visit) {
    Combinations(templ, paths, visit).from(roots);
}

const Node* computed() {
    static const Node node{};
    return &node;
}

const Resource* referred_resource(const Template& templ, const Node& node) {
    const Member* function = intrinsic(node);
    if (function == nullptr || (function->key != "Ref" && function->key != "Fn::GetAtt")) return nullptr;
    const Node& argument = *function->value;
    const Node* name = argument.is_sequence() && !argument.items.empty() ? argument.items[0] : &argument;
    if (!name->is_string()) return nullptr;
    return templ.resource(name->text.substr(0, name->text.find('.')));
}

}  // namespace stackfit::checks
