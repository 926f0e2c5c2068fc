#include "buckets.h"

#include "../common/texts.h"
#include "stackfit/template_pieces.h"

namespace stackfit::checks {
namespace {

BucketPolicies find_policies(CheckContext& context, const Resource& bucket) {
    World& world = context.world;
    BucketPolicies result;
    if (context.unit.expanded.is_open("Resources")) result.complete = false;
    for (const Resource& resource : context.unit.expanded.resources()) {
        if (resource.type != "AWS::S3::BucketPolicy") continue;
        const Tri mine = names_bucket(world, world.get(resource.properties, "Bucket"), bucket);
        if (mine == Tri::no || !world.exists(resource.id)) continue;
        if (mine == Tri::unknown) {
            result.complete = false;
            continue;
        }
        Policy policy = read_policy(world, world.get(resource.properties, "PolicyDocument"));
        if (policy.unknown) result.complete = false;
        result.attached.push_back({&resource, std::move(policy)});
    }
    return result;
}

}  // namespace

Tri names_bucket(World& world, const Value& name, const Resource& bucket) {
    if (!name.is_text()) return name.absent() ? Tri::no : Tri::unknown;
    if (is_of_a_resource(name.text)) return name.text == reference_to(bucket) ? Tri::yes : Tri::no;
    // Without a BucketName the name is generated: no literal and no parameter can be it.
    const Value own = world.get(bucket.properties, "BucketName");
    if (own.absent()) return Tri::no;
    return own.is_text() ? world.equal(name.text, own.text) : Tri::unknown;
}

std::vector<Text> bucket_arns(World& world, const Resource& bucket) {
    std::vector<Text> names = {reference_to(bucket)};
    if (const Value name = world.get(bucket.properties, "BucketName"); name.is_text())
        names.push_back(name.text);

    std::vector<Text> arns = {attribute_of(bucket, "Arn")};
    for (const Text& name : names) {
        arns.push_back(concat({literal_text("arn:aws:s3:::"), name}));
        arns.push_back(
            concat({literal_text("arn:"), pseudo_parameter("AWS::Partition"), literal_text(":s3:::"), name}));
    }
    return arns;
}

const BucketPolicies& policies_of_bucket(CheckContext& context, const Resource& bucket) {
    return context.memory.remember(context.world, "policies of the bucket", &bucket,
                                   [&] { return find_policies(context, bucket); });
}

Tri names_action(World& world, const Statement& statement, std::string_view action) {
    Tri covered = Tri::no;
    for (const Value& pattern : statement.actions) {
        const auto text = world.literal_of(pattern);
        if (text && covers_action(*text, action)) covered = Tri::yes;
        if (!text && covered == Tri::no) covered = Tri::unknown;
    }
    if (!statement.not_action || covered == Tri::unknown) return covered;
    return covered == Tri::yes ? Tri::no : Tri::yes;
}

}  // namespace stackfit::checks
