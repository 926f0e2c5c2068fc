// AWS::Serverless-2016-10-31 alone, after the other transforms.
#pragma once

#include "stackfit/sam.h"

namespace stackfit::sam {

SamResult expand_serverless(const Template& templ, const SamOptions& options, Arena& arena);

}  // namespace stackfit::sam
