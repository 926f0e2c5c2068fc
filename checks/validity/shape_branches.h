// The values that a property can have under Fn::If, found in the text: no world is asked.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::checks {

/// Of an Fn::If: it counts where the condition has this value.
struct Branch {
    std::string_view condition;
    bool taken = true;
};
using Branches = std::vector<Branch>;
/// Are all of them taken in this world? Decides.
bool are_taken(World& world, const Branches& branches);

/// The three arguments of an Fn::If that is in order; null when the node is none.
const Node* choice(const Node& node);

const Node* value_of(std::span<const Member> members, std::string_view name);
/// Of the key; unknown when it is not there.
Span place_of(std::span<const Member> members, std::string_view name);

/// One way to choose a value for each of several properties.
struct Combination {
    std::vector<const Node*> values;  ///< null: there is none
    Branches branches;
};

/// Where paths begin.
struct PathRoots {
    std::span<const Member> members;
    std::span<const Member> resource{};  ///< those of the resource, where paths with a slash begin
};

/// Calls `visit` for every combination of what the paths can be that no condition contradicts, up to a budget. Mostly, there is one.
/// Paths are those of PropertyTest. Behind what an intrinsic function computes, the value is computed(): whether there is one, nobody knows.
void each_combination(const Template& templ, const PathRoots& roots, std::span<const std::string_view> paths,
                      const std::function<void(const Combination&)>& visit);
/// Stands for a value inside of a computed one.
const Node* computed();
/// The resource that Ref or Fn::GetAtt names; null when the node is neither, or names none.
const Resource* referred_resource(const Template& templ, const Node& node);

}  // namespace stackfit::checks
