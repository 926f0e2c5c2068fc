// graph: files that are no whole templates, because a build step makes one template of several.
//
// A file is told from a template with mistakes by what it lacks, and never by its name: the Transform of its serverless functions
// together with a name and the Globals that only another file can provide, or most of the names that it refers to. A file that
// lacks little is one when the files around it prove it: they refer to its resources, or a template above it has been built from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/graph.h"

namespace stackfit {

struct Fragment {
    enum class Kind : std::uint8_t {
        none,  ///< a whole template
        piece,  ///< what it rests on is declared elsewhere: parameters, conditions, Transform, Globals, other resources
        frame,  ///< it declares what pieces rest on, and refers to what they declare
        source  ///< a preprocessor's directives stand in it
    };
    Kind kind = Kind::none;
    /// What it refers to and does not declare, each once, in the order of the text.
    std::vector<std::string_view> missing;
    /// Of `missing`, what a fragment beside it declares, and the path of that. Of a frame only.
    std::map<std::string_view, std::string> merged;
    const Member* directive = nullptr;     ///< of a source, the first one
    const Resource* serverless = nullptr;  ///< its first resource that needs SAM's Transform, which it lacks

    [[nodiscard]] bool is_piece() const { return kind == Kind::piece; }
    /// Does nothing that it needs, or that needs it, stand in other files?
    [[nodiscard]] bool is_whole() const { return kind == Kind::none || kind == Kind::source; }
};

/// Is this the type of a resource that only SAM knows?
inline bool is_serverless(std::string_view type) { return type.starts_with("AWS::Serverless::"); }

/// `graph` is that of the expanded template. Files beside it are looked at in the run and, with `files`, in the folders around it; only when
/// names are missing, and at most a few hundred.
Fragment find_fragment(const Project& project, const Unit& unit, const Graph& graph, const FileSystem* files);

}  // namespace stackfit
