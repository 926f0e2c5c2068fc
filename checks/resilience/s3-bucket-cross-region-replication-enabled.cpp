// Is a bucket replicated to another Region?
#include <map>
#include <string>

#include "../access/buckets.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

/// The buckets of this stack, which are of its Region, by the texts that are their ARNs.
std::map<std::string, const Resource*> buckets_by_arn(const CheckContext& context) {
    std::map<std::string, const Resource*> found;
    for (const Resource& bucket : context.unit.expanded.resources()) {
        if (bucket.type != "AWS::S3::Bucket") continue;
        for (const Text& arn : bucket_arns(context.world, bucket)) found.emplace(to_string(arn), &bucket);
    }
    return found;
}

const Resource* bucket_with_arn(World& world, const std::map<std::string, const Resource*>& buckets,
                                const Value& arn) {
    if (!arn.is_text()) return nullptr;
    auto found = buckets.find(to_string(arn.text));
    if (found == buckets.end())
        if (const auto text = world.literal_of(arn)) found = buckets.find(*text);
    return found == buckets.end() ? nullptr : found->second;
}

Judgement judge(CheckContext& context, const Resource& bucket) {
    World& world = context.world;
    const Value rules = world.at(bucket.properties, {"ReplicationConfiguration", "Rules"});
    if (rules.unknown()) return Judgement::unknown(rules.reason);
    if (rules.absent()) return Judgement::not_applicable();
    const auto here = buckets_by_arn(context);
    Judgement result = Judgement::not_applicable();
    for (const Value& rule : world.items(rules, true)) {
        if (world.equal(world.get(rule, "Status"), "Enabled") == Tri::no) continue;
        const Value destination = world.get(world.get(rule, "Destination"), "Bucket");
        const Resource* copy = bucket_with_arn(world, here, destination);
        if (copy == nullptr)
            return Judgement::unknown("in which Region the destination is, is known only at deployment");
        if (result.status == Judgement::Status::judged) continue;
        result = Judgement::fail(say("Bucket ", bucket.id, " is replicated to ", copy->id,
                                     ", which this stack makes in the same Region. The loss of the Region "
                                     "takes both. Replicate it to a bucket of another Region if its "
                                     "objects cannot be made again."),
                                 destination.node->span, "Properties.ReplicationConfiguration.Rules");
    }
    return result;
}

}  // namespace

NativeCheck s3_bucket_cross_region_replication_enabled() {
    return {"s3-bucket-cross-region-replication-enabled", judge};
}

}  // namespace stackfit::checks
