// AWS managed policies: a row is a statement, or a policy whose statements are not kept.
#include <array>

#include "sorted_rows.h"
#include "stackfit/spec.h"
#include "tables.h"

namespace stackfit {
namespace {

#include "managed_policies.inc"

constexpr std::string_view rows(managed_policy_rows, sizeof managed_policy_rows - 1);

/// The cells of one line; those that are missing are empty.
std::array<std::string_view, 7> cells_of(std::string_view line) {
    std::array<std::string_view, 7> cells;
    for (std::string_view& cell : cells) cell = take_cell(line);
    return cells;
}

}  // namespace

const char* const managed_policies_version = STACKFIT_MANAGED_POLICIES_VERSION;

bool is_managed_policy(std::string_view path_and_name) {
    std::string_view rest = rows_from(rows, path_and_name);
    return !path_and_name.empty() && cells_of(take_line(rest))[0] == path_and_name;
}

std::vector<ManagedStatement> managed_policy(std::string_view path_and_name) {
    std::vector<ManagedStatement> statements;
    std::string_view rest = rows_from(rows, path_and_name);
    while (!rest.empty()) {
        const auto [policy, effect, action, actions, resource, resources, conditional] =
            cells_of(take_line(rest));
        if (policy != path_and_name) break;
        if (effect.empty()) continue;
        statements.push_back({policy, effect == "Allow", action == "NotAction", actions,
                              resource == "NotResource", resources, conditional == "yes"});
    }
    return statements;
}

}  // namespace stackfit
