// AWS managed policies. The table is text, read when it is first asked for: as constants it would cost thousands
// of relocations at every start of the program.
#include <algorithm>
#include <array>
#include <vector>

#include "stackfit/spec.h"
#include "tables.h"

namespace stackfit {
namespace {

#include "managed_policies.inc"

struct PolicyTable {
    std::vector<std::string_view> names;       // each once, sorted
    std::vector<ManagedStatement> statements;  // sorted by policy
};

/// The cells of one line; those that are missing are empty.
std::array<std::string_view, 7> cells_of(std::string_view line) {
    std::array<std::string_view, 7> cells;
    for (std::string_view& cell : cells) {
        const auto tab = line.find('\t');
        cell = line.substr(0, tab);
        line = tab == std::string_view::npos ? std::string_view{} : line.substr(tab + 1);
    }
    return cells;
}

PolicyTable read_rows() {
    PolicyTable table;
    std::string_view rest = managed_policy_rows;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const auto [policy, effect, action, actions, resource, resources, conditional] =
            cells_of(rest.substr(0, end));
        rest.remove_prefix(end + 1);
        if (table.names.empty() || table.names.back() != policy) table.names.push_back(policy);
        if (effect.empty()) continue;
        table.statements.push_back({policy, effect == "Allow", action == "NotAction", actions,
                                    resource == "NotResource", resources, conditional == "yes"});
    }
    return table;
}

const PolicyTable& policy_table() {
    static const PolicyTable table = read_rows();
    return table;
}

struct ByPolicy {
    bool operator()(const ManagedStatement& statement, std::string_view name) const {
        return statement.policy < name;
    }
    bool operator()(std::string_view name, const ManagedStatement& statement) const {
        return name < statement.policy;
    }
};

}  // namespace

const char* const managed_policies_version = STACKFIT_MANAGED_POLICIES_VERSION;

bool is_managed_policy(std::string_view path_and_name) {
    const auto& names = policy_table().names;
    return std::binary_search(names.begin(), names.end(), path_and_name);
}

std::span<const ManagedStatement> managed_policy(std::string_view path_and_name) {
    const auto& statements = policy_table().statements;
    const auto [first, last] =
        std::equal_range(statements.begin(), statements.end(), path_and_name, ByPolicy{});
    return {first, last};
}

}  // namespace stackfit
