#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "pipeline-source-first";

/// The category of each action of a stage, where it is a literal.
void check_stage(CheckContext& context, const Resource& pipeline, const Value& stage, bool first,
                 std::vector<Problem>& problems) {
    for (const Value& action : context.world.items(context.world.get(stage, "Actions"))) {
        const Value category = context.world.get(context.world.get(action, "ActionTypeId"), "Category");
        const auto name = literal(category.text);
        if (!category.is_text() || !name || (*name == "Source") == first) continue;
        std::string message =
            first ? say("The first stage of pipeline ", pipeline.id, " has an action of category ", *name,
                        ", where only Source can stand.")
                  : say("An action of category Source stands in a later stage of pipeline ", pipeline.id,
                        " than the first.");
        problems.push_back(
            {id, message + " CodePipeline refuses the pipeline.", category.node->span, pipeline.id, false});
    }
}

void check_pipeline(CheckContext& context, const Resource& pipeline, std::vector<Problem>& problems) {
    if (!context.world.exists(pipeline.id)) return;
    bool first = true;
    for (const Value& stage : context.world.items(context.world.get(pipeline.properties, "Stages"))) {
        check_stage(context, pipeline, stage, first, problems);
        first = false;
    }
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Resource& pipeline : context.unit.expanded.resources()) {
        if (pipeline.type != "AWS::CodePipeline::Pipeline") continue;
        context.ask_apart(problems, [&pipeline](CheckContext& here, std::vector<Problem>& found) {
            check_pipeline(here, pipeline, found);
        });
    }
}

}  // namespace

NativeCheck pipeline_source_first() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
