#include <algorithm>
#include <charconv>

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

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<double> bound(const Parameter& parameter, std::string_view key) {
    const Node* node = parameter.node->get(key);
    const auto text = node == nullptr ? std::nullopt : scalar_text(*node);
    return text ? number(*text) : std::nullopt;
}

/// "is none of its AllowedValues (dev, prod)"
std::string not_allowed(const Parameter& parameter, std::string_view value) {
    const auto& allowed = parameter.allowed_values;
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
    const std::vector<std::string> words(allowed.begin(), allowed.end());
    return say("is none of its AllowedValues (", join(words, ", "), ")");
}

/// "is greater than its MaxValue": `measured` against the two bounds.
std::string out_of_bounds(const Parameter& parameter, std::optional<double> measured, std::string_view least,
                          std::string_view most, std::string_view less, std::string_view more) {
    if (!measured) return {};
    const auto low = bound(parameter, least), high = bound(parameter, most);
    if (low && *measured < *low) return say("is ", less, " than its ", least);
    if (high && *measured > *high) return say("is ", more, " than its ", most);
    return {};
}

std::string refusal(const Parameter& parameter, std::string_view value) {
    if (std::string reason = not_allowed(parameter, value); !reason.empty()) return reason;
    if (parameter.type == "Number" || parameter.type == "List<Number>") {
        if (!number(value)) return "is no number";
        return out_of_bounds(parameter, number(value), "MinValue", "MaxValue", "less", "greater");
    }
    if (parameter.type != "String") return {};
    const auto length = static_cast<double>(value.size());
    return out_of_bounds(parameter, length, "MinLength", "MaxLength", "shorter", "longer");
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Parameter& parameter : context.unit.source.parameters()) {
        if (!parameter.default_value) continue;
        for (const std::string_view value : values_of(parameter)) {
            const std::string reason = refusal(parameter, value);
            if (reason.empty()) continue;
            const std::string_view meant = closest(value, parameter.allowed_values);
            problems.push_back({id,
                                say("The default \"", value, "\" of parameter ", parameter.name, " ", reason,
                                    ". CloudFormation refuses every deployment that gives no other value.",
                                    meant.empty() ? "" : say(" Did you mean \"", meant, "\"?")),
                                parameter.node->get("Default")->span,
                                {},
                                false});
            break;
        }
    }
}

}  // namespace

NativeCheck default_world_reachable() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
