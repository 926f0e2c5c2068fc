#include "buckets.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& bucket) {
    return judge_public_access(context, bucket, Access::write);
}

}  // namespace

NativeCheck s3_bucket_public_write_prohibited() { return {"s3-bucket-public-write-prohibited", judge}; }

}  // namespace stackfit::checks
