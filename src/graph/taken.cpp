// Which references count in a world.
#include "stackfit/graph_update_order.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

class TakenSearch {
public:
    /// Without a world, both branches of every Fn::If count.
    TakenSearch(World* world, const Graph& graph, const Resource& target)
        : world_(world), graph_(graph), target_(target) {}

    const Node* in(const Node& node) { return in(node, world_ != nullptr); }

private:
    /// `worlds` false: over both branches of every Fn::If. Documents are at most DocumentLimits::depth deep.
    const Node* in(const Node& node, bool worlds) {
        const Member* function = intrinsic(node);
        if (function == nullptr) return in_children(node, worlds);
        const Node& argument = *function->value;
        if (function->key == "Ref") return argument.is_string() && names(argument.text) ? &node : nullptr;
        if (function->key == "Fn::GetAtt" && get_att(argument)) return &node;
        if (function->key == "Fn::Sub" && sub(argument)) return &node;
        if (function->key == "Fn::If" && worlds && argument.items.size() == 3) return in_branch(argument);
        return in_children(node, worlds);
    }

    const Node* in_children(const Node& node, bool worlds) {
        for (const Node* item : node.items)
            if (const Node* found = in(*item, worlds)) return found;
        for (const Member& member : node.members)
            if (const Node* found = in(*member.value, worlds)) return found;
        return nullptr;
    }

    /// Asking the condition forks the world, so first see whether the answer matters.
    const Node* in_branch(const Node& arguments) {
        const Node& then = *arguments.items[1];
        const Node& otherwise = *arguments.items[2];
        if (in(then, false) == nullptr && in(otherwise, false) == nullptr) return nullptr;
        return in(world_->condition(arguments.items[0]->text) ? then : otherwise, true);
    }

    bool names(std::string_view name) const { return graph_.resolve(name) == &target_; }

    /// "Id.Attribute", where Id may be SAM's "F.Alias".
    bool names_with_attribute(std::string_view name) const {
        const std::size_t dot = name.find('.');
        const std::size_t second = dot == std::string_view::npos ? dot : name.find('.', dot + 1);
        return names(name) || names(name.substr(0, second)) || names(name.substr(0, dot));
    }

    bool get_att(const Node& argument) const {
        if (argument.is_string()) return names_with_attribute(argument.text);
        if (argument.items.size() != 2 || !argument.items[0]->is_string()) return false;
        const std::string attribute(argument.items[1]->text);
        return names_with_attribute(std::string(argument.items[0]->text) + "." + attribute);
    }

    bool sub(const Node& argument) const {
        const Node& format =
            argument.is_sequence() && !argument.items.empty() ? *argument.items[0] : argument;
        const Node* variables = argument.items.size() == 2 ? argument.items[1] : nullptr;
        std::string_view rest = format.text;
        for (std::size_t begin = rest.find("${"); begin != std::string_view::npos; begin = rest.find("${")) {
            const std::size_t end = rest.find('}', begin);
            if (end == std::string_view::npos) return false;
            const std::string_view name = trim(rest.substr(begin + 2, end - begin - 2));
            const bool variable = variables != nullptr && variables->find(name) != nullptr;
            if (!variable && names_with_attribute(name)) return true;
            rest.remove_prefix(end + 1);
        }
        return false;
    }

    World* world_;
    const Graph& graph_;
    const Resource& target_;
};

Span in_depends_on(const Resource& resource, const Resource& target) {
    const Node* value = resource.node->get("DependsOn");
    if (value == nullptr) return {};
    if (value->is_string() && value->text == target.id) return value->span;
    for (const Node* item : value->items)
        if (item->is_string() && item->text == target.id) return item->span;
    return {};
}

}  // namespace

const Node* taken_reference(World& world, const Graph& graph, const Node& node, const Resource& target) {
    return TakenSearch(&world, graph, target).in(node);
}

bool refers_to(const Graph& graph, const Node& node, const Resource& target) {
    return TakenSearch(nullptr, graph, target).in(node) != nullptr;
}

Span taken_dependency(World& world, const Graph& graph, const Resource& resource, const Resource& target) {
    if (const Span place = in_depends_on(resource, target); place.known()) return place;
    const Node* reference = taken_reference(world, graph, *resource.node, target);
    return reference == nullptr ? Span{} : reference->span;
}

}  // namespace stackfit
