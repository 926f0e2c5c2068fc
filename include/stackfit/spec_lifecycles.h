// spec: which services AWS has shut down, is going to, or keeps without new features.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "stackfit/support/system.h"

namespace stackfit {

struct Lifecycle {
    enum class Status : std::uint8_t { maintenance, sunset, shutdown };
    Status status = Status::maintenance;
    std::optional<Date> date;  ///< since when, or, of a sunset, when the service ends

    /// Is the service gone on this day?
    [[nodiscard]] bool is_over(const Date& day) const {
        return status == Status::shutdown || (status == Status::sunset && date && !(day < *date));
    }
};

/// Of the service of a resource type; nothing when it is as it should be.
std::optional<Lifecycle> lifecycle(std::string_view resource_type);

}  // namespace stackfit
