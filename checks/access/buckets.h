// A bucket and what other resources of the template say about it: shared by the checks on S3.
#pragma once

#include <string_view>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit::checks {

/// Does this text name the bucket: by Ref, or by the same BucketName?
Tri names_bucket(World& world, const Value& name, const Resource& bucket);

/// The texts that are the bucket's ARN: GetAtt, and arn:aws:s3:::NAME in its usual spellings.
std::vector<Text> bucket_arns(World& world, const Resource& bucket);

/// A bucket policy of the template that applies to the bucket in this world.
struct BucketPolicy {
    const Resource* resource = nullptr;
    Policy policy;
};
struct BucketPolicies {
    std::vector<BucketPolicy> attached;
    bool complete = true;  ///< false: of some policy it is not known whose it is, or what it says
};
/// In this world. Found once for all checks, in a walk over the resources of the template.
const BucketPolicies& policies_of_bucket(CheckContext& context, const Resource& bucket);

/// Does the statement speak of the action? Effect and principals are the caller's business.
Tri names_action(World& world, const Statement& statement, std::string_view action);

enum class Access : std::uint8_t { read, write };
/// Can everybody read (or write) the bucket? As AWS Config's s3-bucket-public-read-prohibited and
/// -write-prohibited define it: an ACL counts unless Block Public Access ignores it, a bucket policy unless
/// Block Public Access restricts it.
Judgement judge_public_access(CheckContext& context, const Resource& bucket, Access access);

}  // namespace stackfit::checks
