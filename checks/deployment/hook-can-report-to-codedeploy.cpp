#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view report = "codedeploy:PutLifecycleEventHookExecutionStatus";

/// The application in "arn:aws:codedeploy:...:deploymentgroup:Shop/Group"; nothing when the resource names none, or may name several.
std::optional<Text> application_in(const Text& resource) {
    constexpr std::string_view marker = ":deploymentgroup:";
    for (std::size_t i = 0; i < resource.size(); ++i) {
        if (resource[i].kind != Piece::Kind::literal) continue;
        const auto place = resource[i].name.find(marker);
        if (place == std::string::npos) continue;
        Text rest(resource.begin() + static_cast<std::ptrdiff_t>(i), resource.end());
        rest[0].name.erase(0, place + marker.size());
        Text application;
        for (const Piece& piece : rest) {
            const auto slash = piece.kind == Piece::Kind::literal ? piece.name.find('/') : std::string::npos;
            Piece part = piece;
            if (slash != std::string::npos) part.name.resize(slash);
            if (part.name.find_first_of("*?") != std::string::npos) return std::nullopt;
            if (!part.name.empty()) application.push_back(std::move(part));
            if (slash != std::string::npos) return application;
        }
    }
    return std::nullopt;
}

/// The name that the application of this template has; one that CloudFormation makes contains the logical id.
bool is_called_otherwise(CheckContext& context, const Resource& application, const Text& name) {
    const Value own = context.world.get(application.properties, "ApplicationName");
    if (own.is_text()) return context.world.equal(own.text, name) == Tri::no;
    const auto text = literal(name);
    return own.absent() && text && text->find(application.id) == std::string_view::npos;
}

/// Does the resource of the policy name the groups of another application? Unsure is no.
bool names_other(CheckContext& context, const Value& resource, const Value& own) {
    if (!resource.is_text() || !own.is_text()) return false;
    const auto application = application_in(resource.text);
    if (!application) return false;
    if (!is_plain_reference(own.text)) return context.world.equal(*application, own.text) == Tri::no;
    if (is_plain_reference(*application)) return *application != own.text;
    const Resource* meant = context.graph.resolve(own.text[0].name);
    return meant != nullptr && is_called_otherwise(context, *meant, *application);
}

/// The policy allows the report, but only for groups of other applications.
bool reports_elsewhere(CheckContext& context, const Deployment& deployment, const NamedHook& named) {
    if (named.hook->function == nullptr || deployment.group == nullptr) return false;
    const Resource* role = role_named(context.world, context.graph, named.hook->function->properties, "Role");
    if (role == nullptr) return false;
    World& world = context.world;
    const Value own = world.get(deployment.group->properties, "ApplicationName");
    const auto grants = [&](const Value& action) {
        const auto pattern = world.literal_of(action);
        return !pattern || covers_action(*pattern, report);
    };
    bool elsewhere = false;
    for (const Statement& statement : rights_of(context, *role).statements) {
        if (statement.allow == Tri::no) continue;
        const bool about = statement.not_action || statement.unknown ||
                           std::any_of(statement.actions.begin(), statement.actions.end(), grants);
        if (!about) continue;
        elsewhere = !statement.not_resource && !statement.resources.empty() &&
                    std::all_of(statement.resources.begin(), statement.resources.end(),
                                [&](const Value& resource) { return names_other(context, resource, own); });
        if (!elsewhere) return false;
    }
    return elsewhere;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto may = [&](const Deployment& deployment, const NamedHook& hook) {
        const Tri answer =
            ask_hook(context, hook, [&](World& world, const Graph& graph, const Resource& hook_function) {
                const Resource* role = role_named(world, graph, hook_function.properties, "Role");
                return role != nullptr ? may_report(world, rights_of(context, world, *role)) : Tri::unknown;
            });
        return answer == Tri::yes && reports_elsewhere(context, deployment, hook) ? Tri::no : answer;
    };
    const auto refusal = [&](const Deployment& deployment, const NamedHook& hook) {
        const bool elsewhere = reports_elsewhere(context, deployment, hook);
        return say(
            hook.text(function), ", may not report to CodeDeploy: ",
            elsewhere ? "its role allows " : "no policy of its role allows ", report,
            elsewhere ? " for the deployment groups of another application only" : "",
            ". CodeDeploy waits an hour for the report and then fails the deployment, whatever the hook "
            "found. Allow the action on ",
            elsewhere ? say("deployment group ", deployment.group->id) : "the deployment group", ".");
    };
    return judge_hooks(context, function, may, refusal, whole_hook);
}

}  // namespace

NativeCheck hook_can_report_to_codedeploy() { return {"hook-can-report-to-codedeploy", judge}; }

}  // namespace stackfit::checks
