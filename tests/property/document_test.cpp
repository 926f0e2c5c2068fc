// Laws of document over random trees, each made from its seed alone.
#include <doctest/doctest.h>

#include <random>

#include "support/tree.h"

using namespace stackfit;

namespace {

class RandomTrees {
public:
    RandomTrees(unsigned seed, Arena& arena) : random_(seed), build_(arena) {}

    const Node* tree(int depth) {
        switch (below(depth == 0 ? 5 : 8)) {
            case 0: return build_.null({}, nullptr);
            case 1: return build_.boolean(below(2) == 0, {}, nullptr);
            case 2: return build_.integer(static_cast<std::int64_t>(random_()) - (1LL << 31), {}, nullptr);
            case 3:
            case 4: return build_.string(text(), {}, nullptr);
            case 5: return list(depth);
            case 6: return function(depth);
            default: return mapping(depth);
        }
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

    std::string text() {
        constexpr std::string_view pieces[] = {"a",  "Ref", " ", "  ", "\n",       "\n",    ": ",  "#",
                                               " #", "- ",  "'", "\"", "\\",       "!Sub ", "|",   "${",
                                               "}",  "[",   "]", ",",  "*",        "&",     "%",   "1",
                                               "0x", "yes", "~", "\t", "\xC3\xA9", "\r",    "\x01"};
        std::string result;
        for (unsigned i = below(7); i > 0; --i) result += pieces[below(std::size(pieces))];
        return result;
    }

    const Node* list(int depth) {
        std::vector<const Node*> items;
        for (unsigned i = below(4); i > 0; --i) items.push_back(tree(depth - 1));
        return build_.sequence(items, {}, nullptr);
    }

    const Node* function(int depth) {
        constexpr std::string_view names[] = {"Ref",    "Condition",  "Fn::Sub",        "Fn::GetAtt",
                                              "Fn::If", "Fn::Base64", "Fn::ForEach::X", "Fn::Nope"};
        return build_.mapping({{names[below(std::size(names))], {}, tree(depth - 1), nullptr}}, {}, nullptr);
    }

    const Node* mapping(int depth) {
        const Node* result = build_.mapping({}, {}, nullptr);
        for (unsigned i = below(4); i > 0; --i)
            result = build_.with(*result, {build_.text(text()), {}, tree(depth - 1), nullptr});
        return result;
    }

    std::mt19937 random_;
    Builder build_;
};

}  // namespace

TEST_CASE("what is written as YAML or JSON reads back as the same tree") {
    DocumentLimits limits;
    limits.flow_brackets = 100'000;  // texts are full of them
    for (unsigned seed = 0; seed < 3000; ++seed) {
        Arena arena;
        const Node* const tree = RandomTrees(seed, arena).tree(4);
        if (tree->kind == Kind::null) continue;  // a file of null alone holds nothing
        for (const std::string& written : {write_yaml(*tree), write_json(*tree, 2), write_json(*tree, 0)}) {
            const test::Read again(written, limits);
            const bool same = again.document.root != nullptr && test::same_value(*tree, *again.document.root);
            REQUIRE_MESSAGE(same, "seed " << seed << ", written:\n" << written << "\n" << again.errors());
        }
    }
}

TEST_CASE("writing YAML twice changes nothing") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        Arena arena;
        const std::string once = write_yaml(*RandomTrees(seed, arena).tree(4));
        const test::Read again(once);
        if (again.document.root != nullptr) CHECK(write_yaml(*again.document.root) == once);
    }
}
