#include "boolean_expression.h"

#include <algorithm>

#include "late_values.h"

namespace stackfit::checks {
namespace {

struct Function {
    char name[24];
    unsigned char least, most;  ///< operands
    bool of_booleans;
    bool rules_only;
};

/// CloudFormation User Guide, "Condition functions" and "Rule-specific intrinsic functions".
constexpr Function functions[] = {
    {"Fn::And", 2, 10, true, false},        {"Fn::Or", 2, 10, true, false},
    {"Fn::Not", 1, 1, true, false},         {"Fn::Equals", 2, 2, false, false},
    {"Fn::Contains", 2, 2, false, true},    {"Fn::EachMemberEquals", 2, 2, false, true},
    {"Fn::EachMemberIn", 2, 2, false, true}};

const Function* find_function(std::string_view name) {
    const auto found = std::find_if(std::begin(functions), std::end(functions),
                                    [&](const Function& one) { return name == one.name; });
    return found == std::end(functions) ? nullptr : found;
}

bool has_two_functions(const Node& node) {
    return node.members.size() > 1 &&
           std::any_of(node.members.begin(), node.members.end(),
                       [](const Member& member) { return member.key.starts_with("Fn::"); });
}

class Expression {
public:
    Expression(std::string_view name, BooleanPlace place, const Template& templ, Report& report)
        : name_(name), place_(place), templ_(templ), report_(report) {}

    void boolean(const Node& node, Span key) {
        if (node.kind == Kind::null || node.find("Fn::Transform") != nullptr) return;
        const Member* function = intrinsic(node);
        if (function != nullptr && function->key == "Condition") return name(*function);
        const Function* known = function == nullptr ? nullptr : find_function(function->key);
        if (known == nullptr) return no_boolean(node, key);
        if (known->rules_only && place_ == BooleanPlace::conditions)
            return report_.add(
                key, say(name_, " uses ", known->name,
                         ", which is for the Rules section only. CloudFormation refuses the template."));
        operands(*known, *function);
    }

private:
    /// reference-exists looks whether the condition is there.
    void name(const Member& function) {
        // SAM itself writes {Condition: {Condition: X}} where a destination has a condition that is an expression.
        if (function.value->is_scalar() || function.value->find("Condition") != nullptr) return;
        report_.add(function.key_span,
                    say(name_, ": Condition takes the name of a condition, not ", describe(*function.value),
                        ". CloudFormation refuses the template."));
    }

    void no_boolean(const Node& node, Span key) {
        if (node.kind == Kind::boolean) return;  // whether the service takes a literal is not known
        if (node.find("Fn::If") != nullptr || has_two_functions(node))
            return;  // function-shape tells of these
        const Span at = node.is_scalar() ? node.span : key;
        report_.add(at, say(name_, " has ", describe(node),
                            " where something true or false must stand: Fn::And, Fn::Or, Fn::Not, Fn::Equals "
                            "or Condition. CloudFormation refuses the template."));
    }

    void operands(const Function& known, const Member& function) {
        const Node& argument = *function.value;
        if (argument.kind == Kind::null || argument.find("Fn::Transform") != nullptr) return;
        const std::size_t count = argument.items.size();
        if (!argument.is_sequence() || count < known.least || count > known.most)
            return wrong_count(known, function);
        for (const Node* item : argument.items) {
            if (known.of_booleans)
                boolean(*item, item->span);
            else
                value(*item, &known == find_function("Fn::Equals"), item->span);
        }
    }

    void wrong_count(const Function& known, const Member& function) {
        const std::string least = std::to_string(known.least), most = std::to_string(known.most);
        const Node& argument = *function.value;
        report_.add(function.key_span,
                    say(name_, ": ", known.name, " takes a list of ",
                        least == most ? least : say(least, " to ", most), most == "1" ? " item" : " items",
                        ", and has ",
                        argument.is_sequence() ? std::to_string(argument.items.size()) : describe(argument),
                        ". CloudFormation refuses the template."));
    }

    /// What is compared. `single`: it has to be text.
    void value(const Node& node, bool single, Span at) {
        const Member* function = intrinsic(node);
        if (function == nullptr) {
            if (single && !node.is_scalar() && node.find("Fn::Transform") == nullptr) no_text(node, at);
            return children(node);
        }
        if (const std::string why = why_late(*function, templ_); !why.empty())
            return too_late(why, node.span);
        if (function->key == "Ref") return list(*function->value, single, node.span);
        if (single && (function->key == "Fn::Split" || function->key == "Fn::Cidr"))
            return no_text(node, function->key_span);
        if (find_function(function->key) != nullptr) return boolean(node, at);
        children(*function->value);
    }

    void no_text(const Node& node, Span at) {
        report_.add(at, say(name_, ": Fn::Equals compares texts, and has ", describe(node),
                            ". CloudFormation refuses the template. Join a list before comparing it."));
    }

    /// Depth is at most DocumentLimits::depth.
    void children(const Node& node) {
        for (const Node* item : node.items) value(*item, false, item->span);
        for (const Member& member : node.members) value(*member.value, false, member.key_span);
    }

    void list(const Node& target, bool single, Span at) {
        const Parameter* parameter = single ? templ_.parameter(target.text) : nullptr;
        if (parameter == nullptr) return;
        if (parameter->list || parameter->type.find("Value<List<") != std::string_view::npos)
            report_.add(at, say(name_, ": Fn::Equals compares texts, and parameter ", target.text,
                                " is a list (", parameter->type,
                                "). CloudFormation refuses the template. Join it before comparing it."));
    }

    void too_late(const std::string& what, Span at) {
        report_.add(at, say(name_, " ", what, " is not known yet when ",
                            place_ == BooleanPlace::rules ? "rules are checked" : "conditions are evaluated",
                            ". CloudFormation refuses the template. Use a parameter or a mapping."));
    }

    std::string_view name_;
    BooleanPlace place_;
    const Template& templ_;
    Report& report_;
};

}  // namespace

void check_boolean(std::string_view name, const Node& node, Span key, BooleanPlace place,
                   const Template& templ, Report& report) {
    Expression(name, place, templ, report).boolean(node, key);
}

}  // namespace stackfit::checks
