#include <doctest/doctest.h>

#include "support/tree.h"

using namespace stackfit;
using test::dump;
using test::Read;

TEST_CASE("members are found by their key, on mappings only") {
    const Read read("a: 1\nb: {c: 2}\n");
    const Node& root = *read.document.root;
    CHECK(root.find("a")->value->text == "1");
    CHECK(root.get("b")->get("c")->text == "2");
    CHECK(root.find("c") == nullptr);
    CHECK(root.get("c") == nullptr);
    CHECK(root.get("a")->get("x") == nullptr);
    CHECK(root.only() == nullptr);
    CHECK(root.get("b")->only()->key == "c");
}

TEST_CASE("intrinsics are one-key mappings with a function's name") {
    struct Case {
        const char* text;
        const char* function;
    };
    const Case cases[] = {{"!Ref A", "Ref"},
                          {"Ref: A", "Ref"},
                          {"Condition: A", "Condition"},
                          {"!Sub x", "Fn::Sub"},
                          {"Fn::ForEach::X: []", "Fn::ForEach::X"},
                          {"Fn::Sub: x\nb: 1", ""},
                          {"Reff: A", ""},
                          {"[Ref]", ""},
                          {"Ref", ""},
                          {"{}", ""}};
    for (const Case& one : cases) {
        const Read read(one.text);
        const Member* const member = intrinsic(*read.document.root);
        CHECK_MESSAGE((member == nullptr ? "" : std::string(member->key)) == one.function, one.text);
    }
}

TEST_CASE("scalars as CloudFormation stringifies them") {
    const Read read("[yes, 0x10, 1.50, text, ~, [], {}]");
    const std::span<const Node* const> items = read.document.root->items;
    CHECK(scalar_text(*items[0]) == "true");
    CHECK(scalar_text(*items[1]) == "16");
    CHECK(scalar_text(*items[2]) == "1.50");
    CHECK(scalar_text(*items[3]) == "text");
    for (const Node* none : items.subspan(4)) CHECK_FALSE(scalar_text(*none).has_value());
}

TEST_CASE("a builder makes nodes with the place and origin of their cause") {
    Arena arena;
    Builder build(arena);
    const Origin* const globals = build.origin("Globals.Function");
    const Origin* const origin = build.origin("Globals.Function.Runtime", globals);
    const Span span{0, 3, 9};
    const Node* const text = build.string(std::string("nodejs"), span, origin);
    const Node* const list =
        build.sequence({text, build.null(span, origin), build.boolean(false, span, origin)}, span, origin);
    const Node* const map = build.mapping(
        {{"a", span, list, nullptr}, {"b", span, build.integer(-7, span, origin), nullptr}}, span, origin);
    CHECK(dump(*map) == "{a: [\"nodejs\", null, false], b: -7}");
    CHECK(map->span == span);
    CHECK(map->origin == origin);
    CHECK(map->origin->cause->reason == "Globals.Function");
}

TEST_CASE("with and without leave the mapping they start from") {
    Arena arena;
    Builder build(arena);
    const Read read("a: 1\nb: 2\n");
    const Node& root = *read.document.root;
    const Node* const three = build.integer(3, root.span, nullptr);
    const Node* const replaced = build.with(root, {"a", {}, three, nullptr});
    CHECK(dump(*replaced) == "{a: 3, b: 2}");
    CHECK(replaced->span == root.span);
    CHECK(dump(*build.with(root, {"c", {}, three, nullptr})) == "{a: 1, b: 2, c: 3}");
    CHECK(dump(*build.without(root, "a")) == "{b: 2}");
    CHECK(dump(*build.without(root, "x")) == "{a: 1, b: 2}");
    CHECK(dump(root) == "{a: 1, b: 2}");
}
