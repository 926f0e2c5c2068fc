#include "../common/say.h"
#include "stackfit/engine.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "parameter-has-a-choice";

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Parameter& parameter : context.unit.source.parameters()) {
        const Member* allowed = parameter.node->find("AllowedValues");
        // A list may hold its one value more than once.
        if (allowed == nullptr || parameter.allowed_values.size() != 1 || parameter.list) continue;
        problems.push_back(
            {id,
             say("Parameter ", parameter.name, " can be nothing but ", quoted(parameter.allowed_values[0]),
                 ", the only one of its AllowedValues. It is asked for and decides nothing. Allow "
                 "what else there is, or write the value in its place."),
             allowed->key_span,
             {},
             false});
    }
}

}  // namespace

NativeCheck parameter_has_a_choice() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
