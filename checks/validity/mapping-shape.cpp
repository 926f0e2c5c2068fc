// Mappings have two levels of keys, and below them texts or lists.
#include <algorithm>

#include "../common/quotas.h"
#include "macros.h"
#include "section.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "mapping-shape";

bool is_top_key(std::string_view key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return c == '.' || c == '-' || is_alphanumeric({&c, 1});
    });
}

class Mapping {
public:
    Mapping(const Member& member, Report& report)
        : entry_{"Mapping", member}, member_(member), report_(report) {}

    void check() {
        check_name(entry_, report_);
        if (!is_level(member_) || is_flat()) return;
        for (const Member& top : member_.value->members) {
            if (is_replaced(top.key)) continue;
            if (!is_top_key(top.key))
                report_.add(top.key_span, say(entry_.name(), " has a key \"", top.key,
                                              "\"; a first key has letters, digits, \"-\" and \".\" only. "
                                              "CloudFormation refuses the template. Rename it."));
            if (!is_level(top)) continue;
            for (const Member& second : top.value->members) {
                if (!is_replaced(second.key)) check_value(top, second);
            }
        }
    }

private:
    static bool is_value(const Node& node) {
        return node.kind != Kind::null && (!node.is_mapping() || intrinsic(node) != nullptr);
    }

    /// One mistake, however many keys it has: there is one level of them.
    bool is_flat() {
        const auto& tops = member_.value->members;
        if (tops.size() < 2 ||
            !std::all_of(tops.begin(), tops.end(), [](const Member& top) { return is_value(*top.value); }))
            return false;
        report_.add(place_of_value(tops[0]),
                    say(entry_.name(), " has one level of keys: its ", std::to_string(tops.size()),
                        " keys hold values where a second level of keys has to be, and ", tops[0].key, " is ",
                        describe(*tops[0].value), ". CloudFormation refuses the template."));
        return true;
    }

    /// A mapping that has something in it and is no function.
    bool is_level(const Member& member) {
        const Node& value = *member.value;
        if (value.kind == Kind::null || value.find("Fn::Transform") != nullptr) return false;
        const auto owner = [&] {
            return &member == &member_ ? entry_.name() : say("Key ", member.key, " of mapping ", member_.key);
        };
        if (!value.is_mapping() || intrinsic(value) != nullptr) {
            report_.add(place_of_value(member), say(owner(), " is ", describe(value),
                                                    "; a mapping has exactly two levels of keys, and no "
                                                    "functions. CloudFormation refuses the template."));
            return false;
        }
        if (value.members.empty())
            report_.add(member.key_span,
                        say(owner(), " is empty. CloudFormation refuses the template. Take it out."));
        if (value.members.size() > quotas::mapping_attributes)
            report_.add(member.key_span,
                        say(owner(), " has ", std::to_string(value.members.size()),
                            " keys; CloudFormation allows ", std::to_string(quotas::mapping_attributes),
                            " and refuses the template. Make two mappings of it."));
        return true;
    }

    void check_value(const Member& top, const Member& second) {
        if (!is_alphanumeric(second.key))
            report_.add(second.key_span, say(entry_.name(), " has a key \"", second.key, "\" below ", top.key,
                                             "; a second key has letters and digits only. CloudFormation "
                                             "refuses the template. Rename it."));
        if (!has_shape(*second.value, of_text | of_list))
            report_.add(second.key_span, say(entry_.name(), " has ", describe(*second.value), " at ", top.key,
                                             ", ", second.key,
                                             "; a value is text or a list, and functions are not evaluated "
                                             "here. CloudFormation refuses the template."));
    }

    Entry entry_;
    const Member& member_;
    Report& report_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ)) return;
    Report report(id, context.unit, problems);
    check_count(templ, "Mappings", quotas::mappings, report);
    check_section(templ, "Mappings", report);
    for (const Member* mapping : entries(templ, "Mappings")) Mapping(*mapping, report).check();
}

}  // namespace

NativeCheck mapping_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
