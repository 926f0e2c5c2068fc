#include "function_details.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "../common/say.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view refuses = " CloudFormation refuses the template.";

std::optional<long> whole_number(const Node& node) {
    long number = 0;
    const char* const end = node.text.data() + node.text.size();
    if (!node.is_scalar() || std::from_chars(node.text.data(), end, number).ptr != end || node.text.empty())
        return std::nullopt;
    return number;
}

void check_get_att(const Member& function, FunctionReport& report) {
    const Node& argument = *function.value;
    bool complete = true;
    if (argument.is_string()) {
        const std::size_t dot = argument.text.find('.');
        complete = dot != 0 && dot < argument.text.size() - 1;
    } else {
        for (const Node* item : argument.items)
            complete = complete && (!item->is_string() || !item->text.empty());
    }
    if (complete) return;
    const std::string_view text = argument.is_string() ? argument.text : std::string_view{};
    report.add(place_of_argument(function),
               say("Fn::GetAtt has \"", text, "\" where Resource.Attribute belongs.", refuses));
}

class Substitution {
public:
    Substitution(const Node& text, const Node* variables, FunctionReport& report)
        : text_(text), variables_(variables), report_(report) {}

    void check() {
        if (variables_ != nullptr) check_map();
        std::string_view rest = text_.text;
        while (true) {
            const std::size_t begin = rest.find("${");
            const std::size_t end = begin == std::string_view::npos ? begin : rest.find('}', begin);
            if (end == std::string_view::npos) return;
            const std::string_view name = trim(rest.substr(begin + 2, end - begin - 2));
            rest.remove_prefix(end + 1);
            if (name.empty() || name.front() == '!') continue;
            if (!check_name(name)) return;
        }
    }

private:
    void check_map() {
        if (variables_->members.empty() && variables_->is_mapping())
            report_.add(variables_->span, say("Fn::Sub has an empty map of variables.", refuses,
                                              " Write the text alone after Fn::Sub."));
        constexpr Argument value = {"variable"};
        for (const Member& member : variables_->members) {
            const Member* function = function_of(*member.value);
            const bool text = function != nullptr
                                  ? (given_forms(*function, report_.expanded) & value.forms) != 0
                                  : member.value->is_scalar() || member.key == "Fn::Transform" ||
                                        member.value->find("Fn::Transform") != nullptr;
            if (!text)
                report_.add(
                    place_of_argument(member),
                    say("Fn::Sub: its variable ", member.key, " must be a text, not ",
                        shown_value(*member.value, report_.expanded), ".", refuses, " Join a list first."));
        }
    }

    /// False: said what is wrong, or the rest makes no sense.
    bool check_name(std::string_view name) {
        const auto wrong = std::find_if_not(name.begin(), name.end(), [](char c) {
            return is_letter_or_digit(c) || c == '_' || c == '.' || c == ':';
        });
        if (wrong != name.end()) return wrong_name(name);
        if (variables_ != nullptr && variables_->find(name) != nullptr) return true;
        const std::size_t dot = name.find('.');
        unsigned forms = any_form;
        if (dot != std::string_view::npos) {
            forms = attribute_forms(report_.expanded, name.substr(0, dot), name.substr(dot + 1));
        } else if (const Parameter* parameter = report_.expanded.parameter(name)) {
            forms = is_list(*parameter) ? list_form : text_form;
        } else if (name == "AWS::NotificationARNs") {
            forms = list_form;
        }
        if ((forms & text_form) != 0) return true;
        report_.add(text_.span, say("Fn::Sub puts ", name, " into a text, and it is ", form_name(forms), ".",
                                    refuses, " Join it first, in the map of variables."));
        return false;
    }

    bool wrong_name(std::string_view name) {
        if (report_.extensions) return false;  // a loop may fill in a part of it
        report_.add(text_.span,
                    say("Fn::Sub has a variable \"", name,
                        "\"; a variable's name has letters, digits, \"_\", \".\" and \":\" only.", refuses,
                        " Where the text is to stay as it is, write \"${!", name, "}\"."));
        return false;
    }

    const Node& text_;
    const Node* variables_;
    FunctionReport& report_;
};

void check_sub(const Member& function, FunctionReport& report) {
    const Node& argument = *function.value;
    if (argument.is_string()) return Substitution(argument, nullptr, report).check();
    if (argument.items.size() == 2) Substitution(*argument.items[0], argument.items[1], report).check();
}

bool has_function(const Node& list) {
    return std::any_of(list.items.begin(), list.items.end(),
                       [](const Node* item) { return function_of(*item) != nullptr; });
}

void check_select(const Member& function, FunctionReport& report) {
    const Node& index = *function.value->items[0];
    const Node& list = *function.value->items[1];
    const auto number = whole_number(index);
    // A function may stand for no item, or for AWS::NoValue.
    if (!number || *number < 0 || !list.is_sequence() || has_function(list)) return;
    const std::size_t count = list.items.size();
    if (static_cast<std::size_t>(*number) < count) return;
    report.add(index.span,
               say("Fn::Select takes item ", index.text, " of a list that has ", std::to_string(count),
                   count == 1 ? " item" : " items", "; the first is item 0.", refuses));
}

/// "10.0.0.0/16", "2001:db8::/32": the length of the prefix, and of the address in bits.
struct Block {
    long prefix = 0, bits = 0;
};
std::optional<Block> address_block(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    Block block;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data() + slash + 1, end, block.prefix).ptr != end || slash + 1 == text.size())
        return std::nullopt;
    const std::string_view address = text.substr(0, slash);
    block.bits = address.find(':') != std::string_view::npos ? 128 : 32;
    if (block.prefix < 0 || block.prefix > block.bits) return std::nullopt;
    if (block.bits == 128) return block;
    const auto numbers = split(address, '.');
    const bool in_order =
        numbers.size() == 4 && std::all_of(numbers.begin(), numbers.end(), [](std::string_view one) {
            unsigned value = 256;
            return std::from_chars(one.data(), one.data() + one.size(), value).ptr ==
                       one.data() + one.size() &&
                   value < 256;
        });
    return in_order ? std::optional(block) : std::nullopt;
}

bool is_open_text(const Node& node) {
    return !node.is_scalar() || node.text.find("{{resolve:") != std::string_view::npos;
}

/// Template Reference, "Fn::Cidr": 1 to 256 blocks; bits of the part that is left to each.
void check_cidr(const Member& function, FunctionReport& report) {
    const auto& items = function.value->items;
    const auto in_range = [&](std::size_t index, std::string_view name, long most) -> std::optional<long> {
        const auto number = items.size() > index ? whole_number(*items[index]) : std::nullopt;
        if (!number || (*number >= 1 && *number <= most)) return number;
        report.add(items[index]->span, say("Fn::Cidr: its ", name, " must be from 1 to ",
                                           std::to_string(most), ", not ", items[index]->text, ".", refuses));
        return std::nullopt;
    };
    const auto count = in_range(1, "count", 256);
    const auto bits = in_range(2, "number of bits", 128);
    if (is_open_text(*items[0])) return;
    const auto block = address_block(items[0]->text);
    if (!block)
        return report.add(items[0]->span,
                          say("Fn::Cidr: its address block must be one such as 10.0.0.0/16, not \"",
                              items[0]->text, "\".", refuses));
    if (!count || !bits) return;
    const long room = block->bits - block->prefix - *bits;
    if (room >= 9 || (room >= 0 && *count <= (1L << room))) return;
    report.add(items[1]->span, say("Fn::Cidr: ", items[0]->text, " has no room for ", items[1]->text,
                                   " blocks of ", items[2]->text, " bits each.", refuses));
}

constexpr char late_functions[][20] = {"Fn::GetAtt", "Fn::ImportValue", "Fn::GetAZs", "Fn::GetStackOutput"};

/// What is not known before there are resources, or only in other stacks. Null: there is none.
const Node* late_part(const Node& node, const Template& templ) {
    if (const Member* function = function_of(node)) {
        const bool late = is_one_of(late_functions, function->key);
        const bool resource = function->key == "Ref" && function->value->is_string() &&
                              templ.parameter(function->value->text) == nullptr &&
                              templ.resource(function->value->text) != nullptr;
        if (late || resource) return &node;
    }
    for (const Node* item : node.items)
        if (const Node* found = late_part(*item, templ)) return found;
    for (const Member& member : node.members)
        if (const Node* found = late_part(*member.value, templ)) return found;
    return nullptr;
}

void check_import(const Member& function, FunctionReport& report) {
    const Node* late = late_part(*function.value, report.expanded);
    if (late == nullptr) return;
    report.add(late->span, say("Fn::ImportValue has a name with ", shown_value(*late, report.expanded),
                               ", which depends on resources or on other stacks.", refuses,
                               " Make the name of parameters and AWS::StackName."));
}

/// User Guide, "Fn::GetStackOutput".
void check_stack_output(const Member& function, FunctionReport& report) {
    struct Key {
        char name[12];
        bool required;
    };
    static constexpr Key keys[] = {
        {"StackName", true}, {"OutputName", true}, {"Region", false}, {"RoleArn", false}};
    std::string missing;
    for (const Key& key : keys) {
        if (key.required && function.value->find(key.name) == nullptr)
            missing += say(missing.empty() ? "" : " and ", key.name);
    }
    if (!missing.empty())
        report.add(function.key_span, say("Fn::GetStackOutput needs ", missing, ".", refuses));
    for (const Member& member : function.value->members) {
        const bool known = std::any_of(std::begin(keys), std::end(keys),
                                       [&](const Key& key) { return member.key == key.name; });
        if (!known)
            report.add(member.key_span,
                       say("Fn::GetStackOutput takes StackName, OutputName, Region and RoleArn, not ",
                           member.key, ".", refuses));
    }
}

std::vector<std::string_view> keys_of(const Node& map) {
    std::vector<std::string_view> keys;
    for (const Member& member : map.members) keys.push_back(member.key);
    return keys;
}

void unknown_key(const Node& key, std::string_view where, const std::vector<std::string_view>& known,
                 FunctionReport& report) {
    std::string message = say("Fn::FindInMap looks for \"", key.text, "\", which ", where, ".", refuses);
    if (const auto meant = closest(key.text, known); !meant.empty())
        message += say(" Did you mean \"", meant, "\"?");
    report.add(key.span, std::move(message));
}

bool is_literal(const Node& node) {
    return node.is_scalar() && node.text.find('{') == std::string_view::npos;
}

/// Literal keys are there. A mapping that is missing is told by reference-exists.
void check_find_in_map(const Member& function, FunctionReport& report) {
    const auto& items = function.value->items;
    const Node* mappings = report.expanded.section("Mappings");
    const bool plain = items.size() == 3 && is_literal(*items[0]);
    const Node* mapping = mappings != nullptr && plain ? mappings->get(items[0]->text) : nullptr;
    if (mapping == nullptr || !mapping->is_mapping() || mapping->find("Fn::Transform") != nullptr ||
        function_of(*mapping) != nullptr)
        return;
    if (is_literal(*items[1])) {
        const Node* top = mapping->get(items[1]->text);
        if (top == nullptr)
            return unknown_key(*items[1], say("mapping ", items[0]->text, " does not have"),
                               keys_of(*mapping), report);
        if (is_literal(*items[2]) && top->is_mapping() && function_of(*top) == nullptr &&
            top->find(items[2]->text) == nullptr)
            unknown_key(*items[2], say(items[0]->text, ".", items[1]->text, " does not have"), keys_of(*top),
                        report);
        return;
    }
    if (!is_literal(*items[2]) || mapping->members.empty()) return;
    for (const Member& top : mapping->members)
        if (!top.value->is_mapping() || function_of(*top.value) != nullptr ||
            top.value->find(items[2]->text) != nullptr)
            return;
    unknown_key(*items[2], say("no entry of mapping ", items[0]->text, " has"),
                keys_of(*mapping->members[0].value), report);
}

struct Detail {
    char name[20];
    void (*check)(const Member&, FunctionReport&);
};
constexpr Detail details[] = {{"Fn::GetAtt", check_get_att},       {"Fn::Sub", check_sub},
                              {"Fn::Select", check_select},        {"Fn::Cidr", check_cidr},
                              {"Fn::ImportValue", check_import},   {"Fn::GetStackOutput", check_stack_output},
                              {"Fn::FindInMap", check_find_in_map}};

}  // namespace

Span place_of_argument(const Member& member) {
    const Node& value = *member.value;
    return (value.is_scalar() || value.short_form) && value.span.known() ? value.span : member.key_span;
}

bool is_whole_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void check_details(const Member& function, FunctionReport& report) {
    for (const Detail& detail : details)
        if (function.key == detail.name) return detail.check(function, report);
}

}  // namespace stackfit::checks
