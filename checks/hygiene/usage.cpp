#include "usage.h"

#include <set>

#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

/// Every name that the template uses as a parameter, a mapping or a condition.
class Usage {
public:
    bool macro = false;  ///< something that is not in the template reads it
    std::set<std::string_view> parameters, mappings, conditions;

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
        if (name == "Fn::FindInMap" && !argument.items.empty()) {
            // A name that is computed may be any of them.
            if (argument.items[0]->is_string()) mappings.insert(argument.items[0]->text);
            else macro = true;
        }
        if (name == "Fn::Sub") read_sub(argument.items.empty() ? argument : *argument.items[0]);
    }

    void read_sub(const Node& format) {
        std::string_view rest = format.text;
        for (auto begin = rest.find("${"); begin != std::string_view::npos; begin = rest.find("${")) {
            const auto end = rest.find('}', begin);
            if (end == std::string_view::npos) return;
            parameters.insert(trim(rest.substr(begin + 2, end - begin - 2)));
            rest.remove_prefix(end + 1);
        }
    }
};

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
        if (section.key != "Metadata" && section.key != "Parameters" && section.key != "Mappings") usage.read(*section.value);
}

}  // namespace

void find_unused(CheckContext& context, Declared kind, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    const Words words = words_of(kind);
    const Node* declared = templ.section(words.section);
    // Without resources the file is a piece of a template that another file completes.
    if (declared == nullptr || templ.resources().empty() || templ.macro() != nullptr) return;
    // Both as written and as expanded: names in loops are complete only there, those that transforms resolve stand only here.
    Usage usage;
    read_usage(templ, usage);
    if (context.unit.expanded.root() != templ.root()) read_usage(context.unit.expanded, usage);
    if (usage.macro) return;
    const auto& used = kind == Declared::parameter ? usage.parameters : kind == Declared::mapping ? usage.mappings : usage.conditions;
    for (const Member& member : declared->members) {
        if (used.contains(member.key) || is_stand_in(member.key)) continue;
        problems.push_back({words.check,
                            std::string(words.noun) + " " + std::string(member.key) +
                                " is declared and nothing uses it. Whoever deploys or changes the template has to find that out. Remove it, or use it.",
                            member.key_span, {}, false});
    }
}

}  // namespace stackfit::checks
