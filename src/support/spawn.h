// A child process with three pipes, without a shell: what running one to its end and talking with one share.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/support/result.h"
#include "support/descriptor.h"

namespace stackfit {

/// A started child and our ends of its standard streams.
struct Spawned {
    pid_t id = 0;
    Descriptor in, out, err;
};

/// posix_spawn of a program that is looked up in PATH. Not while this thread is WithoutSigpipe, which the child would inherit.
/// Error (code unreadable) when it cannot be started.
Result<Spawned> spawn(const std::vector<std::string>& arguments);

/// Writes what the pipe takes; closes it when all is written or nobody reads any more.
void feed(Descriptor& pipe, std::string_view& input);
/// Reads what the pipe has; closes it at its end.
void drain(Descriptor& pipe, std::string& output);
/// The exit status, or 128 + the signal that ended it; -1 when the system does not say.
int wait_for(pid_t child);

/// Blocks SIGPIPE in this thread while it writes to a child that may be gone, and takes a pending one away
/// again. It is the thread's mask and not the process' handler that changes: other threads and the caller's
/// own handler see nothing.
class WithoutSigpipe {
public:
    WithoutSigpipe();
    WithoutSigpipe(const WithoutSigpipe&) = delete;
    WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;
    ~WithoutSigpipe();

private:
    sigset_t only_{}, before_{};
    bool was_pending_ = false;
};

}  // namespace stackfit
