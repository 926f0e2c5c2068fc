// Rights that go while a version that may need them still serves.
#include <algorithm>
#include <optional>
#include <set>

#include "judging.h"
#include "stackfit/iam.h"

namespace stackfit::change {
namespace {

/// Actions that a role's policies allow, as patterns, each with its resources as text; nothing when something in them is not known.
std::optional<std::set<std::string>> allowed_actions(const Unit& unit, const Resource& role) {
    std::optional<std::set<std::string>> actions;
    unit.worlds->explore(
        [&](World& world) {
            const Policy policy = policies_of_role(world, role);
            if (policy.unknown) return;
            std::set<std::string> found;
            for (const Statement& statement : policy.statements) {
                if (statement.unknown || statement.not_action) return;
                if (statement.allow != Tri::yes) continue;
                for (const Value& action : statement.actions) {
                    const auto text = world.literal_of(action);
                    if (!text) return;
                    found.insert(*text);
                }
            }
            actions = std::move(found);
        },
        1);
    return actions;
}

std::vector<std::string> removed_actions(const std::set<std::string>& before,
                                         const std::set<std::string>& after) {
    std::vector<std::string> removed;
    for (const std::string& action : before) {
        const bool covered = std::any_of(after.begin(), after.end(), [&](const std::string& pattern) {
            return covers_action(pattern, action);
        });
        if (!covered) removed.push_back(action);
    }
    return removed;
}

}  // namespace

void find_permission_hazards(Judging& judging) {
    for (const ReleasePair& release : judging.releases()) {
        const Resource *was = release.before.role, *is = release.after.role;
        if (!judging.shifts(release) || was == nullptr || is == nullptr || was->id != is->id) continue;
        const auto before = allowed_actions(*judging.changes.before, *was),
                   after = allowed_actions(*judging.changes.after, *is);
        const auto removed = before && after ? removed_actions(*before, *after) : std::vector<std::string>{};
        if (removed.empty()) continue;
        judging.report(
            "permissions-removed-during-shift", was, is,
            {"Role " + std::string(is->id) + " of function " + std::string(release.after.function->id) +
                 " may no longer do " + first_of(removed) + ".",
             "Both versions act in the same role, and it changes before the traffic begins to shift: the old "
             "version, which most callers still get, fails at once, and sending traffic back does not help "
             "it.",
             "Remove the permission in the release after the one whose code no longer needs it."});
    }
}

}  // namespace stackfit::change
