// Comments for other tools than stackfit, found as find_comments() finds ours.
#pragma once

#include "stackfit/document.h"

namespace stackfit {

/// Comments that begin with `marker` ("checkov:skip="); their text is what follows it.
std::vector<Comment> find_comments(const Source& source, const Document& document, std::string_view marker);

}  // namespace stackfit
