// A finding's message out of a rule's: holes filled with what is so in this world.
#pragma once

#include <string>
#include <string_view>

#include "stackfit/engine.h"

namespace stackfit {

std::string fill_message(std::string_view message, const CheckContext& context, const Resource* subject,
                         const Value& value);

}  // namespace stackfit
