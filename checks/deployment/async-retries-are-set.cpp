// Does an alias that is called asynchronously say what becomes of a call that fails?
#include <algorithm>

#include "common.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

/// Services that hand an event to Lambda and do not wait (Lambda Developer Guide, "Invoking a function asynchronously").
constexpr const char* asynchronous[] = {
    "AWS::Events::Rule",     "AWS::IoT::TopicRule",      "AWS::Logs::SubscriptionFilter",
    "AWS::S3::Bucket",       "AWS::SNS::Topic",          "AWS::SNS::Subscription",
    "AWS::SES::ReceiptRule", "AWS::Scheduler::Schedule",
};

bool is_asynchronous(const Call& call) {
    return call.place->role == CallPlace::Role::caller && call.qualifier.kind == Qualifier::Kind::alias &&
           is_one_of(asynchronous, call.by->type);
}

/// What a configuration of the function holds for.
struct Configured {
    Tri alias = Tri::no;
    const Resource* other = nullptr;  ///< one for another qualifier
};

Configured configured(CheckContext& context, const Deployment& deployment) {
    World& world = context.world;
    const Value alias = world.get(deployment.alias->properties, "Name");
    Configured result;
    for (const Edge* edge : context.graph.in(*deployment.function)) {
        const Resource& by = context.graph.resource(edge->from);
        if (by.type != "AWS::Lambda::EventInvokeConfig" || edge->property != "FunctionName" ||
            !context.graph.is_taken(world, *edge))
            continue;
        const Value qualifier = world.get(by.properties, "Qualifier");
        const bool known = qualifier.is_text() && alias.is_text();
        const Tri same = known ? world.equal(qualifier.text, alias.text) : Tri::unknown;
        if (same == Tri::no) result.other = &by;
        if (result.alias != Tri::yes && same != Tri::no) result.alias = same;
    }
    return result;
}

Judgement mistake(CheckContext& context, const Deployment& deployment, const Call& call,
                  const Resource* other) {
    const std::string alias = context.world.show(context.world.get(deployment.alias->properties, "Name"));
    const bool sam = made_by_sam(context, *deployment.function);
    const std::string cause =
        other == nullptr
            ? std::string("nothing says how often a call that fails is tried again")
            : say("EventInvokeConfig ", other->id, " holds for another qualifier and not for that alias");
    Judgement judgement =
        Judgement::fail(say(named(*call.by), " calls function ", deployment.function->id,
                            " asynchronously through its alias ", alias, ", and ", cause,
                            ". Lambda then tries twice more, after one and two minutes: while a release "
                            "shifts traffic, the retry of "
                            "a call that the new version failed may meet the old one, and half of what the "
                            "first try did is done "
                            "twice. ",
                            sam ? "Set EventInvokeConfig"
                                : say("Add an AWS::Lambda::EventInvokeConfig with Qualifier: ", alias),
                            ", with MaximumRetryAttempts and an OnFailure destination."),
                        call.span, say("Properties.", call.place->property));
    judgement.location = call.by;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    const std::vector<Call>& calls = calls_of(context, *deployment);
    const auto call = std::find_if(calls.begin(), calls.end(), is_asynchronous);
    if (call == calls.end()) return Judgement::not_applicable();
    const Configured answer = configured(context, *deployment);
    if (answer.alias == Tri::yes) return Judgement::pass();
    if (answer.alias == Tri::unknown)
        return Judgement::unknown("which qualifier the EventInvokeConfig is for is known only at deployment");
    return mistake(context, *deployment, *call, answer.other);
}

}  // namespace

NativeCheck async_retries_are_set() { return {"async-retries-are-set", judge}; }

}  // namespace stackfit::checks
