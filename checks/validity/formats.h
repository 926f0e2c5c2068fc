// What a value identifies: the id of a VPC, the ARN of a role, the name of a bucket. Of texts, and of what Ref and Fn::GetAtt give.
#pragma once

#include <string>
#include <string_view>

#include "functions.h"

namespace stackfit::checks {

/// Does a property of this resource type take values of other formats than the specification says?
bool takes_other_formats(std::string_view owner, std::string_view format);

/// What is wrong with a literal where `format` (Constraints::format, "AWS::EC2::VPC.Id") is wanted: "must be ..., not ..."; "" : nothing.
std::string format_mistake(std::string_view format, std::string_view text);

/// The same for a Ref or Fn::GetAtt of a resource.
std::string source_mistake(std::string_view format, const Member& function, const Template& templ);

}  // namespace stackfit::checks
