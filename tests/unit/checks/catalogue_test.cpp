// What holds of every check of the catalogue.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

/// Reported by the layers below, or by a check that comes across them, without code of their own.
const std::set<std::string, std::less<>> reported_below = {
    "template-syntax",          "duplicate-key",     "yaml-alias",          "yaml-merge-key",
    "yaml-unknown-tag",         "sam-property",      "sam-template",        "language-extensions",
    "transform-is-well-formed", "local-path-exists", "property-is-settable"};

bool is_judged(const CheckInfo& check) { return check.rule != nullptr || check.native != nullptr; }

TEST_CASE("every weighted check judges, and every other is judged or reported from below") {
    const CheckSet set = catalogue();
    std::string silent;
    for (const CheckInfo& check : set.checks()) {
        if (check.family == Family::hygiene) continue;
        if (!is_judged(check) && !reported_below.contains(check.id)) silent += std::string(check.id) + " ";
    }
    CHECK(silent == "");
}

TEST_CASE("the native checks are those of the catalogue") {
    const CheckSet set = catalogue();
    std::string unknown;
    for (const NativeCheck& native : native_checks())
        if (set.by_id(native.id) == nullptr) unknown += std::string(native.id) + " ";
    CHECK(unknown == "");
}

TEST_CASE("titles and prose stand on their own") {
    const CheckSet set = catalogue();
    std::string poor;
    for (const CheckInfo& check : set.checks())
        if (check.title.empty() || check.title.back() == '.' || check.prose.empty())
            poor += std::string(check.id) + " ";
    CHECK(poor == "");
}

TEST_CASE("no alias is also an id") {
    const CheckSet set = catalogue();
    std::string taken;
    for (const CheckInfo& check : set.checks())
        for (const std::string_view alias : check.aliases)
            if (set.by_id(alias) != nullptr) taken += std::string(alias) + " ";
    CHECK(taken == "");
}

}  // namespace
}  // namespace stackfit
