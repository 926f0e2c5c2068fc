// Globals: properties that every resource of a type inherits.
#pragma once

#include "context.h"

namespace stackfit::sam {

/// Checks the section, then fills context.sources with every AWS::Serverless resource, its Globals merged in: maps recursively, lists
/// one after the other (the section's first), otherwise what the resource says. A value from the section keeps its place there and gets
/// an origin that names it ("Globals.Function.Runtime").
void collect_sources(Context& context);

}  // namespace stackfit::sam
