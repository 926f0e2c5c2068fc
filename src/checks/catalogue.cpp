#include <cstddef>
#include <cstdlib>

#include "stackfit/checks.h"

// The symbols of blob.S.
extern "C" {
extern const unsigned char stackfit_checks_blob[];
extern const unsigned char stackfit_checks_blob_end[];
}

namespace stackfit {

CheckSet catalogue() {
    const auto size = static_cast<std::size_t>(stackfit_checks_blob_end - stackfit_checks_blob);
    auto set = CheckSet::from_blob(std::as_bytes(std::span(stackfit_checks_blob, size)), native_checks());
    // The build wrote the blob with this very reader: what does not read is a broken program.
    if (!set) std::abort();
    return std::move(set.value());
}

}  // namespace stackfit
