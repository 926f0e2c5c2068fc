// Fn::If whose branches are the same value, however each is written.
#include <algorithm>
#include <optional>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "if-branches-differ";

/// Functions whose value is a text of pieces, whichever world it is.
bool is_pure(const Node& node) {
    static constexpr char names[][12] = {"Ref", "Fn::GetAtt", "Fn::Sub", "Fn::Join"};
    if (const Member* function = intrinsic(node)) {
        const bool known = is_one_of(names, function->key);
        if (!known) return false;
    }
    const auto pure = [](const Node* item) { return is_pure(*item); };
    return std::all_of(node.items.begin(), node.items.end(), pure) &&
           std::all_of(node.members.begin(), node.members.end(),
                       [](const Member& member) { return is_pure(*member.value); });
}

/// Compares values. Texts are asked of a world without given parameters, and only where a function is written in two ways.
class Comparison {
public:
    explicit Comparison(const Template& templ) : templ_(templ) {}

    bool same(const Node& a, const Node& b) {
        if (a.is_scalar() && b.is_scalar())
            return (a.kind == Kind::null) == (b.kind == Kind::null) && a.text == b.text;
        if (as_written(a, b)) return true;
        const bool functions = intrinsic(a) != nullptr || intrinsic(b) != nullptr;
        return functions && is_pure(a) && is_pure(b) && same_text(a, b);
    }

private:
    bool as_written(const Node& a, const Node& b) {
        if (a.kind != b.kind || a.items.size() != b.items.size() || a.members.size() != b.members.size())
            return false;
        for (std::size_t i = 0; i < a.items.size(); ++i)
            if (!same(*a.items[i], *b.items[i])) return false;
        return std::all_of(a.members.begin(), a.members.end(), [&](const Member& member) {
            const Node* other = b.get(member.key);
            return other != nullptr && same(*member.value, *other);
        });
    }

    bool same_text(const Node& a, const Node& b) {
        bool equal = false;
        if (!worlds_) worlds_.emplace(templ_, Assignment{});
        worlds_->explore(
            [&](World& world) {
                const Value left = world.evaluate(&a), right = world.evaluate(&b);
                equal = left.is_text() && right.is_text() && left.text == right.text;
            },
            1);
        return equal;
    }

    const Template& templ_;
    std::optional<Worlds> worlds_;
};

std::string shown(const Node& value) {
    if (value.is_scalar()) return quoted(value.text);
    const Member* function = intrinsic(value);
    if (function == nullptr) return value.is_mapping() ? "the same map" : "the same list";
    if (function->key == "Ref") return say("!Ref ", function->value->text);
    return say("the same ", function->key);
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    Comparison comparison(context.unit.source);
    each_use(context.unit.source, [&](const Use& use) {
        const auto& items = use.function.value->items;
        if (!use.is("Fn::If") || items.size() != 3 || !comparison.same(*items[1], *items[2])) return;
        problems.push_back({id,
                            say("Fn::If gives ", shown(*items[1]), " whether ", items[0]->text,
                                " is true or not. One of the branches was meant to be another value, or the "
                                "condition decides nothing here. Mend the branch, or write the value alone."),
                            use.place(), use.resource, false});
    });
}

}  // namespace

NativeCheck if_branches_differ() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
