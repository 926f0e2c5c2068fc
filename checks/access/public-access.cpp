// Whether everybody may read or write a bucket: an ACL or a policy opens it, Block Public Access closes it
// again.
#include <array>
#include <span>

#include "../common/say.h"
#include "buckets.h"

namespace stackfit::checks {
namespace {

/// Of every kind of reading and writing one action: a pattern such as s3:Get* covers some of them.
constexpr std::array<std::string_view, 5> reading = {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket",
                                                     "s3:ListBucketVersions", "s3:GetObjectAcl"};
constexpr std::array<std::string_view, 7> writing = {
    "s3:PutObject",       "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl",
    "s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:RestoreObject"};

/// What Block Public Access keeps from taking effect.
struct Blocked {
    Tri acls = Tri::no, policies = Tri::no;
};

Tri either(Tri a, Tri b) {
    if (a == Tri::yes || b == Tri::yes) return Tri::yes;
    return a == Tri::no && b == Tri::no ? Tri::no : Tri::unknown;
}

/// Amazon S3 User Guide, "Blocking public access": new buckets have all four settings on since April 2023;
/// of a configuration that is written, what it leaves out is off. To block and to ignore (restrict) come to
/// the same for what one template creates.
Blocked blocked(World& world, const Resource& bucket) {
    const Value block = world.get(bucket.properties, "PublicAccessBlockConfiguration");
    if (block.absent()) return {Tri::yes, Tri::yes};
    const auto flag = [&](std::string_view name) {
        const Value value = world.get(block, name);
        return value.absent() ? Tri::no : world.truth(value);
    };
    return {either(flag("BlockPublicAcls"), flag("IgnorePublicAcls")),
            either(flag("BlockPublicPolicy"), flag("RestrictPublicBuckets"))};
}

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

std::string message(const Resource& bucket, Access access, const std::string& cause,
                    std::string_view settings) {
    const std::string verb = access == Access::read ? "read" : "change";
    return say({"Everybody can ", verb, " bucket ", bucket.id, ": ", cause,
                ", and PublicAccessBlockConfiguration sets neither ", settings, ". ",
                access == Access::read ? "Whoever finds the name has the data. Serve public files through "
                                         "CloudFront, and block the rest."
                                       : "Whoever finds the name can replace or delete the data. Grant it "
                                         "to the accounts that need it."});
}

Judgement by_acl(const Resource& bucket, const Value& acl, Access access) {
    return Judgement::fail(message(bucket, access, say({"AccessControl is ", to_string(acl.text)}),
                                   "BlockPublicAcls nor IgnorePublicAcls"),
                           acl.node->span, "Properties.AccessControl");
}

Judgement by_policy(const Resource& bucket, const BucketPolicy& policy, const Statement& statement,
                    Access access) {
    Judgement judgement = Judgement::fail(
        message(bucket, access, say({"policy ", policy.resource->id, " allows it to the public"}),
                "BlockPublicPolicy nor RestrictPublicBuckets"),
        statement.node->span, "Properties.PolicyDocument");
    judgement.location = policy.resource;
    return judgement;
}

/// The bucket's policies, once Block Public Access does not surely restrict them.
Judgement judge_policies(CheckContext& context, const Resource& bucket, Access access, Tri restricted) {
    const BucketPolicies policies = policies_of_bucket(context, bucket);
    bool known = policies.complete;
    for (const BucketPolicy& policy : policies.attached) {
        for (const Statement& statement : policy.policy.statements) {
            const Tri open = opens(context.world, statement, access);
            if (open == Tri::yes && restricted == Tri::no)
                return by_policy(bucket, policy, statement, access);
            if (open != Tri::no) known = false;
        }
    }
    return known ? Judgement::pass()
                 : Judgement::unknown("what the bucket's policy allows is known only at deployment");
}

}  // namespace

Judgement judge_public_access(CheckContext& context, const Resource& bucket, Access access) {
    const Blocked block = blocked(context.world, bucket);
    const Value acl = context.world.get(bucket.properties, "AccessControl");
    const Tri open = block.acls == Tri::yes ? Tri::no : opens(context.world, acl, access);
    if (open == Tri::yes && block.acls == Tri::no) return by_acl(bucket, acl, access);

    const Judgement policies = block.policies == Tri::yes
                                   ? Judgement::pass()
                                   : judge_policies(context, bucket, access, block.policies);
    if (open == Tri::no || policies.status == Judgement::Status::unknown) return policies;
    if (policies.value < 0.5) return policies;
    return Judgement::unknown("AccessControl or PublicAccessBlockConfiguration is known only at deployment");
}

}  // namespace stackfit::checks
