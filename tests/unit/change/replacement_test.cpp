// What a change of a property replaces, held against the registry's own schemas; and every type that holds data.
#include <fstream>
#include <map>

#include "fixture.h"
#include "stackfit/spec_stateful.h"
#include "stackfit/support/text.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

using Behaviours = std::map<std::string, std::map<std::string, std::string>>;  // type, property, replacement

Behaviours read_behaviours() {
    std::ifstream file(testing::in_source("tests/unit/change/update_behaviours.tsv"));
    Behaviours behaviours;
    for (std::string line; std::getline(file, line);) {
        const auto cells = split(line, '\t');
        if (cells.size() == 3 && cells[0].starts_with("AWS::"))
            behaviours[std::string(cells[0])][std::string(cells[1])] = std::string(cells[2]);
    }
    return behaviours;
}

/// A resource of the type with all properties set to the value.
std::string resource_with(const std::string& type, const std::map<std::string, std::string>& properties,
                          const char* value) {
    std::string text = "Resources:\n  R:\n    Type: " + type + "\n    Properties:\n";
    for (const auto& property : properties) text += "      " + property.first + ": " + value + "\n";
    return text;
}

}  // namespace

TEST_CASE("documented update behaviours: never, conditionally and always") {
    std::map<std::string, int> seen;
    for (const auto& [type, properties] : read_behaviours()) {
        const ChangeFixture change(resource_with(type, properties, "one"),
                                   resource_with(type, properties, "two"));
        REQUIRE_MESSAGE(change.changes.resources.size() == 1, type);
        CHECK_MESSAGE(change.changes.resources[0].properties.size() == properties.size(), type);
        for (const PropertyChange& one : change.changes.resources[0].properties) {
            const std::string property = one.path.substr(one.path.find('.') + 1);
            CHECK_MESSAGE(to_string(one.replacement) == properties.at(property), type << " " << property);
            ++seen[properties.at(property)];
        }
    }
    CHECK(seen["never"] >= 200);
    CHECK(seen["always"] >= 200);
    CHECK(seen["conditionally"] >= 50);
}

TEST_CASE(
    "every stateful type of the specification is in the table, and every type of the table in the "
    "specification") {
    int marked = 0, known = 0;
    for (const std::string_view name : resource_type_names()) {
        const bool stateful = resource_type(name)->stateful();
        marked += stateful ? 1 : 0;
        known += stateful_type(name) ? 1 : 0;
        if (stateful) CHECK_MESSAGE(stateful_type(name).has_value(), std::string(name));
        if (stateful_type(name)) CHECK_MESSAGE(!stateful_type(name)->holds.empty(), std::string(name));
    }
    CHECK(marked == 29);
    std::ifstream file(testing::in_source("data/stateful-types.txt"));
    int rows = -1;  // the first line says where they come from
    for (std::string line; std::getline(file, line);) ++rows;
    CHECK(known == rows);
    CHECK(!stateful_type("AWS::Lambda::Function"));
    CHECK(!stateful_type(""));
}

TEST_CASE("every stateful type: removed, renamed and kept") {
    for (const std::string_view name : resource_type_names()) {
        const auto type = stateful_type(name);
        if (!type) continue;
        const std::string old_text =
            "Resources:\n  Kept: {Type: AWS::SNS::Topic}\n  R: {Type: " + std::string(name);
        const std::string new_text = "Resources:\n  Kept: {Type: AWS::SNS::Topic}\n";
        const bool snapshot_by_default = name == "AWS::RDS::DBCluster" || name == "AWS::RDS::DBInstance";
        CHECK_MESSAGE(ChangeFixture(old_text + "}\n", new_text).has("stateful-resource-removed") ==
                          !snapshot_by_default,
                      std::string(name));
        CHECK_MESSAGE(!ChangeFixture(old_text + ", DeletionPolicy: Retain}\n", new_text)
                           .has("stateful-resource-removed"),
                      std::string(name));
        CHECK_MESSAGE(!ChangeFixture(old_text + ", DeletionPolicy: RetainExceptOnCreate}\n", new_text)
                           .has("stateful-resource-removed"),
                      std::string(name));
        CHECK_MESSAGE(ChangeFixture(old_text + ", DeletionPolicy: Snapshot}\n", new_text)
                              .has("stateful-resource-removed") == !type->snapshots,
                      std::string(name));
        const ChangeFixture renamed(old_text + "}\n", new_text + "  S: {Type: " + std::string(name) + "}\n");
        CHECK_MESSAGE(renamed.has("stateful-resource-renamed"), std::string(name));
    }
}

TEST_CASE("every stateful type: replaced, with and without a policy") {
    for (const std::string_view name : resource_type_names()) {
        const auto type = stateful_type(name);
        if (!type) continue;
        const auto known = resource_type(name);
        std::string property;
        for (const std::string_view one : known->property_names())
            if (known->property(one)->replacement == Replacement::always) property = one;
        if (property.empty()) continue;  // AWS::KMS::Key and the like can only be changed in place
        const auto text = [&](const char* value, const char* policy) {
            return "Resources:\n  R: {Type: " + std::string(name) + policy + ", Properties: {" + property +
                   ": " + value + "}}\n";
        };
        CHECK_MESSAGE(ChangeFixture(text("one", ""), text("two", "")).has("stateful-resource-replaced"),
                      std::string(name));
        CHECK_MESSAGE(!ChangeFixture(text("one", ""), text("two", ", UpdateReplacePolicy: Retain"))
                           .has("stateful-resource-replaced"),
                      std::string(name));
        const ChangeFixture snapshot(text("one", ""), text("two", ", UpdateReplacePolicy: Snapshot"));
        CHECK_MESSAGE(snapshot.has("stateful-resource-replaced") == !type->snapshots, std::string(name));
    }
}
