#include <doctest/doctest.h>

#include "stackfit/template.h"
#include "support/tree.h"

using namespace stackfit;

namespace {

std::string ordered(const char* text) {
    const test::Read read(text);
    Arena arena;
    return write_json(*in_customary_order(*read.document.root, arena), 0);
}

}  // namespace

TEST_CASE(
    "sections and the attributes of resources in the order of AWS's pages, everything else in its own") {
    CHECK(
        ordered("{Outputs: {}, Resources: {B: {Properties: {z: 1, a: 2}, Custom: 1, DependsOn: A, Condition: "
                "C, Type: T}, A: {Type: T}}, "
                "Other: 1, Description: d}") ==
        R"({"Description":"d","Resources":{"B":{"Type":"T","Condition":"C","DependsOn":"A","Custom":1,"Properties":{"z":1,"a":2}},)"
        R"("A":{"Type":"T"}},"Other":1,"Outputs":{}})");
    CHECK(ordered("{Resources: [1], Parameters: 2}") == R"({"Parameters":2,"Resources":[1]})");
    CHECK(ordered("[1]") == "[1]");
}
