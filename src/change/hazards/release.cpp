// Functions that lose what their release rests on: the alias, or its gradual deployment.
#include "judging.h"

namespace stackfit::change {
namespace {

bool same_function(const Judging& judging, const ReleasePair& release) {
    const ResourceChange* change = judging.changes.of(release.after.function->id);
    return change == nullptr || change->replacement != Replacement::always;
}

void alias(Judging& judging, const ReleasePair& release) {
    const std::string function(release.after.function->id);
    const Release &was = release.before, &is = release.after;
    if (was.alias == nullptr || was.alias_name == is.alias_name) return;
    if (is.alias == nullptr) {
        judging
            .report("alias-removed", was.alias, nullptr,
                    {"Alias " + was.alias_name + " of function " + function + " is removed.",
                     "Whoever calls the function under that name gets an error. From now on every update "
                     "serves at once, and there is no version to go back to.",
                     "Keep the alias; move its callers first where it has to go."})
            .resource = was.function->id;
        return;
    }
    Hazard& hazard = judging.report("alias-replaced", was.alias, is.alias,
                                    {"The alias of function " + function + " was called " + was.alias_name +
                                         " and is called " + is.alias_name + ".",
                                     "CloudFormation creates another alias, with all traffic on the new "
                                     "version: nothing shifts, no hook runs, no alarm sends it back. Then it "
                                     "deletes the old one, under the feet of whoever still calls it.",
                                     "Keep the name, and change what it points at."});
    hazard.resource = is.function->id;
    if (!was.gradual) soften(hazard);
}

void gradual_deployment(Judging& judging, const ReleasePair& release) {
    const Release &was = release.before, &is = release.after;
    if (!was.gradual || is.gradual || is.alias == nullptr || was.alias_name != is.alias_name) return;
    const bool by_hand = !is.by_code_deploy;
    Hazard& hazard = judging.report(
        "gradual-deployment-removed", was.group != nullptr ? was.group : was.alias, is.alias,
        {"Function " + std::string(is.function->id) + " was released as " + was.type + ", and now " +
             (by_hand ? "CodeDeploy no longer moves its alias."
                      : "all at once: its type is " + (is.type.empty() ? "not set" : is.type) + "."),
         by_hand ? "CloudFormation moves all traffic in one step, beginning with this release, without "
                   "hooks, and no alarm rolls it back."
                 : "All callers get the new version in one step, before an alarm can see it fail.",
         "Keep the gradual type, or remove it in a release that changes no code."});
    hazard.resource = is.function->id;
    if (!by_hand) soften(hazard);
}

}  // namespace

void find_release_hazards(Judging& judging) {
    for (const ReleasePair& release : judging.releases()) {
        if (!same_function(judging, release)) continue;  // find_identity_hazards tells of it
        alias(judging, release);
        gradual_deployment(judging, release);
    }
}

}  // namespace stackfit::change
