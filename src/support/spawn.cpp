#include "support/spawn.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>

namespace stackfit {
namespace {

struct Pipe {
    Descriptor reader;
    Descriptor writer;
};

/// Above the standard streams: a parent that runs without them would otherwise get their numbers for its
/// pipes, and the child's dup2 of one would close the next.
Descriptor above_standard_streams(Descriptor low) {
    if (low.get() > STDERR_FILENO) return low;
    return Descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

/// Closed ends on failure.
Pipe make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {Descriptor(), Descriptor()};
    return {above_standard_streams(Descriptor(ends[0])), above_standard_streams(Descriptor(ends[1]))};
}

sigset_t only_sigpipe() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

/// 0 or an errno.
int spawn_with(const std::vector<std::string>& arguments, const Pipe& in, const Pipe& out, const Pipe& err,
               pid_t& child) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.reader.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.writer.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.writer.get(), STDERR_FILENO);

    const int error = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

Error cannot_start(const std::string& program, int error) {
    return {Error::Code::unreadable,
            "the program " + program + " cannot be started: " + std::generic_category().message(error)};
}

}  // namespace

Result<Spawned> spawn(const std::vector<std::string>& arguments) {
    if (arguments.empty()) return Error{Error::Code::internal, "a program without a name was to be run"};
    Pipe in = make_pipe();
    Pipe out = make_pipe();
    Pipe err = make_pipe();
    for (const Pipe* pipe : {&in, &out, &err}) {
        if (!pipe->reader.open() || !pipe->writer.open()) return cannot_start(arguments[0], errno);
    }
    pid_t child = 0;
    if (const int error = spawn_with(arguments, in, out, err, child); error != 0) {
        return cannot_start(arguments[0], error);
    }
    return Spawned{child, std::move(in.writer), std::move(out.reader), std::move(err.reader)};
}

void feed(Descriptor& pipe, std::string_view& input) {
    const ssize_t count = input.empty() ? 0 : ::write(pipe.get(), input.data(), input.size());
    if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
    if (input.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

void drain(Descriptor& pipe, std::string& output) {
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = ::read(pipe.get(), buffer.data(), buffer.size());
    if (count > 0) output.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

WithoutSigpipe::WithoutSigpipe() : only_(only_sigpipe()) {
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    ::pthread_sigmask(SIG_BLOCK, &only_, &before_);
}

WithoutSigpipe::~WithoutSigpipe() {
    const timespec at_once{};
    if (!was_pending_) {
        while (::sigtimedwait(&only_, nullptr, &at_once) < 0 && errno == EINTR) {
        }
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace stackfit
