#include "sam/events/events_broker.h"

#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr char kafka_authentication[][32] = {"SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH",
                                             "CLIENT_CERTIFICATE_TLS_AUTH"};

const Node* statement(const Maker& make, const Node* action, const Node* resource) {
    return make.map({{"Action", action}, {"Effect", make.text("Allow")}, {"Resource", resource}});
}

const Node* secret_statement(const Maker& make, const Node* uri) {
    return statement(make, make.texts({"secretsmanager:GetSecretValue"}), uri == nullptr ? make.null() : uri);
}

const Node* network_statement(const Maker& make) {
    return statement(make,
                     make.texts({"ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces",
                                 "ec2:DeleteNetworkInterface", "ec2:DescribeVpcs", "ec2:DescribeSubnets",
                                 "ec2:DescribeSecurityGroups"}),
                     make.text("*"));
}

const Node* regional_arn(const Maker& make, std::string_view service, std::string_view resource) {
    return make.sub("arn:${AWS::Partition}:" + std::string(service) +
                    ":${AWS::Region}:${AWS::AccountId}:" + std::string(resource));
}

std::string named(const Event& event) { return "event '" + std::string(event.name) + "'"; }

/// kms:Decrypt with the key, when one is named. MQ's action is a string, the others' a list.
void add_key_statement(Event& event, const Maker& make, bool as_list, std::vector<const Node*>& out) {
    const Node* key = event.value("SecretsManagerKmsKeyId");
    if (!truthy(key)) return;
    if (!key->is_string()) {
        event.refuse("SecretsManagerKmsKeyId", "'SecretsManagerKmsKeyId' of " + named(event) +
                                                   " must be a string: SAM puts it into an ARN.");
        return;
    }
    const Node* action = as_list ? make.texts({"kms:Decrypt"}) : make.text("kms:Decrypt");
    out.push_back(statement(make, action, regional_arn(make, "kms", "key/" + std::string(key->text))));
}

struct Access {
    const Node* uri = nullptr;
    std::string_view type;
    Span span;
};

/// SourceAccessConfigurations as pairs; entries without a proper Type are refused.
std::vector<Access> accesses(Event& event) {
    std::vector<Access> found;
    const Node* list = event.value("SourceAccessConfigurations");
    if (list == nullptr) return found;
    for (const Node* item : list->items) {
        const Node* type = item->get("Type");
        if (type != nullptr && type->is_string()) {
            found.push_back({value_of(item, "URI"), type->text, item->span});
        } else {
            // For an entry of Kafka that is no map, the service names the event where it names a resource elsewhere.
            const bool kafka = event.type == "SelfManagedKafka" && !item->is_mapping();
            event.context.problems.refuse_other(
                kafka ? event.name : std::string_view(event.owner.id), item->span,
                "Each of 'SourceAccessConfigurations' of " + named(event) + " must be a map with a Type.");
        }
    }
    return found;
}

bool has_accesses(Event& event) {
    const Node* list = event.value("SourceAccessConfigurations");
    if (truthy(list) && list->is_sequence()) return true;
    event.refuse("SourceAccessConfigurations",
                 "'SourceAccessConfigurations' " +
                     std::string(truthy(list) ? "must be a list in " : "is missing in ") + named(event) +
                     " of type " + std::string(event.type) + ": they say how to authenticate.");
    return false;
}

/// The URI of the only BASIC_AUTH entry; null after a refusal.
const Node* basic_authentication(Event& event, std::string_view also_allowed) {
    if (!has_accesses(event)) return nullptr;
    const std::size_t before = event.context.problems.refusals();
    const Access* only = nullptr;
    const std::vector<Access> all = accesses(event);
    for (const Access& access : all) {
        if (access.type != "BASIC_AUTH") {
            if (access.type == also_allowed) continue;
            event.context.problems.refuse(
                access.span, "Type " + std::string(access.type) +
                                 " has no place in 'SourceAccessConfigurations' of " + named(event) +
                                 "; use BASIC_AUTH.");
        } else if (only != nullptr) {
            event.context.problems.refuse(
                access.span,
                "BASIC_AUTH is given twice in 'SourceAccessConfigurations' of " + named(event) + ".");
        } else if (!truthy(access.uri)) {
            event.context.problems.refuse(access.span,
                                          "BASIC_AUTH needs the URI of its secret in " + named(event) + ".");
        } else {
            only = &access;
        }
    }
    if (only == nullptr && event.context.problems.refusals() == before) {
        event.refuse("SourceAccessConfigurations", "'SourceAccessConfigurations' of " + named(event) +
                                                       " needs an entry of Type BASIC_AUTH.");
    }
    return only == nullptr ? nullptr : only->uri;
}

bool check_registry(Event& event, const Node& config) {
    const std::size_t before = event.context.problems.refusals();
    std::vector<std::string> missing;
    for (const char* field : {"SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"}) {
        if (config.find(field) == nullptr) missing.emplace_back(field);
    }
    if (!missing.empty()) {
        event.refuse("SchemaRegistryConfig",
                     "'SchemaRegistryConfig' of " + named(event) + " needs " + join(missing, " and ") + ".");
    }
    const Node* format = config.get("EventRecordFormat");
    if (format != nullptr && !is_text(format, "JSON") && !is_text(format, "SOURCE")) {
        event.context.problems.refuse(format->span,
                                      "EventRecordFormat must be JSON or SOURCE, not " + quote(format) + ".");
    }
    const Node* validation = config.get("SchemaValidationConfigs");
    if (validation != nullptr && !validation->is_sequence()) {
        event.context.problems.refuse(
            validation->span, "SchemaValidationConfigs must be a list, not " + quote(validation) + ".");
    }
    const Node* access = config.get("AccessConfigs");
    if (!truthy(access)) return event.context.problems.refusals() == before;
    if (!access->is_sequence())
        event.context.problems.refuse(access->span,
                                      "AccessConfigs must be a list, not " + quote(access) + ".");
    for (const Node* item : access->items) {
        if (item->find("Type") != nullptr && item->find("URI") != nullptr) continue;
        event.context.problems.refuse(item->span, "Each of AccessConfigs must be a map with Type and URI.");
    }
    return event.context.problems.refusals() == before;
}

/// The name in arn:...:registry/NAME, also when the ARN is the text of an Fn::Sub; "" for another registry.
std::string_view glue_registry(Event& event, const Node* uri) {
    if (uri == nullptr) return {};
    const Node* text = uri->is_mapping() ? event.context.resolver.read(uri).value->get("Fn::Sub") : uri;
    if (text == nullptr || !text->is_string() || !text->text.starts_with("arn")) return {};
    const std::vector<std::string_view> parts = split(text->text, ':');
    constexpr std::string_view start = "registry/";
    // A pseudo parameter's own colons count: the service splits the text before it is substituted.
    return parts.size() >= 6 && parts[5].starts_with(start) ? parts[5].substr(start.size())
                                                            : std::string_view{};
}

void add_registry_statements(Event& event, const Maker& make, std::vector<const Node*>& out) {
    const Member* config = event.property("SchemaRegistryConfig");
    if (config == nullptr || !truthy(config->value) || !check_registry(event, *config->value)) return;
    if (const Node* access = config->value->get("AccessConfigs"); truthy(access)) {
        for (const Node* item : access->items)
            out.push_back(secret_statement(make.at(item->span), item->get("URI")));
    }
    const Node* uri = config->value->get("SchemaRegistryURI");
    const std::string_view name = glue_registry(event, uri);
    if (name.empty()) return;
    out.push_back(statement(make, make.texts({"glue:GetRegistry"}), uri));
    out.push_back(statement(make, make.texts({"glue:GetSchemaVersion"}),
                            make.list({regional_arn(make, "glue", "schema/" + std::string(name) + "/*")})));
}

void add_policy(Event& event, const Maker& make, std::string_view name,
                const std::vector<const Node*>& statements, bool version = false) {
    const Node* document = make.map(
        {{"Statement", make.list(statements)}, {"Version", version ? make.text("2012-10-17") : nullptr}});
    event.policies.add_inline(make.map({{"PolicyName", make.text(name)}, {"PolicyDocument", document}}),
                              true);
}

void add_msk(Event& event, const Maker& make) {
    event.policies.add_managed(event.context.aws_policy(make, "service-role/AWSLambdaMSKExecutionRole"));
    std::vector<const Node*> statements;
    add_registry_statements(event, make, statements);
    if (const Node* list = event.value("SourceAccessConfigurations"); list != nullptr) {
        for (const Node* item : list->items) {
            const bool certificate =
                is_text(item->get("Type"), "CLIENT_CERTIFICATE_TLS_AUTH") && truthy(item->get("URI"));
            if (certificate) statements.push_back(secret_statement(make.at(item->span), item->get("URI")));
        }
    }
    if (!statements.empty()) add_policy(event, make, "MSKExecutionRolePolicy", statements);
}

void add_mq(Event& event, const Maker& make) {
    const Node* secret = basic_authentication(event, "VIRTUAL_HOST");
    if (secret == nullptr) return;
    std::vector<const Node*> statements{
        secret_statement(make, secret),
        statement(make, make.texts({"mq:DescribeBroker"}), event.value("Broker"))};
    add_key_statement(event, make, false, statements);
    const bool own_name = truthy(event.value("DynamicPolicyName"));
    add_policy(event, make, own_name ? event.id + "AMQPolicy" : "SamAutoGeneratedAMQPolicy", statements);
}

void add_document_db(Event& event, const Maker& make) {
    const Node* secret = basic_authentication(event, "");
    if (secret == nullptr) return;
    std::vector<const Node*> statements{
        secret_statement(make, secret),
        statement(make, make.texts({"rds:DescribeDBClusterParameters"}),
                  regional_arn(make, "rds", "cluster-pg:*")),
        statement(make, make.texts({"rds:DescribeDBSubnetGroups"}), regional_arn(make, "rds", "subgrp:*")),
        statement(make, make.texts({"rds:DescribeDBClusters"}), event.value("Cluster")),
        network_statement(make)};
    add_key_statement(event, make, true, statements);
    add_policy(event, make, "SamAutoGeneratedDocumentDBPolicy", statements);
}

bool is_kafka_authentication(std::string_view type) {
    for (const char* known : kafka_authentication) {
        if (type == known) return true;
    }
    return false;
}

struct KafkaAccess {
    const Node* secret = nullptr;
    bool certificate = false;
    bool subnet = false;
    bool group = false;
};

void read_kafka_access(Event& event, const Access& access, KafkaAccess& read) {
    const bool authentication = is_kafka_authentication(access.type);
    const bool known = authentication || access.type == "VPC_SUBNET" || access.type == "VPC_SECURITY_GROUP" ||
                       access.type == "SERVER_ROOT_CA_CERTIFICATE";
    Problems& problems = event.context.problems;
    if (!known) {
        problems.refuse(access.span, "Type " + std::string(access.type) +
                                         " is not known in 'SourceAccessConfigurations' of " + named(event) +
                                         ".");
        return;
    }
    if (!truthy(access.uri) || (!access.uri->is_string() && !is_intrinsic(access.uri))) {
        problems.refuse(access.span, std::string(access.type) +
                                         " needs a URI in 'SourceAccessConfigurations' of " + named(event) +
                                         ".");
        return;
    }
    if (authentication && read.secret != nullptr) {
        problems.refuse(access.span, "'SourceAccessConfigurations' of " + named(event) +
                                         " may name one way to authenticate only.");
    }
    if (authentication) read.secret = access.uri;
    read.certificate = read.certificate || access.type == "SERVER_ROOT_CA_CERTIFICATE";
    read.subnet = read.subnet || access.type == "VPC_SUBNET";
    read.group = read.group || access.type == "VPC_SECURITY_GROUP";
}

bool check_kafka(Event& event) {
    const std::size_t before = event.context.problems.refusals();
    std::vector<std::string> missing;
    for (const char* key : {"KafkaBootstrapServers", "Topics"}) {
        if (!truthy(event.value(key))) missing.push_back("'" + std::string(key) + "'");
    }
    const Node* topics = event.value("Topics");
    if (!missing.empty()) {
        event.refuse("Topics", join(missing, " and ") + (missing.size() > 1 ? " are" : " is") +
                                   " missing in " + named(event) + " of type SelfManagedKafka.");
    } else if (topics->is_sequence() && topics->items.size() != 1) {
        event.refuse("Topics", "'Topics' of " + named(event) + " must name exactly one topic.");
    }
    return has_accesses(event) && event.context.problems.refusals() == before;
}

void add_kafka(Event& event, const Maker& make) {
    if (!check_kafka(event)) return;
    KafkaAccess read;
    for (const Access& access : accesses(event)) read_kafka_access(event, access, read);
    if (read.subnet != read.group) {
        event.refuse("SourceAccessConfigurations",
                     "VPC_SUBNET and VPC_SECURITY_GROUP belong together in 'SourceAccessConfigurations' of " +
                         named(event) + ".");
    }
    std::vector<const Node*> statements;
    if (read.secret != nullptr) statements.push_back(secret_statement(make, read.secret));
    if (read.certificate)
        statements.push_back(
            secret_statement(make, read.secret));  // the service names the first secret again
    if (read.subnet && read.group) statements.push_back(network_statement(make));
    add_key_statement(event, make, true, statements);
    add_registry_statements(event, make, statements);
    add_policy(event, make, "SelfManagedKafkaExecutionRolePolicy", statements, true);
}

}  // namespace

void add_source_policies(Event& event) {
    const Maker make = event.maker("AWS::IAM::Role");
    Context& context = event.context;
    if (event.type == "Kinesis") {
        event.policies.add_managed(context.aws_policy(make, "service-role/AWSLambdaKinesisExecutionRole"));
    } else if (event.type == "DynamoDB") {
        event.policies.add_managed(context.aws_policy(make, "service-role/AWSLambdaDynamoDBExecutionRole"));
    } else if (event.type == "SQS") {
        event.policies.add_managed(context.aws_policy(make, "service-role/AWSLambdaSQSQueueExecutionRole"));
    } else if (event.type == "MSK") {
        add_msk(event, make);
    } else if (event.type == "MQ") {
        add_mq(event, make);
    } else if (event.type == "DocumentDB") {
        add_document_db(event, make);
    } else {
        add_kafka(event, make);
    }
}

const Node* failure_policy(const Maker& make, std::string_view id, std::string_view type, const Node* arn) {
    const std::string start(id);
    if (type == "SQS") return one_statement_policy(make, start + "SQSPolicy", "sqs:SendMessage", arn);
    if (type == "SNS") return one_statement_policy(make, start + "SNSPolicy", "sns:publish", arn);
    return bucket_write_policy(make, start + "S3Policy", arn);
}

}  // namespace stackfit::sam
