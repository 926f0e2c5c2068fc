// Runs a child process to its end: one poll loop that feeds standard input and drains standard output and
// error at the same time. Whatever the child does first, neither side waits for the other for ever.
#include <fcntl.h>
#include <poll.h>

#include <array>
#include <cerrno>

#include "stackfit/support/system.h"
#include "support/spawn.h"

namespace stackfit {
namespace {

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

}  // namespace

Result<Executor::Output> RealExecutor::run(const std::vector<std::string>& arguments,
                                           std::string_view input) const {
    auto child = spawn(arguments);
    if (!child) return child.error();
    const WithoutSigpipe signals;
    Output output;
    converse(child->in, child->out, child->err, input, output);
    output.status = wait_for(child->id);
    return output;
}

}  // namespace stackfit
