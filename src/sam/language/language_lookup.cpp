// Functions that choose: Fn::FindInMap and Fn::If.
#include <algorithm>

#include "sam/language/language_extensions.h"
#include "sam/value.h"

namespace stackfit::sam {

/// "Fn::FindInMap enhancements": functions in the keys, and a value for keys that are not there.
LanguageExtensions::Made LanguageExtensions::find_in_map(const Node& node, const Member& function) {
    const auto written = function.value->items;
    if (!function.value->is_sequence() || written.size() < 3 || written.size() > 4) {
        refuse_form(
            function.value->span,
            "Fn::FindInMap takes a list of a mapping, a top-level key and a second-level key, and may have "
            "{DefaultValue: ...} as a fourth item.");
        return children(node, function);
    }
    if (written.size() == 4 && (written[3]->only() == nullptr || written[3]->only()->key != "DefaultValue")) {
        refuse(written[3]->span,
               "The fourth item of Fn::FindInMap is {DefaultValue: ...}, not " + a_kind(*written[3]) + ".");
        return children(node, function);
    }
    std::vector<const Node*> made;
    for (std::size_t i = 0; i < 3; ++i) {
        const Node* key = rewrite(*written[i]).node;
        made.push_back(key != nullptr ? key : written[i]);
    }
    const bool with_default = written.size() == 4;
    const Made otherwise = with_default ? rewrite(*written[3]->members[0].value) : Made{};
    const bool literal =
        std::all_of(made.begin(), made.end(), [](const Node* key) { return key->is_scalar(); });
    if (literal) {
        const Node* found = mapping_value(*function.value, made, with_default);
        if (resolving_ && found != nullptr) return rewrite(*found);
        if (resolving_ && with_default && !templ_.is_open("Mappings")) return otherwise;
    }
    if (with_default) made.push_back(default_entry(*written[3], otherwise.node));
    if (std::equal(made.begin(), made.end(), written.begin())) return {&node, false};
    return again(node, function, build_.sequence(made, function.value->span, because("Fn::FindInMap")));
}

/// Null: it is not there, which is refused unless it rests on a value that is only assumed.
const Node* LanguageExtensions::mapping_value(const Node& argument, const std::vector<const Node*>& keys,
                                              bool with_default) {
    const Node* mappings = templ_.section("Mappings");
    const Node* level = mappings == nullptr ? nullptr : mappings->get(keys[0]->text);
    const bool certain = options_.mode == SamMode::transform || !resolving_;
    for (std::size_t i = 1; i < 3 && level != nullptr; ++i) {
        const Node* next = level->get(keys[i]->text);
        if (next == nullptr && certain && !with_default && !templ_.is_open("Mappings") &&
            stand_in(*level) == nullptr)
            refuse(argument.items[i]->span,
                   "Fn::FindInMap finds no key \"" + std::string(keys[i]->text) + "\" in mapping " +
                       std::string(keys[0]->text) +
                       ". AWS::LanguageExtensions refuses the template, whether the value is used or not; a "
                       "fourth item {DefaultValue: ...} says what to take instead.");
        level = next;
    }
    return level;
}

/// {DefaultValue: value}, where the function stays.
const Node* LanguageExtensions::default_entry(const Node& written, const Node* value) {
    if (value == nullptr || value == written.members[0].value) return copy(written);
    Member member = written.members[0];
    member.value = value;
    return build_.mapping({member}, written.span, because("Fn::FindInMap"));
}

/// Only the branch that is taken is resolved; the name of the condition is literal, also in a loop.
LanguageExtensions::Made LanguageExtensions::choose(const Node& node, const Member& function) {
    const Node* items = if_items(&node);
    if (items == nullptr || !items->items[0]->is_string()) {
        refuse_form(
            function.value->span,
            "Fn::If takes a list of the name of a condition and two values; AWS::LanguageExtensions takes "
            "no function as the name.");
        return children(node, function);
    }
    if (resolving_) {
        const auto decided = condition(items->items[0]->text);
        if (decided) return rewrite(*items->items[*decided ? 1 : 2]);
    }
    std::vector<const Node*> made{copy(*items->items[0])};
    for (std::size_t i = 1; i < 3; ++i) {
        const Node* branch = rewrite(*items->items[i]).node;
        made.push_back(branch != nullptr ? branch : items->items[i]);
    }
    if (std::equal(made.begin(), made.end(), items->items.begin())) return {&node, false};
    return again(node, function, build_.sequence(made, items->span, because("Fn::If")));
}

}  // namespace stackfit::sam
