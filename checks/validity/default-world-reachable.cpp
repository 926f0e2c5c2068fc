#include <algorithm>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "default-world-reachable";

/// Template Reference, "Parameters": the items of a list are trimmed, and each must be allowed.
std::vector<std::string_view> values_of(const Parameter& parameter) {
    if (!parameter.list) return {*parameter.default_value};
    std::vector<std::string_view> items = split(*parameter.default_value, ',');
    for (std::string_view& item : items) item = trim(item);
    return items;
}

std::string message(const Parameter& parameter, std::string_view value) {
    std::vector<std::string> allowed;
    for (const std::string_view one : parameter.allowed_values) allowed.emplace_back(one);
    std::string text = say({"The default \"", value, "\" of parameter ", parameter.name,
                            " is none of its AllowedValues (", join(allowed, ", "),
                            "). CloudFormation refuses every deployment that does not give another value."});
    if (const auto meant = closest(value, parameter.allowed_values); !meant.empty())
        text += say({" Did you mean \"", meant, "\"?"});
    return text;
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Parameter& parameter : context.unit.source.parameters()) {
        // What an SSM parameter's default names is judged by AllowedValues as well: the key, not its value.
        if (!parameter.default_value || parameter.allowed_values.empty()) continue;
        for (const std::string_view value : values_of(parameter)) {
            const auto& allowed = parameter.allowed_values;
            if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) continue;
            problems.push_back(
                {id, message(parameter, value), parameter.node->get("Default")->span, {}, false});
            break;
        }
    }
}

}  // namespace

NativeCheck default_world_reachable() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
