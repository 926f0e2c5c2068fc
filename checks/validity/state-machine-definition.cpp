#include "macros.h"
#include "state_machine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "state-machine-definition";

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.source)) return;
    std::vector<Mistake> mistakes = StateMachineWalk(context.unit.source, context.unit.expanded, id).run();
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck state_machine_definition() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
