// EventInvokeConfig: what happens to asynchronous invocations. A destination without an ARN is a queue or topic that SAM makes; one that is
// NoValue in one branch of an Fn::If gets a queue that exists under that branch's condition only.
#include "sam/conditions.h"
#include "sam/function/function.h"
#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

struct Destination {
    const Node* arn = nullptr;
    std::optional<Draft> made;
};

/// A destination given as Fn::If with NoValue in one branch: when the queue is needed, and the ARN otherwise.
struct Missing {
    const Node* condition = nullptr;
    const Node* otherwise = nullptr;
};

struct Step {
    Context& context;
    const SamResource& source;
    FunctionParts& parts;
    std::string config_id;  ///< of the AWS::Lambda::EventInvokeConfig
};

constexpr char types[][12] = {"SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"};

bool is_known_type(const Node* type) {
    for (const char* known : types) {
        if (is_text(type, known)) return true;
    }
    return false;
}

std::string_view add_not(Step& step, const Maker& make, std::string_view condition) {
    const std::string name = "NOT" + std::string(condition) + hash_suffix(std::string_view(step.config_id));
    step.context.add_condition(make, name, not_condition(make, condition));
    return step.context.text(name);
}

Missing missing_branch(Step& step, const Maker& make, const Node* destination) {
    if (if_argument(destination) == nullptr) return {};
    const Node* items = if_items(destination);
    if (items == nullptr) {
        step.context.problems.refuse_other(
            step.context.text(step.config_id), destination->span,
            "Fn::If in 'Destination' takes a list of three: a condition and two ARNs.");
        return {};
    }
    const bool then = is_no_value(items->items[1]);
    const bool otherwise = is_no_value(items->items[2]);
    if (then == otherwise || !items->items[0]->is_string()) return {};
    if (then) return {items->items[0], items->items[2]};
    return {make.text(add_not(step, make, items->items[0]->text)), items->items[1]};
}

/// The condition of a made queue: the function's, the branch's, or both. The service nests the operands of its Fn::And once too often;
/// that is kept where its output must be reproduced.
const Node* made_condition(Step& step, const Maker& make, const Node* branch) {
    const Node* own = step.source.condition();
    if (own == nullptr || branch == nullptr) return own == nullptr ? branch : own;
    const auto operand = [&](const Node* name) {
        const Node* reference = make.map({{"Condition", name}});
        return step.context.judging() ? reference : make.map({{"Condition", reference}});
    };
    const std::string name =
        std::string(own->text) + "AND" + std::string(branch->text) + hash_suffix(step.source.id);
    step.context.add_condition(make, name,
                               make.map({{"Fn::And", make.list({operand(own), operand(branch)})}}));
    return make.text(name);
}

Destination make_destination(Step& step, const Maker& make, std::string_view id, const Node* type,
                             const Missing& missing) {
    const bool queue = is_text(type, "SQS");
    const std::string_view resource = queue ? "AWS::SQS::Queue" : "AWS::SNS::Topic";
    const Maker cause = step.context.maker(make.span(), "EventInvokeConfig", resource);
    Draft draft(std::string(id) + (queue ? "Queue" : "Topic"), resource, cause, step.source.inherited());
    if (const Node* condition = made_condition(step, cause, missing.condition))
        draft.set_attribute("Condition", condition);
    const Node* arn = queue ? draft.arn() : draft.ref();
    return {missing.condition == nullptr ? arn : cause.choose(missing.condition, arn, missing.otherwise),
            std::move(draft)};
}

const Node* destination_policy(const Maker& make, std::string_view id, std::string_view type,
                               const Node* arn) {
    const std::string start(id);
    if (type == "SQS") return one_statement_policy(make, start + "SQSPolicy", "sqs:SendMessage", arn);
    if (type == "SNS") return one_statement_policy(make, start + "SNSPolicy", "sns:publish", arn);
    if (type == "EventBridge")
        return one_statement_policy(make, start + "EventBridgePolicy", "events:PutEvents", arn);
    if (type == "Lambda")
        return one_statement_policy(make, start + "LambdaPolicy", "lambda:InvokeFunction", arn);
    return bucket_write_policy(make, start + "S3Policy", arn);
}

Destination destination_of(Step& step, const Member& config, std::string_view id) {
    Problems& problems = step.context.problems;
    const Node* content =
        step.context.judging() ? config.value : step.context.resolver.read(config.value).value;
    const Node* type = value_of(content, "Type");
    if (!is_known_type(type)) {
        problems.refuse(type == nullptr ? config.key_span : type->span,
                        "Type of destination '" + std::string(config.key) +
                            "' must be SQS, SNS, EventBridge, Lambda or S3Bucket, not " + quote(type) + ".");
        return {};
    }
    const auto earlier = step.context.overwritten.find(config.value);
    const Node* written =
        earlier == step.context.overwritten.end() ? value_of(content, "Destination") : earlier->second;
    const Maker make =
        step.context.maker(config.key_span, "EventInvokeConfig." + std::string(config.key), "AWS::IAM::Role");
    const Missing missing = missing_branch(step, make, written);
    Destination destination{written, {}};
    if (written == nullptr || missing.condition != nullptr) {
        if (!is_text(type, "SQS") && !is_text(type, "SNS")) {
            problems.refuse(config.key_span, "Destination '" + std::string(config.key) + "' of type " +
                                                 std::string(type->text) +
                                                 " needs its ARN: SAM makes only queues and topics itself.");
            return {};
        }
        destination = make_destination(step, make, id, type, missing);
    }
    step.parts.destination_policies.push_back(destination_policy(make, id, type->text, destination.arn));
    step.context.overwritten[config.value] = destination.arn;
    return destination;
}

const Node* destinations(Step& step, const Maker& make, const Node* config, std::vector<Draft>& out) {
    std::vector<Member> made;
    for (const char* name : {"OnSuccess", "OnFailure"}) {
        const Member* one = member_of(config, name);
        if (one == nullptr) continue;
        if (!one->value->is_mapping()) {
            step.context.problems.refuse(one->key_span, "Destination '" + std::string(name) +
                                                            "' must be a map of Type and Destination.");
            continue;
        }
        Destination destination = destination_of(step, *one, step.config_id + name);
        if (destination.made) out.push_back(std::move(*destination.made));
        if (destination.arn != nullptr)
            made.push_back(make.member(name, make.map({{"Destination", destination.arn}})));
    }
    return make.map(made);
}

}  // namespace

void make_event_invoke_config(Context& context, const SamResource& source, FunctionParts& parts,
                              std::vector<Draft>& out) {
    const Member* property = source.property("EventInvokeConfig");
    if (property == nullptr || !truthy(property->value)) return;
    Step step{context, source, parts, std::string(source.id) + "EventInvokeConfig"};
    const Maker make =
        context.maker(property->key_span, "EventInvokeConfig", "AWS::Lambda::EventInvokeConfig");
    Draft config(step.config_id, "AWS::Lambda::EventInvokeConfig", make, source.attributes);
    const Node* written = value_of(property->value, "DestinationConfig");
    if (truthy(written) && !written->is_mapping()) {
        context.problems.refuse(
            written->span,
            "'DestinationConfig' of 'EventInvokeConfig' must be a map of OnSuccess and OnFailure.");
        return;
    }
    const Node* content = context.judging() ? property->value : context.resolver.read(property->value).value;
    config.set("DestinationConfig", destinations(step, make, truthy(written) ? written : nullptr, out));
    config.set("FunctionName", make.ref(source.id));
    config.set("MaximumEventAgeInSeconds", value_of(content, "MaximumEventAgeInSeconds"));
    config.set("MaximumRetryAttempts", value_of(content, "MaximumRetryAttempts"));
    config.set("Qualifier", parts.alias ? parts.qualifier : make.text("$LATEST"));
    if (parts.alias) config.depend_on(make.list({make.text(parts.alias->id)}));
    out.push_back(std::move(config));
}

}  // namespace stackfit::sam
