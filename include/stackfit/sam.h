// sam: what the transforms of AWS make of a template: AWS::Include, AWS::LanguageExtensions, AWS::Serverless-2016-10-31.
// Template in, Template out, with provenance: every node they make has the span of the author's line that caused it and an
// Origin with the reason. Other macros are left alone and named in a note.
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
    /// Where the Serverless Application Repository keeps an application's template. Only it knows: it is taken from outside. Without it
    /// the result names a placeholder.
    std::string repository_url;
    /// Where AWS::Include finds the local files it names, and who keeps their text. Null: no file is read.
    const FileSystem* files = nullptr;
    Sources* sources = nullptr;
};

/// A resource that the expansion made, and the author's resource that it was made for.
struct MadeResource {
    std::string_view id;
    std::string_view source;
};

struct SamResult {
    const Node* root = nullptr;         ///< the expanded template's document; the input's own when nothing was to do
    std::vector<Problem> problems;      ///< refusals, and notes of what is not expanded or assumed
    bool refused = false;               ///< AWS would refuse the template: there is a problem that is no note
    bool changed = false;
    std::vector<MadeResource> made;     ///< in the order made; what several resources share occurs once for each
    std::vector<Document> included;     ///< by AWS::Include; mistakes in their text are the caller's to report
    /// Names that the template has under other values of its parameters (Template::set_possible_names).
    std::vector<std::string_view> possible_names;
};

/// Nested includes, then the entries of Transform. Every AWS::Serverless resource is expanded; types that SAM does not know stay as
/// they are. Functions of AWS::LanguageExtensions and SAM resources are expanded also without a Transform line.
SamResult expand_sam(const Template& templ, const SamOptions& options, Arena& arena);

}  // namespace stackfit
