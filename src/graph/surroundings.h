// The templates around one: those of the run, and those in the folders that one template is likely to be spread over.
#pragma once

#include <functional>

#include "stackfit/graph.h"

namespace stackfit {

struct Neighbour {
    std::string path;
    const Template* templ = nullptr;  ///< as written
    bool above = false;               ///< it stands in a folder that holds the folder of the other
};

/// Of the run all; of the file system those that hold one of `words`: in the folder of the template, up to two levels below it, and in
/// the folders that lead to it, up to four. Sorted within each folder. `files` may be null.
void visit_neighbours(const Project& project, const Unit& unit, const FileSystem* files,
                      const std::vector<std::string_view>& words,
                      const std::function<void(const Neighbour&)>& visit);

}  // namespace stackfit
