// What a function's next version is, or would be ("Lambda function versions", "Create an alias with weighted routing", "Configuring
// provisioned concurrency").
#include <algorithm>
#include <iterator>

#include "judging.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

/// Properties of a function that belong to no version of it.
constexpr std::string_view not_of_version[] = {"Tags", "ReservedConcurrentExecutions", "RecursiveLoop",
                                               "CodeSigningConfigArn", "FunctionScalingConfig"};

bool is_of_version(const PropertyChange& change) {
    return change.path.starts_with("Properties.") &&
           std::none_of(std::begin(not_of_version), std::end(not_of_version),
                        [&](auto name) { return is_property(change, name); });
}

std::vector<const PropertyChange*> versioned(const ResourceChange& change) {
    std::vector<const PropertyChange*> found;
    for (const PropertyChange& one : change.properties)
        if (is_of_version(one)) found.push_back(&one);
    return found;
}

std::string names_of(const std::vector<const PropertyChange*>& changes) {
    std::vector<std::string> names;
    for (const PropertyChange* one : changes) names.push_back(property_name(*one));
    return first_of(std::move(names));
}

void not_published(Judging& judging, const ReleasePair& release, const ResourceChange& function) {
    const bool same_version =
        release.after.version != nullptr && release.before.version != nullptr && !judging.publishes(release);
    const auto changed = versioned(function);
    if (!same_version || changed.empty() || release.before.alias_name != release.after.alias_name) return;
    const bool code = std::any_of(changed.begin(), changed.end(),
                                  [](const auto* one) { return is_property(*one, "Code"); });
    const bool sam = release.after.version->origin != nullptr;
    Hazard& hazard = judging.report(
        "new-version-not-published", function,
        {"Function " + std::string(function.id) + " changes (" + names_of(changed) +
             "), and no new version of it is published.",
         std::string("Version ") + std::string(release.after.version->id) + " stays as it is, so alias " +
             release.after.alias_name + " goes on serving the old " + (code ? "code" : "configuration") +
             ": the change reaches nobody who calls the alias, until a later release brings it along "
             "unannounced.",
         sam && code ? "Give AutoPublishCodeSha256 the hash of the new code, or leave it out."
         : sam       ? "Set AutoPublishAliasAllProperties: true."
               : "Give the AWS::Lambda::Version another logical id with each change, such as one with a hash "
                 "of the code and configuration."},
        changed.front());
    if (!code) soften(hazard);
}

/// A weighted alias needs two versions with the same role and the same dead-letter queue.
void role_in_shift(Judging& judging, const ReleasePair& release, const ResourceChange& function) {
    if (!judging.shifts(release)) return;
    for (const PropertyChange& one : function.properties) {
        const bool role = is_property(one, "Role"), queue = is_property(one, "DeadLetterConfig");
        if (!role && !queue) continue;
        judging.report(
            "role-changes-during-shift", function,
            {std::string(role ? "The execution role" : "The dead-letter queue") + " of function " +
                 std::string(function.id) + " changes in a release that shifts traffic as " +
                 release.after.type +
                 (one.because.empty() ? "." : ", because " + std::string(one.because) + " is replaced."),
             "An alias can weigh two versions only if both have the same role and the same dead-letter "
             "queue: CodeDeploy cannot shift, and the update fails.",
             std::string("Change ") +
                 (role ? "what the role may do and keep the role"
                       : "it in a release of its own, with AllAtOnce") +
                 "; or release in two steps."},
            &one);
        return;
    }
}

/// The setting of an alias cannot be changed while it weighs two versions.
void concurrency_in_shift(Judging& judging, const ReleasePair& release) {
    const ResourceChange* alias =
        release.after.alias == nullptr ? nullptr : judging.changes.of(release.after.alias->id);
    if (alias == nullptr || !judging.shifts(release)) return;
    for (const PropertyChange& one : alias->properties) {
        if (!is_property(one, "ProvisionedConcurrencyConfig")) continue;
        judging.report("provisioned-concurrency-changes-during-shift", *alias,
                       {"Provisioned concurrency of alias " + release.after.alias_name + " of function " +
                            std::string(release.after.function->id) +
                            " changes in a release that shifts its traffic as " + release.after.type + ".",
                        "It cannot be set while the alias weighs two versions, and a new version takes a "
                        "minute or two to get it: the update may fail, or calls start cold.",
                        "Change it in a release of its own, without new code."},
                       &one);
        return;
    }
}

}  // namespace

void find_version_hazards(Judging& judging) {
    for (const ReleasePair& release : judging.releases()) {
        const ResourceChange* function = judging.changes.of(release.after.function->id);
        const bool in_place = function != nullptr && (function->action == Action::modify);
        if (in_place) not_published(judging, release, *function);
        if (in_place) role_in_shift(judging, release, *function);
        concurrency_in_shift(judging, release);
    }
}

}  // namespace stackfit::change
