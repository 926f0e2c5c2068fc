// SHA-1 after FIPS 180-4, section 6.1; the names are the standard's.
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Hash = std::array<std::uint32_t, 5>;
constexpr std::size_t block_bytes = 64;

std::array<std::uint32_t, 80> schedule(std::string_view block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t t = 0; t < block_bytes; ++t) {
        w[t / 4] = (w[t / 4] << 8U) | static_cast<unsigned char>(block[t]);
    }
    for (std::size_t t = 16; t < w.size(); ++t) {
        w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
    return w;
}

std::uint32_t round_function(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999U;
    if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1U;
    if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
    return (b ^ c ^ d) + 0xca62c1d6U;
}

void add_block(Hash& hash, std::string_view block) {
    const auto w = schedule(block);
    auto [a, b, c, d, e] = hash;
    for (std::size_t t = 0; t < w.size(); ++t) {
        const std::uint32_t next = std::rotl(a, 5) + round_function(t, b, c, d) + e + w[t];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    hash = {hash[0] + a, hash[1] + b, hash[2] + c, hash[3] + d, hash[4] + e};
}

/// What follows the last whole block: the rest of the text, a one bit, zeros, and the length in bits.
std::string padded_tail(std::string_view text) {
    std::string tail(text.substr(text.size() - text.size() % block_bytes));
    tail += '\x80';
    while (tail.size() % block_bytes != block_bytes - 8) tail += '\0';
    const std::uint64_t bits = std::uint64_t{text.size()} * 8;
    for (unsigned shift = 64; shift > 0; shift -= 8) tail += static_cast<char>((bits >> (shift - 8)) & 0xffU);
    return tail;
}

}  // namespace

std::string sha1_hex(std::string_view text) {
    Hash hash{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
    const std::string tail = padded_tail(text);
    for (; text.size() >= block_bytes; text.remove_prefix(block_bytes))
        add_block(hash, text.substr(0, block_bytes));
    for (std::string_view rest = tail; !rest.empty(); rest.remove_prefix(block_bytes)) {
        add_block(hash, rest.substr(0, block_bytes));
    }
    std::string hex;
    for (const std::uint32_t word : hash) {
        for (unsigned shift = 32; shift > 0; shift -= 4)
            hex += "0123456789abcdef"[(word >> (shift - 4)) & 15U];
    }
    return hex;
}

}  // namespace stackfit
