// What services offer, as data/regional-values.txt has it.
#include <doctest/doctest.h>

#include <algorithm>

#include "stackfit/spec_lifecycles.h"
#include "stackfit/spec_resources.h"
#include "stackfit/spec_values.h"

namespace stackfit {
namespace {

const OfferedValues& only(const std::vector<OfferedValues>& all, std::string_view path) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const OfferedValues& one) { return one.path == path; });
    REQUIRE(found != all.end());
    return *found;
}

TEST_CASE("instance types are offered by region") {
    const auto all = offered_values("AWS::EC2::Instance");
    const OfferedValues& types = only(all, "InstanceType");
    CHECK(types.offered("t3.micro"));
    CHECK(!types.offered("t3.micr"));
    CHECK(!types.offered(""));
    CHECK(!types.offered("t3.micro c5.large"));
    CHECK(types.offered_in("us-east-1", "t3.micro"));
    CHECK(types.offered_in("mars-north-1", "t3.micro"));
    CHECK(!types.regions_of("t3.micro").empty());
    CHECK(types.regions_of("t3.micr").empty());
    CHECK(offered_values("AWS::S3::Bucket").empty());
    CHECK(offered_values("").empty());
}

TEST_CASE("every place of offered values is one of its type") {
    for (const std::string_view name : resource_type_names()) {
        for (const OfferedValues& offered : offered_values(name)) {
            INFO(offered.path);
            CHECK(!offered.values().empty());
            CHECK(resource_type(name)->property(offered.path.substr(0, offered.path.find_first_of(".["))));
            CHECK((offered.condition.empty() || resource_type(name)->property(offered.condition)));
        }
    }
}

TEST_CASE("versions that are newer than those that are known") {
    const std::vector<std::string_view> known = {"11.22", "16.3", "16.11", "17.2"};
    CHECK(is_newer("16.12", known));
    CHECK(is_newer("17.10", known));
    CHECK(is_newer("18.1", known));
    CHECK(is_newer("12.4", known));
    CHECK(!is_newer("16.4", known));
    CHECK(!is_newer("16.11", known));
    CHECK(!is_newer("9.6", known));
    CHECK(!is_newer("x", known));
}

TEST_CASE("services come to an end") {
    const auto ledger = lifecycle("AWS::QLDB::Ledger");
    REQUIRE(ledger);
    CHECK(ledger->is_over({2026, 1, 1}));
    const auto mesh = lifecycle("AWS::AppMesh::Mesh");
    REQUIRE(mesh);
    REQUIRE(mesh->date);
    CHECK(!mesh->is_over({2026, 9, 29}));
    CHECK(mesh->is_over({2026, 9, 30}));
    CHECK(!lifecycle("AWS::S3::Bucket"));
    CHECK(!lifecycle("AWS::AutoScaling::AutoScalingGroup"));
    CHECK(lifecycle("AWS::AutoScaling::LaunchConfiguration"));
}

}  // namespace
}  // namespace stackfit
