#include "renames.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "stackfit/support/text.h"

namespace stackfit::change {
namespace {

/// So many values have to be equal, of 3.
constexpr std::size_t enough_of_three = 2;
/// So many of one type and side are looked at: CloudFormation has no larger stacks.
constexpr std::size_t most_of_one_type = 500;
/// Types of which SAM puts a hash into the logical id.
constexpr std::string_view hashed_types[] = {"AWS::Lambda::Version", "AWS::Lambda::LayerVersion",
                                             "AWS::ApiGateway::Deployment"};

using Resources = std::vector<const Resource*>;
/// Hashes of values and the paths to them, sorted.
using Values = std::vector<std::size_t>;

void collect(const Node& node, const std::string& path, Values& values) {
    for (const Member& member : node.members)
        collect(*member.value, path + "." + std::string(member.key), values);
    for (const Node* item : node.items) collect(*item, path + "[]", values);
    if (node.is_scalar()) values.push_back(std::hash<std::string>()(path + "=" + std::string(node.text)));
}

/// Every value of the resource's properties with the path to it.
Values values_of(const Resource& resource) {
    Values values;
    if (resource.properties != nullptr) collect(*resource.properties, "", values);
    std::sort(values.begin(), values.end());
    return values;
}

std::size_t common(const Values& a, const Values& b) {
    Values both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
}

/// Those of one side whose logical id the other one does not have.
Resources only_here(const Template& here, const Template& there) {
    Resources found;
    for (const Resource& resource : here.resources())
        if (there.resource(resource.id) == nullptr) found.push_back(&resource);
    return found;
}

class Matcher {
public:
    Matcher(const Unit& before, const Unit& after)
        : before_(before),
          after_(after),
          gone_(only_here(before.expanded, after.expanded)),
          come_(only_here(after.expanded, before.expanded)) {}

    std::vector<RenamedResource> all() {
        match_made();
        match_alike();
        std::map<const Resource*, std::size_t> place;
        for (const Resource& resource : after_.expanded.resources()) place.emplace(&resource, place.size());
        std::sort(found_.begin(), found_.end(),
                  [&](const auto& a, const auto& b) { return place[a.after] < place[b.after]; });
        return std::move(found_);
    }

private:
    void take(const Resource* before, const Resource* after, std::string_view maker) {
        found_.push_back({before, after, !maker.empty() && is_one_of(hashed_types, after->type), maker});
        std::erase(gone_, before);
        std::erase(come_, after);
    }

    /// By what they were made for and their type: only where there is one of them on each side.
    using Maker = std::pair<std::string_view, std::string_view>;
    static std::map<Maker, Resources> by_maker(const Unit& unit, const Resources& resources) {
        std::map<Maker, Resources> found;
        for (const MadeResource& made : unit.made) {
            const Resource* resource = unit.expanded.resource(made.id);
            const bool here = std::find(resources.begin(), resources.end(), resource) != resources.end();
            if (resource != nullptr && here) found[{made.source, resource->type}].push_back(resource);
        }
        return found;
    }

    void match_made() {
        const auto new_ones = by_maker(after_, come_);
        for (const auto& [maker, old_ones] : by_maker(before_, gone_)) {
            const auto found = new_ones.find(maker);
            if (found == new_ones.end() || old_ones.size() != 1 || found->second.size() != 1) continue;
            const bool taken = std::find(come_.begin(), come_.end(), found->second.front()) == come_.end();
            if (!taken) take(old_ones.front(), found->second.front(), maker.first);
        }
    }

    /// How alike: equal values of all values of both, as a fraction; empty resources are alike.
    struct Likeness {
        std::size_t equal = 0, all = 0;
        const Resource *before = nullptr, *after = nullptr;

        [[nodiscard]] bool enough() const { return 3 * equal >= enough_of_three * all; }
    };

    void match_alike() {
        std::map<std::string_view, Resources> by_type;
        std::map<const Resource*, Values> values;
        for (const Resource* one : gone_) {
            if (by_type[one->type].size() == most_of_one_type) continue;
            by_type[one->type].push_back(one);
            values.emplace(one, values_of(*one));
        }
        std::map<std::string_view, std::size_t> looked_at;
        std::vector<Likeness> candidates;
        for (const Resource* after : come_) {
            const auto same_type = by_type.find(after->type);
            if (same_type == by_type.end() || ++looked_at[after->type] > most_of_one_type) continue;
            const Values b = values_of(*after);
            for (const Resource* before : same_type->second) {
                const Values& a = values[before];
                const Likeness likeness{2 * common(a, b), a.size() + b.size(), before, after};
                if (likeness.enough()) candidates.push_back(likeness);
            }
        }
        std::stable_sort(candidates.begin(), candidates.end(), [](const Likeness& a, const Likeness& b) {
            return (a.equal + 1) * (b.all + 1) > (b.equal + 1) * (a.all + 1);
        });
        for (const Likeness& one : candidates) {
            const bool free = std::find(gone_.begin(), gone_.end(), one.before) != gone_.end() &&
                              std::find(come_.begin(), come_.end(), one.after) != come_.end();
            if (free) take(one.before, one.after, {});
        }
    }

    const Unit& before_;
    const Unit& after_;
    Resources gone_, come_;
    std::vector<RenamedResource> found_;
};

}  // namespace

std::vector<RenamedResource> renamed(const Unit& before, const Unit& after) {
    return Matcher(before, after).all();
}

}  // namespace stackfit::change
