// Whether everybody may read or write a bucket: an ACL or a policy opens it, Block Public Access closes it
// again.
#include <array>
#include <span>

#include "../common/say.h"
#include "buckets.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

/// Of every kind of reading and writing one action: a pattern such as s3:Get* covers some of them.
constexpr std::array<std::string_view, 5> reading = {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket",
                                                     "s3:ListBucketVersions", "s3:GetObjectAcl"};
constexpr std::array<std::string_view, 7> writing = {
    "s3:PutObject",       "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl",
    "s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:RestoreObject"};

/// Amazon S3 User Guide, "Canned ACL". Groups of all and of all authenticated users are public.
Tri opens(World& world, const Value& acl, Access access) {
    if (acl.absent()) return Tri::no;
    Tri open = world.equal(acl, "PublicReadWrite");
    if (access == Access::read)
        open = either(open, either(world.equal(acl, "PublicRead"), world.equal(acl, "AuthenticatedRead")));
    return open;
}

Tri opens(World& world, const Statement& statement, Access access) {
    if (statement.allow == Tri::no) return Tri::no;
    const std::span<const std::string_view> actions = access == Access::read
                                                          ? std::span<const std::string_view>(reading)
                                                          : std::span<const std::string_view>(writing);
    Tri named = Tri::no;
    for (const std::string_view action : actions)
        named = either(named, names_action(world, statement, action));
    if (named == Tri::no) return Tri::no;
    const Tri open = is_public(world, statement);
    return open == Tri::yes && (named == Tri::unknown || statement.allow == Tri::unknown) ? Tri::unknown
                                                                                          : open;
}

/// What lets the public in, if nothing blocks it.
struct Opening {
    Tri open = Tri::no;
    std::string cause;
    Span at;
    std::string property;
    const Resource* location = nullptr;
};

Opening by_acl(World& world, const Resource& bucket, Access access) {
    const Value acl = world.get(bucket.properties, "AccessControl");
    const Tri open = opens(world, acl, access);
    if (open == Tri::no) return {};
    return {open, say("AccessControl is ", world.show(acl)), acl.node->span, "Properties.AccessControl"};
}

/// The first statement that surely opens the bucket; else whether one may.
Opening by_policy(CheckContext& context, const Resource& bucket, Access access) {
    const BucketPolicies& policies = policies_of_bucket(context, bucket);
    Opening result;
    if (!policies.complete) result.open = Tri::unknown;
    for (const BucketPolicy& policy : policies.attached) {
        for (const Statement& statement : policy.policy.statements) {
            const Tri open = opens(context.world, statement, access);
            if (open == Tri::yes)
                return {open, say("policy ", policy.resource->id, " allows it to the public"),
                        statement.node->span, "Properties.PolicyDocument", policy.resource};
            if (open == Tri::unknown) result.open = open;
        }
    }
    return result;
}

/// Amazon S3 User Guide, "Blocking public access": of a configuration that is written, what it leaves out is
/// off. To block and to ignore (restrict) come to the same for what one template creates.
Tri blocks(World& world, const Value& configuration, std::string_view block, std::string_view ignore) {
    const auto flag = [&](std::string_view name) {
        const Value value = world.get(configuration, name);
        return value.absent() ? Tri::no : world.truth(value);
    };
    return either(flag(block), flag(ignore));
}

Judgement public_now(const Resource& bucket, Access access, const Opening& opening,
                     std::string_view settings) {
    const bool reading_it = access == Access::read;
    Judgement judgement = Judgement::fail(
        say("Everybody can ", reading_it ? "read" : "change", " bucket ", bucket.id, ": ", opening.cause,
            ", and PublicAccessBlockConfiguration sets neither ", settings, ". ",
            reading_it ? "Whoever finds the name has the data. Serve public files through CloudFront, and "
                         "block the rest."
                       : "Whoever finds the name can replace or delete the data. Grant it to the accounts "
                         "that need it."),
        opening.at, opening.property);
    judgement.location = opening.location;
    return judgement;
}

/// Since April 2023 all four settings are on for a new bucket: it is not public, and what asks for it is
/// refused. A pass, with room for a template that says what it means.
Judgement private_by_default(const Resource& bucket, const Opening& opening) {
    Judgement judgement = Judgement::pass(0.5);
    judgement.message = say("Bucket ", bucket.id, " is private only by S3's default: ", opening.cause,
                            ", and there is no PublicAccessBlockConfiguration. Take the grant out, or write "
                            "the configuration.");
    judgement.at = opening.at;
    judgement.location = opening.location;
    return judgement;
}

}  // namespace

Judgement judge_public_access(CheckContext& context, const Resource& bucket, Access access) {
    World& world = context.world;
    const Value block = world.get(bucket.properties, "PublicAccessBlockConfiguration");
    const Opening acl = by_acl(world, bucket, access), policy = by_policy(context, bucket, access);
    if (block.absent()) {
        for (const Opening* opening : {&acl, &policy})
            if (opening->open == Tri::yes) return private_by_default(bucket, *opening);
        return Judgement::pass();
    }
    const Tri acls = blocks(world, block, "BlockPublicAcls", "IgnorePublicAcls");
    const Tri policies = blocks(world, block, "BlockPublicPolicy", "RestrictPublicBuckets");
    if (acl.open == Tri::yes && acls == Tri::no)
        return public_now(bucket, access, acl, "BlockPublicAcls nor IgnorePublicAcls");
    if (policy.open == Tri::yes && policies == Tri::no)
        return public_now(bucket, access, policy, "BlockPublicPolicy nor RestrictPublicBuckets");
    const bool closed =
        (acl.open == Tri::no || acls == Tri::yes) && (policy.open == Tri::no || policies == Tri::yes);
    return closed ? Judgement::pass()
                  : Judgement::unknown("what opens or blocks the bucket is known only at deployment");
}

}  // namespace stackfit::checks
