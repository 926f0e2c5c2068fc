// Expressions that are true or false: the Conditions of a template, and the RuleCondition and Assert of its Rules.
#pragma once

#include "section.h"

namespace stackfit::checks {

enum class BooleanPlace : std::uint8_t { conditions, rules };

/// The function where a boolean is asked for: one that gives a boolean, with the right number of operands, each of which may stand there.
/// `name`: "Condition IsProd". `key`: what is pointed at when the whole is wrong.
void check_boolean(std::string_view name, const Node& node, Span key, BooleanPlace place,
                   const Template& templ, Report& report);

}  // namespace stackfit::checks
