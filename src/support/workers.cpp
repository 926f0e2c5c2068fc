#include "stackfit/support/workers.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace stackfit {
namespace {

/// Takes tasks until there are none; several threads do so.
class Queue {
public:
    Queue(std::size_t count, const std::function<void(std::size_t)>& task) : count_(count), task_(task) {}

    void work() {
        for (std::size_t i = next_++; i < count_; i = next_++) {
            try {
                task_(i);
            } catch (...) {
                const std::lock_guard lock(mutex_);
                if (failure_ == nullptr) failure_ = std::current_exception();
            }
        }
    }

    void rethrow() const {
        if (failure_ != nullptr) std::rethrow_exception(failure_);
    }

private:
    const std::size_t count_;
    const std::function<void(std::size_t)>& task_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    std::exception_ptr failure_;
};

/// Joins at its end.
class Threads {
public:
    Threads(std::size_t count, Queue& queue) {
        try {
            while (threads_.size() < count) threads_.emplace_back([&queue] { queue.work(); });
        } catch (const std::system_error&) {
            // The system has no more threads to give: those that there are, and the caller, do it all.
        }
    }

private:
    std::vector<std::jthread> threads_;
};

}  // namespace

unsigned Workers::available() { return std::max(1U, std::thread::hardware_concurrency()); }

void Workers::each(std::size_t count, const std::function<void(std::size_t)>& task) const {
    Queue queue(count, task);
    {
        const std::size_t wanted = std::min<std::size_t>(count_, count);
        const Threads others(wanted == 0 ? 0 : wanted - 1, queue);
        queue.work();
    }
    queue.rethrow();
}

}  // namespace stackfit
