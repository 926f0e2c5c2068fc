// The function's execution role: made when the function names none, or in the branch of Role's Fn::If that is NoValue.
#include "sam/function/function.h"
#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

void add_base_policies(Context& context, const SamResource& source, const Maker& make,
                       RolePolicies& policies) {
    const bool durable = truthy(source.value("DurableConfig"));
    policies.add_managed(
        context.aws_policy(make, durable ? "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
                                         : "service-role/AWSLambdaBasicExecutionRole"));
    const Member* tracing = source.property("Tracing");
    if (tracing != nullptr && truthy(tracing->value) &&
        !is_text(context.resolver.read(tracing->value).value, "Disabled")) {
        policies.add_managed(context.aws_policy(make.at(tracing->key_span), tracing_policy(context)));
    }
    if (truthy(source.value("VpcConfig"))) {
        const Maker vpc = make.at(source.key_span("VpcConfig"));
        policies.add_managed(context.aws_policy(vpc, "service-role/AWSLambdaVPCAccessExecutionRole"));
    }
}

void add_dead_letter_policy(const SamResource& source, const Maker& make, RolePolicies& policies) {
    const Member* queue = source.property("DeadLetterQueue");
    if (queue == nullptr || !truthy(queue->value)) return;
    const Maker here = make.at(queue->key_span);
    const bool sqs = is_text(value_of(queue->value, "Type"), "SQS");
    const Node* statement = here.map({{"Action", here.text(sqs ? "sqs:SendMessage" : "sns:Publish")},
                                      {"Resource", value_of(queue->value, "TargetArn")},
                                      {"Effect", here.text("Allow")}});
    const Node* document =
        here.map({{"Version", here.text("2012-10-17")}, {"Statement", here.list({statement})}});
    policies.add_inline(
        here.map({{"PolicyName", here.text("DeadLetterQueuePolicy")}, {"PolicyDocument", document}}));
}

Draft role_draft(Context& context, const SamResource& source, const FunctionParts& parts) {
    const Maker make = role_maker(context, source);
    const Node* assume = source.value("AssumeRolePolicyDocument");
    if (assume == nullptr) assume = assume_role_document(make, "lambda.amazonaws.com");
    return execution_role(context, source, assume, parts.policies,
                          tag_list(context, make, source.property("Tags")));
}

/// Role: !If [condition, a, b]: the role is made for the branch that is NoValue, and only under its condition.
void choose_role(Context& context, const SamResource& source, FunctionParts& parts, std::vector<Draft>& out) {
    const Member& written = *source.property("Role");
    const Node* value = context.judging() ? written.value : context.resolver.read(written.value).value;
    const Node* items = if_items(value);
    if (items == nullptr) {
        context.problems.refuse(written.key_span,
                                "Fn::If in 'Role' takes a list of three: a condition and two roles.");
        return;
    }
    parts.function.set("Role", context.resolver.left_behind(written.value));
    const Node* condition = items->items[0];
    const bool none_then = is_no_value(items->items[1]);
    const bool none_else = is_no_value(items->items[2]);
    if (!none_then && !none_else) return;
    Draft role = role_draft(context, source, parts);
    const Maker& make = role.make;
    if (none_then && none_else) {
        parts.function.set("Role", role.arn());
    } else if (none_then) {
        parts.function.set("Role", make.choose(condition, role.arn(), items->items[2]));
        role.set_attribute("Condition", condition);
    } else {
        const std::string negated = "NOT" + std::string(condition->text);
        context.add_condition(make, negated,
                              make.map({{"Fn::Not", make.list({make.map({{"Condition", condition}})})}}));
        parts.function.set("Role", make.choose(condition, items->items[1], role.arn()));
        role.set_attribute("Condition", make.text(negated));
    }
    out.push_back(std::move(role));
}

}  // namespace

void collect_policies(Context& context, const SamResource& source, FunctionParts& parts) {
    const Maker make = role_maker(context, source);
    add_base_policies(context, source, make, parts.policies);
    add_dead_letter_policy(source, make, parts.policies);
    for (const Node* policy : parts.destination_policies) parts.policies.add_inline(policy);
    add_policies(context, source, make, std::string(source.id) + "Role", parts.policies);
}

void make_function_role(Context& context, const SamResource& source, FunctionParts& parts,
                        std::vector<Draft>& out) {
    const Node* role = source.value("Role");
    if (role == nullptr) {
        out.push_back(role_draft(context, source, parts));
        parts.function.set("Role", out.back().arn());
    } else if (if_argument(role) != nullptr) {
        choose_role(context, source, parts, out);
    }
}

}  // namespace stackfit::sam
