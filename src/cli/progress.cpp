#include "cli/progress.h"

#include <algorithm>
#include <chrono>

namespace stackfit {
namespace {

constexpr long long millisecond = 1'000'000, first_drawing = 500 * millisecond,
                    between_drawings = 80 * millisecond;

long long now() { return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1); }

}  // namespace

Progress::Progress(const Process& process, bool enabled, bool unicode, std::string what, std::size_t total)
    : process_(process),
      enabled_(enabled),
      unicode_(unicode),
      what_(std::move(what)),
      total_(total),
      next_(enabled ? now() + first_drawing : 0) {}

Progress::~Progress() {
    if (drawn_) process_.err("\r\x1b[K");
}

void Progress::step() {
    if (!enabled_) return;
    const std::lock_guard lock(mutex_);
    done_ = std::min(done_ + 1, total_);
    const long long time = now();
    if (time < next_) return;
    next_ = time + between_drawings;
    drawn_ = true;
    process_.err("\r" + bar(what_, done_, total_, unicode_) + "\x1b[K");
}

std::string Progress::bar(const std::string& what, std::size_t done, std::size_t total, bool unicode) {
    constexpr std::size_t width = 30;
    const std::size_t full = total == 0 ? width : width * done / total;
    std::string cells;
    for (std::size_t i = 0; i < width; ++i) cells += i < full ? (unicode ? "█" : "#") : (unicode ? "░" : ".");
    return what + " " + cells + " " + std::to_string(done) + "/" + std::to_string(total);
}

}  // namespace stackfit
