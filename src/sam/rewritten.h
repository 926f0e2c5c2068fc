// Resources of the author's that events write into: buckets (S3 events) and user pools (Cognito events).
//
// The service rewrites such a resource once for every event, each time from what the last event left, and keeps of its attributes only
// those it knows. Here the edits are collected and applied once. A function that is refused must leave no trace, so what its events
// ask for is pending until the function is done.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sam/draft.h"
#include "sam/problems.h"
#include "sam/properties.h"
#include "stackfit/template.h"

namespace stackfit::sam {

/// One event's edit of one resource.
struct Edit {
    std::string_view resource;
    Maker make;
    std::vector<const Node*> notifications;  ///< for NotificationConfiguration.LambdaConfigurations
    const Node* depends_on = nullptr;        ///< the id of a permission
    const Node* tag = nullptr;               ///< {Key, Value} instead, when the permission is conditional
    std::vector<Member> triggers;            ///< for LambdaConfig
};

class Rewritten {
public:
    void add(Edit edit) { pending_.push_back(std::move(edit)); }
    /// The pending edits count. `tags`: what the function propagates to everything made in the same breath, or null.
    void commit(const Node* tags);
    void discard() { pending_.clear(); }

    struct Result {
        std::string_view id;
        Member member;
    };
    /// Every resource that was written into, as it is now.
    std::vector<Result> finish(const Template& templ, Builder build);

    /// Is there a trigger of that name for the pool, written by an event? Linear in the pool's triggers, of which there are few.
    [[nodiscard]] bool has_trigger(std::string_view pool, std::string_view trigger) const;

private:
    struct State {
        std::vector<Edit> edits;
        const Node* tags = nullptr;  ///< propagated by the last function that wrote
    };

    std::vector<Edit> pending_;
    std::unordered_map<std::string_view, std::size_t> index_;
    std::vector<std::pair<std::string_view, State>> states_;

    static const Node* apply(const Resource& resource, const State& state, Builder build);
    static const Node* properties(const Resource& resource, const State& state, const Maker& make);
};

/// What the service refuses in a bucket or pool that an event refers to: the type, unknown properties, shapes it must extend.
bool check_rewritten(const Resource& resource, std::string_view type, std::span<const PropertyRule> rules,
                     Problems& problems);

}  // namespace stackfit::sam
