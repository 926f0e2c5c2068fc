#include "revisions/git_formats.h"

#include <doctest/doctest.h>

using namespace stackfit;

namespace {

const std::string id(40, 'a'), long_id(64, 'b');
std::string zero(std::string text) { return text + '\0'; }

}  // namespace

TEST_CASE("the header of an object is its id, type and size, or the word missing") {
    const auto header = read_object_header(id + " blob 12");
    REQUIRE(header);
    CHECK((header->id == id && header->type == "blob" && header->size == 12 && !header->missing));
    CHECK(read_object_header(long_id + " missing")->missing);
    for (const char* wrong : {"", " ", "x blob 1", "blob 1", "1 2 3 4"})
        CHECK_FALSE(read_object_header(wrong));
    for (const char* rest :
         {" blob", " blob -1", " blob 1x", " blob 99999999999999999999", " blob 1 2", " ambiguous"})
        CHECK_FALSE(read_object_header(id + rest));
}

TEST_CASE("a tree is modes, names and binary ids") {
    const std::string raw(20, '\x0f');
    const auto entries = read_tree(
        zero("100755 a b") + raw + zero("40000 dir") + raw + zero("120000 l") + raw + zero("160000 m") + raw,
        40);
    REQUIRE(entries);
    REQUIRE(entries->size() == 4);
    CHECK((entries->at(0).name == "a b" && entries->at(0).kind == TreeEntry::Kind::file));
    CHECK(entries->at(0).id == "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f");
    CHECK(entries->at(1).kind == TreeEntry::Kind::directory);
    CHECK(entries->at(2).kind == TreeEntry::Kind::link);
    CHECK(entries->at(3).kind == TreeEntry::Kind::submodule);
    CHECK(read_tree("", 40)->empty());
    CHECK_FALSE(read_tree(zero("100644 a") + raw.substr(1), 40));
    CHECK_FALSE(read_tree("100644 a", 40));
    CHECK_FALSE(read_tree(zero("100644") + raw, 40));
    CHECK_FALSE(read_tree(zero("777 a") + raw, 40));
    CHECK(read_tree(zero("100644 ..") + raw + zero("100644 a/b") + raw + zero("40000 .") + raw +
                        zero("100644 ") + raw,
                    40)
              ->empty());
}

TEST_CASE("a commit is its tree, parents, time and subject") {
    const auto commit = read_commit("tree " + id + "\nparent " + id + "\nparent " + id +
                                    "\nauthor A > B <a@b> 5 +0100\ncommitter C <c@d> -86400 -0330\ngpgsig "
                                    "x\n y\n\nOne\ntwo\x1b[31m\xff\n\nbody\n");
    REQUIRE(commit);
    CHECK(commit->tree == id);
    CHECK(commit->parents.size() == 2);
    CHECK(commit->time == -86400);
    CHECK(commit->subject == "One two [31m\xEF\xBF\xBD");
    CHECK(read_commit("tree " + id + "\n\n")->subject.empty());
    CHECK(read_commit("tree " + id + "\ncommitter nobody\n\nx")->time == 0);
    CHECK_FALSE(read_commit("tree " + id));
    CHECK_FALSE(read_commit("tree short\n\nx"));
    CHECK_FALSE(read_commit(""));
}

TEST_CASE("lists of ids and renames are taken whole or not at all") {
    CHECK(read_ids("")->empty());
    CHECK(read_ids(id + "\n" + long_id + "\n")->size() == 2);
    CHECK_FALSE(read_ids(id));
    CHECK_FALSE(read_ids(id + "\nx\n"));
    CHECK(read_renames("")->empty());
    const auto renames = read_renames(zero("R086") + zero("old\nname") + zero("new"));
    REQUIRE(renames);
    CHECK((renames->at(0).from == "old\nname" && renames->at(0).to == "new"));
    CHECK_FALSE(read_renames(zero("R086") + zero("old")));
    CHECK_FALSE(read_renames(zero("M") + zero("old") + zero("new")));
}
