// Metric math expressions that nobody would write: a number or nothing, never a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "stackfit/deployment_math.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)stackfit::evaluate_math(text, [](std::string_view id) -> std::optional<double> {
        return id == "none" ? std::nullopt : std::optional<double>(static_cast<double>(id.size()));
    });
    return 0;
}
