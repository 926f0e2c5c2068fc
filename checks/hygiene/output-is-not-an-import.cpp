#include "../common/say.h"
#include "stackfit/engine.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "output-is-not-an-import";

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Node* outputs = context.unit.source.section("Outputs");
    if (outputs == nullptr) return;
    for (const Member& output : outputs->members) {
        const Node* value = output.value->get("Value");
        const Member* function = value != nullptr ? intrinsic(*value) : nullptr;
        if (function == nullptr || function->key != "Fn::ImportValue") continue;
        const Node& name = *function->value;
        problems.push_back({id,
                            say("Output ", output.key, " is what another stack exports",
                                name.is_scalar() ? say(" as ", quoted(name.text)) : "",
                                ", handed on. Whoever reads it depends on two stacks for one value, and the "
                                "export cannot be changed "
                                "while either is there. Read the export where the value is used."),
                            Use{*value, *function}.place(),
                            {},
                            false});
    }
}

}  // namespace

NativeCheck output_is_not_an_import() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
