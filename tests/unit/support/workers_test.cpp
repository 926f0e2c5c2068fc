#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "stackfit/support/workers.h"

using namespace stackfit;

TEST_CASE("workers do every task once") {
    for (const unsigned count : {1U, 2U, 8U, 64U}) {
        for (const std::size_t tasks : {0U, 1U, 3U, 500U}) {
            std::vector<int> done(tasks);
            Workers(count).each(tasks, [&](std::size_t i) { ++done[i]; });
            CHECK(done == std::vector<int>(tasks, 1));
        }
    }
}

TEST_CASE("a single worker is the caller") {
    std::vector<std::thread::id> ids(3);
    Workers(1).each(3, [&](std::size_t i) { ids[i] = std::this_thread::get_id(); });
    CHECK(ids == std::vector<std::thread::id>(3, std::this_thread::get_id()));
    CHECK(Workers::available() >= 1);
}

TEST_CASE("what a task throws reaches the caller, when all tasks are done") {
    std::atomic<int> done = 0;
    const auto task = [&](std::size_t i) {
        ++done;
        if (i == 3) throw std::runtime_error("three");
    };
    CHECK_THROWS_WITH(Workers(4).each(50, task), "three");
    CHECK(done == 50);
}
