// A compiled rule and its two ends: the compiler that writes it into the blob, the interpreter that runs it in a world.
#pragma once

#include <string_view>
#include <vector>

#include "blob.h"
#include "stackfit/engine.h"
#include "strict_yaml.h"

namespace stackfit {

struct Rule {
    BlobView blob;
    std::uint32_t index = 0;
};

/// A parameter as the front matter declares it.
struct DeclaredParameter {
    std::string_view name, type;
};

/// What a rule may speak of.
struct RuleScope {
    std::vector<DeclaredParameter> parameters;
    bool of_resource = false;  ///< a path that begins at the resource is held to a declaration's own keys
};

/// Compiles the YAML of a rule. Gives the index of the rule, or nothing after an error, which is then in `reader`.
std::optional<std::uint32_t> compile_rule(StrictYaml& reader, const Node& rule, const RuleScope& scope,
                                          BlobWriter& blob);

/// What stands between the braces of a message's holes, in order. Braces around anything but a word ("{Enabled: false}") are text.
std::vector<std::string_view> message_holes(std::string_view message);

/// Runs a rule over its subject (null: the template) in the context's world.
Judgement judge_rule(CheckContext& context, const Rule& rule, const Resource* subject);

}  // namespace stackfit
