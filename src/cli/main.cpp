// The real process: files, clock, children and streams of the operating system.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>

#include "cli/process.h"
#include "cli/write_file.h"

namespace {

class SystemClock : public stackfit::Clock {
public:
    [[nodiscard]] stackfit::Date today() const override { return stackfit::Date::from_unix_seconds(std::time(nullptr)); }
};

void write_all(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

/// Bounded like every file: one byte more than is allowed is enough to know that it is too much.
stackfit::Result<std::string> read_standard_input() {
    constexpr std::size_t limit = 16 * 1024 * 1024;
    std::string text;
    char buffer[16384];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        text.append(buffer, count);
        if (text.size() > limit) break;
    }
    return text;
}

std::size_t terminal_columns() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

int main(int argc, char** argv) {
    const stackfit::RealFileSystem files;
    const SystemClock clock;
    const stackfit::RealLauncher executor;
    const stackfit::Process process{
        files, clock, executor,
        [](std::string_view text) { write_all(stdout, text); }, [](std::string_view text) { write_all(stderr, text); },
        read_standard_input, stackfit::write_file,
        [](const char* name) { const char* value = std::getenv(name); return value == nullptr ? std::nullopt : std::optional<std::string>(value); },
        isatty(STDOUT_FILENO) == 1, terminal_columns(), isatty(STDERR_FILENO) == 1, [] { return static_cast<std::int64_t>(std::time(nullptr)); }, stackfit::working_directory()};
    try {
        return stackfit::run_command_line({argv + 1, argv + argc}, process);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stackfit: internal error: %s\nThis is a bug in stackfit. Please report it.\n", error.what());
        return stackfit::exit_status::internal;
    }
}
