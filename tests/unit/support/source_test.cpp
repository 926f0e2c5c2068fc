#include "stackfit/support/source.h"

#include <doctest/doctest.h>

using namespace stackfit;

namespace {

std::string at(const Source& source, std::uint32_t offset) {
    const Position position = source.position(offset);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
}

}  // namespace

TEST_CASE("positions are lines and code points, counted from 1") {
    const Source source("x.yaml", "ab\n\xC3\xA9\xE8\xAA\x9E!\r\n\nend");
    struct Case {
        std::uint32_t offset;
        const char* position;
    };
    const Case cases[] = {{0, "1:1"}, {1, "1:2"},  {2, "1:3"},  {3, "2:1"},  {5, "2:2"},  {8, "2:3"},
                          {9, "2:4"}, {10, "2:5"}, {11, "3:1"}, {12, "4:1"}, {15, "4:4"}, {99, "4:4"}};
    for (const Case& one : cases) CHECK_MESSAGE(at(source, one.offset) == one.position, one.offset);
}

TEST_CASE("an empty file has one empty line") {
    const Source source("x.yaml", "");
    CHECK(at(source, 0) == "1:1");
    CHECK(source.line(1).empty());
    CHECK(source.line(2).empty());
}

TEST_CASE("lines come without their line ends") {
    const Source source("x.yaml", "one\r\ntwo\n\nlast");
    CHECK(source.line(0).empty());
    CHECK(source.line(1) == "one");
    CHECK(source.line(2) == "two");
    CHECK(source.line(3).empty());
    CHECK(source.line(4) == "last");
    CHECK(source.line(5).empty());
}

TEST_CASE("a byte order mark takes no column") {
    const Source source("x.yaml",
                        "\xEF\xBB\xBF"
                        "ab\ncd");
    CHECK(at(source, 0) == "1:1");
    CHECK(at(source, 2) == "1:1");
    CHECK(at(source, 3) == "1:1");
    CHECK(at(source, 4) == "1:2");
    CHECK(at(source, 6) == "2:1");
    CHECK(source.line(1) == "ab");
}

TEST_CASE("sources keep their files where they are") {
    Sources sources;
    const FileId first = sources.add("a", "text of a");
    const std::string_view text = sources[first].text();
    for (int i = 0; i < 100; ++i) sources.add("b", "text of b");
    CHECK(sources.size() == 101);
    CHECK(sources[first].text().data() == text.data());
    CHECK(sources[first].text({first, 5, 9}) == "of a");
    CHECK_FALSE(Span{}.known());
}
