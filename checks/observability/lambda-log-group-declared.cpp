// Does the template declare the log group that a function writes to?
#include <algorithm>

#include "../common/say.h"
#include "../common/texts.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view prefix = "/aws/lambda/";

/// The names under which Lambda finds the function's log group: by its logical id, and by the name it was given.
bool is_of(World& world, const Value& name, const Resource& function) {
    if (!name.is_text()) return name.unknown();
    const Text head{{Piece::Kind::literal, std::string(prefix), {}}};
    if (world.equal(name.text, concat({head, reference_to(function)})) == Tri::yes) return true;
    const Value own = world.get(function.properties, "FunctionName");
    return own.is_text() && world.equal(name.text, concat({head, own.text})) != Tri::no;
}

Judgement judge(CheckContext& context, const Resource& function) {
    World& world = context.world;
    if (!world.at(function.properties, {"LoggingConfig", "LogGroup"}).absent()) return Judgement::pass();
    const auto resources = context.unit.expanded.resources();
    const bool declared = std::any_of(resources.begin(), resources.end(), [&](const Resource& group) {
        return group.type == "AWS::Logs::LogGroup" &&
               is_of(world, world.get(group.properties, "LogGroupName"), function) && world.exists(group.id);
    });
    if (declared) return Judgement::pass();
    return Judgement::fail(say("The logs of function ", function.id,
                               " are kept for ever, and paid for: Lambda makes the log group ", prefix,
                               "... itself, without a retention. Declare an AWS::Logs::LogGroup of that name "
                               "with RetentionInDays, or name one "
                               "in LoggingConfig.LogGroup."),
                           function.id_span, "Properties.LoggingConfig.LogGroup");
}

}  // namespace

NativeCheck lambda_log_group_declared() { return {"lambda-log-group-declared", judge}; }

}  // namespace stackfit::checks
