#include "stackfit/template.h"

#include <algorithm>

#include "comparisons.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

std::string_view text_of(const Node* node) { return node != nullptr && node->is_scalar() ? node->text : std::string_view{}; }

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

Parameter read_parameter(const Member& member) {
    Parameter parameter;
    parameter.name = member.key;
    parameter.name_span = member.key_span;
    parameter.node = member.value;
    const auto type = text_of(member.value->get("Type"));
    parameter.type = type.empty() ? "String" : type;
    parameter.list = parameter.type == "CommaDelimitedList" || starts_with(parameter.type, "List<");
    parameter.ssm = starts_with(parameter.type, "AWS::SSM::Parameter::Value<");
    if (const Node* value = member.value->get("Default")) parameter.default_value = scalar_text(*value);
    if (const Node* allowed = member.value->get("AllowedValues"); allowed != nullptr && allowed->is_sequence()) {
        for (const Node* item : allowed->items)
            if (auto text = scalar_text(*item)) parameter.allowed_values.push_back(*text);
    }
    return parameter;
}

Resource read_resource(const Member& member) {
    Resource resource;
    resource.id = member.key;
    resource.id_span = member.key_span;
    resource.node = member.value;
    resource.origin = member.origin;
    resource.type = text_of(member.value->get("Type"));
    resource.properties = member.value->get("Properties");
    if (const Node* condition = member.value->get("Condition"); condition != nullptr && condition->is_string())
        resource.condition = condition->text;
    return resource;
}

std::vector<TransformEntry> read_transforms(const Node* transform) {
    std::vector<TransformEntry> entries;
    const auto add = [&](const Node* node) {
        entries.push_back({text_of(node->is_mapping() ? node->get("Name") : node), node});
    };
    if (transform == nullptr) return entries;
    if (transform->is_sequence()) std::for_each(transform->items.begin(), transform->items.end(), add);
    else add(transform);
    return entries;
}

bool has_aws_type(const Node& map) {
    return std::any_of(map.members.begin(), map.members.end(), [](const Member& member) {
        return starts_with(text_of(member.value->get("Type")), "AWS::");
    });
}

}  // namespace

const Member* stand_in(const Node& mapping) {
    const auto found = std::find_if(mapping.members.begin(), mapping.members.end(), [](const Member& member) { return is_stand_in(member.key); });
    return found == mapping.members.end() ? nullptr : &*found;
}

Template Template::read(const Node* root) {
    Template result;
    result.root_ = root;
    if (root == nullptr || !root->is_mapping()) return result;
    result.is_template_ = root->find("Resources") || root->find("Transform") || root->find("AWSTemplateFormatVersion") || has_aws_type(*root) ||
                          result.misnamed_resources() != nullptr;
    if (const Node* parameters = result.section("Parameters")) {
        for (const Member& member : parameters->members) {
            result.parameter_index_.emplace(member.key, result.parameters_.size());
            result.parameters_.push_back(read_parameter(member));
        }
    }
    if (const Node* resources = result.section("Resources")) {
        for (const Member& member : resources->members) {
            result.resource_index_.emplace(member.key, result.resources_.size());
            result.resources_.push_back(read_resource(member));
        }
    }
    if (const Node* conditions = result.section("Conditions")) {
        for (const Member& member : conditions->members) result.conditions_.emplace(member.key, member.value);
    }
    result.transforms_ = read_transforms(root->get("Transform"));
    result.compared_with_ = comparisons_of(result);
    return result;
}

const Parameter* Template::parameter(std::string_view name) const {
    const auto found = parameter_index_.find(name);
    return found == parameter_index_.end() ? nullptr : &parameters_[found->second];
}

const Resource* Template::resource(std::string_view id) const {
    const auto found = resource_index_.find(id);
    return found == resource_index_.end() ? nullptr : &resources_[found->second];
}

const Node* Template::condition(std::string_view name) const {
    const auto found = conditions_.find(name);
    return found == conditions_.end() ? nullptr : found->second;
}

const Node* Template::section(std::string_view name) const {
    const Node* node = root_ == nullptr ? nullptr : root_->get(name);
    return node != nullptr && node->is_mapping() ? node : nullptr;
}

const Member* Template::misnamed_resources() const {
    if (root_ == nullptr || root_->find("Resources") != nullptr) return nullptr;
    constexpr std::string_view names[] = {"Resources"};
    for (const Member& section : root_->members) {
        if (has_aws_type(*section.value) && !closest(section.key, names).empty()) return &section;
    }
    return nullptr;
}

bool Template::has_transform(std::string_view name) const {
    return std::any_of(transforms_.begin(), transforms_.end(), [&](const TransformEntry& entry) { return starts_with(entry.name, name); });
}

const TransformEntry* Template::macro() const {
    const auto found = std::find_if(transforms_.begin(), transforms_.end(), [](const TransformEntry& entry) {
        return !starts_with(entry.name, "AWS::Serverless") && !starts_with(entry.name, "AWS::LanguageExtensions");
    });
    return found == transforms_.end() ? nullptr : &*found;
}

bool Template::is_open(std::string_view name) const {
    if (macro() != nullptr) return true;
    const Node* node = section(name);
    return node != nullptr && stand_in(*node) != nullptr;
}

bool Template::may_hold(std::string_view name) const {
    return std::any_of(possible_names_.begin(), possible_names_.end(), [&](std::string_view glob) { return matches_glob(glob, name); });
}

const ResourceTypes& Template::types() const { return types_ != nullptr ? *types_ : ResourceTypes::built_in(); }

const std::vector<std::string_view>& Template::compared_with(std::string_view parameter) const {
    static const std::vector<std::string_view> none;
    const auto found = compared_with_.find(parameter);
    return found == compared_with_.end() ? none : found->second;
}

}  // namespace stackfit
