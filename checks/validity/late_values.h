// Values that CloudFormation knows only once there are resources, or other stacks: too late for Conditions, Rules and names of exports.
#pragma once

#include <string>

#include "stackfit/template.h"

namespace stackfit::checks {

/// Why the value of this function comes too late, its arguments aside: "uses Fn::GetAtt, whose value", "refers to the resource Orders,
/// which". Empty: it does not.
std::string why_late(const Member& function, const Template& templ);

}  // namespace stackfit::checks
