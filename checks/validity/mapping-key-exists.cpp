// Fn::FindInMap whose keys parameters decide: a value that the mapping has no key for.
//
// As in resource-shape.cpp, the text is searched first: which values can the parameters have, and which of them does the mapping lack? The
// world is asked only of those, so that a parameter with a hundred values is no hundred worlds.
#include <algorithm>

#include "../common/say.h"
#include "macros.h"
#include "shape_branches.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "mapping-key-exists";
constexpr std::size_t most_pairs = 10'000;  // of keys, for one function

/// A key that can be asked for: a literal, or what a parameter may be.
struct Key {
    std::string_view parameter;  ///< "": the literal
    std::string_view text;
};

/// Keys that are asked for together, and not there.
struct Miss {
    Key top, second;
    bool top_is_there = false;
};

struct Lookup {
    const Resource* resource = nullptr;  ///< null: in a condition or an output
    Branches branches;
    const Member* function = nullptr;
    std::string_view map;
    std::vector<Miss> misses;
};

/// What the template says of the values of a parameter; `given` is what the run says.
std::vector<Key> keys_of(const Template& templ, const World& world, const Node& node) {
    if (node.is_scalar()) return {{{}, node.text}};
    const std::string_view name = ref_name(&node);
    if (const auto given = name.empty() ? std::nullopt : world.peek_value(name)) return {{name, *given}};
    const Parameter* parameter = templ.parameter(name);
    if (parameter == nullptr || parameter->ssm || parameter->list) return {};
    std::vector<Key> keys;
    for (const std::string_view value : parameter->allowed_values) keys.push_back({name, value});
    if (keys.empty() && parameter->default_value) keys.push_back({name, *parameter->default_value});
    return keys;
}

bool is_open(const Node& map) {
    return !map.is_mapping() || stand_in(map) != nullptr || intrinsic(map) != nullptr;
}

std::vector<Miss> misses_of(const Template& templ, const World& world, const Node& arguments) {
    const auto& items = arguments.items;
    const Node* mappings = templ.section("Mappings");
    if (items.size() != 3 || !items[0]->is_scalar() || mappings == nullptr || is_open(*mappings)) return {};
    if (items[1]->is_scalar() && items[2]->is_scalar()) return {};  // function-shape
    const Node* map = mappings->get(items[0]->text);
    if (map == nullptr || is_open(*map)) return {};
    const auto tops = keys_of(templ, world, *items[1]), seconds = keys_of(templ, world, *items[2]);
    std::vector<Miss> misses;
    if (tops.size() * std::max<std::size_t>(1, seconds.size()) > most_pairs) return {};
    for (const Key& top : tops) {
        const Node* row = map->get(top.text);
        if (row == nullptr) misses.push_back({top, {}, false});
        if (row == nullptr || is_open(*row)) continue;
        for (const Key& second : seconds)
            if (row->find(second.text) == nullptr) misses.push_back({top, second, true});
    }
    // A literal second key that no row has is a mistake of its own, which function-shape tells of.
    const bool nowhere = items[2]->is_scalar() &&
                         std::none_of(map->members.begin(), map->members.end(), [&](const Member& row) {
                             return row.value->find(items[2]->text) != nullptr;
                         });
    return nowhere ? std::vector<Miss>{} : misses;
}

/// Every Fn::FindInMap that may miss, with the branches that lead to it. Depth is at most DocumentLimits::depth.
class Lookups {
public:
    Lookups(const Template& templ, const World& world) : templ_(templ), world_(world) {}

    std::vector<Lookup> take() {
        for (const Resource& resource : templ_.resources()) {
            resource_ = &resource;
            in(*resource.node);
        }
        resource_ = nullptr;
        if (const Node* conditions = templ_.section("Conditions")) in(*conditions);
        if (const Node* outputs = templ_.section("Outputs"))
            for (const Member& output : outputs->members) in_output(*output.value);
        return std::move(found_);
    }

private:
    void in_output(const Node& output) {
        const Node* condition = output.get("Condition");
        const bool under = condition != nullptr && condition->is_string();
        if (under) branches_.push_back({condition->text, true});
        in(output);
        branches_.clear();
    }

    void in(const Node& node) {
        if (const Node* arguments = choice(node)) return in_branches(*arguments);
        const Member* function = intrinsic(node);
        if (function != nullptr && function->key == "Fn::FindInMap") look(*function);
        for (const Node* item : node.items) in(*item);
        for (const Member& member : node.members) in(*member.value);
    }

    void in_branches(const Node& arguments) {
        for (const bool taken : {true, false}) {
            branches_.push_back({arguments.items[0]->text, taken});
            in(*arguments.items[taken ? 1 : 2]);
            branches_.pop_back();
        }
    }

    void look(const Member& function) {
        auto misses = misses_of(templ_, world_, *function.value);
        if (!misses.empty())
            found_.push_back(
                {resource_, branches_, &function, function.value->items[0]->text, std::move(misses)});
    }

    const Template& templ_;
    const World& world_;
    const Resource* resource_ = nullptr;
    Branches branches_;
    std::vector<Lookup> found_;
};

bool is_reached(World& world, const Lookup& lookup) {
    return (lookup.resource == nullptr || world.exists(lookup.resource->id)) &&
           are_taken(world, lookup.branches);
}

bool is_asked(World& world, const Key& key) {
    return key.parameter.empty() || world.equals(key.parameter, key.text) == Tri::yes;
}

/// Look-ups in one mapping that miss the same keys: one mistake, mended in the mapping.
using Mistake = std::vector<Lookup>;

bool is_same(const Lookup& a, const Lookup& b) {
    const auto same_key = [](const Key& x, const Key& y) {
        return x.parameter == y.parameter && x.text == y.text;
    };
    return a.map == b.map && std::equal(a.misses.begin(), a.misses.end(), b.misses.begin(), b.misses.end(),
                                        [&](const Miss& x, const Miss& y) {
                                            return same_key(x.top, y.top) && same_key(x.second, y.second) &&
                                                   x.top_is_there == y.top_is_there;
                                        });
}

std::vector<Mistake> mistakes_of(std::vector<Lookup> lookups) {
    std::vector<Mistake> mistakes;
    for (Lookup& lookup : lookups) {
        const auto known = std::find_if(mistakes.begin(), mistakes.end(),
                                        [&](const Mistake& one) { return is_same(one.front(), lookup); });
        (known == mistakes.end() ? mistakes.emplace_back() : *known).push_back(std::move(lookup));
    }
    return mistakes;
}

/// "staging" and "test", values of Environment, and mapping Sizes has no such key
std::string wanted(const Lookup& lookup) {
    constexpr std::size_t few = 4;
    const Miss& first = lookup.misses.front();
    const Key& key = first.top_is_there ? first.second : first.top;
    std::size_t more = 0;
    std::vector<std::string> names;
    for (const Miss& miss : lookup.misses) {
        std::string name = say("\"", (miss.top_is_there ? miss.second : miss.top).text, "\"");
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    if (names.size() > few) more = names.size() - few, names.resize(few);
    std::string text = join(names, ", ") + (more > 0 ? say(" and ", std::to_string(more), " more") : "");
    text += key.parameter.empty()
                ? ","
                : say(names.size() == 1 ? ", a value of " : ", values of ", key.parameter, ",");
    return text + say(" and ",
                      first.top_is_there ? say(lookup.map, ".", first.top.text) : say("mapping ", lookup.map),
                      " has no such key.");
}

std::string message(const Mistake& mistake) {
    std::string text = say("Fn::FindInMap looks for ", wanted(mistake.front()));
    if (mistake.size() > 1) text += say(" So do ", std::to_string(mistake.size() - 1), " more below.");
    return text +
           " CloudFormation refuses a deployment with such a value. Add the key, or exclude the value.";
}

bool is_missed(World& world, const Lookup& lookup) {
    return is_reached(world, lookup) &&
           std::any_of(lookup.misses.begin(), lookup.misses.end(), [&](const Miss& miss) {
               return is_asked(world, miss.top) && (!miss.top_is_there || is_asked(world, miss.second));
           });
}

void find_missed(CheckContext& context, const Mistake& mistake, std::vector<Problem>& problems) {
    if (std::none_of(mistake.begin(), mistake.end(),
                     [&](const Lookup& one) { return is_missed(context.world, one); }))
        return;
    const Lookup& first = mistake.front();
    const Node& key = *first.function->value->items[first.misses.front().top_is_there ? 2 : 1];
    problems.push_back({id, message(mistake), key.span,
                        first.resource == nullptr ? std::string_view{} : first.resource->id, false});
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.expanded;
    if (has_macro(templ) || templ.section("Mappings") == nullptr) return;
    for (const Mistake& mistake : mistakes_of(Lookups(templ, context.world).take())) {
        context.ask_apart(problems, [mistake](CheckContext& here, std::vector<Problem>& found) {
            find_missed(here, mistake, found);
        });
    }
}

}  // namespace

NativeCheck mapping_key_exists() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
