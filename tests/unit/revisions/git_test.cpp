#include <doctest/doctest.h>

#include "stackfit/revisions.h"
#include "support/fake_git.h"

using namespace stackfit;

namespace {

FakeGit repository(const std::string& prefix = "") {
    FakeGit git;
    git.answers["rev-parse --verify"] = {
        0,
        git.add_tree("1", {{"100644", "README.md", "b"}, {"40000", "app", "2"}, {"160000", "lib", "c"}}) +
            "\n",
        ""};
    git.answers["rev-parse --show-prefix"] = {0, prefix + "\n", ""};
    git.add_tree("2", {{"120000", "circle", "f1"},
                       {"120000", "current.yaml", "f2"},
                       {"120000", "folder", "f3"},
                       {"120000", "outside", "f4"},
                       {"100644", "template.yaml", "a"},
                       {"100644", "\"quoted\"\nname \xC3\xA9", "d"}});
    git.add("a", "blob", "Resources: {}\n");
    git.add("b", "blob", "read me");
    git.add("d", "blob", "found");
    git.add("f1", "blob", "circle");
    git.add("f2", "blob", "./../app/template.yaml");
    git.add("f3", "blob", "../app");
    git.add("f4", "blob", "/etc/passwd");
    return git;
}

std::string read(const FileSystem& files, const std::string& path, std::size_t most = 1000) {
    const auto text = files.read(path, most);
    return text ? *text : "error: " + text.error().message;
}

}  // namespace

TEST_CASE("a revision is a file system that one child answers for") {
    const FakeGit git = repository();
    const auto files = open_revision(git, "HEAD~1");
    REQUIRE(files);
    CHECK((*files)->kind("app/template.yaml") == FileSystem::Kind::file);
    CHECK((*files)->kind("./app/") == FileSystem::Kind::directory);
    CHECK((*files)->kind(".") == FileSystem::Kind::directory);
    CHECK((*files)->kind("ap") == FileSystem::Kind::none);
    CHECK((*files)->kind("../README.md") == FileSystem::Kind::none);
    CHECK((*files)->kind("/README.md") == FileSystem::Kind::none);
    CHECK((*files)->kind("README.md/x") == FileSystem::Kind::none);
    CHECK(read(**files, "app//template.yaml") == "Resources: {}\n");
    CHECK(read(**files, "app/../README.md") == "read me");
    CHECK(read(**files, "app/\"quoted\"\nname \xC3\xA9") == "found");
    CHECK(*(*files)->identity("app/template.yaml") == object_id("a"));
    CHECK((*files)->identity("nothing")->empty());
    CHECK(git.started == 1);
    for (const auto& text : git.asked) CHECK(text.size() == 41);  // an id and a line end
}

TEST_CASE(
    "a directory of a revision is listed by name, with links to files and without links to directories") {
    const FakeGit git = repository();
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    const auto entries = (*files)->list("app");
    REQUIRE(entries);
    std::string text;
    for (const auto& entry : *entries)
        text += entry.name + (entry.kind == FileSystem::Kind::file ? " file, " : " none, ");
    CHECK(text ==
          "\"quoted\"\nname \xC3\xA9 file, circle none, current.yaml file, folder none, outside none, "
          "template.yaml file, ");
    CHECK((*files)->list("README.md").error().code == Error::Code::unreadable);
}

TEST_CASE("links are followed within the revision") {
    const FakeGit git = repository();
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    CHECK(read(**files, "app/current.yaml") == "Resources: {}\n");
    CHECK(read(**files, "app/folder/folder/template.yaml") == "Resources: {}\n");
    CHECK((*files)->kind("app/folder") == FileSystem::Kind::directory);
    CHECK(*(*files)->identity("app/current.yaml") == object_id("a"));
    CHECK(read(**files, "app/circle") == "error: its symbolic links go round in circles");
    CHECK(read(**files, "app/outside") ==
          "error: it is a symbolic link that leads out of the repository, to /etc/passwd");
    CHECK((*files)->kind("app/circle") == FileSystem::Kind::none);
}

TEST_CASE("a submodule is another repository") {
    const FakeGit git = repository();
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    CHECK((*files)->kind("lib") == FileSystem::Kind::none);
    CHECK(read(**files, "lib/template.yaml") == "error: it is in a submodule, which is another repository");
    CHECK(read(**files, "app") == "error: it is a directory, not a file");
    CHECK(read(**files, "missing.yaml") == "error: there is no such file in that revision");
}

TEST_CASE("paths are relative to the current directory") {
    const FakeGit git = repository("app/");
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    CHECK(read(**files, "template.yaml") == "Resources: {}\n");
    CHECK(read(**files, "./../README.md") == "read me");
    CHECK((*files)->list(".")->size() == 6);
    CHECK((*files)->kind("..") == FileSystem::Kind::directory);
    CHECK((*files)->kind("../..") == FileSystem::Kind::none);
}

TEST_CASE("the current directory need not be there in the revision") {
    const FakeGit git = repository("new/deep/");
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    CHECK(read(**files, "../../README.md") == "read me");
    CHECK((*files)->kind(".") == FileSystem::Kind::none);
}

TEST_CASE("after an object that cannot be had, the next one is asked of a new child") {
    FakeGit git = repository();
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    SUBCASE("larger than is allowed") {
        CHECK((*files)->read("app/template.yaml", 3).error().code == Error::Code::budget);
    }
    SUBCASE("not in a partial clone") {
        git.objects.erase(object_id("a"));
        CHECK(read(**files, "app/template.yaml") ==
              "error: object " + object_id("a") + " is not in this clone");
    }
    SUBCASE("the child ends") {
        git.deadly.insert(object_id("a"));
        CHECK((*files)->read("app/template.yaml", 100).error().code == Error::Code::unreadable);
    }
    SUBCASE("of another type") {
        git.objects[object_id("a")].type = "tree";
        CHECK(read(**files, "app/template.yaml") ==
              "error: object " + object_id("a") + " is a tree and not a blob");
    }
    CHECK(git.started == 1);
    CHECK(read(**files, "README.md") == "read me");
    CHECK(git.started == 2);
}

TEST_CASE("a folder that is damaged or missing is an error, and not an empty one") {
    FakeGit git = repository();
    const auto files = open_revision(git, "HEAD");
    REQUIRE(files);
    SUBCASE("damaged") { git.objects[object_id("2")].content = "100644 half"; }
    SUBCASE("missing") { git.objects.erase(object_id("2")); }
    CHECK((*files)->identity("app/template.yaml").error().code == Error::Code::unreadable);
    CHECK((*files)->kind("app/template.yaml") == FileSystem::Kind::none);
}

TEST_CASE("what is wrong with a revision is said") {
    FakeGit git = repository();
    CHECK(open_revision(git, "-x").error().message == "'-x' is no git revision");
    CHECK(open_revision(git, "").error().message == "'' is no git revision");
    git.answers["rev-parse --verify"] = {1, "", ""};
    CHECK(open_revision(git, "nope").error().message == "there is no file or git revision 'nope'");
    git.answers["rev-parse --verify"] = {128, "", "fatal: not a git repository\n"};
    CHECK(open_revision(git, "main").error().message ==
          "cannot read revision main: the current directory is in no git repository");
    git.answers["rev-parse --verify"] = {128, "", "fatal: detected dubious ownership\nmore\n"};
    CHECK(open_revision(git, "main").error().message ==
          "cannot read revision main: fatal: detected dubious ownership");
    git.installed = false;
    CHECK(open_revision(git, "main").error().message ==
          "git is needed to read revision main, and it is not installed");
    CHECK(open_revision(git, "main").error().code == Error::Code::usage);
    git.installed = true;
    git.answers.clear();
    CHECK(open_revision(git, "main").error().message ==
          "git is needed to read revision main, and it cannot be started");
}
