#include "stackfit/template_world_text.h"

#include <doctest/doctest.h>

#include "unit/engine/fixture.h"

using namespace stackfit;
using Lines = std::vector<std::string>;

namespace {

Decision is(std::string_view name, std::string_view value) { return {name, false, value, true}; }
Decision is_not(std::string_view name, std::string_view value) { return {name, false, value, false}; }

Lines described(const std::vector<std::pair<std::vector<Decision>, bool>>& leaves) {
    std::vector<Leaf> list;
    for (const auto& [decisions, chosen] : leaves) list.push_back({&decisions, chosen});
    return describe_worlds(list);
}

}  // namespace

TEST_CASE("world text: all, none and one") {
    CHECK(described({{{}, true}}) == Lines{});
    CHECK(described({{{is("E", "dev")}, false}, {{is_not("E", "dev")}, true}}) == Lines{"E≠dev"});
    CHECK(described({{{is("E", "dev")}, true}, {{is_not("E", "dev")}, true}}) == Lines{});
}

TEST_CASE("world text: what does not matter is left out") {
    // The region was asked first, and does not matter.
    CHECK(described({{{is("R", "eu"), is("E", "dev")}, false},
                     {{is("R", "eu"), is_not("E", "dev")}, true},
                     {{is_not("R", "eu"), is("E", "dev")}, false},
                     {{is_not("R", "eu"), is_not("E", "dev")}, true}}) == Lines{"E≠dev"});
    // "E≠dev" adds nothing to "E=prod".
    CHECK(described({{{is("E", "dev")}, false},
                     {{is_not("E", "dev"), is("E", "prod")}, true},
                     {{is_not("E", "dev"), is_not("E", "prod")}, false}}) == Lines{"E=prod"});
}

TEST_CASE("world text: two ways") {
    CHECK(described({{{is("E", "dev"), is("R", "eu")}, true},
                     {{is("E", "dev"), is_not("R", "eu")}, false},
                     {{is_not("E", "dev"), is("R", "eu")}, false},
                     {{is_not("E", "dev"), is_not("R", "eu")}, true}}) ==
          Lines{"E=dev and R=eu", "E≠dev and R≠eu"});
}
