#include "usage.h"

namespace stackfit::checks {

NativeCheck mapping_is_used() {
    return {"mapping-is-used", nullptr, [](CheckContext& context, std::vector<Problem>& problems) {
                find_unused(context, Declared::mapping, problems);
            }};
}

}  // namespace stackfit::checks
