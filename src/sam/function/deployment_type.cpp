#include "sam/function/deployment_type.h"

#include "sam/conditions.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr char predefined[][32] = {
    "Canary10Percent5Minutes",      "Canary10Percent10Minutes",      "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",     "Linear10PercentEvery1Minute",   "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes", "Linear10PercentEvery10Minutes", "AllAtOnce",
};

bool is_predefined(std::string_view name) {
    for (const char* known : predefined) {
        if (name == known) return true;
    }
    return false;
}

const Node* config_of(const Maker& make, const Node* name) {
    return make.sub("CodeDeployDefault.Lambda${ConfigName}", make.map({{"ConfigName", name}}));
}

/// Replaces the nine names wherever the service looks: the value, list items, values of functions.
const Node* replaced(Context& context, const Maker& make, const Node& value, std::string_view key) {
    if (value.is_string()) {
        if (!is_predefined(value.text)) return &value;
        const Node* config = config_of(make.at(value.span), &value);
        return key == "Fn::Sub" ? config->members[0].value : config;
    }
    if (value.is_sequence()) {
        std::vector<const Node*> items;
        for (const Node* item : value.items) items.push_back(replaced(context, make, *item, {}));
        return context.build.sequence(items, value.span, value.origin);
    }
    if (!is_intrinsic(&value)) return &value;
    Member only = value.members[0];
    only.value = replaced(context, make, *only.value, only.key);
    return context.build.mapping({only}, value.span, value.origin);
}

std::vector<std::string_view> possible_values(const Parameter& parameter) {
    if (!parameter.allowed_values.empty()) return parameter.allowed_values;
    if (parameter.default_value) return {*parameter.default_value};
    return {};
}

const Node* from_parameter(Context& context, const Maker& make, const SamResource& source, const Node& type,
                           const Parameter& parameter) {
    std::vector<const Node*> known;
    std::size_t others = 0;
    for (const std::string_view value : possible_values(parameter)) {
        if (is_predefined(value))
            known.push_back(equals_text(make, &type, value));
        else
            ++others;
    }
    if (known.empty()) return &type;
    if (others == 0) return config_of(make, &type);
    const std::string_view name = context.text(std::string(source.id) + "DeploymentPredefined");
    context.add_condition(make, name, any_of(make, known));
    return make.choose(make.text(name), config_of(make, &type), &type);
}

}  // namespace

const Node* deployment_config(Context& context, const Maker& make, const SamResource& source,
                              const Node& type) {
    if (!context.judging())
        return replaced(context, make, *context.resolver.read_with_mappings(&type).value, {});
    const Parameter* parameter = context.templ.parameter(ref_name(&type));
    if (parameter != nullptr) return from_parameter(context, make.at(type.span), source, type, *parameter);
    const Member* only = type.only();
    const bool mapped = only != nullptr && only->key == "Fn::FindInMap";
    const Node* found = mapped ? context.resolver.read_with_mappings(&type).value : nullptr;
    if (found != nullptr && found->is_string() && is_predefined(found->text))
        return config_of(make.at(type.span), &type);
    return replaced(context, make, type, {});
}

}  // namespace stackfit::sam
