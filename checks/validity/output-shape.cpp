// Outputs and exports. A value must come out as text, and the name of an export must be known before there are resources.
#include <algorithm>
#include <map>

#include "../common/quotas.h"
#include "late_values.h"
#include "macros.h"
#include "section.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "output-shape";
constexpr std::size_t longest_export = 256;

constexpr KeyShape keys[] = {
    {"Value", of_any, true}, {"Condition", of_text}, {"Description", of_text}, {"Export", of_mapping}};
constexpr KeyShape export_keys[] = {{"Name", of_text | of_function, true}};

constexpr char list_functions[][16] = {"Fn::Split", "Fn::GetAZs", "Fn::Cidr"};

bool gives_list(std::string_view function) { return is_one_of(list_functions, function); }

/// The characters of an export's name; braces of ${} are taken out before.
bool is_export_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c == ':' || c == '-' || is_alphanumeric({&c, 1});
    });
}

/// "${A}-b" without its variables: "-b".
std::string without_variables(std::string_view text) {
    std::string rest;
    while (true) {
        const std::size_t begin = text.find("${");
        const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
        if (end == std::string_view::npos) return rest.append(text);
        rest.append(text.substr(0, begin));
        text.remove_prefix(end + 1);
    }
}

class Output {
public:
    Output(const Member& member, const Template& templ, const Template& expanded, Report& report)
        : entry_{"Output", member}, templ_(templ), expanded_(expanded), report_(report) {}

    void check() {
        check_name(entry_, report_);
        if (!check_keys(entry_, keys, report_)) return;
        check_bytes(entry_, "Description", quotas::description_bytes, report_);
        if (const Member* value = entry_.member.value->find("Value"))
            check_value(*value->value, value->key_span, "its Value");
        const Member* exported = entry_.member.value->find("Export");
        if (exported != nullptr && exported->value->is_mapping()) check_export(*exported);
    }

private:
    /// `what` it is of the output, in words.
    void check_value(const Node& value, Span at, std::string_view what) {
        const Member* function = intrinsic(value);
        if (function == nullptr) {
            if (!has_shape(value, of_text)) no_text(at, describe(value), what);
            return;
        }
        const Node& argument = *function->value;
        if (gives_list(function->key)) return no_text(at, say("the list of ", function->key), what);
        if (function->key == "Fn::If" && argument.items.size() == 3) {
            check_value(*argument.items[1], argument.items[1]->span, what);
            check_value(*argument.items[2], argument.items[2]->span, what);
        }
        if (function->key == "Ref") check_ref(argument, at, what);
        if (function->key == "Fn::GetAtt") check_attribute(argument, at, what);
    }

    void check_ref(const Node& target, Span at, std::string_view what) {
        if (target.text == "AWS::NotificationARNs")
            return no_text(at, "the list AWS::NotificationARNs", what);
        const Parameter* parameter = templ_.parameter(target.text);
        if (parameter != nullptr && parameter->list)
            no_text(at, say("parameter ", parameter->name, ", a list (", parameter->type, ")"), what);
    }

    void check_attribute(const Node& argument, Span at, std::string_view what) {
        if (argument.items.size() != 2) return;
        const Resource* resource = expanded_.resource(argument.items[0]->text);
        const auto type = resource == nullptr ? std::nullopt : expanded_.types().find(resource->type);
        const auto attribute = type ? type->attribute(argument.items[1]->text) : std::nullopt;
        if (attribute && attribute->kind() == ValueType::Kind::list)
            no_text(at, say("the attribute ", argument.items[1]->text, " of ", resource->id, ", a list"),
                    what);
    }

    void no_text(Span at, std::string_view value, std::string_view what) {
        report_.add(at, say(entry_.name(), " has ", value, " as ", what,
                            "; it must come out as text. CloudFormation refuses the template. Pick one item "
                            "with Fn::Select, or make text of it with Fn::Join."));
    }

    void check_export(const Member& exported) {
        const std::string name = say("The Export of output ", entry_.member.key);
        if (!check_keys(name, exported, export_keys, report_, {})) return;
        const Member* member = exported.value->find("Name");
        if (member == nullptr || member->value->kind == Kind::null) return;
        export_text(name, *member);
        if (!too_late(name, *member->value) && !member->value->is_sequence())
            check_value(*member->value, member->key_span, "the Name of its Export");
    }

    void export_text(std::string_view name, const Member& member) {
        const Node* sub = member.value->get("Fn::Sub");
        if (sub != nullptr && sub->is_sequence() && !sub->items.empty()) sub = sub->items[0];
        const Node& node = sub != nullptr ? *sub : *member.value;
        if (!node.is_scalar()) return;
        const std::string text = sub != nullptr ? without_variables(node.text) : std::string(node.text);
        if (!is_export_text(text) || (sub == nullptr && text.empty()))
            report_.add(place_of_value(member), say(name, " has the Name \"", node.text,
                                                    "\"; it consists of letters, digits, \":\" and \"-\" "
                                                    "only. CloudFormation refuses the template. Rename it."));
        if (text.size() > longest_export)
            report_.add(place_of_value(member), say(name, " has a Name of ", std::to_string(text.size()),
                                                    " characters; CloudFormation allows ",
                                                    std::to_string(longest_export), ". Shorten it."));
    }

    /// One finding for the first part of a name that comes too late. Depth is at most DocumentLimits::depth.
    bool too_late(std::string_view name, const Node& node) {
        const Member* function = intrinsic(node);
        const std::string why = function == nullptr ? std::string() : why_late(*function, expanded_);
        if (!why.empty()) {
            report_.add(function->key_span,
                        say(name, " has a Name that ", why,
                            " is known only after the resources of the stack, or of others. CloudFormation "
                            "refuses the template. Make the name of parameters and AWS::StackName."));
            return true;
        }
        return std::any_of(node.items.begin(), node.items.end(),
                           [&](const Node* item) { return too_late(name, *item); }) ||
               std::any_of(node.members.begin(), node.members.end(),
                           [&](const Member& member) { return too_late(name, *member.value); });
    }

    Entry entry_;
    const Template& templ_;
    const Template& expanded_;
    Report& report_;
};

/// Outputs that export one name. Only those of one world are at odds.
class Exports {
public:
    Exports(World& world, Report& report) : world_(world), report_(report) {}

    void add(const Member& output) {
        const Node* exported = output.value->get("Export");
        const Member* name = exported == nullptr ? nullptr : exported->find("Name");
        const Node* text = name == nullptr ? nullptr : name->value;
        if (text != nullptr && text->get("Fn::Sub") != nullptr) text = text->get("Fn::Sub");
        if (text == nullptr || !text->is_string()) return;
        auto& others = seen_[say(text == name->value ? "" : "Sub ", text->text)];
        for (const Member* other : others) {
            if (!exists(*other) || !exists(output)) continue;
            report_.add(place_of_value(*name),
                        say("Outputs ", other->key, " and ", output.key, " export one name, \"", text->text,
                            "\". CloudFormation refuses the deployment: the name of an export is unique. "
                            "Rename one."));
            break;
        }
        others.push_back(&output);
    }

private:
    bool exists(const Member& output) {
        const Node* condition = output.value->get("Condition");
        return condition == nullptr || !condition->is_string() || world_.condition(condition->text);
    }

    World& world_;
    Report& report_;
    std::map<std::string, std::vector<const Member*>> seen_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ) || !templ.root()->find("Outputs")) return;
    Report report(id, context.unit, problems);
    check_section(templ, "Outputs", report);
    check_count(templ, "Outputs", quotas::outputs, report);
    Exports exports(context.world, report);
    for (const Member* output : entries(templ, "Outputs")) {
        Output(*output, templ, context.unit.expanded, report).check();
        exports.add(*output);
    }
}

}  // namespace

NativeCheck output_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
