// IAM's wildcards over literal strings and over texts with unknown pieces; private to the iam layer.
#pragma once

#include "stackfit/template.h"

namespace stackfit {

/// `*` any run, `?` one character, '/' and ':' like any other (IAM User Guide, "IAM JSON policy elements: Resource").
/// Letter case counts.
bool matches_wildcard(std::string_view pattern, std::string_view text);

/// The same when either side has pieces that only AWS knows: does the pattern match whatever they turn out to be (yes), can
/// it never match (no), or does it depend (unknown)? `partition` stands for AWS::Partition. Also unknown above a size at which
/// the comparison would be slow.
Tri matches_text(const Text& pattern, const Text& text, std::string_view partition);

}  // namespace stackfit
