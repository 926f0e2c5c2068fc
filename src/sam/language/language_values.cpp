// What the transform knows of parameters, pseudo parameters and conditions.
#include <algorithm>

#include "sam/context.h"
#include "sam/language/language_extensions.h"
#include "sam/value.h"
#include "stackfit/support/text.h"
#include "stackfit/template_regions.h"

namespace stackfit::sam {
namespace {

/// Conditions that name conditions; a cycle is another check's finding.
constexpr std::size_t condition_depth = 64;

}  // namespace

/// Given, or given for the environment that is judged, or the Default.
std::optional<std::string_view> LanguageExtensions::parameter_text(const Parameter& parameter) const {
    if (parameter.ssm) return std::nullopt;
    if (options_.given != nullptr) {
        for (const auto* values : {&options_.given->parameters, &options_.given->preferred}) {
            const auto found = values->find(parameter.name);
            if (found != values->end()) return found->second;
        }
    }
    return parameter.default_value;
}

LanguageExtensions::Made LanguageExtensions::parameter_value(std::string_view name, const Node& node) {
    const Parameter* parameter = templ_.parameter(name);
    const auto value = parameter == nullptr ? std::nullopt : parameter_text(*parameter);
    if (!value) return {&node, false};
    if (std::find(used_parameters_.begin(), used_parameters_.end(), name) == used_parameters_.end())
        used_parameters_.push_back(name);
    if (!parameter->list) return text(node, "Ref", *value);
    std::vector<const Node*> items;
    for (const std::string_view item : stackfit::split(*value, ',')) {
        const Made made = text(node, "Ref", trim(item));
        if (!made.known) return made;
        items.push_back(made.node);
    }
    return {build_.sequence(items, node.span, because("Ref")), true};
}

/// The account and the stack are not known here.
std::string_view LanguageExtensions::pseudo_parameter(std::string_view name) const {
    if (name == "AWS::Region") return options_.region;
    if (name == "AWS::Partition") return partition_of(options_.region);
    if (name == "AWS::URLSuffix") return url_suffix_of(partition_of(options_.region));
    return {};
}

/// Cycles, and what is not known: nothing.
std::optional<bool> LanguageExtensions::condition(std::string_view name) {
    if (const auto found = decided_.find(name); found != decided_.end()) return found->second;
    const Node* expression = conditions_ == nullptr ? templ_.condition(name) : conditions_->get(name);
    if (expression == nullptr || decided_.size() > condition_depth * 64) return std::nullopt;
    decided_.emplace(name, std::nullopt);
    const auto decided = boolean(*expression);
    decided_[name] = decided;
    return decided;
}

std::optional<bool> LanguageExtensions::boolean(const Node& expression) {
    const Member* function = intrinsic(expression);
    if (function == nullptr || !spend(1)) return std::nullopt;
    const Node& argument = *function->value;
    if (function->key == "Condition" && argument.is_string()) return condition(argument.text);
    if (function->key == "Fn::And") return junction(argument, false);
    if (function->key == "Fn::Or") return junction(argument, true);
    if (function->key == "Fn::Equals") return equals(argument);
    if (function->key != "Fn::Not" || argument.items.size() != 1) return std::nullopt;
    const auto operand = boolean(*argument.items[0]);
    return operand ? std::optional(!*operand) : std::nullopt;
}

/// And, whose decisive operand is false; Or, whose is true.
std::optional<bool> LanguageExtensions::junction(const Node& operands, bool decisive) {
    std::optional<bool> result = !decisive;
    for (const Node* operand : operands.items) {
        const auto one = boolean(*operand);
        if (one == decisive) return decisive;
        if (!one) result = std::nullopt;
    }
    return result;
}

std::optional<bool> LanguageExtensions::equals(const Node& operands) {
    if (operands.items.size() != 2) return std::nullopt;
    const Made left = rewrite_now(*operands.items[0]), right = rewrite_now(*operands.items[1]);
    const bool known = left.known && right.known && left.node != nullptr && right.node != nullptr;
    if (!known || !scalar_text(*left.node) || !scalar_text(*right.node)) return std::nullopt;
    return scalar_text(*left.node) == scalar_text(*right.node);
}

/// Of a value that is not known: what another deployment may know, by name ("parameter Names"). "": it rests on a resource, or on what
/// else is there only after the transform.
std::string LanguageExtensions::unknown_part(const Node& node) const {
    if (const Member* function = intrinsic(node)) {
        const std::string_view name = ref_name(&node);
        if (name.starts_with("AWS::")) return std::string(name);
        if (!name.empty() && templ_.resource(name) == nullptr) return "parameter " + std::string(name);
        if (function->key == "Fn::If" || function->key == "Fn::Transform" || function->key == "Fn::Sub")
            return std::string(function->key);
    }
    for (const Node* item : node.items) {
        if (std::string part = unknown_part(*item); !part.empty()) return part;
    }
    for (const Member& member : node.members) {
        if (std::string part = unknown_part(*member.value); !part.empty()) return part;
    }
    return {};
}

}  // namespace stackfit::sam
