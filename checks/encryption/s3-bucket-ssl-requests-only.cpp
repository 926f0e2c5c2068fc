#include "../access/buckets.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

std::string message(const Resource& bucket, const BucketPolicies& policies) {
    const std::string cause = policies.attached.empty()
                                  ? "no bucket policy of this template speaks of it"
                                  : say("policy ", policies.attached.front().resource->id,
                                        " does not deny all actions on the bucket and its objects where "
                                        "aws:SecureTransport is false");
    return say("Bucket ", bucket.id, " accepts requests over plain HTTP: ", cause,
               ". A client that is set up wrongly then sends objects and signatures for anybody on the way "
               "to read. Deny s3:* to \"*\" on the bucket's ARN and ARN/* with Condition: {Bool: "
               "{aws:SecureTransport: false}}.");
}

Judgement judge(CheckContext& context, const Resource& bucket) {
    const BucketPolicies& policies = policies_of_bucket(context, bucket);
    const std::vector<Text> arns = bucket_arns(context.world, bucket);
    bool known = policies.complete;
    for (const BucketPolicy& attached : policies.attached) {
        const Tri denied = denies_insecure_transport(context.world, attached.policy, arns);
        if (denied == Tri::yes) return Judgement::pass();
        if (denied == Tri::unknown) known = false;
    }
    if (!known) return Judgement::unknown("what the bucket's policy denies is known only at deployment");

    // With a policy there is a place where the statement belongs; without one, the bucket is all there is
    // to point at.
    if (policies.attached.empty()) return Judgement::fail(message(bucket, policies), bucket.id_span);
    const Resource& policy = *policies.attached.front().resource;
    Judgement judgement =
        Judgement::fail(message(bucket, policies), policy.id_span, "Properties.PolicyDocument");
    judgement.location = &policy;
    return judgement;
}

}  // namespace

NativeCheck s3_bucket_ssl_requests_only() { return {"s3-bucket-ssl-requests-only", judge}; }

}  // namespace stackfit::checks
