// Globals: properties that every resource of a type inherits.
#pragma once

#include "sam/context.h"

namespace stackfit::sam {

/// Checks the section, then fills context.sources with every AWS::Serverless resource, its Globals merged in: maps recursively, lists
/// one after the other (the section's first), otherwise what the resource says. A value from the section keeps its place there and gets
/// an origin that names it ("Globals.Function.Runtime").
void collect_sources(Context& context);

/// DependsOn and the attributes that a resource of SAM keeps, from its declaration.
void read_attributes(SamResource& source);

/// A section of Globals ("Function"), or null.
const Node* global_section(const Context& context, std::string_view name);
/// The section without what the resource's IgnoreGlobals names; null when nothing is left.
const Node* applicable_globals(Context& context, const Node& declaration, const Node* section);

}  // namespace stackfit::sam
