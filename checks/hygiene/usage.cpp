#include "usage.h"

#include <algorithm>
#include <map>
#include <set>

#include "../common/say.h"
#include "../common/substitutions.h"

namespace stackfit::checks {
namespace {

/// Which second-level keys of a mapping are looked up.
struct Keys {
    bool computed = false;  ///< any of them may be
    std::set<std::string_view> names;
};

/// Every name that the template uses as a parameter, a mapping or a condition.
class Usage {
public:
    bool macro = false;  ///< something that is not in the template reads it
    std::set<std::string_view> parameters, conditions;
    std::map<std::string_view, Keys> mappings;

    /// Documents are at most DocumentLimits::depth deep.
    void read(const Node& node) {
        if (const Member* function = intrinsic(node)) read_function(function->key, *function->value);
        for (const Member& member : node.members) {
            macro = macro || member.key == "Fn::Transform";
            if (member.key == "Condition" && member.value->is_string()) conditions.insert(member.value->text);
            read(*member.value);
        }
        for (const Node* item : node.items) read(*item);
    }

private:
    void read_function(std::string_view name, const Node& argument) {
        if (name == "Ref" && argument.is_string()) parameters.insert(argument.text);
        if (name == "Fn::ValueOf" && !argument.items.empty()) parameters.insert(argument.items[0]->text);
        if (name == "Fn::If" && !argument.items.empty()) conditions.insert(argument.items[0]->text);
        if (name == "Fn::FindInMap" && !argument.items.empty()) read_find_in_map(argument);
        if (name == "Fn::Sub")
            each_outer_variable(substitution_of(argument), [&](std::string_view variable) {
                parameters.insert(variable);
                return true;
            });
    }

    void read_find_in_map(const Node& argument) {
        // A name that is computed may be any of them.
        if (!argument.items[0]->is_string()) {
            macro = true;
            return;
        }
        Keys& keys = mappings[argument.items[0]->text];
        const Node* key = argument.items.size() > 2 ? argument.items[2] : nullptr;
        if (key != nullptr && key->is_scalar() && key->text.find("${") == std::string_view::npos)
            keys.names.insert(key->text);
        else
            keys.computed = true;
    }
};

/// The keys of all rows that no row is asked for, each at its first place.
std::vector<const Member*> unused_keys(const Node& mapping, const Keys& keys) {
    std::vector<const Member*> unused;
    std::set<std::string_view> seen;
    for (const Member& row : mapping.members)
        for (const Member& entry : row.value->members)
            if (!is_stand_in(entry.key) && seen.insert(entry.key).second && !keys.names.contains(entry.key))
                unused.push_back(&entry);
    return keys.computed ? std::vector<const Member*>{} : unused;
}

/// One finding, however many there are: a table that another template needed was copied as a whole.
void find_unused_keys(const Member& mapping, const Keys& keys, std::vector<Problem>& problems) {
    constexpr std::size_t most_named = 5;
    const std::vector<const Member*> unused = unused_keys(*mapping.value, keys);
    if (unused.empty()) return;
    std::string names;
    for (std::size_t i = 0; i < std::min(unused.size(), most_named); ++i)
        names += say(i == 0 ? "" : ", ", unused[i]->key);
    if (unused.size() > most_named)
        names += say(" and ", std::to_string(unused.size() - most_named), " more");
    problems.push_back(
        {"mapping-is-used",
         say("Mapping ", mapping.key, unused.size() == 1 ? " has the key " : " has the keys ", names,
             ", which no Fn::FindInMap looks for. What stands there is kept up to date and changes nothing. "
             "Remove it, or use it."),
         unused[0]->key_span,
         {},
         false});
}

struct Words {
    const char* section;
    const char* check;
    const char* noun;
};

Words words_of(Declared kind) {
    switch (kind) {
        case Declared::parameter: return {"Parameters", "parameter-is-used", "Parameter"};
        case Declared::mapping: return {"Mappings", "mapping-is-used", "Mapping"};
        case Declared::condition: return {"Conditions", "condition-is-used", "Condition"};
    }
    return {};
}

/// Everything but the declarations themselves; conditions use each other, and Metadata only lists parameters for a form.
void read_usage(const Template& templ, Usage& usage) {
    for (const Member& section : templ.root()->members)
        if (section.key != "Metadata" && section.key != "Parameters" && section.key != "Mappings")
            usage.read(*section.value);
}

}  // namespace

void find_unused(CheckContext& context, Declared kind, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    const Words words = words_of(kind);
    const Node* declared = templ.section(words.section);
    // Without resources the file is a piece of a template that another file completes.
    if (declared == nullptr || templ.resources().empty() || templ.macro() != nullptr) return;
    // Both as written and as expanded: names in loops are complete only there, those that transforms resolve stand only here.
    const Usage& usage = context.memory.remember(context.world, "usage", nullptr, [&] {
        Usage read;
        read_usage(templ, read);
        if (context.unit.expanded.root() != templ.root()) read_usage(context.unit.expanded, read);
        return read;
    });
    if (usage.macro) return;
    const auto is_used = [&](std::string_view name) {
        switch (kind) {
            case Declared::parameter: return usage.parameters.contains(name);
            case Declared::mapping: return usage.mappings.contains(name);
            case Declared::condition: return usage.conditions.contains(name);
        }
        return true;
    };
    for (const Member& member : declared->members) {
        if (is_stand_in(member.key)) continue;
        if (!is_used(member.key))
            problems.push_back(
                {words.check,
                 say(words.noun, " ", member.key,
                     " is declared and nothing uses it. Whoever deploys or changes the template has to "
                     "find that out. Remove it, or use it."),
                 member.key_span,
                 {},
                 false});
        else if (kind == Declared::mapping)
            find_unused_keys(member, usage.mappings.at(member.key), problems);
    }
}

}  // namespace stackfit::checks
