// Doing several things at once. What comes of it must not depend on it: tasks write to places of their own.
#pragma once

#include <cstddef>
#include <functional>

namespace stackfit {

class Workers {
public:
    /// 1: everything is done by the caller, and no thread is ever started.
    explicit Workers(unsigned count = 1) : count_(count) {}

    /// How many this machine can use.
    static unsigned available();

    /// Calls task(0) ... task(count - 1), each once, in any order, and returns when all are done. The caller works too. What a task
    /// throws, it throws then.
    void each(std::size_t count, const std::function<void(std::size_t)>& task) const;

private:
    unsigned count_;
};

}  // namespace stackfit
