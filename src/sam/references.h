// References to what was made: a layer's new id, and "Function.Alias" and its like.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

class References {
public:
    explicit References(Context& context) : context_(context) {}

    /// Learns what the drafts of a source can be referred to as; of several of a type the last counts.
    void learn(const SamResource& source, const std::vector<Draft>& drafts);
    /// The tree with all its references redirected; the same node when none was.
    const Node* redirected(const Node* node);

private:
    const Node* own(const Node* node);
    const Node* ref(const Node& node, const Node& target);
    const Node* attribute(const Node& node, const Node& target);
    const Node* substitution(const Node& node, const Node& argument);
    const Node* dependencies(const Node& list);
    const Node* substituted(const Node& text);
    std::string hole(std::string_view name);
    [[nodiscard]] std::string_view derived(std::string_view id, std::string_view property) const;
    [[nodiscard]] std::string_view renamed(std::string_view id) const;
    const Node* with_argument(const Node& node, const Node* argument);

    Context& context_;
    std::unordered_map<std::string, std::string_view> derived_;
};

}  // namespace stackfit::sam
