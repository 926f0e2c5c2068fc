// May the services that the template sets up to call a function do so?
#include <algorithm>
#include <set>

#include "../common/referred.h"
#include "../common/say.h"
#include "../common/together.h"

namespace stackfit::checks {
namespace {

/// "events" of "events.amazonaws.com": the rest differs by partition, and for some services by Region.
std::string_view service_of(std::string_view principal) { return principal.substr(0, principal.find('.')); }

/// Published templates register functions with VPC Lattice without one, and its User Guide does not say that it is needed.
bool needs_permission(std::string_view principal) {
    return !principal.empty() && service_of(principal) != "vpc-lattice";
}

/// A role beside the call is what the service acts in instead.
bool acts_in_role(World& world, const Invocation& call) {
    for (const char* key : {"Credentials", "credentials", "CredentialsArn", "RoleArn"})
        if (call.edge->holder != nullptr && !world.get(call.edge->holder, key).absent()) return true;
    for (const char* key : {"AuthorizerCredentials", "AuthorizerCredentialsArn", "CredentialsArn"})
        if (!world.get(call.by->properties, key).absent()) return true;
    return false;
}

/// A permission whose function or principal is not known may be the one.
bool may_cover(CheckContext& context, const Resource& permission, const Resource& function,
               std::string_view principal) {
    World& world = context.world;
    const Value target = world.get(permission.properties, "FunctionName");
    const Resource* named = referred_function(context, target);
    const bool elsewhere = named != nullptr && named != &function;
    if (elsewhere || !world.exists(permission.id)) return false;
    const Value who = world.get(permission.properties, "Principal");
    if (!who.is_text()) return true;
    const Piece& first = who.text.front();
    if (first.kind != Piece::Kind::literal) return first.name != "AWS::AccountId";
    return first.name == "*" || service_of(first.name) == service_of(principal);
}

bool is_permitted(CheckContext& context, const Resource& function, std::string_view principal) {
    const auto resources = context.unit.expanded.resources();
    return std::any_of(resources.begin(), resources.end(), [&](const Resource& resource) {
        return resource.type == "AWS::Lambda::Permission" &&
               may_cover(context, resource, function, principal);
    });
}

Judgement refused(const Resource& function, const Invocation& call) {
    Judgement judgement =
        Judgement::fail(say(call.by->id, " cannot invoke function ", function.id,
                            ": no AWS::Lambda::Permission of this template allows ", call.place->principal,
                            " to. What it should bring is dropped or answered with an error. Add one with "
                            "Action lambda:InvokeFunction, this "
                            "Principal, and the caller's ARN as SourceArn."),
                        call.edge->span, std::string(call.edge->property));
    judgement.location = call.by;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    std::set<const Resource*> told;
    std::vector<Judgement> mistakes;
    Judgement otherwise = Judgement::not_applicable();
    for (const Invocation& call : invocations(context.graph, function)) {
        const std::string_view principal = call.place->principal;
        if (call.place->role != CallPlace::Role::caller || !needs_permission(principal) ||
            told.contains(call.by))
            continue;
        if (!context.graph.is_taken(context.world, *call.edge) || acts_in_role(context.world, call)) continue;
        if (is_permitted(context, function, principal)) {
            otherwise = Judgement::pass();
            continue;
        }
        if (context.unit.expanded.is_open("Resources"))
            return Judgement::unknown("what is not expanded here may add the permission");
        told.insert(call.by);
        mistakes.push_back(refused(function, call));
    }
    return together(std::move(mistakes), std::move(otherwise));
}

}  // namespace

NativeCheck trigger_may_invoke_function() { return {"trigger-may-invoke-function", judge}; }

}  // namespace stackfit::checks
