#include "late_values.h"

#include <algorithm>

#include "../common/say.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr char late[][24] = {"Fn::GetAtt", "Fn::ImportValue", "Fn::GetAZs", "Fn::GetStackOutput"};

bool is_resource(std::string_view name, const Template& templ) {
    return templ.parameter(name) == nullptr && templ.resource(name) != nullptr;
}

/// The first resource that a text of Fn::Sub names; "" when it names none.
std::string_view resource_in(const Node& argument, const Template& templ) {
    const Node& format = argument.is_sequence() && !argument.items.empty() ? *argument.items[0] : argument;
    const Node* variables = argument.items.size() == 2 ? argument.items[1] : nullptr;
    std::string_view rest = format.text;
    for (std::size_t begin = rest.find("${"); begin != std::string_view::npos; begin = rest.find("${")) {
        const std::size_t end = rest.find('}', begin);
        if (end == std::string_view::npos) break;
        const std::string_view name = trim(rest.substr(begin + 2, end - begin - 2));
        const std::string_view id = name.substr(0, name.find('.'));
        const bool is_variable = variables != nullptr && variables->find(name) != nullptr;
        if (!is_variable && is_resource(id, templ)) return id;
        rest.remove_prefix(end + 1);
    }
    return {};
}

}  // namespace

std::string why_late(const Member& function, const Template& templ) {
    const bool is_late =
        std::any_of(std::begin(late), std::end(late), [&](const auto& one) { return function.key == one; });
    if (is_late) return say("uses ", function.key, ", whose value");
    std::string_view resource;
    if (function.key == "Ref" && is_resource(function.value->text, templ)) resource = function.value->text;
    if (function.key == "Fn::Sub") resource = resource_in(*function.value, templ);
    return resource.empty() ? std::string() : say("refers to the resource ", resource, ", which");
}

}  // namespace stackfit::checks
