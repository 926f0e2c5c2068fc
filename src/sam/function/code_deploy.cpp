// One CodeDeploy application for the stack, one service role unless every function brings its own, one deployment group a function; the
// alias gets an UpdatePolicy that tells CloudFormation to let CodeDeploy shift its traffic.
//
// The service reads Enabled, Type and PassthroughCondition while it expands. Under a full assignment it knows them. While judging, a
// parameter decides in which worlds there is a group at all: a condition of our own, `<Function>DeploymentEnabled`, guards the group and the
// alias' UpdatePolicy. `Enabled: !If [...]` is always on: to the service it is a map, and a map is true.
#include "sam/function/code_deploy.h"

#include "sam/conditions.h"
#include "sam/function/deployment_type.h"
#include "sam/function/function.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view application_id = "ServerlessDeploymentApplication";
constexpr std::string_view role_id = "CodeDeployServiceRole";
constexpr std::string_view aggregate_condition = "ServerlessCodeDeployCondition";

bool is_off(const Node* enabled) {
    return !truthy(enabled) || is_text(enabled, "false") || is_text(enabled, "False");
}

/// Does the value that the service reads here come from a parameter, so that worlds differ in it?
bool depends_on_world(Context& context, const Node* node) {
    if (!context.judging() || !is_intrinsic(node)) return false;
    if (!ref_name(node).empty()) return context.resolver.is_parameter_ref(node);
    return node->members[0].key == "Fn::FindInMap" && context.resolver.mentions_parameter(node);
}

/// Some parameters are switched off by an empty string.
bool may_be_empty(Context& context, const Node* node) {
    const Parameter* parameter = context.templ.parameter(ref_name(node));
    if (parameter == nullptr) return false;
    if (parameter->default_value && parameter->default_value->empty()) return true;
    for (const std::string_view allowed : parameter->allowed_values) {
        if (allowed.empty()) return true;
    }
    return false;
}

std::string_view enabled_condition(Context& context, const SamResource& source, const Member& enabled) {
    const Maker make = context.maker(enabled.key_span, "DeploymentPreference.Enabled", "Condition");
    std::vector<const Node*> off{equals_text(make, enabled.value, "false"),
                                 equals_text(make, enabled.value, "False")};
    if (may_be_empty(context, enabled.value)) off.push_back(equals_text(make, enabled.value, ""));
    const std::string_view name = context.text(std::string(source.id) + "DeploymentEnabled");
    context.add_condition(make, name, make.map({{"Fn::Not", make.list({any_of(make, off)})}}));
    return name;
}

bool is_one_of(const Node& value, std::string_view a, std::string_view b, std::string_view number) {
    return value.is_string() ? value.text == a || value.text == b
                             : (value.kind == Kind::boolean && value.text == a) ||
                                   (value.kind == Kind::integer && value.text == number);
}

/// PassthroughCondition as the service reads it. False after a refusal.
bool passes_condition(Context& context, const Member& property) {
    const Reading reading = context.resolver.read_with_mappings(property.value);
    if (is_one_of(*reading.value, "true", "True", "1")) return true;
    if (is_one_of(*reading.value, "false", "False", "0")) return false;
    if (context.judging() && (!reading.fixed || depends_on_world(context, property.value))) return false;
    const bool function = is_intrinsic(reading.value);
    context.problems.refuse(
        property.key_span,
        "'PassthroughCondition' of 'DeploymentPreference' must be true or false" +
            std::string(
                function
                    ? ", directly, by a parameter's Ref or by FindInMap; other functions are not read here."
                    : ", not " + quote(reading.value) + "."));
    return false;
}

/// The condition of the group under PassthroughCondition: the function's own. Where worlds differ in whether it is passed through, a
/// condition of our own says: not passed through, or the function exists.
std::string_view passed_condition(Context& context, const SamResource& source, const Member& preference) {
    const Member* property = preference.value->find("PassthroughCondition");
    if (property == nullptr) return {};
    const Node* own = source.condition();
    const bool passed = passes_condition(context, *property);
    if (own == nullptr || !own->is_string()) return {};
    if (!depends_on_world(context, property->value)) return passed ? own->text : std::string_view{};
    const Maker make =
        context.maker(property->key_span, "DeploymentPreference.PassthroughCondition", "Condition");
    const std::string_view name = context.text(std::string(source.id) + "DeploymentCondition");
    const Node* not_passed = any_of(
        make, {equals_text(make, property->value, "false"), equals_text(make, property->value, "False")});
    context.add_condition(make, name,
                          make.map({{"Fn::Or", make.list({not_passed, make.map({{"Condition", own}})})}}));
    return name;
}

std::string_view both(Context& context, const Maker& make, const SamResource& source, std::string_view a,
                      std::string_view b) {
    if (a.empty() || b.empty()) return a.empty() ? b : a;
    const std::string_view name = context.text(std::string(source.id) + "DeploymentExists");
    const Node* operands =
        make.list({make.map({{"Condition", make.text(a)}}), make.map({{"Condition", make.text(b)}})});
    context.add_condition(make, name, make.map({{"Fn::And", operands}}));
    return name;
}

/// A hook that is null, or the Ref of null, is none.
const Node* hook(const Node* hooks, std::string_view name) {
    const Node* value = value_of(hooks, name);
    const Member* only = value == nullptr ? nullptr : value->only();
    return only != nullptr && only->key == "Ref" && only->value->kind == Kind::null ? nullptr : value;
}

const Node* update_policy(const Maker& make, const SamResource& source, const Member& preference) {
    const Node* hooks = preference.value->get("Hooks");
    const Node* update =
        make.map({{"ApplicationName", make.ref(application_id)},
                  {"DeploymentGroupName", make.ref(std::string(source.id) + "DeploymentGroup")},
                  {"BeforeAllowTrafficHook", hook(hooks, "PreTraffic")},
                  {"AfterAllowTrafficHook", hook(hooks, "PostTraffic")}});
    return make.map({{"CodeDeployLambdaAliasUpdate", update}});
}

/// Is it on by what is known? While judging, a parameter without a Default may turn it off, and no mapping is read.
bool is_surely_on(Context& context, const Member& enabled) {
    const Node* value = context.resolver.read_with_mappings(enabled.value).value;
    return !value->is_mapping() && !is_off(value);
}

/// Can the group be made?
bool is_complete(const FunctionParts& parts, const Member& preference) {
    const Node* hooks = preference.value->get("Hooks");
    return parts.alias && preference.value->find("Type") != nullptr &&
           (hooks == nullptr || hooks->is_mapping());
}

/// What an enabled preference must have. True when the group can be made.
bool check_preference(Context& context, const FunctionParts& parts, const SamResource& source,
                      const Member& preference) {
    const std::size_t before = context.problems.refusals();
    if (preference.value->find("Type") == nullptr) {
        context.problems.refuse(
            preference.key_span,
            "'DeploymentPreference' needs a Type, e.g. Canary10Percent5Minutes or AllAtOnce.");
    }
    const Member* hooks = preference.value->find("Hooks");
    if (hooks != nullptr && !hooks->value->is_mapping()) {
        context.problems.refuse(
            hooks->key_span,
            "'Hooks' of 'DeploymentPreference' must be a map of PreTraffic and PostTraffic, but it is " +
                a_kind(*hooks->value) + ".");
    }
    if (!truthy(source.value("AutoPublishAlias"))) {
        context.problems.refuse(
            preference.key_span,
            "'DeploymentPreference' needs 'AutoPublishAlias': traffic is shifted by moving an alias.");
    }
    return parts.alias && context.problems.refusals() == before;
}

const Node* alarm_list(Context& context, const Maker& make, const Node* alarms) {
    if (!alarms->is_sequence()) {
        context.problems.refuse(
            alarms->span,
            "'Alarms' of 'DeploymentPreference' must be a list of alarm names, not " + quote(alarms) + ".");
        return make.map(std::vector<Member>{});
    }
    if (alarms->items.empty() || is_no_value(alarms->items[0])) return make.map(std::vector<Member>{});
    std::vector<const Node*> list;
    for (const Node* alarm : alarms->items) list.push_back(make.at(alarm->span).map({{"Name", alarm}}));
    return make.map({{"Enabled", make.yes(true)}, {"Alarms", make.list(list)}});
}

const Node* alarm_configuration(Context& context, const Maker& make, const Node* alarms) {
    if (!truthy(alarms) || is_no_value(alarms)) return nullptr;
    const Maker here = make.at(alarms->span);
    if (if_argument(alarms) == nullptr) return alarm_list(context, here, alarms);
    const Node* items = if_items(alarms);
    if (items == nullptr) {
        context.problems.refuse(alarms->span,
                                "Fn::If in 'Alarms' takes a list of three: a condition and two lists.");
        return nullptr;
    }
    return here.choose(items->items[0], alarm_list(context, here, items->items[1]),
                       alarm_list(context, here, items->items[2]));
}

Preference make_preference(Context& context, const SamResource& source, const Member& preference) {
    const Maker make =
        context.maker(preference.key_span, "DeploymentPreference", "AWS::CodeDeploy::DeploymentGroup");
    Preference made(source.id, make);
    const Node* type = value_of(preference.value, "Type");
    if (type != nullptr) made.type = deployment_config(context, make, source, *type);
    made.alarms = alarm_configuration(context, make, preference.value->get("Alarms"));
    made.role = value_of(preference.value, "Role");
    made.triggers = value_of(preference.value, "TriggerConfigurations");
    if (truthy(source.value("PropagateTags")) && truthy(source.value("Tags")))
        made.tags = source.value("Tags");
    return made;
}

Draft make_group(const Preference& preference) {
    const Maker& make = preference.make;
    Draft group(std::string(preference.function) + "DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup",
                make, {});
    group.sources = {preference.function};
    if (!preference.condition.empty()) group.set_attribute("Condition", make.text(preference.condition));
    group.set("AlarmConfiguration", preference.alarms);
    group.set("ApplicationName", make.ref(application_id));
    const Node* events =
        make.texts({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"});
    group.set("AutoRollbackConfiguration", make.map({{"Enabled", make.yes(true)}, {"Events", events}}));
    group.set("DeploymentConfigName", preference.type);
    group.set("DeploymentStyle", make.map({{"DeploymentType", make.text("BLUE_GREEN")},
                                           {"DeploymentOption", make.text("WITH_TRAFFIC_CONTROL")}}));
    group.set("ServiceRoleArn", truthy(preference.role) ? preference.role : make.attribute(role_id, "Arn"));
    if (truthy(preference.triggers)) group.set("TriggerConfigurations", preference.triggers);
    std::vector<const Node*> tags;
    append_tags(make, preference.tags, tags);
    if (!tags.empty()) group.set("Tags", make.list(tags));
    return group;
}

/// The condition of what all groups share: none while one group has none, the only one, or any of them.
std::string_view shared_condition(Context& context, const Maker& make) {
    std::vector<std::string_view> names;
    std::set<std::string_view> seen;
    for (const Preference& preference : context.preferences) {
        if (preference.condition.empty()) return {};
        if (seen.insert(preference.condition).second) names.push_back(preference.condition);
    }
    if (names.size() == 1) return names[0];
    // The service writes into the template's Conditions; where there is no such section, what it writes is lost.
    if (context.judging() || context.templ.section("Conditions") != nullptr)
        add_any_of(context, make, names, aggregate_condition);
    return aggregate_condition;
}

const Node* shared_tags(const Context& context, const Maker& make) {
    std::vector<Member> merged;
    for (const Preference& preference : context.preferences) {
        if (preference.tags == nullptr) continue;
        for (const Member& tag : preference.tags->members) set_member(merged, tag);
    }
    if (merged.empty()) return nullptr;
    std::vector<const Node*> list;
    append_tags(make, make.map(merged), list);
    return make.list(list);
}

bool every_group_has_a_role(const Context& context) {
    for (const Preference& preference : context.preferences) {
        if (!truthy(preference.role)) return false;
    }
    return true;
}

Draft make_service_role(Context& context, const Maker& cause) {
    const Maker make = cause.why("DeploymentPreference -> AWS::IAM::Role");
    Draft role(role_id, "AWS::IAM::Role", make, {});
    role.set("AssumeRolePolicyDocument", assume_role_document(make, "codedeploy.amazonaws.com"));
    const bool isolated = context.partition == "aws-iso" || context.partition == "aws-iso-b";
    role.set("ManagedPolicyArns",
             make.list({context.aws_policy(make, isolated ? "service-role/AWSCodeDeployRoleForLambdaLimited"
                                                          : "service-role/AWSCodeDeployRoleForLambda")}));
    return role;
}

}  // namespace

void add_deployment_preference(Context& context, const SamResource& source, FunctionParts& parts) {
    const Member* preference = source.property("DeploymentPreference");
    if (preference == nullptr || !truthy(preference->value)) return;
    const Member* enabled = preference->value->find("Enabled");
    const std::string_view passed = passed_condition(context, source, *preference);
    const bool open = enabled != nullptr && depends_on_world(context, enabled->value);
    if (enabled != nullptr && !open && is_off(context.resolver.read_with_mappings(enabled->value).value))
        return;
    const bool good = open && !is_surely_on(context, *enabled)
                          ? is_complete(parts, *preference)
                          : check_preference(context, parts, source, *preference);
    if (!good) return;
    const std::string_view when = open ? enabled_condition(context, source, *enabled) : std::string_view{};
    const Maker make = context.maker(preference->key_span, "DeploymentPreference", "UpdatePolicy");
    const Node* policy = update_policy(make, source, *preference);
    parts.alias->set_attribute("UpdatePolicy",
                               open ? make.choose(make.text(when), policy, make.no_value()) : policy);
    context.preferences.push_back(make_preference(context, source, *preference));
    context.preferences.back().condition = both(context, make, source, when, passed);
}

void finish_deployments(Context& context, std::vector<Draft>& out) {
    if (context.preferences.empty()) return;
    const Maker make =
        context.preferences.front().make.why("DeploymentPreference -> AWS::CodeDeploy::Application");
    const std::string_view condition = shared_condition(context, make);
    const Node* tags = shared_tags(context, make);
    out.emplace_back(application_id, "AWS::CodeDeploy::Application", make, std::vector<Member>{});
    out.back().set("ComputePlatform", make.text("Lambda"));
    if (!every_group_has_a_role(context)) out.push_back(make_service_role(context, make));
    for (Draft& shared : out) {
        if (!condition.empty()) shared.set_attribute("Condition", make.text(condition));
        shared.set("Tags", tags);
        for (const Preference& preference : context.preferences)
            shared.sources.push_back(preference.function);
    }
    for (const Preference& preference : context.preferences) out.push_back(make_group(preference));
}

}  // namespace stackfit::sam
