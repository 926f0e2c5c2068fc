// Runs a child process without a shell: posix_spawn, three pipes, and one poll loop that feeds standard input
// and drains standard output and error at the same time. Whatever the child does first, neither side waits
// for the other for ever.
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <system_error>

#include "stackfit/support/system.h"
#include "support/descriptor.h"

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

/// Blocks SIGPIPE in this thread while it writes to a child that may be gone, and takes a pending one away
/// again. It is the thread's mask and not the process' handler that changes: other threads and the caller's
/// own handler see nothing.
class WithoutSigpipe {
public:
    WithoutSigpipe() {
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        ::pthread_sigmask(SIG_BLOCK, &only_, &before_);
    }
    WithoutSigpipe(const WithoutSigpipe&) = delete;
    WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;
    ~WithoutSigpipe() {
        const timespec at_once{};
        if (!was_pending_) {
            while (::sigtimedwait(&only_, nullptr, &at_once) < 0 && errno == EINTR) {
            }
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

    [[nodiscard]] const sigset_t& before() const { return before_; }

private:
    static sigset_t sigpipe() {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        return set;
    }

    const sigset_t only_ = sigpipe();
    sigset_t before_{};
    bool was_pending_ = false;
};

/// 0 or an errno. The child gets the pipes as its standard streams, and signals as if nobody had touched them.
int spawn(const std::vector<std::string>& arguments, const Pipe& in, const Pipe& out, const Pipe& err,
          const WithoutSigpipe& signals, pid_t& child) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.reader.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.writer.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.writer.get(), STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &signals.before());

    const int error = ::posix_spawnp(&child, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/// Writes what the pipe takes; closes it when all is written or nobody reads any more.
void feed(Descriptor& pipe, std::string_view& input) {
    const ssize_t count = input.empty() ? 0 : ::write(pipe.get(), input.data(), input.size());
    if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
    if (input.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

/// Reads what the pipe has; closes it at its end.
void drain(Descriptor& pipe, std::string& output) {
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = ::read(pipe.get(), buffer.data(), buffer.size());
    if (count > 0) output.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

void converse(Descriptor& in, Descriptor& out, Descriptor& err, std::string_view input,
              Executor::Output& output) {
    ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
    while (in.open() || out.open() || err.open()) {
        // poll ignores negative descriptors, which is what a closed one has.
        std::array<pollfd, 3> waiting{
            {{in.get(), POLLOUT, 0}, {out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return;
        }
        if (waiting[0].revents != 0) feed(in, input);
        if (waiting[1].revents != 0) drain(out, output.standard_output);
        if (waiting[2].revents != 0) drain(err, output.standard_error);
    }
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Error cannot_start(const std::string& program, int error) {
    return {Error::Code::unreadable,
            "the program " + program + " cannot be started: " + std::generic_category().message(error)};
}

}  // namespace

Result<Executor::Output> RealExecutor::run(const std::vector<std::string>& arguments,
                                           std::string_view input) const {
    if (arguments.empty()) return Error{Error::Code::internal, "a program without a name was to be run"};
    Pipe in = make_pipe();
    Pipe out = make_pipe();
    Pipe err = make_pipe();
    for (const Pipe* pipe : {&in, &out, &err}) {
        if (!pipe->reader.open() || !pipe->writer.open()) return cannot_start(arguments[0], errno);
    }
    const WithoutSigpipe signals;
    pid_t child = 0;
    if (const int error = spawn(arguments, in, out, err, signals, child); error != 0) {
        return cannot_start(arguments[0], error);
    }
    in.reader.close();
    out.writer.close();
    err.writer.close();
    Output output;
    converse(in.writer, out.reader, err.reader, input, output);
    output.status = wait_for(child);
    return output;
}

}  // namespace stackfit
