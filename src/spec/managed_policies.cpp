// AWS managed policies. The table is text that is searched as it stands: as constants it would cost thousands of relocations at every
// start of the program, and parsing it would cost each run that asks for one policy.
#include <array>

#include "stackfit/spec.h"
#include "tables.h"

namespace stackfit {
namespace {

#include "managed_policies.inc"

constexpr std::string_view rows(managed_policy_rows, sizeof managed_policy_rows - 1);

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

/// Where the rows of the policy begin, or would: lines are sorted by their first cell, so the text itself is searched in halves.
std::size_t first_row(std::string_view policy) {
    std::size_t low = 0, high = rows.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before = rows.substr(0, middle).rfind('\n');
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::size_t end = rows.find('\n', middle);
        if (cells_of(rows.substr(begin, end - begin))[0] < policy)
            low = end + 1;
        else
            high = begin;
    }
    return low;
}

}  // namespace

const char* const managed_policies_version = STACKFIT_MANAGED_POLICIES_VERSION;

bool is_managed_policy(std::string_view path_and_name) {
    const std::string_view rest = rows.substr(first_row(path_and_name));
    return !path_and_name.empty() && cells_of(rest.substr(0, rest.find('\n')))[0] == path_and_name;
}

std::vector<ManagedStatement> managed_policy(std::string_view path_and_name) {
    std::vector<ManagedStatement> statements;
    std::string_view rest = rows.substr(first_row(path_and_name));
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const auto [policy, effect, action, actions, resource, resources, conditional] =
            cells_of(rest.substr(0, end));
        if (policy != path_and_name) break;
        rest.remove_prefix(end + 1);
        if (effect.empty()) continue;
        statements.push_back({policy, effect == "Allow", action == "NotAction", actions,
                              resource == "NotResource", resources, conditional == "yes"});
    }
    return statements;
}

}  // namespace stackfit
