// Every function of a template as the author wrote it, for checks that ask whether it does anything.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "stackfit/template.h"

namespace stackfit::checks {

struct Use {
    const Node& node;             ///< the one-key mapping
    const Member& function;       ///< its member
    std::string_view resource{};  ///< in which it stands, or ""

    /// Where the function as a whole is pointed at.
    [[nodiscard]] Span place() const {
        return node.short_form && node.span.known() ? node.span : function.key_span;
    }
    [[nodiscard]] bool is(std::string_view name) const { return function.key == name; }
};

/// In the order of the text, an outer function before those in its arguments. Linear.
void each_use(const Template& source, const std::function<void(const Use&)>& visit);

/// The resources of a source template with their names, "" for what stands for several: a loop, a macro.
void each_resource(const Template& source,
                   const std::function<void(std::string_view name, const Node& resource)>& visit);

/// For messages: the text in quotes, cut where it is long.
std::string quoted(std::string_view text);

}  // namespace stackfit::checks
