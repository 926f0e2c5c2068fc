#include "buckets.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& bucket) {
    return judge_public_access(context, bucket, Access::read);
}

}  // namespace

NativeCheck s3_bucket_public_read_prohibited() { return {"s3-bucket-public-read-prohibited", judge}; }

}  // namespace stackfit::checks
