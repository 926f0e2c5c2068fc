// Rules of security groups and of what is like them: is each for one port, or for a range?
#pragma once

#include <span>
#include <string_view>

#include "stackfit/engine.h"

namespace stackfit::checks {

struct PortRuleHolder {
    std::string_view type;
    std::string_view rules;     ///< the property with the list of rules; "": the resource is the rule itself
    std::string_view protocol;  ///< the property of a rule
};

/// Fails at each rule for more than one port; rules for ICMP and for every protocol have none.
Judgement judge_port_ranges(CheckContext& context, const Resource& subject,
                            std::span<const PortRuleHolder> holders);

}  // namespace stackfit::checks
