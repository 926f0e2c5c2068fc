#include <doctest/doctest.h>

#include "stackfit/revisions_history.h"
#include "support/fake_git.h"

using namespace stackfit;

namespace {

constexpr long day = 24 * 60 * 60;

/// Four commits: old.yaml is made, renamed with an edit, deleted, and restored.
FakeGit repository() {
    FakeGit git;
    git.add_tree("11", {{"100644", "old.yaml", "a"}});
    git.add_tree("12", {{"100644", "new.yaml", "b"}});
    git.add_tree("13", {});
    git.add_tree("14", {{"100644", "new.yaml", "c"}});
    git.add_commit("1", "11", "", 0);
    git.add_commit("2", "12", "1", day);
    git.add_commit("3", "13", "2", 2 * day);
    git.add_commit("4", "14", "3", 3 * day);
    git.answers["rev-parse --verify --quiet --end-of-options HEAD"] = {0, object_id("4") + "\n", ""};
    git.answers["rev-parse --show-prefix"] = {0, "\n", ""};
    git.answers["rev-parse --is-shallow-repository"] = {0, "false\n", ""};
    git.answers["rev-list --first-parent " + object_id("4") + " -- new.yaml"] = {
        0, object_id("4") + "\n" + object_id("3") + "\n" + object_id("2") + "\n", ""};
    git.answers["rev-list --first-parent " + object_id("1") + " -- old.yaml"] = {0, object_id("1") + "\n",
                                                                                 ""};
    const std::string renamed = std::string("R060") + '\0' + "old.yaml" + '\0' + "new.yaml" + '\0';
    git.answers["diff-tree -r -z -M50% -l5000 --diff-filter=R --name-status --no-commit-id " +
                object_id("1") + " " + object_id("2")] = {0, renamed, ""};
    git.answers["diff-tree"] = {0, "", ""};  // of any other pair
    return git;
}

std::string told(const Result<PathHistory>& history) {
    if (!history) return "error: " + history.error().message;
    std::string text;
    for (const PathRevision& revision : history->revisions) {
        text += revision.commit.subject.substr(11) + ":" + revision.path;
        if (revision.error)
            text += "!";
        else if (revision.files->kind(revision.path) == FileSystem::Kind::none)
            text += "-";
        text += " ";
    }
    return text;
}

}  // namespace

TEST_CASE("a file is followed through its rename, deletion and restoration") {
    FakeGit git = repository();
    const MemoryFileSystem working;
    const auto history = follow_path(git, working, "new.yaml", {});
    CHECK(told(history) == "4:new.yaml 3:new.yaml- 2:new.yaml 1:old.yaml ");
    CHECK(history->complete);
    CHECK(history->notes.empty());
    CHECK(history->revisions[0].commit.moment() == "1970-01-04T00:00:00Z");
    CHECK(told(follow_path(git, working, "./new.yaml", {})) ==
          "4:./new.yaml 3:./new.yaml- 2:./new.yaml 1:old.yaml ");
}

TEST_CASE("a history begins with what was in force at a date or revision") {
    FakeGit git = repository();
    const MemoryFileSystem working;
    CHECK(told(follow_path(git, working, "new.yaml", {"HEAD", "1970-01-03"})) ==
          "4:new.yaml 3:new.yaml- 2:new.yaml ");
    git.answers["rev-parse --verify --quiet --end-of-options v1^{commit}"] = {0, object_id("3") + "\n", ""};
    git.answers["rev-list --first-parent " + object_id("4") + " ^" + object_id("3")] = {
        0, object_id("4") + "\n", ""};
    CHECK(told(follow_path(git, working, "new.yaml", {"HEAD", "v1"})) == "4:new.yaml 3:new.yaml- ");
    CHECK(told(follow_path(git, working, "new.yaml", {"HEAD", "v1.."})) == "4:new.yaml 3:new.yaml- ");
    git.answers["rev-parse --verify --quiet --end-of-options yesterday"] = {1, "", ""};
    CHECK(told(follow_path(git, working, "new.yaml", {"HEAD", "yesterday"})) ==
          "error: --since takes a revision or a date (2024-05-01), and 'yesterday' is neither");
}

TEST_CASE("what a clone lacks is said, and the rest is followed") {
    FakeGit git = repository();
    const MemoryFileSystem working;
    SUBCASE("shallow") {
        git.answers["rev-parse --is-shallow-repository"] = {0, "true\n", ""};
        CHECK_FALSE(follow_path(git, working, "new.yaml", {})->complete);
    }
    SUBCASE("a tree") {
        git.objects.erase(object_id("13"));
        CHECK(told(follow_path(git, working, "new.yaml", {})) ==
              "4:new.yaml 3:new.yaml! 2:new.yaml 1:old.yaml ");
    }
    SUBCASE("what git needs to find a rename") {
        git.answers.erase("diff-tree -r -z -M50% -l5000 --diff-filter=R --name-status --no-commit-id " +
                          object_id("1") + " " + object_id("2"));
        git.answers["diff-tree"] = {128, "", "fatal: could not fetch\n"};
        const auto history = follow_path(git, working, "new.yaml", {});
        CHECK(told(history) == "4:new.yaml 3:new.yaml- 2:new.yaml ");
        CHECK(
            history->notes.back() ==
            "whether new.yaml had another name before commit 0000000 cannot be told: fatal: could not fetch");
    }
}

TEST_CASE("why there is no history is said") {
    FakeGit git = repository();
    const MemoryFileSystem working;
    git.answers["rev-list --first-parent " + object_id("4") + " -- now.yaml"] = {0, "", ""};
    CHECK(told(follow_path(git, working, "now.yaml", {})) ==
          "error: no revision has now.yaml; did you mean new.yaml?");
    CHECK(told(follow_path(git, working, "../x.yaml", {})) ==
          "error: ../x.yaml is outside of the repository");
    git.answers["rev-list"] = {0, "no ids\n", ""};
    git.answers["rev-parse --verify"] = {1, "", ""};
    CHECK(told(follow_path(git, working, "x", {"v9", ""})) == "error: there is no git revision 'v9'");
    git.answers.erase("rev-parse --verify --quiet --end-of-options HEAD");
    CHECK(told(follow_path(git, working, "x", {})) == "error: the repository has no commits yet");
    git.answers["rev-parse --verify"] = {128, "", "fatal: not a git repository\n"};
    CHECK(told(follow_path(git, working, "x", {})) ==
          "error: cannot read revision HEAD: the current directory is in no git repository");
    git.installed = false;
    const auto history = follow_path(git, working, "x", {});
    CHECK(told(history) == "error: git is needed to read revision HEAD, and it is not installed");
    CHECK(history.error().code == Error::Code::usage);
}

TEST_CASE("a directory is renamed when its files are") {
    FakeGit git = repository();
    git.add_tree("21", {{"40000", "infra", "12"}});
    git.add_tree("22", {{"40000", "stacks", "12"}});
    git.add_commit("5", "21", "", 0);
    git.add_commit("6", "22", "5", day);
    git.answers["rev-parse --verify --quiet --end-of-options HEAD"] = {0, object_id("6") + "\n", ""};
    git.answers["rev-list --first-parent " + object_id("6") + " -- stacks"] = {0, object_id("6") + "\n", ""};
    git.answers["rev-list --first-parent " + object_id("5") + " -- infra"] = {0, object_id("5") + "\n", ""};
    git.answers["diff-tree"] = {
        0, std::string("R100") + '\0' + "infra/new.yaml" + '\0' + "stacks/new.yaml" + '\0', ""};
    const MemoryFileSystem working;
    CHECK(told(follow_path(git, working, "stacks", {})) == "6:stacks 5:infra ");
}
