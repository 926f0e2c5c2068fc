// What the process around a command is: injected, so that whole commands run in tests.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "stackfit/support/child.h"

namespace stackfit {

struct Process {
    const FileSystem& files;
    const Clock& clock;
    const Launcher& executor;
    std::function<void(std::string_view)> out, err;
    std::function<Result<std::string>()> read_standard_input;
    /// Writes a file that an option names, and makes the folders that it is in. Error (code usage): it cannot be written.
    std::function<std::optional<Error>(const std::string& path, std::string_view text)> write_file;
    std::function<std::optional<std::string>(const char*)> environment;
    bool out_is_terminal = false;
    std::size_t terminal_columns = 0;  ///< of the terminal that out is; 0: not known
    bool err_is_terminal = false;
    std::function<std::int64_t()> now{};  ///< seconds since 1970-01-01T00:00:00Z; none: midnight of the clock's day
    std::string working_directory{};  ///< absolute; "": not known
};

/// Of the real process; "" where it was removed.
std::string working_directory();

/// Exit statuses, the same for every command and format.
namespace exit_status {
inline constexpr int ok = 0;
inline constexpr int gate = 1;          ///< the gate does not hold
inline constexpr int usage = 2;         ///< usage or configuration
inline constexpr int unreadable = 3;    ///< an input named explicitly cannot be read, or nothing was judged
inline constexpr int internal = 70;     ///< a bug in stackfit
}  // namespace exit_status

/// Runs `stackfit ARGUMENTS...` and gives its exit status.
int run_command_line(const std::vector<std::string>& arguments, const Process& process);

}  // namespace stackfit
