// Events that Lambda pulls: streams, queues, brokers. Each is an event source mapping, and permissions on the function's role: an AWS managed
// policy where there is one, else statements that depend on how the source authenticates (events_broker.cpp).
#include "sam/events/events_pull.h"

#include <array>

#include "sam/events/events_broker.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

constexpr PropertyRule common[] = {
    {"BatchSize", integer},
    {"StartingPositionTimestamp"},
    {"Enabled", boolean},
    {"MaximumBatchingWindowInSeconds", integer},
    {"MaximumRetryAttempts", integer},
    {"BisectBatchOnFunctionError", boolean},
    {"MaximumRecordAgeInSeconds", integer},
    {"DestinationConfig", map},
    {"ParallelizationFactor", integer},
    {"Topics", list},
    {"Queues", list},
    {"SourceAccessConfigurations", list},
    {"SecretsManagerKmsKeyId", text},
    {"TumblingWindowInSeconds", integer},
    {"FunctionResponseTypes", list},
    {"KafkaBootstrapServers", list},
    {"FilterCriteria", map},
    {"KmsKeyArn"},
    {"ConsumerGroupId", text},
    {"ScalingConfig", map},
    {"ProvisionedPollerConfig", map},
    {"SchemaRegistryConfig", map},
    {"MetricsConfig", map},
    {"LoggingConfig", map},
};

template <std::size_t N>
constexpr std::array<PropertyRule, std::size(common) + N> with(const PropertyRule (&own)[N]) {
    std::array<PropertyRule, std::size(common) + N> all{};
    for (std::size_t i = 0; i < std::size(common); ++i) all[i] = common[i];
    for (std::size_t i = 0; i < N; ++i) all[std::size(common) + i] = own[i];
    return all;
}

constexpr auto stream_rules =
    with({{"Stream", anything, required}, {"StartingPosition", anything, required}});
constexpr auto queue_rules = with({{"Queue", anything, required}, {"StartingPosition"}});
constexpr auto kafka_rules = with({{"StartingPosition"}});
constexpr auto broker_rules =
    with({{"Broker", anything, required},
          {"StartingPosition"},
          {"DynamicPolicyName", boolean, optional, anything, anything, Functions::refused}});
constexpr auto document_rules = with({{"Cluster", anything, required},
                                      {"DatabaseName", anything, required},
                                      {"CollectionName"},
                                      {"FullDocument"},
                                      {"StartingPosition"}});

void check_filter(Event& event) {
    const Node* filter = event.value("FilterCriteria");
    if (!truthy(filter) || is_intrinsic(filter)) return;
    if (filter->members.size() == 1 && filter->members[0].key == "Filters") return;
    event.refuse("FilterCriteria", "'FilterCriteria' of event '" + std::string(event.name) +
                                       "' must be a map with Filters and nothing else.");
}

/// ConsumerGroupId and SchemaRegistryConfig have a place in the mapping of the two Kafka types only.
void set_kafka_config(Event& event, Draft& mapping) {
    const Node* group = event.value("ConsumerGroupId");
    const Node* registry = event.value("SchemaRegistryConfig");
    const Maker& make = mapping.make;
    const bool kafka = event.type == "MSK" || event.type == "SelfManagedKafka";
    if (truthy(group) && !kafka) {
        event.refuse("ConsumerGroupId",
                     "'ConsumerGroupId' is for events of type MSK and SelfManagedKafka; event '" +
                         std::string(event.name) + "' is " + std::string(event.type) + ".");
    }
    if (!kafka || (!truthy(group) && !truthy(registry))) return;
    mapping.set(
        event.type == "MSK" ? "AmazonManagedKafkaEventSourceConfig" : "SelfManagedKafkaEventSourceConfig",
        make.map({{"ConsumerGroupId", truthy(group) ? group : nullptr},
                  {"SchemaRegistryConfig", truthy(registry) ? registry : nullptr}}));
}

/// DestinationConfig.OnFailure.Type is SAM's own: it decides the role's policy and is not passed on.
void set_destination(Event& event, Draft& mapping, std::vector<const Node*>& policies) {
    const Member* config = event.property("DestinationConfig");
    if (config == nullptr || !truthy(config->value)) return;
    const Member* failure = config->value->find("OnFailure");
    if (failure == nullptr || !failure->value->is_mapping()) {
        event.refuse("DestinationConfig", "'DestinationConfig' of event '" + std::string(event.name) +
                                              "' needs OnFailure, a map.");
        return;
    }
    set_member(mapping.properties, *config);
    const Node* type = failure->value->get("Type");
    if (!truthy(type)) return;
    const bool known =
        is_text(type, "SQS") || is_text(type, "SNS") || is_text(type, "S3") || is_text(type, "Kafka");
    if (!known) {
        event.context.problems.refuse(
            type->span, "Type of OnFailure must be SQS, SNS, S3 or Kafka, not " + quote(type) + ".");
        return;
    }
    Builder& build = mapping.make.build();
    Member plain = *failure;
    plain.value = build.without(*failure->value, "Type");
    Member whole = *config;
    whole.value = build.with(*config->value, plain);
    set_member(mapping.properties, whole);
    const Node* arn = value_of(failure->value, "Destination");
    const Maker make = event.maker("AWS::IAM::Role").at(config->key_span);
    if (!is_text(type, "Kafka"))
        policies.push_back(failure_policy(make, event.id, type->text, arn == nullptr ? make.null() : arn));
}

Draft& add_mapping(Event& event, const Node* arn) {
    std::vector<const Node*> failure_policies;
    Draft& mapping = add_event_source_mapping(event, event.id, arn);
    check_filter(event);
    set_kafka_config(event, mapping);
    set_destination(event, mapping, failure_policies);
    add_source_policies(event);
    for (const Node* policy : failure_policies) event.policies.add_inline(policy, true);
    return mapping;
}

void expand_stream(Event& event) { add_mapping(event, event.value("Stream")); }
void expand_queue(Event& event) { add_mapping(event, event.value("Queue")); }
void expand_kafka(Event& event) { add_mapping(event, nullptr); }
void expand_broker(Event& event) { add_mapping(event, event.value("Broker")); }

void expand_document(Event& event) {
    Draft& mapping = add_mapping(event, event.value("Cluster"));
    std::vector<Member> config;
    if (const Member* name = event.property("DatabaseName"); name != nullptr) config.push_back(*name);
    for (const char* name : {"CollectionName", "FullDocument"}) {
        if (const Member* member = event.property(name); member != nullptr && truthy(member->value))
            config.push_back(*member);
    }
    mapping.set("DocumentDBEventSourceConfig", mapping.make.map(config));
}

constexpr EventType types[] = {
    {"Kinesis", stream_rules, expand_stream},
    {"DynamoDB", stream_rules, expand_stream},
    {"MSK", stream_rules, expand_stream},
    {"SQS", queue_rules, expand_queue},
    {"SelfManagedKafka", kafka_rules, expand_kafka},
    {"MQ", broker_rules, expand_broker},
    {"DocumentDB", document_rules, expand_document},
};

}  // namespace

Draft& add_event_source_mapping(Event& event, std::string_view id, const Node* arn) {
    Draft& mapping = event.add(id, "AWS::Lambda::EventSourceMapping");
    mapping.set("FunctionName", event.target.name(mapping.make));
    mapping.set("EventSourceArn", arn);
    event.pass_all(mapping, {"StartingPosition",
                             "StartingPositionTimestamp",
                             "BatchSize",
                             "Enabled",
                             "MaximumBatchingWindowInSeconds",
                             "MaximumRetryAttempts",
                             "BisectBatchOnFunctionError",
                             "MaximumRecordAgeInSeconds",
                             "ParallelizationFactor",
                             "Topics",
                             "Queues",
                             "SourceAccessConfigurations",
                             "TumblingWindowInSeconds",
                             "FunctionResponseTypes",
                             "FilterCriteria",
                             "KmsKeyArn",
                             "ScalingConfig",
                             "ProvisionedPollerConfig",
                             "MetricsConfig",
                             "LoggingConfig"});
    if (const Node* servers = event.value("KafkaBootstrapServers"); truthy(servers)) {
        const Maker& make = mapping.make;
        mapping.set("SelfManagedEventSource",
                    make.map({{"Endpoints", make.map({{"KafkaBootstrapServers", servers}})}}));
    }
    return mapping;
}

std::span<const EventType> pull_events() { return types; }

}  // namespace stackfit::sam
