// Is a message hidden long enough for the function that works on it?
#include "../common/referred.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

/// Lambda Developer Guide, "Using Lambda with Amazon SQS": at least six times the function's timeout, plus the batching window.
constexpr double attempts = 6;
constexpr double default_visibility = 30, default_timeout = 3;

/// Nothing where it is known only at deployment.
std::optional<double> seconds(World& world, const Resource& resource, std::string_view property,
                              double otherwise) {
    const Value value = world.get(resource.properties, property);
    return value.absent() ? std::optional<double>(otherwise) : world.number(value);
}

Judgement judge(CheckContext& context, const Resource& mapping) {
    World& world = context.world;
    const Resource* queue =
        referred(context, world.get(mapping.properties, "EventSourceArn"), "AWS::SQS::Queue");
    const Resource* function = referred_function(context, world.get(mapping.properties, "FunctionName"));
    if (queue == nullptr || function == nullptr) return Judgement::not_applicable();
    if (!world.exists(queue->id) || !world.exists(function->id)) return Judgement::not_applicable();
    const auto hidden = seconds(world, *queue, "VisibilityTimeout", default_visibility);
    const auto runs = seconds(world, *function, "Timeout", default_timeout);
    const auto waits = seconds(world, mapping, "MaximumBatchingWindowInSeconds", 0);
    if (!hidden || !runs || !waits)
        return Judgement::unknown("VisibilityTimeout or Timeout is known only at deployment");
    const double wanted = attempts * *runs + *waits;
    if (*hidden >= wanted) return Judgement::pass();
    const Value written = world.get(queue->properties, "VisibilityTimeout");
    const bool refused = *hidden < *runs;
    Judgement judgement = Judgement::fail(
        say("Queue ", queue->id, " hides a message for ", number_text(*hidden), " seconds while function ",
            function->id, " may work on it for ", number_text(*runs),
            refused ? ". Lambda refuses to connect them, and the deployment fails."
                    : ". A message whose batch is throttled or tried again comes back while it is still "
                      "worked on, "
                      "and is processed twice.",
            " Set VisibilityTimeout to at least ", number_text(wanted), ": six times the function's Timeout",
            *waits > 0 ? " and the batching window." : "."),
        written.absent() ? queue->id_span : written.node->span, "Properties.VisibilityTimeout");
    judgement.location = queue;
    return judgement;
}

}  // namespace

NativeCheck queue_visibility_covers_function() { return {"queue-visibility-covers-function", judge}; }

}  // namespace stackfit::checks
