// spec: dated facts about AWS, from data/. Tables are generated; looking one entry up costs nothing for the rest.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "stackfit/support/system.h"

namespace stackfit {

/// Life cycle of a Lambda runtime (Lambda Developer Guide, "Lambda runtimes"). A missing date: not announced.
struct LambdaRuntime {
    std::string_view name;
    std::string_view successor;  ///< the newest of its family that can be created
    std::optional<Date> deprecated, create_blocked, update_blocked;
};
const LambdaRuntime* lambda_runtime(std::string_view name);
std::span<const LambdaRuntime> lambda_runtimes();  ///< sorted by name

/// One statement of an AWS managed policy (AWS Managed Policy Reference). Lists are separated by blanks.
struct ManagedStatement {
    std::string_view policy;     ///< path and name: "service-role/AWSLambdaBasicExecutionRole"
    bool allow = true;
    bool not_action = false;     ///< `actions` are those of NotAction
    std::string_view actions;
    bool not_resource = false;
    std::string_view resources;
    bool conditional = false;    ///< it has a Condition, which is not kept
};
/// Does AWS have this managed policy today? The path is part of the ARN after ":policy/", so it counts.
bool is_managed_policy(std::string_view path_and_name);
/// Its statements, in order; empty when there is no such policy, or its statements are not kept here.
std::vector<ManagedStatement> managed_policy(std::string_view path_and_name);

/// Where the tables come from, for --version: "lambda-runtimes 2026-10-20 (cfn-lint 1.58.0)".
std::span<const std::string_view> data_versions();

}  // namespace stackfit
