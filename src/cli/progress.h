// How far a long command is, on a terminal.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>

#include "cli/process.h"

namespace stackfit {

/// A bar on standard error that is redrawn in place and gone at its end. Draws nothing unless enabled, and nothing in
/// the first half second. For several threads at once.
class Progress {
public:
    Progress(const Process& process, bool enabled, bool unicode, std::string what, std::size_t total);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    void step();
    /// One state of the bar, for so many columns.
    [[nodiscard]] static std::string bar(const std::string& what, std::size_t done, std::size_t total,
                                         bool unicode);

private:
    const Process& process_;
    const bool enabled_, unicode_;
    const std::string what_;
    const std::size_t total_;
    std::mutex mutex_;
    std::size_t done_ = 0;
    long long next_ = 0;  // nanoseconds of the steady clock
    bool drawn_ = false;
};

}  // namespace stackfit
