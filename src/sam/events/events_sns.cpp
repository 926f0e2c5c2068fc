// SNS: a subscription of the function, or of a queue between topic and function (SqsSubscription: true, or a map naming one).
#include "sam/events/events_pull.h"
#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Topic", text, Need::required},    {"Region", text},       {"FilterPolicy"}, {"FilterPolicyScope"},
    {"SqsSubscription", boolean | map}, {"RedrivePolicy", map},
};

void subscribe(Event& event, std::string_view protocol, const Node* endpoint) {
    Draft& subscription = event.add(event.id, "AWS::SNS::Subscription");
    const Maker& make = subscription.make;
    subscription.set("Protocol", make.text(protocol));
    subscription.set("Endpoint", endpoint);
    subscription.set("TopicArn", event.value("Topic"));
    event.pass_all(subscription, {"Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"});
}

/// The queue's event source mapping: ten messages at a time unless the map says otherwise, and on whatever it says.
void map_queue(Event& event, const Node* arn, const Node* batch_size) {
    Draft& mapping = event.add(event.id + "EventSourceMapping", "AWS::Lambda::EventSourceMapping");
    const Maker& make = mapping.make;
    mapping.set("FunctionName", event.target.name(make));
    mapping.set("EventSourceArn", arn);
    mapping.set("BatchSize", truthy(batch_size) ? batch_size : make.number(10));
    mapping.set("Enabled", make.yes(true));
    event.policies.add_managed(event.context.aws_policy(event.maker("AWS::IAM::Role"),
                                                        "service-role/AWSLambdaSQSQueueExecutionRole"));
}

void allow_topic(Event& event, std::string_view id, const Node* queue_arn, const Node* queue_url) {
    Draft& policy = event.add(id, "AWS::SQS::QueuePolicy");
    const Maker& make = policy.make;
    const Node* condition = make.map({{"ArnEquals", make.map({{"aws:SourceArn", event.value("Topic")}})}});
    const Node* statement = make.map({{"Action", make.text("sqs:SendMessage")},
                                      {"Effect", make.text("Allow")},
                                      {"Principal", make.text("*")},
                                      {"Resource", queue_arn},
                                      {"Condition", condition}});
    policy.set("PolicyDocument",
               make.map({{"Version", make.text("2012-10-17")}, {"Statement", make.list({statement})}}));
    policy.set("Queues", make.list({queue_url}));
}

void through_own_queue(Event& event) {
    Context& context = event.context;
    const std::string_view topic = referred_id(event.value("Topic"));
    const Node* topic_properties = topic.empty() ? nullptr : context.properties_of(topic);
    const Node* fifo = topic_properties == nullptr ? nullptr : topic_properties->get("FifoTopic");
    const Node* queue_fifo = context.judging() ? fifo : context.resolver.read(fifo).value;
    Draft& queue = event.add(event.id + "Queue", "AWS::SQS::Queue");
    if (truthy(queue_fifo)) queue.set("FifoQueue", queue_fifo);
    const Node* arn = queue.arn();
    const Node* url = queue.ref();
    map_queue(event, arn, nullptr);
    allow_topic(event, event.id + "QueuePolicy", arn, url);
    subscribe(event, "sqs", arn);
}

void through_given_queue(Event& event, const Node& given) {
    const Node* arn = value_of(&given, "QueueArn");
    const Node* url = value_of(&given, "QueueUrl");
    if (!truthy(arn) || !truthy(url)) {
        event.refuse("SqsSubscription", "'SqsSubscription' of event '" + std::string(event.name) +
                                            "' given as a map needs QueueArn and QueueUrl.");
        return;
    }
    const Node* own_id = value_of(&given, "QueuePolicyLogicalId");
    const bool named = truthy(own_id) && own_id->is_string();
    if (truthy(own_id) && !named) {
        event.context.problems.refuse(own_id->span, "'QueuePolicyLogicalId' of event '" +
                                                        std::string(event.name) +
                                                        "' must be a logical id, not " + quote(own_id) + ".");
        return;
    }
    map_queue(event, arn, value_of(&given, "BatchSize"));
    allow_topic(event, named ? std::string(own_id->text) : event.id + "QueuePolicy", arn, url);
    subscribe(event, "sqs", arn);
}

void expand_topic(Event& event) {
    const Node* queue = event.value("SqsSubscription");
    if (!truthy(queue)) {
        add_permission(event, "sns.amazonaws.com", event.id).set("SourceArn", event.value("Topic"));
        subscribe(event, "lambda", event.target.arn(event.maker("AWS::SNS::Subscription")));
    } else if (queue->is_mapping()) {
        through_given_queue(event, *queue);
    } else {
        through_own_queue(event);
    }
}

constexpr EventType types[] = {{"SNS", rules, expand_topic}};

}  // namespace

std::span<const EventType> topic_events() { return types; }

}  // namespace stackfit::sam
