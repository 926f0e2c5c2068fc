// --verbose: what is done and how long each stage took, on standard error.
#pragma once

#include <string_view>

namespace stackfit {

/// Says when it ends how long the stage took. Does nothing unless enabled.
class Stage {
public:
    Stage(bool enabled, std::string_view name);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

private:
    bool enabled_;
    std::string_view name_;
    long long begin_ = 0;  // nanoseconds of the steady clock
};

void log_fact(bool enabled, std::string_view text);

}  // namespace stackfit
