// The resources of the new template while it is made: what connectors look at, and whose DependsOn they write.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sam/make.h"

namespace stackfit::sam {

/// A DependsOn that is being written: a list, in which an id is found and removed in constant time.
class Dependencies {
public:
    explicit Dependencies(const Node* written);
    /// Appends an id that is not in the list yet.
    void add(const Node* id);
    /// Removes the first `id`; false when there is none.
    bool remove(std::string_view id);
    [[nodiscard]] std::vector<const Node*> items() const;

private:
    void append(const Node* item);

    std::vector<const Node*> items_;  ///< null: removed
    std::unordered_map<std::string_view, std::vector<std::size_t>> places_;
};

class Output {
public:
    /// A generated resource stands behind the one of the template that caused it (`owner`, its place there); one made by several is the
    /// last one's.
    void put(std::size_t owner, const Member& resource);
    /// A resource of the template that expanded to others.
    void remove(std::string_view id);
    /// The declaration as it is now, but for changes of its DependsOn; null when there is none of that id.
    [[nodiscard]] const Node* find(std::string_view id) const;
    /// All of them, in the order in which they came.
    [[nodiscard]] std::vector<Member> all() const;

    /// `id`, if there is such a resource, depends on `other`, too.
    void depend(std::string_view id, const Node* other);
    /// Wherever a resource depends on `id`, it depends on those that were made of it instead.
    void replace_dependency(std::string_view id, const std::vector<const Node*>& made);

    /// The resources of the new template in their order.
    std::vector<Member> members(Builder& build);

private:
    struct Entry {
        std::size_t owner;
        Member member;
        bool removed = false;
        std::shared_ptr<Dependencies> dependencies{};  ///< null as long as DependsOn is as it was put
        bool owns_dependencies = false;
        const Node* cause = nullptr;  ///< the last id that was added
    };

    Entry* entry(std::string_view id);
    /// The list of a resource, for reading and for removing; shared with those made together with it.
    Dependencies& shared_dependencies(Entry& entry);
    /// A list of its own.
    Dependencies& own_dependencies(Entry& entry);
    static bool may_depend(const Entry& entry, std::string_view id);
    static Member with_dependencies(const Entry& entry, Builder& build);

    std::vector<Entry> entries_;
    std::unordered_map<std::string_view, std::size_t> index_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> dependents_;
    /// Resources made from one share the list that its author wrote, and the service edits that list in place.
    std::map<std::pair<std::size_t, const Node*>, std::shared_ptr<Dependencies>> shared_;
};

}  // namespace stackfit::sam
