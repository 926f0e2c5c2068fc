#include "networks.h"

#include <charconv>
#include <vector>

#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

std::optional<unsigned> number(std::string_view text, int base, unsigned most) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
    return value;
}

bool read_v4(std::string_view text, Network& network) {
    const std::vector<std::string_view> parts = split(text, '.');
    if (parts.size() != 4) return false;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto byte = number(parts[i], 10, 255);
        if (!byte) return false;
        network.bytes[i] = static_cast<std::uint8_t>(*byte);
    }
    return true;
}

/// Groups of four hexadecimal digits, from the place of a byte on; how many bytes they take, or nothing.
std::optional<std::size_t> read_groups(std::string_view text, std::array<std::uint8_t, 16>& bytes) {
    if (text.empty()) return 0;
    std::size_t at = 0;
    for (const std::string_view part : split(text, ':')) {
        const auto group = number(part, 16, 0xffff);
        if (!group || at > 14) return std::nullopt;
        bytes[at++] = static_cast<std::uint8_t>(*group >> 8);
        bytes[at++] = static_cast<std::uint8_t>(*group & 0xff);
    }
    return at;
}

/// "::" stands for as many zeros as are missing.
bool read_v6(std::string_view text, Network& network) {
    network.v6 = true;
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos) return read_groups(text, network.bytes) == 16;
    std::array<std::uint8_t, 16> tail{};
    const auto before = read_groups(text.substr(0, gap), network.bytes);
    const auto after = read_groups(text.substr(gap + 2), tail);
    if (!before || !after || *before + *after > 14) return false;
    for (std::size_t i = 0; i < *after; ++i) network.bytes[16 - *after + i] = tail[i];
    return true;
}

}  // namespace

bool Network::contains(const Network& other) const {
    if (v6 != other.v6 || prefix > other.prefix) return false;
    for (unsigned bit = 0; bit < prefix; ++bit) {
        const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
        if ((bytes[bit / 8] & mask) != (other.bytes[bit / 8] & mask)) return false;
    }
    return true;
}

std::optional<Network> network_of(std::string_view cidr) {
    const std::size_t slash = cidr.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    Network network;
    const std::string_view address = cidr.substr(0, slash);
    if (!read_v4(address, network)) {
        network = {};
        if (!read_v6(address, network)) return std::nullopt;
    }
    const auto prefix = number(cidr.substr(slash + 1), 10, network.v6 ? 128 : 32);
    if (!prefix) return std::nullopt;
    network.prefix = *prefix;
    return network;
}

}  // namespace stackfit::checks
