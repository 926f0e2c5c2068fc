// Address ranges of networks: "10.0.0.0/16", "2001:db8::/56".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stackfit::checks {

struct Network {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};  ///< of an IPv4 address, the first four
    unsigned prefix = 0;                   ///< bits that all of its addresses share

    [[nodiscard]] bool contains(const Network& other) const;
    [[nodiscard]] bool overlaps(const Network& other) const {
        return contains(other) || other.contains(*this);
    }
};

/// Nothing when the text is no range.
std::optional<Network> network_of(std::string_view cidr);

}  // namespace stackfit::checks
