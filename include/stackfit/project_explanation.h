// Why a part of an expanded template exists, and from which lines: what `transform --explain` and `--provenance` tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/project.h"

namespace stackfit {

/// Where something comes from. Without a reason the author wrote it at `span`; else `span` is the author's line that causes it.
struct Cause {
    Span span;
    std::string_view reason;
};

struct Explanation {
    std::string_view id;
    std::string_view section;  ///< "Resources", "Conditions", ...: where `id` stands, or stood
    std::string_view
        type;            ///< of the resource after the expansion; "" when it is none, or not there any more
    bool exists = true;  ///< false: replaced by what `becomes` lists
    Span written;        ///< the author's own key of it; no place when nobody wrote it
    std::string_view written_type;           ///< of the resource that the author wrote
    std::vector<Cause> causes;               ///< of a generated one: why it exists, the nearest cause first
    std::vector<std::string_view> made_for;  ///< the author's resources that it was made for
    std::string_view loop;  ///< the loop that repeats it: "Fn::ForEach::Topics"; "" when none does

    /// A part that comes from elsewhere than the whole: "Properties.Runtime" from Globals.
    struct Part {
        std::string path;
        Cause cause;
    };
    std::vector<Part> parts;  ///< in the order of the output

    struct Made {
        std::string_view id, type;
        Cause cause;
    };
    std::vector<Made> becomes;  ///< what SAM makes of this resource beside itself, in the order made
};

/// Null when neither the template nor what it expands to has anything of that name. Resources come before conditions, those before the rest.
std::optional<Explanation> explain(const Unit& unit, std::string_view id);
/// The name among those that can be explained that was probably meant, or "".
std::string_view closest_name(const Unit& unit, std::string_view id);

/// The nearest cause of a node, or of a member that holds one.
Cause cause_of(const Node& node);

}  // namespace stackfit
