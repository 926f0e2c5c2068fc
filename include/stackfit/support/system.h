// What the outside world is to the library: files, the date, child processes. Handed in, so that tests hand
// in fakes.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/support/result.h"

namespace stackfit {

/// A calendar day, proleptic Gregorian. Compares by time.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;

    friend auto operator<=>(const Date&, const Date&) = default;
    /// "YYYY-MM-DD", checked against the calendar; nothing otherwise.
    static std::optional<Date> parse(std::string_view text);
    static Date from_unix_seconds(std::int64_t seconds);
    [[nodiscard]] std::string text() const;
};

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Date today() const = 0;
};

class FileSystem {
public:
    enum class Kind { none, file, directory };
    struct Entry {
        std::string name;
        Kind kind = Kind::none;
    };

    virtual ~FileSystem() = default;
    /// The whole file. Errors (code unreadable): missing, a directory or a device or pipe, not permitted, or
    /// larger than max_bytes.
    [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::size_t max_bytes) const = 0;
    [[nodiscard]] virtual Kind kind(const std::string& path) const = 0;
    /// Sorted by name, so that nothing depends on the order of a directory. What is neither file nor
    /// directory is `none`, and so is a symbolic link to a directory: whoever walks a tree cannot walk in
    /// circles.
    [[nodiscard]] virtual Result<std::vector<Entry>> list(const std::string& directory) const = 0;
};

/// Files in memory, for tests and for a git tree. Paths are normalised: "./a//b" is "a/b", and "" and "." are
/// the root.
class MemoryFileSystem : public FileSystem {
public:
    void write(std::string_view path, std::string text);
    [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes) const override;
    [[nodiscard]] Kind kind(const std::string& path) const override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& directory) const override;

private:
    std::map<std::string, std::string> files_;
};

/// Runs a child process with an argument vector; never a shell.
class Executor {
public:
    struct Output {
        int status = 0;
        std::string standard_output;
        std::string standard_error;
    };

    virtual ~Executor() = default;
    /// Waits for the child, whose program is looked up in PATH. The status is its exit status, or 128 + the
    /// signal that ended it. Error (code unreadable) when the program cannot be started. A child that does
    /// not read its input is no error.
    [[nodiscard]] virtual Result<Output> run(const std::vector<std::string>& arguments,
                                             std::string_view input) const = 0;
};

/// The real ones. Only cli makes them.
class RealFileSystem : public FileSystem {
public:
    [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes) const override;
    [[nodiscard]] Kind kind(const std::string& path) const override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& directory) const override;
};

class RealExecutor : public Executor {
public:
    [[nodiscard]] Result<Output> run(const std::vector<std::string>& arguments,
                                     std::string_view input) const override;
};

}  // namespace stackfit
