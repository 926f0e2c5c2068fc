#include "functions.h"

#include <algorithm>

#include "../common/say.h"

namespace stackfit::checks {
namespace {

constexpr Argument nothing = {"", no_form};
constexpr Argument any_value = {"value", any_form};
constexpr unsigned char boolean_places = in_conditions | in_rules;

/// Template Reference, "Intrinsic functions" and "Rule-specific intrinsic functions". What may be nested is wider than those pages say,
/// which leave out functions that work: a function is refused where its value is of the wrong form, and where CloudFormation reads
/// an argument before it evaluates functions.
constexpr FunctionSpec functions[] = {
    {"Ref",
     text_form | list_form,
     everywhere,
     0,
     0,
     "the name of a parameter or resource",
     {"name", text_form, Nested::none, false, true},
     {}},
    {"Fn::GetAtt",
     any_form,
     in_values,
     2,
     2,
     "the name of a resource and one of its attributes",
     {"name", text_form, Nested::none, false, true},
     {{"resource", text_form, Nested::none, false, true},
      {"attribute", text_form, Nested::ref, false, true}}},
    {"Fn::Sub",
     text_form,
     everywhere,
     2,
     2,
     "a text, or a list of a text and a map of variables",
     {"text", text_form, Nested::none},
     {{"text", text_form, Nested::none}, {"map of variables", map_form, Nested::none}}},
    {"Fn::Join",
     text_form,
     everywhere,
     2,
     2,
     "a list of a delimiter and a list",
     nothing,
     {{"delimiter", text_form, Nested::none}, {"second item", list_form}},
     2},
    {"Fn::Select",
     any_form,
     everywhere,
     2,
     2,
     "a list of an index and a list",
     nothing,
     {{"index", text_form, Nested::look_ups, true, true}, {"second item", list_form}},
     2,
     {"item", any_form}},
    {"Fn::Split",
     list_form,
     everywhere,
     2,
     2,
     "a list of a delimiter and a text",
     nothing,
     {{"delimiter", text_form, Nested::none}, {"value"}}},
    {"Fn::FindInMap",
     text_form | list_form,
     everywhere,
     3,
     3,
     "a list of a mapping, a top-level key and a second-level key",
     nothing,
     {{"mapping", text_form, Nested::look_ups, false, true},
      {"top-level key", text_form, Nested::look_ups, false, true},
      {"second-level key", text_form, Nested::look_ups, false, true},
      any_value}},
    {"Fn::If",
     any_form,
     in_values,
     3,
     3,
     "a list of a condition, a value where it is true and one where it is false",
     nothing,
     {{"condition", text_form, Nested::none}, any_value, any_value}},
    {"Fn::Base64", text_form, everywhere, 0, 0, "a text", {"value"}, {}},
    {"Fn::Cidr",
     list_form,
     everywhere,
     2,
     3,
     "a list of an address block, a count and the bits of each subnet",
     nothing,
     {{"address block"},
      {"count", text_form, Nested::all, true},
      {"number of bits", text_form, Nested::all, true}}},
    {"Fn::GetAZs", list_form, in_values, 0, 0, "a region", {"region"}, {}},
    {"Fn::ImportValue", text_form, in_values, 0, 0, "the name of an export", {"name"}, {}},
    {"Fn::GetStackOutput",
     text_form,
     in_values,
     0,
     0,
     "a map of StackName, OutputName, Region and RoleArn",
     {"map", map_form, Nested::none},
     {}},
    {"Fn::Length", text_form, everywhere, 0, 0, "a list", any_value, {}},
    {"Fn::ToJsonString", text_form, everywhere, 0, 0, "a map or a list", any_value, {}},
    {"Fn::ForEach", any_form, everywhere, 0, 0, "a loop", any_value, {}},
    {"Fn::Transform", any_form, everywhere, 0, 0, "a macro", any_value, {}},
    {"Fn::And", boolean_form, boolean_places, 0, 0, "conditions", any_value, {}},
    {"Fn::Or", boolean_form, boolean_places, 0, 0, "conditions", any_value, {}},
    {"Fn::Not", boolean_form, boolean_places, 0, 0, "a condition", any_value, {}},
    {"Fn::Equals", boolean_form, boolean_places, 0, 0, "two values", any_value, {}},
    {"Fn::Contains", boolean_form, in_rules, 0, 0, "a list and a text", any_value, {}},
    {"Fn::EachMemberIn", boolean_form, in_rules, 0, 0, "two lists", any_value, {}},
    {"Fn::EachMemberEquals", boolean_form, in_rules, 0, 0, "a list and a text", any_value, {}},
    {"Fn::RefAll",
     list_form,
     in_rules,
     0,
     0,
     "a parameter type",
     {"parameter type", text_form, Nested::none},
     {}},
    {"Fn::ValueOf",
     any_form,
     in_rules,
     2,
     2,
     "a list of a parameter and an attribute",
     nothing,
     {{"parameter", text_form, Nested::none}, {"attribute", text_form, Nested::none}}},
    {"Fn::ValueOfAll",
     list_form,
     in_rules,
     2,
     2,
     "a list of a parameter type and an attribute",
     nothing,
     {{"parameter type", text_form, Nested::none}, {"attribute", text_form, Nested::none}}},
};

unsigned reference_forms(const Template& templ, const Node& name) {
    if (!name.is_string() || name.text == "AWS::NoValue") return any_form;
    if (const Parameter* parameter = templ.parameter(name.text))
        return is_list(*parameter) ? list_form : text_form;
    if (name.text == "AWS::NotificationARNs") return list_form;
    return name.text.starts_with("AWS::") || templ.resource(name.text) != nullptr ? text_form : any_form;
}

/// Its attributes are whatever it returns, whatever it was declared to be.
bool is_open(std::string_view type) {
    return type.starts_with("AWS::CloudFormation::") || type.starts_with("AWS::ServiceCatalog::");
}

}  // namespace

const FunctionSpec* find_function(std::string_view name) {
    if (name.starts_with("Fn::ForEach::")) name = name.substr(0, 11);
    const auto found = std::find_if(std::begin(functions), std::end(functions),
                                    [&](const FunctionSpec& one) { return name == one.name; });
    return found == std::end(functions) ? nullptr : found;
}

const Member* function_of(const Node& node) {
    const Member* member = node.only();
    if (member == nullptr) return nullptr;
    return member->key == "Ref" || member->key.starts_with("Fn::") ? member : nullptr;
}

unsigned forms_of(const ValueType& type) {
    switch (type.kind()) {
        case ValueType::Kind::list: return list_form;
        case ValueType::Kind::map:
        case ValueType::Kind::nested:
        case ValueType::Kind::tag: return map_form;
        case ValueType::Kind::json:
        case ValueType::Kind::any:
        case ValueType::Kind::any_of: return any_form;
        default: return text_form;
    }
}

bool is_list(const Parameter& parameter) {
    return parameter.list || parameter.type.starts_with("AWS::SSM::Parameter::Value<List<") ||
           parameter.type == "AWS::SSM::Parameter::Value<CommaDelimitedList>";
}

unsigned attribute_forms(const Template& templ, std::string_view id, std::string_view attribute) {
    const Resource* resource = templ.resource(id);
    if (resource == nullptr || is_open(resource->type)) return any_form;
    const auto type = templ.types().find(resource->type);
    const auto value = type ? type->attribute(attribute) : std::nullopt;
    return value ? forms_of(*value) : unsigned{any_form};
}

unsigned given_forms(const Member& function, const Template& templ) {
    if (function.key == "Ref") return reference_forms(templ, *function.value);
    if (function.key == "Fn::GetAtt") {
        const auto& items = function.value->items;
        const bool known = items.size() == 2 && items[0]->is_string() && items[1]->is_string();
        return known ? attribute_forms(templ, items[0]->text, items[1]->text) : unsigned{any_form};
    }
    const FunctionSpec* spec = find_function(function.key);
    return spec == nullptr ? unsigned{any_form} : spec->gives;
}

std::string_view form_name(unsigned forms) {
    switch (forms) {
        case text_form: return "a text";
        case list_form: return "a list";
        case map_form: return "a map";
        case text_form | list_form: return "a text or a list";
        case boolean_form: return "true or false";
        default: return "a value";
    }
}

std::string shown_value(const Node& node, const Template& templ) {
    const Member* function = function_of(node);
    if (function == nullptr) {
        if (!node.is_scalar()) return std::string(form_name(node.is_mapping() ? map_form : list_form));
        constexpr std::size_t most = 60;
        return node.text.size() <= most ? say("\"", node.text, "\"")
                                        : say("\"", node.text.substr(0, most), "...\"");
    }
    const Node& argument = *function->value;
    const std::string_view form = form_name(given_forms(*function, templ));
    if (function->key == "Ref" && argument.is_string()) return say("Ref of ", argument.text, " (", form, ")");
    if (function->key == "Fn::GetAtt" && argument.items.size() == 2 && argument.items[0]->is_string() &&
        argument.items[1]->is_string())
        return say("Fn::GetAtt of ", argument.items[0]->text, ".", argument.items[1]->text, " (", form, ")");
    return say(function->key, " (", form, ")");
}

std::string computed_mistake(const ValueType& type, const Member& function, const Template& templ) {
    const unsigned wanted = forms_of(type), given = given_forms(function, templ);
    if (wanted == any_form || (given & wanted) != 0) return {};
    if (given == boolean_form)
        return {};  // function-shape tells that such a function does not stand here at all
    Node whole;
    whole.kind = Kind::mapping;
    whole.members = {&function, 1};
    return say("must be ", form_name(wanted), ", not ", shown_value(whole, templ));
}

}  // namespace stackfit::checks
