// Every function of the template as written: it stands where CloudFormation evaluates it, and has the arguments that it takes.
//
// Conditions and Rules have checks of their own for what is true or false there; here, only the functions within are looked at.
#include <algorithm>

#include "../common/say.h"
#include "function_details.h"
#include "macros.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "function-shape";
constexpr std::string_view refuses = " CloudFormation refuses the template.";

bool is_loop(const Member& member) { return member.key.starts_with("Fn::ForEach::"); }

std::string_view place_name(Place place) {
    switch (place) {
        case in_conditions: return "Conditions";
        case in_rules: return "Rules";
        default: return "values of Resources and Outputs";
    }
}

class Walk {
public:
    /// `extensions`: AWS::LanguageExtensions is listed, or will be.
    Walk(const Unit& unit, bool extensions, std::vector<Problem>& problems)
        : report_{id, unit.source, unit.expanded, extensions, problems} {}

    void run() {
        if (const Node* globals = report_.source.section("Globals")) walk(*globals);
        if (const Node* resources = report_.source.section("Resources")) in_resources(*resources);
        report_.resource = {};
        if (const Node* outputs = report_.source.section("Outputs")) walk(*outputs);
        place_ = in_conditions;
        if (const Node* conditions = report_.source.section("Conditions")) walk(*conditions);
        place_ = in_rules;
        if (const Node* rules = report_.source.section("Rules")) walk(*rules);
    }

private:
    void in_resources(const Node& resources) {
        for (const Member& member : resources.members) {
            report_.resource = is_loop(member) ? std::string_view{} : member.key;
            if (!is_loop(member))
                resource(*member.value);
            else if (member.value->items.size() == 3)
                in_resources(*member.value->items[2]);
        }
    }

    void resource(const Node& resource) {
        for (const Member& member : resource.members) {
            if (member.key == "Properties" || member.key == "Metadata") walk(*member.value);
            if (member.key != "UpdatePolicy" && member.key != "CreationPolicy") continue;
            constexpr Argument policy = {"value", map_form};
            if (accepts(member.key, policy, *member.value, place_of_argument(member))) walk(*member.value);
        }
    }

    /// Documents are at most DocumentLimits::depth deep.
    void walk(const Node& node) {
        if (const Member* function = function_of(node)) return use(node, *function);
        if (node.short_form && place_ == in_values && node.find("Condition") != nullptr)
            report_.add(
                node.span,
                say("The function Condition stands in values, and is one of Conditions only.", refuses));
        if (node.members.size() > 1) look_beside(node);
        walk_children(node);
    }

    void walk_children(const Node& node) {
        for (const Node* item : node.items) walk(*item);
        for (const Member& member : node.members)
            if (member.key != "Fn::Transform") walk(*member.value);
    }

    /// Loops and macros stand beside other keys, functions do not.
    void look_beside(const Node& node) {
        for (const Member& member : node.members) {
            if (!member.key.starts_with("Fn::") || is_loop(member) || member.key == "Fn::Transform") continue;
            const Member& other = node.members[&member == &node.members[0] ? 1 : 0];
            return report_.add(member.key_span, say(member.key, " stands beside \"", other.key,
                                                    "\"; a function is the only key of its map.", refuses));
        }
    }

    void use(const Node& node, const Member& function) {
        if (function.key == "Fn::Transform") return;
        const FunctionSpec* spec = find_function(function.key);
        if (spec == nullptr) {
            // yaml-unknown-tag has told of a tag, template-fragment of a directive.
            if (!node.short_form && directive(node) == nullptr) unknown(function);
            return walk_children(*function.value);
        }
        if ((spec->places & place_) == 0) return misplaced(*spec, function);
        const Node& argument = *function.value;
        if (argument.kind == Kind::null || argument.find("Fn::Transform") != nullptr) return;
        if (argument.is_sequence() && spec->most > 0)
            list(*spec, function);
        else if (spec->alone.forms == no_form)
            report_.add(place_of_argument(function),
                        say(spec->name, " takes ", spec->takes, ", not ",
                            shown_value(argument, report_.expanded), ".", refuses));
        else if (accepts(spec->name, spec->alone, argument, place_of_argument(function)))
            complete(function);
    }

    void complete(const Member& function) {
        check_details(function, report_);
        walk(*function.value);
    }

    void unknown(const Member& function) {
        report_.add(function.key_span, say("There is no function ", function.key, ".", refuses));
    }

    void misplaced(const FunctionSpec& spec, const Member& function) {
        // What is not known yet in Conditions and Rules, and what belongs to Rules, is told by the checks of these sections.
        if (place_ != in_values && std::string_view(spec.name) != "Fn::If")
            return walk_children(*function.value);
        report_.add(
            function.key_span,
            say(spec.name, " stands in ", place_name(place_), ", where CloudFormation does not evaluate it.",
                refuses,
                (spec.places & in_conditions) != 0 ? " Write a condition, and name it in Fn::If." : ""));
    }

    void list(const FunctionSpec& spec, const Member& function) {
        const auto& items = function.value->items;
        // With AWS::LanguageExtensions, Fn::FindInMap takes {DefaultValue: ...} as well.
        const bool one_more = report_.extensions && spec.most == 3 && spec.arguments[3].forms != no_form &&
                              std::string_view(spec.name) == "Fn::FindInMap";
        if (items.size() < spec.least || items.size() > spec.most + (one_more ? 1U : 0U))
            return report_.add(function.key_span, say(spec.name, " takes ", spec.takes, ", and has ",
                                                      std::to_string(items.size()),
                                                      items.size() == 1 ? " item." : " items.", refuses));
        if (is_swapped(spec, function.value->items))
            return report_.add(function.key_span,
                               say(spec.name, " takes ", spec.takes, ", in this order.", refuses));
        const std::size_t before = report_.problems.size();
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!accepts(spec.name, spec.arguments[i], *items[i], items[i]->span)) continue;
            if (spec.items_of == i + 1) members(spec, *items[i]);
            walk(*items[i]);
        }
        if (report_.problems.size() == before) check_details(function, report_);
    }

    static unsigned char form_of(const Node& node) {
        if (node.kind == Kind::null || function_of(node) != nullptr) return no_form;
        return node.is_scalar() ? text_form : node.is_sequence() ? list_form : map_form;
    }

    /// Both of two arguments are wrong, and either is what the other should be: one mistake.
    template <class Items>
    static bool is_swapped(const FunctionSpec& spec, const Items& items) {
        if (items.size() != 2) return false;
        const unsigned first = form_of(*items[0]), second = form_of(*items[1]);
        const unsigned takes_first = spec.arguments[0].forms, takes_second = spec.arguments[1].forms;
        return (first & takes_first) == 0 && (second & takes_second) == 0 && (first & takes_second) != 0 &&
               (second & takes_first) != 0;
    }

    void members(const FunctionSpec& spec, const Node& list) {
        for (const Node* item : list.items) accepts(spec.name, spec.item, *item, item->span);
    }

    /// May the node stand for the argument? If not, says so.
    bool accepts(std::string_view owner, const Argument& argument, const Node& node, Span at) {
        if (node.kind == Kind::null || node.find("Fn::Transform") != nullptr) return true;
        const Member* function = function_of(node);
        if (function == nullptr) return accepts_literal(owner, argument, node, at);
        if (find_function(function->key) == nullptr) return true;  // what it is, is told of by itself
        const bool nests = may_nest(argument, *function);
        if (nests && function->key == "Fn::If" && function->value->items.size() == 3)
            return accepts(owner, argument, *function->value->items[1], function->value->items[1]->span) &&
                   accepts(owner, argument, *function->value->items[2], function->value->items[2]->span);
        if (nests && (given_forms(*function, report_.expanded) & argument.forms) != 0) return true;
        return wrong(owner, argument, node, at);
    }

    bool accepts_literal(std::string_view owner, const Argument& argument, const Node& node, Span at) {
        const bool right =
            (argument.forms & form_of(node)) != 0 && (!argument.whole_number || is_whole_number(node.text) ||
                                                      node.text.find('{') != std::string_view::npos);
        return right || wrong(owner, argument, node, at);
    }

    bool may_nest(const Argument& argument, const Member& function) const {
        if (argument.extended && report_.extensions) return true;
        switch (argument.nested) {
            case Nested::all: return true;
            case Nested::none: return false;
            case Nested::ref: return function.key == "Ref";
            case Nested::look_ups: return function.key == "Ref" || function.key == "Fn::FindInMap";
        }
        return true;
    }

    bool wrong(std::string_view owner, const Argument& argument, const Node& node, Span at) {
        std::string wanted =
            argument.whole_number ? "a whole number" : std::string(form_name(argument.forms));
        if (argument.nested == Nested::none) wanted += " that is written out";
        if (argument.nested == Nested::look_ups) wanted += ", Ref or Fn::FindInMap";
        report_.add(at.known() ? at : node.span,
                    say(owner, ": its ", argument.name, " must be ", wanted, ", not ",
                        shown_value(node, report_.expanded), ".", refuses));
        return false;
    }

    FunctionReport report_;
    Place place_ = in_values;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.source)) return;
    // The Transform of a piece stands in the file that it is merged into; a missing one is told of by transform-missing.
    const bool extensions = context.unit.source.has_transform("AWS::LanguageExtensions") ||
                            context.fragment.serverless != nullptr || context.fragment.is_piece();
    Walk(context.unit, extensions, problems).run();
}

}  // namespace

NativeCheck function_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
