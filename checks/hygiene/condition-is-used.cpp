#include "usage.h"

namespace stackfit::checks {

NativeCheck condition_is_used() {
    return {"condition-is-used", nullptr, [](CheckContext& context, std::vector<Problem>& problems) {
                find_unused(context, Declared::condition, problems);
            }};
}

}  // namespace stackfit::checks
