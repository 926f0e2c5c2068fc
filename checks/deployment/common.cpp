#include "common.h"

namespace stackfit::checks {

const std::optional<Deployment>& released(CheckContext& context, const Resource& function) {
    return context.memory.remember(
        context.world, "deployment", &function, [&]() -> std::optional<Deployment> {
            if (role_of(context.world, context.graph, function) != FunctionRole::ordinary)
                return std::nullopt;
            return deployment_of(context.world, context.graph, function);
        });
}

const std::vector<Call>& calls_of(CheckContext& context, const Deployment& deployment) {
    const auto& named = context.memory.remember(context.world, "named calls", nullptr, [&] {
        return named_calls(*context.unit.worlds, context.graph);
    });
    return context.memory.remember(context.world, "calls", deployment.function, [&] {
        return stackfit::calls_of(context.world, context.graph, named, deployment);
    });
}

bool is_caller(CheckContext& context, const Deployment& deployment, const Call& call) {
    if (call.place->role == CallPlace::Role::caller) return true;
    if (call.place->role != CallPlace::Role::environment || call.by == deployment.function) return false;
    if (role_of(context.world, context.graph, *call.by) != FunctionRole::ordinary) return false;
    const Resource* role = role_named(context.world, context.graph, call.by->properties, "Role");
    return role != nullptr && may_invoke(context.world, rights_of(context, *role), *deployment.function,
                                         call.qualifier) == Tri::yes;
}

const Resource* rest_api_of(CheckContext& context, const Call& call) {
    if (call.by->type == "AWS::ApiGateway::RestApi") return call.by;
    if (call.by->type != "AWS::ApiGateway::Method") return nullptr;
    const Value id = context.world.get(call.by->properties, "RestApiId");
    return id.is_text() && is_plain_reference(id.text) ? context.graph.resolve(id.text[0].name) : nullptr;
}

bool made_by_sam(const CheckContext& context, const Resource& function) {
    const Resource* source = context.unit.source.resource(function.id);
    return source != nullptr && source->type == "AWS::Serverless::Function";
}

Span release_place(const Deployment& deployment) {
    const Member* policy = deployment.alias->node->find("UpdatePolicy");
    if (policy == nullptr) return deployment.alias->id_span;
    // What SAM made has the place of its cause; what the author wrote is shown by its key.
    return policy->value->origin != nullptr ? policy->value->span : policy->key_span;
}

Span hooks_place(const CheckContext& context, const Deployment& deployment) {
    const Template& source = context.unit.source;
    const Resource* function = source.resource(deployment.function->id);
    const Node* globals = source.section("Globals");
    const Node* inherited = globals == nullptr ? nullptr : globals->get("Function");
    for (const Node* properties : {function == nullptr ? nullptr : function->properties, inherited}) {
        const Node* preference = properties == nullptr ? nullptr : properties->get("DeploymentPreference");
        const Member* hooks = preference == nullptr ? nullptr : preference->find("Hooks");
        if (hooks != nullptr) return hooks->key_span;
    }
    return release_place(deployment);
}

OtherTemplate& other_template(CheckContext& context, const Unit& unit) {
    return *context.memory.remember(context.world, "other template", &unit,
                                    [&] { return std::make_shared<OtherTemplate>(unit); });
}

Elsewhere find_elsewhere(CheckContext& context, const Value& value, std::string_view type) {
    const OtherTemplates others = [&](const Unit& unit) -> OtherTemplate& {
        return other_template(context, unit);
    };
    return stackfit::find_elsewhere(context.project, others, context.unit, value, type);
}

std::string NamedHook::text(const Resource& function) const {
    return say(name, ", the ", event, " hook of function ", function.id);
}

namespace {

NamedHook named_hook(CheckContext& context, const Hook& hook, std::string_view event) {
    NamedHook named{&hook, event, {}, {}};
    if (hook.function == nullptr)
        named.elsewhere = find_elsewhere(context, hook.value, "AWS::Lambda::Function");
    if (hook.function != nullptr)
        named.name = hook.function->id;
    else if (named.elsewhere)
        named.name = say(named.elsewhere.resource->id, " of ", named.elsewhere.unit->name);
    else
        named.name = to_string(hook.value.text);
    return named;
}

}  // namespace

std::vector<NamedHook> hooks_of(CheckContext& context, const Deployment& deployment) {
    const bool sam = made_by_sam(context, *deployment.function);
    std::vector<NamedHook> hooks;
    if (!deployment.pre_traffic.value.absent())
        hooks.push_back(
            named_hook(context, deployment.pre_traffic, sam ? "PreTraffic" : "BeforeAllowTraffic"));
    if (!deployment.post_traffic.value.absent())
        hooks.push_back(
            named_hook(context, deployment.post_traffic, sam ? "PostTraffic" : "AfterAllowTraffic"));
    return hooks;
}

Judgement judge_hook_presence(CheckContext& context, const Resource& function, Hook Deployment::*hook,
                              std::string (*message)(const Resource& function, bool sam)) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);

    // An import or a parameter is a hook too, of which nothing more is known here.
    const Value& value = ((*deployment).*hook).value;
    if (value.unknown()) return Judgement::unknown(value.reason);
    if (!value.absent()) return Judgement::pass();
    Judgement judgement =
        Judgement::fail(message(function, made_by_sam(context, function)), hooks_place(context, *deployment),
                        "UpdatePolicy.CodeDeployLambdaAliasUpdate");
    judgement.location = deployment->alias;
    return judgement;
}

bool names_no_alias(CheckContext& context, const Deployment& deployment, const Qualifier& qualifier) {
    if (qualifier.kind != Qualifier::Kind::alias || qualifier.resource != nullptr) return false;
    if (context.unit.expanded.is_open("Resources")) return false;
    return std::all_of(deployment.aliases.begin(), deployment.aliases.end(), [&](const Resource* alias) {
        const Value name = context.world.get(alias->properties, "Name");
        return name.is_text() && context.world.equal(name.text, qualifier.name) == Tri::no;
    });
}

std::string named(const Resource& resource) {
    return say(resource.type.substr(resource.type.rfind(':') + 1), " ", resource.id);
}

std::string alias_reference(const CheckContext& context, const Deployment& deployment) {
    if (made_by_sam(context, *deployment.function)) return say("!Ref ", deployment.function->id, ".Alias");
    return say("!Ref ", deployment.alias->id);
}

Judgement refused(const Deployment& deployment, const Hook& hook, std::string message, Span at) {
    if (!at.known()) at = hook.function != nullptr ? hook.function->id_span : hook.value.node->span;
    Judgement judgement = Judgement::fail(std::move(message), at);
    judgement.location = hook.function != nullptr ? hook.function : deployment.alias;
    return judgement;
}

Judgement without_hooks(const Deployment& deployment) {
    return implied(deployment.has_update_policy ? asks_for_hook : asks_for_release);
}

std::optional<Judgement> without_group(const std::optional<Deployment>& deployment) {
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);
    if (deployment->group == nullptr)
        return Judgement::unknown("the deployment group is not in this template");
    return std::nullopt;
}

Judgement implied(std::string_view by) {
    Judgement judgement = Judgement::fail("");
    judgement.implied = true;
    judgement.implied_by = by;
    return judgement;
}

}  // namespace stackfit::checks
