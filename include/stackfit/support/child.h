// Child processes that are talked with: asked, and answering, again and again. Executor (system.h) runs one to its end.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/support/system.h"

namespace stackfit {

/// A running program. One question at a time; not for several threads at once. Its end closes the child's
/// standard input and output, and waits for the child.
class Child {
public:
    virtual ~Child() = default;
    /// Writes to its standard input. Error (code unreadable): it reads no more.
    [[nodiscard]] virtual std::optional<Error> send(std::string_view text) = 0;
    /// The next line of its standard output, without the end of the line. Errors (code unreadable): the output
    /// ended before one, or the line is longer than `most` bytes.
    [[nodiscard]] virtual Result<std::string> line(std::size_t most) = 0;
    /// Exactly so many bytes of its standard output. Error (code unreadable): it ended before.
    [[nodiscard]] virtual Result<std::string> bytes(std::size_t count) = 0;
};

/// Starts programs as Executor does, and leaves them running. What they write to standard error ends up in the
/// message of the error that says that their output ended.
class Launcher : public Executor {
public:
    [[nodiscard]] virtual Result<std::unique_ptr<Child>> start(
        const std::vector<std::string>& arguments) const = 0;
};

/// The real one. Only cli makes it.
class RealLauncher : public Launcher {
public:
    [[nodiscard]] Result<Output> run(const std::vector<std::string>& arguments,
                                     std::string_view input) const override;
    [[nodiscard]] Result<std::unique_ptr<Child>> start(
        const std::vector<std::string>& arguments) const override;
};

}  // namespace stackfit
