// Is a service that calls an alias permitted to call that alias?
#include <algorithm>
#include <optional>

#include "common.h"

namespace stackfit::checks {
namespace {

using Role = CallPlace::Role;
using Of = Qualifier::Kind;

/// Who acts in a role of its own needs no permission of the function.
bool acts_in_role(const Call& call) {
    if (call.holder == nullptr) return false;
    for (const char* key : {"Credentials", "credentials", "CredentialsArn", "AuthorizerCredentials",
                            "AuthorizerCredentialsArn", "authorizerCredentials", "RoleArn"})
        if (call.holder->find(key) != nullptr) return true;
    return false;
}

/// CloudWatch Logs, for one, may also be permitted in one region: logs.eu-west-1.amazonaws.com.
Tri is_for(CheckContext& context, const Call& grant, std::string_view principal) {
    const auto written = context.world.literal_of(context.world.get(grant.by->properties, "Principal"));
    if (!written) return Tri::unknown;
    const std::string_view service = principal.substr(0, principal.find('.') + 1);
    const bool same = *written == principal || *written == "*" ||
                      (written->starts_with(service) &&
                       std::string_view(*written).find("amazonaws.com") != std::string_view::npos);
    return same ? Tri::yes : Tri::no;
}

std::string subject_of(const Call& grant, const Deployment& deployment) {
    if (grant.qualifier.kind == Of::none) return say("function ", deployment.function->id, " itself");
    if (grant.qualifier.kind == Of::version) return say("a version of function ", deployment.function->id);
    return say("another alias of function ", deployment.function->id);
}

/// The permission that was meant for this call and covers something else. Nothing when one covers it, or may.
std::optional<Judgement> misplaced(CheckContext& context, const Deployment& deployment,
                                   const std::vector<Call>& calls, const Call& call) {
    const Call* wrong = nullptr;
    for (const Call& grant : calls) {
        if (grant.place->role != Role::grant) continue;
        const Tri meant = is_for(context, grant, call.place->principal);
        if (meant == Tri::no) continue;
        if (meant == Tri::unknown || same_target(context.world, grant.qualifier, call.qualifier) != Tri::no)
            return std::nullopt;
        if (wrong == nullptr) wrong = &grant;
    }
    if (wrong == nullptr) return std::nullopt;
    Judgement judgement = Judgement::fail(
        say("Permission ", wrong->by->id, " lets ", call.place->principal, " call ",
            subject_of(*wrong, deployment), ", but ", named(*call.by),
            " calls its alias. A permission holds for exactly what it names, so every call of the "
            "alias is refused. Set FunctionName to ",
            alias_reference(context, deployment), "."),
        wrong->span, "Properties.FunctionName");
    judgement.location = wrong->by;
    judgement.labels.push_back({call.span, say(call.by->id, " calls the alias")});
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (deployment->alias == nullptr) return Judgement::unknown("the function has no alias in this template");

    const std::vector<Call>& calls = calls_of(context, *deployment);
    std::vector<Judgement> mistakes;
    for (const Call& call : calls) {
        if (call.place->role != Role::caller || call.place->principal[0] == '\0') continue;
        if (call.qualifier.kind != Of::alias || acts_in_role(call)) continue;
        if (auto mistake = misplaced(context, *deployment, calls, call))
            mistakes.push_back(std::move(*mistake));
    }
    return together(std::move(mistakes), Judgement::pass());
}

}  // namespace

NativeCheck permission_covers_alias() { return {"permission-covers-alias", judge}; }

}  // namespace stackfit::checks
