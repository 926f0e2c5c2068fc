#include "stackfit/support/system.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace stackfit;

namespace {

/// A directory of its own that goes away with the test.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string name = (std::filesystem::temp_directory_path() / "stackfit-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    [[nodiscard]] const std::string& path() const { return path_; }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ + "/" + name) << text;
    }

private:
    std::string path_;
};

std::string names(const Result<std::vector<FileSystem::Entry>>& entries) {
    if (!entries.ok()) return "error: " + entries.error().message;
    std::string result;
    for (const FileSystem::Entry& entry : *entries) {
        const char* const kind = entry.kind == FileSystem::Kind::file        ? ""
                                 : entry.kind == FileSystem::Kind::directory ? "/"
                                                                             : "?";
        result += (result.empty() ? "" : " ") + entry.name + kind;
    }
    return result;
}

std::string outcome(const Result<std::string>& text) {
    return text.ok() ? *text : "error: " + text.error().message;
}

}  // namespace

TEST_CASE("dates are days of the calendar") {
    struct Case {
        const char* text;
        bool valid;
    };
    const Case cases[] = {{"2024-02-29", true},   {"2023-02-29", false}, {"2100-02-29", false},
                          {"2000-02-29", true},   {"2024-13-01", false}, {"2024-00-01", false},
                          {"2024-04-31", false},  {"2024-4-01", false},  {"", false},
                          {"2024-04-01 ", false}, {"20a4-04-01", false}, {"-024-04-01", false}};
    for (const Case& one : cases) {
        const std::optional<Date> date = Date::parse(one.text);
        CHECK_MESSAGE(date.has_value() == one.valid, one.text);
        if (date) CHECK(date->text() == one.text);
    }
    CHECK(*Date::parse("2024-02-29") < *Date::parse("2024-03-01"));
}

TEST_CASE("dates of a Unix clock, before 1970 too") {
    CHECK(Date::from_unix_seconds(0).text() == "1970-01-01");
    CHECK(Date::from_unix_seconds(-1).text() == "1969-12-31");
    CHECK(Date::from_unix_seconds(951782400).text() == "2000-02-29");
    CHECK(Date::from_unix_seconds(4102444799).text() == "2099-12-31");
}

TEST_CASE("files in memory") {
    MemoryFileSystem files;
    files.write("./app//template.yaml", "A");
    files.write("app/nested/b.yaml", "B");
    files.write("app2.yaml", "C");
    CHECK(outcome(files.read("app/template.yaml", 9)) == "A");
    CHECK(outcome(files.read("app/./nested/b.yaml", 9)) == "B");
    CHECK(outcome(files.read("app", 9)) == "error: it is a directory, not a file");
    CHECK(outcome(files.read("none", 9)) == "error: there is no such file");
    CHECK(outcome(files.read("app2.yaml", 0)) == "error: it is larger than 0 bytes");
    CHECK(files.kind("app/nested/") == FileSystem::Kind::directory);
    CHECK(files.kind("app2.yaml") == FileSystem::Kind::file);
    CHECK(files.kind("ap") == FileSystem::Kind::none);
    CHECK(names(files.list(".")) == "app/ app2.yaml");
    CHECK(names(files.list("")) == "app/ app2.yaml");
    CHECK(names(files.list("app")) == "nested/ template.yaml");
    CHECK(names(files.list("app2.yaml")) == "error: there is no such directory");
}

TEST_CASE("files of the machine") {
    const TemporaryDirectory directory;
    const RealFileSystem files;
    directory.write("b.yaml", "text");
    directory.write("a.yaml", "");
    std::filesystem::create_directory(directory / "sub");
    std::filesystem::create_directory_symlink(directory.path(), directory / "circle");
    std::filesystem::create_symlink(directory / "b.yaml", directory / "link.yaml");
    REQUIRE(mkfifo((directory / "pipe").c_str(), 0600) == 0);

    CHECK(outcome(files.read(directory / "b.yaml", 4)) == "text");
    CHECK(outcome(files.read(directory / "link.yaml", 4)) == "text");
    CHECK(outcome(files.read(directory / "a.yaml", 0)).empty());
    CHECK(outcome(files.read(directory / "b.yaml", 3)) == "error: it is larger than 3 bytes");
    CHECK(outcome(files.read(directory / "sub", 9)) == "error: it is a directory, not a file");
    CHECK(outcome(files.read(directory / "pipe", 9)) == "error: it is not a regular file");
    CHECK(outcome(files.read("/dev/zero", 9)) == "error: it is not a regular file");
    CHECK(outcome(files.read(directory / "none", 9)) == "error: there is no such file or directory");
    CHECK(outcome(files.read(directory / "a.yaml/x", 9)) == "error: there is no such file or directory");
    CHECK(files.kind(directory / "circle") == FileSystem::Kind::directory);
    CHECK(files.kind(directory / "pipe") == FileSystem::Kind::none);
    CHECK(names(files.list(directory.path())) == "a.yaml b.yaml circle? link.yaml pipe? sub/");
    CHECK(names(files.list(directory / "none")) == "error: there is no such file or directory");
}

TEST_CASE("a file without permission is unreadable") {
    if (geteuid() == 0) return;  // may read everything
    const TemporaryDirectory directory;
    directory.write("secret", "x");
    REQUIRE(chmod((directory / "secret").c_str(), 0) == 0);
    CHECK(outcome(RealFileSystem().read(directory / "secret", 9)) ==
          "error: there is no permission to read it");
}

TEST_CASE("a file that says it is empty is read to its end") {
    if (!std::filesystem::exists("/proc/self/status")) return;
    const Result<std::string> status = RealFileSystem().read("/proc/self/status", 1 << 20);
    REQUIRE(status.ok());
    CHECK(status->find("Name:") == 0);
    CHECK(outcome(RealFileSystem().read("/proc/self/status", 10)) == "error: it is larger than 10 bytes");
}

TEST_CASE("a child gets its input and its arguments as they are") {
    const RealExecutor executor;
    const auto echoed = executor.run({"printf", "%s|", "a b", "$HOME", "*"}, "");
    REQUIRE(echoed.ok());
    CHECK(echoed->standard_output == "a b|$HOME|*|");
    CHECK(echoed->status == 0);
    const auto copied = executor.run({"cat"}, "input");
    REQUIRE(copied.ok());
    CHECK(copied->standard_output == "input");
}

TEST_CASE("a child's status is its exit status, or its signal above 128") {
    const RealExecutor executor;
    CHECK(executor.run({"sh", "-c", "echo no >&2; exit 3"}, "")->status == 3);
    CHECK(executor.run({"sh", "-c", "echo no >&2; exit 3"}, "")->standard_error == "no\n");
    CHECK(executor.run({"sh", "-c", "kill -TERM $$"}, "")->status == 128 + SIGTERM);
}

TEST_CASE("a program that is not there is an error") {
    const auto result = RealExecutor().run({"stackfit-no-such-program"}, "");
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == Error::Code::unreadable);
    CHECK(result.error().message ==
          "the program stackfit-no-such-program cannot be started: No such file or directory");
}

TEST_CASE("neither side waits for the other when much goes through all three pipes") {
    const std::string input(3 << 20, 'x');
    const auto result = RealExecutor().run({"sh", "-c", "tee /dev/stderr"}, input);
    REQUIRE(result.ok());
    CHECK(result->standard_output == input);
    CHECK(result->standard_error == input);
}

TEST_CASE("a child that reads nothing does not kill us") {
    const auto result = RealExecutor().run({"true"}, std::string(1 << 20, 'x'));
    REQUIRE(result.ok());
    CHECK(result->status == 0);
    sigset_t pending;
    sigpending(&pending);
    CHECK(sigismember(&pending, SIGPIPE) == 0);
}
