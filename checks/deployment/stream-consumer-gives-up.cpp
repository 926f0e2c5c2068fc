// Does a function that reads a stream ever give a bad batch up?
#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

/// Streams that Lambda reads in order, shard by shard, and retries for as long as they keep their records (Lambda Developer Guide, "How
/// Lambda processes records from stream and queue-based event sources").
bool reads_stream(const CheckContext& context, const Value& source) {
    if (!source.is_text() || source.text.empty()) return false;
    const Piece& first = source.text[0];
    if (first.kind == Piece::Kind::attribute || first.kind == Piece::Kind::reference) {
        const Resource* resource = context.graph.resolve(first.name);
        if (resource == nullptr) return false;
        return resource->type == "AWS::Kinesis::Stream" || resource->type.starts_with("AWS::DynamoDB::");
    }
    return std::any_of(source.text.begin(), source.text.end(), [](const Piece& piece) {
        return piece.kind == Piece::Kind::literal && (piece.name.find(":kinesis:") != std::string::npos ||
                                                      piece.name.find(":dynamodb:") != std::string::npos);
    });
}

/// -1 is for ever, and so is nothing (API reference, CreateEventSourceMapping).
Tri is_bounded(World& world, const Resource& mapping, std::string_view property) {
    const Value bound = world.get(mapping.properties, property);
    if (bound.absent()) return Tri::no;
    const auto number = world.number(bound);
    if (!number) return Tri::unknown;
    return *number >= 0 ? Tri::yes : Tri::no;
}

Tri gives_up(World& world, const Resource& mapping) {
    if (!world.at(mapping.properties, {"DestinationConfig", "OnFailure"}).absent()) return Tri::yes;
    const Value bisect = world.get(mapping.properties, "BisectBatchOnFunctionError");
    Tri result = bisect.absent() ? Tri::no : world.truth(bisect);
    for (const char* property : {"MaximumRetryAttempts", "MaximumRecordAgeInSeconds"}) {
        const Tri bounded = is_bounded(world, mapping, property);
        if (bounded == Tri::yes || result == Tri::yes) return Tri::yes;
        if (bounded == Tri::unknown) result = Tri::unknown;
    }
    return result;
}

Judgement mistake(const Deployment& deployment, const Resource& mapping) {
    Judgement judgement = Judgement::fail(
        say("EventSourceMapping ", mapping.id, " retries a batch that function ", deployment.function->id,
            " fails on for as long as the stream keeps its records, a day at least. While a release shifts "
            "traffic, one bad record blocks its "
            "shard whichever version reads it, and its retries look like errors of the new one. Set "
            "MaximumRetryAttempts, "
            "BisectBatchOnFunctionError and an OnFailure destination."),
        mapping.id_span);
    judgement.location = &mapping;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    Judgement verdict = Judgement::not_applicable();
    for (const Call& call : calls_of(context, *deployment)) {
        if (call.by->type != "AWS::Lambda::EventSourceMapping") continue;
        if (!reads_stream(context, context.world.get(call.by->properties, "EventSourceArn"))) continue;
        const Tri answer = gives_up(context.world, *call.by);
        if (answer == Tri::no) mistakes.push_back(mistake(*deployment, *call.by));
        verdict = answer == Tri::unknown ? Judgement::unknown("the bounds are known only at deployment")
                                         : Judgement::pass();
    }
    return together(std::move(mistakes), std::move(verdict));
}

}  // namespace

NativeCheck stream_consumer_gives_up() { return {"stream-consumer-gives-up", judge}; }

}  // namespace stackfit::checks
