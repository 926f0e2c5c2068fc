#include <doctest/doctest.h>


#include "stackfit/revisions.h"

using namespace stackfit;

namespace {

/// Answers git's three commands from a table, and remembers what it was asked.
class FakeGit : public Executor {
public:
    std::map<std::string, Output> answers;  // by subcommand
    mutable std::vector<std::vector<std::string>> asked;
    mutable std::string last_input;

    [[nodiscard]] Result<Output> run(const std::vector<std::string>& arguments, std::string_view input) const override {
        asked.push_back(arguments);
        last_input = input;
        const auto found = answers.find(arguments.at(3));
        if (found == answers.end()) return Error{Error::Code::unreadable, "no such program", {}};
        return found->second;
    }
};

FakeGit repository() {
    FakeGit git;
    git.answers["rev-parse"] = {0, "tree\n", ""};
    std::string listing = "100644 blob aaa\tapp/template.yaml";
    listing += '\0';
    listing += "100644 blob bbb\tREADME.md";
    listing += '\0';
    git.answers["ls-tree"] = {0, listing, ""};
    git.answers["cat-file"] = {0, "aaa blob 13\nResources: {}\n\n", ""};
    return git;
}

}  // namespace

TEST_CASE("a revision is a file system") {
    const FakeGit git = repository();
    const auto files = open_revision(git, "HEAD~1");
    REQUIRE(files);
    CHECK((*files)->kind("app/template.yaml") == FileSystem::Kind::file);
    CHECK((*files)->kind("./app") == FileSystem::Kind::directory);
    CHECK((*files)->kind("ap") == FileSystem::Kind::none);
    CHECK((*files)->list(".")->size() == 2);
    CHECK((*files)->list("app")->at(0).name == "template.yaml");
    CHECK(*(*files)->read("app/template.yaml", 100) == "Resources: {}\n");
    CHECK(git.last_input == "aaa\n");
    CHECK((*files)->read("app/template.yaml", 3).error().code == Error::Code::budget);
    CHECK((*files)->read("missing.yaml", 100).error().code == Error::Code::unreadable);
}

TEST_CASE("what is wrong with a revision is said") {
    FakeGit git = repository();
    CHECK(open_revision(git, "-x").error().message == "'-x' is no git revision");
    git.answers["rev-parse"] = {1, "", ""};
    CHECK(open_revision(git, "nope").error().message == "there is no file or git revision 'nope'");
    git.answers["rev-parse"] = {128, "", "fatal: not a git repository\n"};
    CHECK(open_revision(git, "main").error().message == "cannot read revision main: fatal: not a git repository");
    git.answers.clear();
    CHECK(open_revision(git, "main").error().code == Error::Code::usage);
}
