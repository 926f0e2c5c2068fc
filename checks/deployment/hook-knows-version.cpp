// Is a hook told which version it has to test? CodeDeploy's event names the deployment and not the function (CodeDeploy User Guide, "AppSpec
// 'hooks' section"): the hook learns the version from its environment, or asks CodeDeploy for the deployment.
#include <algorithm>

#include "../common/rights.h"
#include "common.h"
#include "stackfit/template_pieces.h"

namespace stackfit::checks {
namespace {

/// Resources that hold data: an address of one tells nobody which version to try.
constexpr const char* stores[] = {"AWS::DynamoDB::", "AWS::S3::",      "AWS::SQS::",  "AWS::SNS::",
                                  "AWS::KMS::",      "AWS::Kinesis::", "AWS::Logs::", "AWS::IAM::"};

bool is_store(const Resource* resource) {
    return resource != nullptr && std::any_of(std::begin(stores), std::end(stores), [&](const char* service) {
               return resource->type.starts_with(service);
           });
}

/// Could this be the name or address of what is to be tested? A reference to data is not; a text or a parameter may be anything.
bool may_be_target(const CheckContext& context, const Value& value) {
    if (!value.is_text()) return true;
    return std::none_of(value.text.begin(), value.text.end(), [&](const Piece& piece) {
        return is_of_a_resource(piece) && is_store(context.graph.resolve(piece.name));
    });
}

/// Did the author give this variable to the hook itself, and not to every function by Globals?
bool is_own(const CheckContext& context, const Resource& hook, std::string_view variable) {
    const Resource* source = context.unit.source.resource(hook.id);
    const Node* environment =
        source == nullptr || source->properties == nullptr ? nullptr : source->properties->get("Environment");
    const Node* variables = environment == nullptr ? nullptr : environment->get("Variables");
    return variables == nullptr ? !made_by_sam(context, hook)
                                : intrinsic(*variables) != nullptr || variables->find(variable) != nullptr;
}

bool has_other_target(CheckContext& context, const Resource& hook) {
    const Value variables = context.world.at(hook.properties, {"Environment", "Variables"});
    if (variables.unknown()) return true;
    const auto members = context.world.members(variables);
    return std::any_of(members.begin(), members.end(), [&](const auto& member) {
        return is_own(context, hook, member.first->key) && may_be_target(context, member.second);
    });
}

/// Where the hook is told of the function; no place when it is not.
Span told_at(CheckContext& context, const Deployment& deployment, const Resource& hook) {
    for (const Call& call : calls_of(context, deployment))
        if (call.by == &hook && call.place->role == CallPlace::Role::environment) return call.span;
    return {};
}

/// Another function of the template that uses the hook, and where the hook is told of it; null when there is none.
struct Other {
    const Resource* function = nullptr;
    Span at;
};
Other told_instead(CheckContext& context, const Resource& function, const Resource& hook) {
    for (const Resource* other : functions_tested_by(context.world, context.graph, hook)) {
        if (other == &function) continue;
        const auto& deployment = released(context, *other);
        const Span at = deployment ? told_at(context, *deployment, hook) : Span{};
        if (at.known()) return {other, at};
    }
    return {};
}

/// Is something attached to the role of which nothing is known? AWS's own policies are given for what they hold, not for their name's sake:
/// a bare name is one of them (SAM specification, "Policies").
bool has_opaque_policy(World& world, const Graph& graph, const Resource& role) {
    const Value arns = world.get(role.properties, "ManagedPolicyArns");
    const auto items = world.items(arns);
    return arns.unknown() || std::any_of(items.begin(), items.end(), [&](const Value& arn) {
               if (!arn.is_text()) return true;
               const std::string text = to_string(arn.text);
               const Resource* own = arn.text.size() == 1 ? graph.resolve(arn.text[0].name) : nullptr;
               return own == nullptr && text.find(":aws:policy/") == std::string::npos &&
                      (text.starts_with("arn:") || text.starts_with('$'));
           });
}

/// A hook for any number of functions asks CodeDeploy for the revision of the deployment, and is given the right to; all rights of
/// CodeDeploy show nothing of the kind.
Tri asks_codedeploy(CheckContext& context, World& world, const Graph& graph, const Resource& hook) {
    const Resource* role = role_named(world, graph, hook.properties, "Role");
    if (role == nullptr) return Tri::unknown;
    for (const Statement& statement : rights_of(context, world, *role).statements) {
        if (statement.allow == Tri::no || statement.not_action) continue;
        for (const Value& action : statement.actions) {
            const auto pattern = world.literal_of(action);
            if (!pattern) return Tri::unknown;
            if (*pattern != "*" && *pattern != "codedeploy:*" &&
                covers_action(*pattern, "codedeploy:GetDeployment"))
                return Tri::yes;
        }
    }
    return has_opaque_policy(world, graph, *role) ? Tri::unknown : Tri::no;
}

Tri knows(CheckContext& context, const Deployment& deployment, const NamedHook& named) {
    const Tri asks = ask_hook(context, named, [&](World& world, const Graph& graph, const Resource& hook) {
        return asks_codedeploy(context, world, graph, hook);
    });
    const Resource* hook = named.hook->function;
    // Another template cannot name a version of this one; what it is told by name or parameter is not known here.
    if (hook == nullptr) return asks == Tri::yes ? Tri::yes : Tri::unknown;
    if (told_at(context, deployment, *hook).known()) return Tri::yes;
    if (asks != Tri::no) return asks;
    if (told_instead(context, *deployment.function, *hook).function != nullptr) return Tri::no;
    return has_other_target(context, *hook) ? Tri::yes : Tri::no;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto knows_version = [&](const Deployment& deployment, const NamedHook& hook) {
        return knows(context, deployment, hook);
    };
    const auto refusal = [&](const Deployment& deployment, const NamedHook& hook) {
        const Resource* other = told_instead(context, function, *hook.hook->function).function;
        const std::string version = made_by_sam(context, function)  ? say("!Ref ", function.id, ".Version")
                                    : deployment.version != nullptr ? say("!Ref ", deployment.version->id)
                                                                    : std::string("the version's ARN");
        return say(hook.text(function),
                   other != nullptr ? ", is told of a version of function " : ", is not told what to test",
                   other != nullptr ? other->id : "", other != nullptr ? " only" : "",
                   ". CodeDeploy's event names the deployment, not the function: ",
                   other != nullptr ? "the hook tests the other function twice, and this one never"
                                    : "the hook can try $LATEST at best, or nothing",
                   ". Put ", version,
                   " into its environment, or let it ask codedeploy:GetDeployment for the version.");
    };
    const auto place = [&](const Hook& hook) { return told_instead(context, function, *hook.function).at; };
    return judge_hooks(context, function, knows_version, refusal, place);
}

}  // namespace

NativeCheck hook_knows_version() { return {"hook-knows-version", judge}; }

}  // namespace stackfit::checks
