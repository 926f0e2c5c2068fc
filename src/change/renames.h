// Resources of OLD that NEW has under another logical id. Private to the change layer.
#pragma once

#include <vector>

#include "stackfit/project.h"

namespace stackfit::change {

struct RenamedResource {
    const Resource* before = nullptr;
    const Resource* after = nullptr;
    /// SAM made both for the same resource, and puts a hash into the logical id: a version, an API's deployment, a layer.
    bool made_anew = false;
    std::string_view maker{};  ///< of made_anew: the logical id of the author's resource
};

/// Pairs of resources of one type, each of which only one side has. First what SAM made for the same resource; then equal ones; then those
/// of which at least two thirds of the values are equal, the most alike first. In the order of NEW. Quadratic in those of one type.
std::vector<RenamedResource> renamed(const Unit& before, const Unit& after);

}  // namespace stackfit::change
