#include "stackfit/spec.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace stackfit;

TEST_CASE("lambda runtimes are found by name and know their dates") {
    const LambdaRuntime* node8 = lambda_runtime("nodejs8.10");
    REQUIRE(node8 != nullptr);
    CHECK(node8->deprecated == Date{2020, 3, 6});
    CHECK(node8->create_blocked == Date{2020, 2, 4});
    CHECK(node8->update_blocked == Date{2020, 3, 6});
    CHECK(node8->successor == "nodejs24.x");

    const LambdaRuntime* newest = lambda_runtime(node8->successor);
    REQUIRE(newest != nullptr);
    CHECK(newest->successor.empty());

    CHECK(lambda_runtime("nodejs8") == nullptr);
    CHECK(lambda_runtime("") == nullptr);
    CHECK(lambda_runtime("zzz") == nullptr);
}

TEST_CASE("a date that was not announced is missing") {
    const LambdaRuntime* runtime = lambda_runtime("dotnet9");
    REQUIRE(runtime != nullptr);
    CHECK(runtime->deprecated.has_value());
    CHECK_FALSE(runtime->create_blocked.has_value());
}

TEST_CASE("the table of runtimes is sorted, its dates are days, its successors exist") {
    const auto runtimes = lambda_runtimes();
    CHECK(std::is_sorted(runtimes.begin(), runtimes.end(),
                         [](const auto& a, const auto& b) { return a.name < b.name; }));
    for (const LambdaRuntime& runtime : runtimes) {
        INFO(runtime.name);
        for (const auto& date : {runtime.deprecated, runtime.create_blocked, runtime.update_blocked}) {
            if (date) CHECK(Date::parse(date->text()) == date);
        }
        if (!runtime.successor.empty()) CHECK(lambda_runtime(runtime.successor) != nullptr);
    }
}

TEST_CASE("managed policies are known by path and name") {
    CHECK(is_managed_policy("AdministratorAccess"));
    CHECK(is_managed_policy("service-role/AWSLambdaBasicExecutionRole"));
    CHECK_FALSE(is_managed_policy("AWSLambdaBasicExecutionRole"));  // the path is part of the ARN
    CHECK_FALSE(is_managed_policy("AWSLambdaFullAccess"));          // withdrawn in 2021
}

TEST_CASE("the statements of a managed policy come in order") {
    const auto statements = managed_policy("service-role/AWSCodeDeployRoleForLambda");
    REQUIRE(statements.size() == 4);
    CHECK(statements[3].allow);
    CHECK(statements[3].actions == "lambda:InvokeFunction");
    CHECK(statements[3].resources == "arn:aws:lambda:*:*:function:CodeDeployHook_*");
    CHECK_FALSE(statements[3].conditional);
    CHECK(statements[2].conditional);
    CHECK(managed_policy("PowerUserAccess")[0].not_action);
    CHECK(managed_policy("NoSuchPolicy").empty());
    CHECK(managed_policy("ReadOnlyAccess").empty());  // exists, but its statements are not kept
}

TEST_CASE("the tables say where they come from") {
    for (const auto version : data_versions()) {
        INFO(version);
        CHECK(version.find(" (") != std::string_view::npos);
    }
}
