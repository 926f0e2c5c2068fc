// Talks with a child process. While an answer is awaited, standard error is drained too, so that a child that
// complains at length does not stand still.
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "stackfit/support/child.h"
#include "stackfit/support/text.h"
#include "support/spawn.h"

namespace stackfit {
namespace {

class RealChild : public Child {
public:
    RealChild(std::string program, Spawned child) : program_(std::move(program)), child_(std::move(child)) {}
    RealChild(const RealChild&) = delete;
    RealChild& operator=(const RealChild&) = delete;
    ~RealChild() override {
        child_.in.close();
        child_.out.close();  // a child that still writes gets SIGPIPE
        child_.err.close();
        wait_for(child_.id);
    }

    std::optional<Error> send(std::string_view text) override {
        const WithoutSigpipe signals;
        while (!text.empty()) {
            const ssize_t count = ::write(child_.in.get(), text.data(), text.size());
            if (count >= 0)
                text.remove_prefix(static_cast<std::size_t>(count));
            else if (errno != EINTR)
                return ended();
        }
        return std::nullopt;
    }

    Result<std::string> line(std::size_t most) override {
        std::size_t searched = 0;
        for (;;) {
            const std::size_t end = answer_.find('\n', searched);
            if (std::min(end, answer_.size()) > most) return broken("a line of its answer is too long");
            if (end != std::string::npos) {
                std::string text = answer_.substr(0, end);
                answer_.erase(0, end + 1);
                return text;
            }
            searched = answer_.size();
            if (!wait()) return ended();
        }
    }

    Result<std::string> bytes(std::size_t count) override {
        while (answer_.size() < count)
            if (!wait()) return ended();
        std::string text = answer_.substr(0, count);
        answer_.erase(0, count);
        return text;
    }

private:
    /// More of the answer; false at its end.
    bool wait() {
        while (child_.out.open()) {
            std::array<pollfd, 2> waiting{{{child_.out.get(), POLLIN, 0}, {child_.err.get(), POLLIN, 0}}};
            if (::poll(waiting.data(), waiting.size(), -1) < 0) {
                if (errno == EINTR) continue;
                return false;
            }
            if (waiting[1].revents != 0) complain();
            if (waiting[0].revents == 0) continue;
            const std::size_t had = answer_.size();
            drain(child_.out, answer_);
            if (answer_.size() > had) return true;
        }
        return false;
    }

    void complain() {
        constexpr std::size_t kept = 4096;
        drain(child_.err, complaint_);
        if (complaint_.size() > kept) complaint_.resize(kept);
    }

    [[nodiscard]] Error broken(const std::string& why) const {
        return {Error::Code::unreadable, program_ + ": " + why};
    }

    Error ended() {
        child_.in.close();  // so that a child that still runs ends, and its complaint with it
        child_.out.close();
        while (child_.err.open()) complain();
        const std::string_view said = trim(std::string_view(complaint_).substr(0, complaint_.find('\n')));
        return broken(said.empty() ? "it ended before it answered" : std::string(said));
    }

    std::string program_;
    Spawned child_;
    std::string answer_, complaint_;
};

}  // namespace

Result<Executor::Output> RealLauncher::run(const std::vector<std::string>& arguments,
                                           std::string_view input) const {
    return RealExecutor().run(arguments, input);
}

Result<std::unique_ptr<Child>> RealLauncher::start(const std::vector<std::string>& arguments) const {
    auto child = spawn(arguments);
    if (!child) return child.error();
    return std::unique_ptr<Child>(std::make_unique<RealChild>(arguments[0], std::move(*child)));
}

}  // namespace stackfit
