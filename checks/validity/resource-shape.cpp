// Every property of every resource, held against the resource specification.
#include "macros.h"
#include "shape.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-shape";

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.expanded)) return;
    std::vector<Mistake> mistakes = shape_mistakes(context.unit.expanded, id);
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck resource_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
