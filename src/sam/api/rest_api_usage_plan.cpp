// Auth.UsagePlan: a usage plan, an API key and what ties them, for one API or shared by all that ask for it.
#include <algorithm>

#include "sam/api/rest_api.h"
#include "sam/api/usage_plan.h"
#include "sam/conditions.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view shared_condition = "SharedUsagePlanCondition";

/// CreateUsagePlan, or "" when no plan is wanted or after a refusal.
std::string_view wanted(RestApi& rest, Editable& plan) {
    Problems& problems = rest.context.problems;
    if (!plan.is_dict()) {
        problems.refuse(plan.span, "'UsagePlan' must be a map, but it is " + a_kind(plan) + ".");
        return {};
    }
    const std::size_t before = problems.refusals();
    rest.check_keys(plan, "'UsagePlan'", "CreateUsagePlan Description Quota Tags Throttle UsagePlanName");
    Editable* create = plan.value("CreateUsagePlan");
    if (create == nullptr) {
        rest.refuse("Auth", "'UsagePlan' needs CreateUsagePlan: PER_API, SHARED or NONE.");
        return {};
    }
    const Node* known = rest.known(rest.heap().to_node(*create));
    if (known == nullptr) return {};
    if (!is_text(known, "PER_API") && !is_text(known, "SHARED") && !is_text(known, "NONE")) {
        problems.refuse(create->span,
                        "CreateUsagePlan must be PER_API, SHARED or NONE, not " + quote(known) + ".");
        return {};
    }
    return problems.refusals() != before || known->text == "NONE" ? std::string_view{} : known->text;
}

const Node* stage_of(const Maker& make, std::string_view api_key, std::string_view api,
                     std::string_view stage_key, std::string_view stage) {
    return make.map({{api_key, make.ref(api)}, {stage_key, make.ref(stage)}});
}

/// The stronger of two policies; an earlier one stays unless the new one keeps more.
void strengthen(std::string_view& policy, std::string_view given, bool snapshots) {
    if (given.empty()) return;
    const bool stronger =
        policy.empty() || given == "Retain" || (snapshots && given == "Snapshot" && policy == "Delete");
    if (stronger) policy = given;
}

std::string_view text_of(const std::vector<Member>& attributes, std::string_view key) {
    const Node* value = find_value(attributes, key);
    return value != nullptr && value->is_string() ? value->text : std::string_view{};
}

/// The shared plan exists when any of its APIs does.
void join_conditions(RestApi& rest, SharedUsagePlan& shared, const std::vector<Member>& attributes) {
    Context& context = rest.context;
    const std::string_view condition = text_of(attributes, "Condition");
    if (shared.unconditional) return;
    if (condition.empty()) {
        shared.unconditional = true;
        context.remove_condition(shared_condition);
        return;
    }
    if (std::find(shared.conditions.begin(), shared.conditions.end(), condition) != shared.conditions.end())
        return;
    if (context.templ.section("Conditions") == nullptr && context.conditions.empty()) {
        rest.context.problems.refuse_other(
            {}, rest.place("Auth"),
            "A shared usage plan of an API with a Condition needs a 'Conditions' section in the template.");
        return;
    }
    shared.conditions.push_back(condition);
    std::vector<const Node*> operands;
    for (const std::string_view name : shared.conditions)
        operands.push_back(rest.make.map({{"Condition", rest.make.text(name)}}));
    // With one condition the service writes its bare name, which CloudFormation refuses; it is replaced as soon as there is another.
    const Node* expression = operands.size() > 1 ? rest.make.map({{"Fn::Or", rest.make.list(operands)}})
                             : context.judging() ? operands[0]
                                                 : rest.make.text(condition);
    context.add_condition(rest.make, shared_condition, expression);
}

std::vector<Member> shared_attributes(RestApi& rest, SharedUsagePlan& shared) {
    const std::vector<Member> own = rest.source.inherited();
    strengthen(shared.deletion_policy, text_of(own, "DeletionPolicy"), false);
    strengthen(shared.update_replace_policy, text_of(own, "UpdateReplacePolicy"), true);
    join_conditions(rest, shared, own);
    const Maker& make = rest.make;
    std::vector<Member> attributes;
    if (!shared.deletion_policy.empty())
        attributes.push_back(make.member("DeletionPolicy", make.text(shared.deletion_policy)));
    if (!shared.update_replace_policy.empty())
        attributes.push_back(make.member("UpdateReplacePolicy", make.text(shared.update_replace_policy)));
    if (!shared.conditions.empty() && !shared.unconditional)
        attributes.push_back(make.member("Condition", make.text(shared_condition)));
    return attributes;
}

struct PlanIds {
    std::string plan, key, plan_key;
};

}  // namespace

void make_usage_plan(RestApi& rest, std::string_view stage_id) {
    const Editable* auth = rest.get("Auth");
    Editable* written = truthy(auth) && auth->is_dict() ? auth->value("UsagePlan") : nullptr;
    if (written == nullptr) return;
    const std::string_view create = wanted(rest, *written);
    if (create.empty()) return;
    const bool share = create == "SHARED";
    SharedUsagePlan own;
    SharedUsagePlan& plan = share ? rest.context.shared_plan : own;
    const Maker make = rest.cause("Auth", "AWS::ApiGateway::UsagePlan");
    const std::string id(rest.api.id);
    const PlanIds ids = share ? PlanIds{"ServerlessUsagePlan", "ServerlessApiKey", "ServerlessUsagePlanKey"}
                              : PlanIds{id + "UsagePlan", id + "ApiKey", id + "UsagePlanKey"};
    plan.apis.push_back(make.text(id));
    plan.stages.push_back(stage_of(make, "ApiId", id, "Stage", stage_id));
    plan.keys.push_back(stage_of(make, "RestApiId", id, "StageName", stage_id));
    const std::vector<Member> attributes = share ? shared_attributes(rest, plan) : rest.source.inherited();

    Draft usage_plan(ids.plan, "AWS::ApiGateway::UsagePlan", make, attributes);
    usage_plan.depend_on(make.list(plan.apis));
    usage_plan.set("ApiStages", make.list(plan.stages));
    for (const char* name : {"UsagePlanName", "Description", "Quota", "Tags", "Throttle"}) {
        Editable* value = written->value(name);
        if (truthy(value)) usage_plan.set(name, rest.heap().to_node(*value));
    }
    Draft key(ids.key, "AWS::ApiGateway::ApiKey", make.why("Auth.UsagePlan -> AWS::ApiGateway::ApiKey"),
              attributes);
    key.depend_on(make.texts({ids.plan}));
    key.set("Enabled", make.yes(true));
    key.set("StageKeys", make.list(plan.keys));
    Draft plan_key(ids.plan_key, "AWS::ApiGateway::UsagePlanKey",
                   make.why("Auth.UsagePlan -> AWS::ApiGateway::UsagePlanKey"), attributes);
    plan_key.depend_on(make.texts({ids.key}));
    plan_key.set("KeyId", make.ref(ids.key));
    plan_key.set("KeyType", make.text("API_KEY"));
    plan_key.set("UsagePlanId", make.ref(ids.plan));
    rest.out.push_back(std::move(usage_plan));
    rest.out.push_back(std::move(key));
    rest.out.push_back(std::move(plan_key));
}

}  // namespace stackfit::sam
