// What Ref gives where a policy wants an ARN.
#pragma once

#include <string>

#include "stackfit/template.h"

namespace stackfit::checks {

/// Of a computed value that begins with Ref of a resource ("${Store}/*" in Fn::Sub, too), where that gives a name: "Ref of Store gives
/// BucketName of an AWS::S3::Bucket, which is no ARN"; else "".
std::string name_for_arn(const Node& value, const Template& templ);

}  // namespace stackfit::checks
