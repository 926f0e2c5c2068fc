// The only file that knows spdlog. The logger is made when the first line is written, so that a quiet run never pays for it.
#include "cli/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>

namespace stackfit {
namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("stackfit", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%n: %v");
        return made;
    }();
    return *instance;
}

long long now() { return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1); }

}  // namespace

Stage::Stage(bool enabled, std::string_view name) : enabled_(enabled), name_(name), begin_(enabled ? now() : 0) {}

Stage::~Stage() {
    if (enabled_) logger().info("{} took {:.3f} ms", name_, static_cast<double>(now() - begin_) / 1e6);
}

void log_fact(bool enabled, std::string_view text) {
    if (enabled) logger().info("{}", text);
}

}  // namespace stackfit
