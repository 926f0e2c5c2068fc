#include <algorithm>

#include "../common/say.h"
#include "../common/substitutions.h"
#include "stackfit/engine.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "sub-variable-is-used";

void judge(const Use& use, std::vector<Problem>& problems) {
    const Substitution substitution = substitution_of(*use.function.value);
    if (substitution.variables == nullptr || !substitution.variables->is_mapping()) return;
    std::vector<std::string_view> names;
    each_variable(substitution.text->text, [&](std::string_view name) {
        names.push_back(name);
        return true;
    });
    for (const Member& variable : substitution.variables->members) {
        if (is_stand_in(variable.key) || std::find(names.begin(), names.end(), variable.key) != names.end())
            continue;
        std::string message =
            say("Fn::Sub has a value for the variable ", variable.key, ", and its text has no \"${",
                variable.key, "}\". What was to be put in is left out. Take the variable out, or use it.");
        if (const auto meant = closest(variable.key, names); !meant.empty())
            message += say(" Did you mean \"", meant, "\", which the text has?");
        problems.push_back({id, std::move(message), variable.key_span, use.resource, false});
    }
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    each_use(context.unit.source, [&](const Use& use) {
        if (use.is("Fn::Sub")) judge(use, problems);
    });
}

}  // namespace

NativeCheck sub_variable_is_used() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
