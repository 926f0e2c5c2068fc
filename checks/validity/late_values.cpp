#include "late_values.h"


#include "../common/say.h"
#include "../common/substitutions.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr char late[][24] = {"Fn::GetAtt", "Fn::ImportValue", "Fn::GetAZs", "Fn::GetStackOutput"};

bool is_resource(std::string_view name, const Template& templ) {
    return templ.parameter(name) == nullptr && templ.resource(name) != nullptr;
}

/// The first resource that a text of Fn::Sub names; "" when it names none.
std::string_view resource_in(const Node& argument, const Template& templ) {
    std::string_view found;
    each_outer_variable(substitution_of(argument), [&](std::string_view name) {
        const std::string_view id = name.substr(0, name.find('.'));
        if (is_resource(id, templ)) found = id;
        return found.empty();
    });
    return found;
}

}  // namespace

std::string why_late(const Member& function, const Template& templ) {
    const bool is_late = is_one_of(late, function.key);
    if (is_late) return say("uses ", function.key, ", whose value");
    std::string_view resource;
    if (function.key == "Ref" && is_resource(function.value->text, templ)) resource = function.value->text;
    if (function.key == "Fn::Sub") resource = resource_in(*function.value, templ);
    return resource.empty() ? std::string() : say("refers to the resource ", resource, ", which");
}

}  // namespace stackfit::checks
