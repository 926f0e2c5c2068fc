// sam: what the AWS::Serverless-2016-10-31 transform makes of a template. Template in, Template out, with provenance:
// every node it makes has the span of the author's line that caused it and an Origin with the reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

enum class SamMode : std::uint8_t {
    /// Bit for bit what AWS produces under a full assignment (options, else Default): `stackfit transform`.
    transform,
    /// For judging: intrinsics are kept, nothing is resolved. Where the service must read a parameter to decide structure
    /// (DeploymentPreference.Enabled), the generated resources get a synthetic Condition instead, so that worlds cover it.
    judge
};

struct SamOptions {
    SamMode mode = SamMode::judge;
    std::string region = "us-east-1";   ///< decides the partition
    const Assignment* given = nullptr;  ///< parameter values; null: none
    /// Where the Serverless Application Repository keeps an application's template. Only it knows: it is taken from outside.
    std::string repository_url;
};

struct SamResult {
    const Node* root = nullptr;         ///< the expanded template's document; the input's own when nothing was to do
    std::vector<Problem> problems;      ///< refusals (checks "sam-property" and "sam-template")
    bool refused = false;               ///< AWS would refuse the template: there is a problem
    bool changed = false;
};

/// Expands every AWS::Serverless resource; types that SAM does not know stay as they are. Also without a Transform line.
SamResult expand_sam(const Template& templ, const SamOptions& options, Arena& arena);

}  // namespace stackfit
