#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "stackfit/spec_resources.h"

using namespace stackfit;

namespace {

std::string text(const ValueType& type) {
    using Kind = ValueType::Kind;
    constexpr const char* names[] = {"string", "integer", "number",   "boolean", "json",  "timestamp",
                                     "tag",    "",        "list of ", "map of ", "either", "any"};
    std::string made = names[static_cast<std::size_t>(type.kind())];
    if (type.kind() == Kind::nested) made += type.nested().name();
    if (type.kind() == Kind::list || type.kind() == Kind::map) made += text(type.element());
    if (type.kind() == Kind::any_of)
        for (const ValueType& one : type.alternatives()) made += " " + text(one);
    if (type.kind() == Kind::string || type.kind() == Kind::integer)
        for (const std::string_view value : type.allowed()) made += "," + std::string(value);
    return made;
}

/// Every rule speaks of properties that there are.
void check_rules(const NestedType& type, const NestedType& resource) {
    for (const bool given : {true, false}) {
        for (const PropertyRule& rule : type.rules([&](std::string_view) { return given; })) {
            CHECK(!rule.then.empty());
            for (const auto* tests : {&rule.when, &rule.then}) {
                for (const PropertyTest& test : *tests) {
                    INFO(test.path);
                    const bool above = test.path.starts_with('/');
                    const std::string_view path = test.path.substr(above ? 1 : 0);
                    CHECK((above ? resource : type).property(path.substr(0, path.find_first_of(".-["))));
                }
            }
        }
    }
}

/// Reads everything below a type; how many properties there are. Nested types may hold themselves.
std::size_t read_all(const NestedType& type, const NestedType& resource, std::set<std::string_view>& seen) {
    if (!seen.insert(type.name()).second) return 0;
    const std::vector<std::string_view> names = type.property_names();
    CHECK(std::is_sorted(names.begin(), names.end()));
    check_rules(type, resource);
    std::size_t count = 0;
    const auto below = [&](auto&& self, const ValueType& value) -> void {
        using Kind = ValueType::Kind;
        if (value.kind() == Kind::nested) count += read_all(value.nested(), resource, seen);
        if (value.kind() == Kind::list || value.kind() == Kind::map) self(self, value.element());
        if (value.kind() == Kind::any_of)
            for (const ValueType& one : value.alternatives()) self(self, one);
    };
    for (const std::string_view name : names) {
        const auto property = type.property(name);
        REQUIRE(property);
        const std::vector<std::string_view> required = type.required();
        CHECK(property->required == (std::find(required.begin(), required.end(), name) != required.end()));
        below(below, property->type);
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a resource type has properties, nested types and attributes") {
    const auto alias = resource_type("AWS::Lambda::Alias");
    REQUIRE(alias);
    CHECK(alias->name() == "AWS::Lambda::Alias");
    CHECK(alias->property_names() ==
          std::vector<std::string_view>{"Description", "FunctionName", "FunctionVersion", "Name",
                                        "ProvisionedConcurrencyConfig", "RoutingConfig"});
    CHECK(alias->required() == std::vector<std::string_view>{"FunctionName", "FunctionVersion", "Name"});
    CHECK(alias->primary_identifier() == std::vector<std::string_view>{"AliasArn"});
    CHECK(alias->property("FunctionName")->replacement == PropertySpec::Replacement::always);
    CHECK(alias->property("FunctionVersion")->replacement == PropertySpec::Replacement::never);
    CHECK(!alias->property("Descriptions"));
    CHECK(!alias->property("Descr"));
    CHECK(text(alias->property("RoutingConfig")->type) == "AliasRoutingConfiguration");
    const NestedType routing = alias->property("RoutingConfig")->type.nested();
    CHECK(text(routing.property("AdditionalVersionWeights")->type) == "list of VersionWeight");
    CHECK(routing.property("AdditionalVersionWeights")->type.element().nested().required() ==
          std::vector<std::string_view>{"FunctionVersion", "FunctionWeight"});
    REQUIRE(alias->attribute("AliasArn"));
    CHECK(text(*alias->attribute("AliasArn")) == "string");
    CHECK(!alias->attribute("Arn"));
    CHECK(!alias->attribute("Name"));
    CHECK(resource_type("AWS::SNS::Topic")->attribute("DisplayName"));  // a property, which is readable
    CHECK(!alias->stateful());
    CHECK(alias->tags() == "");
}

TEST_CASE("value types, enumerations, and what is known of a type") {
    const auto bucket = resource_type("AWS::S3::Bucket");
    REQUIRE(bucket);
    CHECK(bucket->stateful());
    CHECK(bucket->tags() == "Tags");
    CHECK(text(bucket->property("AbacStatus")->type) == "string,Enabled,Disabled");
    CHECK(bucket->property("AbacStatus")->type.allows("Enabled"));
    CHECK(!bucket->property("AbacStatus")->type.allows("enabled"));
    CHECK(bucket->property("BucketName")->type.allows("anything"));
    CHECK(text(bucket->property("Tags")->type) == "list of tag");
    const auto function = resource_type("AWS::Lambda::Function");
    REQUIRE(function);
    CHECK(text(function->property("Environment")->type.nested().property("Variables")->type) ==
          "map of string");
    CHECK(text(function->property("MemorySize")->type) == "integer");
}

TEST_CASE("what is no type of CloudFormation is not found") {
    for (const char* type :
         {"", "AWS", "AWS::", "AWS::Lambda::Functio", "AWS::Lambda::Functions", "ZZZ::A::B", "AAA::A::B",
          "# resource-types", "Custom::Thing", "FunctionName!", "AWS::Serverless::Function"}) {
        INFO(type);
        CHECK(!resource_type(type));
    }
}

TEST_CASE("every type of the table is found, sorted, and reads in full") {
    const std::vector<std::string_view> names = resource_type_names();
    CHECK(names.size() > 1700);
    CHECK(std::is_sorted(names.begin(), names.end()));
    std::size_t properties = 0;
    for (const std::string_view name : names) {
        INFO(name);
        const auto type = resource_type(name);
        REQUIRE(type);
        CHECK(type->name() == name);
        const std::vector<std::string_view> attributes = type->attribute_names();
        CHECK(std::is_sorted(attributes.begin(), attributes.end()));
        for (const std::string_view attribute : attributes) CHECK(type->attribute(attribute));
        std::set<std::string_view> seen;
        properties += read_all(*type, *type, seen);
    }
    CHECK(properties > 40'000);
}

TEST_CASE("rules of properties read as the table says") {
    using Kind = PropertyTest::Kind;
    const auto queue = resource_type("AWS::SQS::Queue");
    REQUIRE(queue);
    const std::vector<PropertyRule> rules = queue->rules(
        [](std::string_view property) { return property == "QueueName" || property == "FifoQueue"; });
    const auto named = std::find_if(rules.begin(), rules.end(), [](const PropertyRule& rule) {
        return rule.when.size() == 2 && rule.when[1].path == "QueueName";
    });
    REQUIRE(named != rules.end());
    CHECK(named->when[0].kind == Kind::one_of);
    CHECK(named->when[0].lists("TRUE"));
    CHECK(!named->when[0].lists("false"));
    CHECK(named->when[1].kind == Kind::given);
    REQUIRE(named->then.size() == 1);
    CHECK(named->then[0].kind == Kind::matches);
    CHECK(named->then[0].argument == R"(\.fifo$)");
    CHECK(named->reason == "The name of a FIFO queue ends in .fifo.");

    const auto plan = resource_type("AWS::Backup::BackupPlan");
    REQUIRE(plan);
    const NestedType inner = plan->property("BackupPlan")->type.nested();
    const NestedType rule = inner.property("BackupPlanRule")->type.element().nested();
    const NestedType lifecycle = rule.property("Lifecycle")->type.nested();
    const std::vector<PropertyRule> days = lifecycle.rules([](std::string_view) { return true; });
    REQUIRE(days.size() == 1);
    CHECK(days[0].then[0].kind == Kind::at_least);
    CHECK(days[0].then[0].path == "DeleteAfterDays");
    CHECK(days[0].then[0].other == "MoveToColdStorageAfterDays");
    CHECK(days[0].then[0].argument == "90");

    const auto stage = resource_type("AWS::ApiGateway::Stage");
    REQUIRE(stage);
    const std::vector<PropertyRule> same = stage->rules([](std::string_view) { return true; });
    REQUIRE(same.size() == 1);
    CHECK(same[0].when[0].path == "DeploymentId->RestApiId");
    CHECK(same[0].then[0].kind == Kind::same);
    CHECK(same[0].then[0].other == "DeploymentId->RestApiId");
}

TEST_CASE("rules look above, into lists, and at how a value is written") {
    using Kind = PropertyTest::Kind;
    const auto all = [](std::string_view) { return true; };
    const auto group = resource_type("AWS::Route53::RecordSetGroup");
    REQUIRE(group);
    const NestedType record = group->property("RecordSets")->type.element().nested();
    const PropertyRule inside = record.rules(all).back();
    CHECK(inside.when[1].path == "/HostedZoneName");
    CHECK(inside.then[0].kind == Kind::within);
    CHECK(inside.then[0].path == "Name");
    CHECK(inside.then[0].other == "/HostedZoneName");

    const auto task = resource_type("AWS::ECS::TaskDefinition");
    REQUIRE(task);
    const PropertyRule essential = task->rules(all).back();
    CHECK(essential.when[0].kind == Kind::none_of);
    CHECK(essential.when[0].path == "ContainerDefinitions[].Essential");

    const auto build = resource_type("AWS::CodeBuild::Project");
    REQUIRE(build);
    CHECK(build->rules(all)[0].when[0].path == "ServiceRole->&");
    CHECK(build->rules(all)[0].when[0].argument == "Ref");

    const auto function = resource_type("AWS::Lambda::Function");
    REQUIRE(function);
    const PropertyRule size = function->property("Environment")->type.nested().rules(all).back();
    CHECK(size.then[0].kind == Kind::size);
    CHECK(size.then[0].range().hold(4096));
    CHECK(!size.then[0].range().hold(4097));
}

TEST_CASE("rules whose first condition cannot hold are left out") {
    const auto api = resource_type("AWS::ApiGateway::RestApi");
    REQUIRE(api);
    CHECK(api->rules([](std::string_view property) { return property == "Body"; }).empty());
    CHECK(api->rules([](std::string_view) { return false; }).size() == 1);
}
