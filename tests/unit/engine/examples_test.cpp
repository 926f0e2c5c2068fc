// Every example of every check file, judged by the whole catalogue. The marks are described in docs/check-language.md.
#include <doctest/doctest.h>

#include <filesystem>

#include "stackfit/checks.h"
#include "stackfit/engine_examples.h"
#include "support/source_dir.h"

using namespace stackfit;

TEST_CASE("examples: every check has failing and passing ones, and they do") {
    const CheckSet checks = catalogue();
    REQUIRE(checks.checks().size() > 10);
    for (const CheckInfo& check : checks.checks()) {
        const ExampleReport report = test_examples(checks, check, example_date);
        for (const ExampleFailure& failure : report.failures)
            FAIL_CHECK(check.id << ".md:" << failure.line << ":" << failure.column << ": " << failure.message);
        CHECK(report.examples > 1);
    }
}

TEST_CASE("examples: every check file is in the catalogue, and every native check in the registry is one") {
    std::size_t files = 0;
    const CheckSet checks = catalogue();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(stackfit::testing::in_source("checks"))) {
        if (entry.path().extension() != ".md") continue;
        ++files;
        CHECK_MESSAGE(checks.by_id(entry.path().stem().string()) != nullptr, entry.path().string());
    }
    CHECK(files == checks.checks().size());
    for (const NativeCheck& native : native_checks()) {
        CHECK_MESSAGE(checks.by_id(native.id) != nullptr, native.id);
        CHECK_MESSAGE((native.judge == nullptr) != (native.find == nullptr), native.id);
    }
}

TEST_CASE("examples: every id under which the layers below report is a check") {
    const CheckSet checks = catalogue();
    for (const std::string_view id : {"duplicate-key", "yaml-alias", "yaml-merge-key", "sam-template",
                                      "sam-property", "local-path-exists", "suppression-unknown-check",
                                      "suppression-unused", "suppression-expired", "suppression-has-reason"})
        CHECK_MESSAGE(checks.by_id(id) != nullptr, id);
}
