#include "usage.h"

namespace stackfit::checks {

NativeCheck parameter_is_used() {
    return {"parameter-is-used", nullptr, [](CheckContext& context, std::vector<Problem>& problems) {
                find_unused(context, Declared::parameter, problems);
            }};
}

}  // namespace stackfit::checks
