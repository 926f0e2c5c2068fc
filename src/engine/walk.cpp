#include "interpreter.h"

namespace stackfit {

Walk walk(World& world, const BlobView& blob, const Node* start, ListRef path) {
    Walk result;
    result.value = world.evaluate(start);
    for (std::uint32_t i = 0; i < path.count; ++i) {
        if (result.value.unknown()) result.parent_known = false;
        const std::string_view name = blob.item(path, i);
        const Member* member = result.value.is_mapping() ? result.value.node->find(name) : nullptr;
        if (member == nullptr && result.value.is_mapping() && stand_in(*result.value.node) != nullptr)
            result.parent_known = false;
        Value next = member != nullptr ? world.evaluate(member->value) : world.get(result.value, name);
        if (!next.absent() && member != nullptr) {
            result.deepest = member;
            result.depth = i + 1;
        }
        result.value = std::move(next);
    }
    return result;
}

}  // namespace stackfit
