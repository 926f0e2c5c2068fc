// The data sources of a GraphQL API. One without a role of the author's gets a role, and a connector's policy that lets it reach the table
// or function.
#include "sam/graphql/graphql.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view data_source = "AWS::AppSync::DataSource";

const Node* or_else(const Node* value, const Node* otherwise) { return truthy(value) ? value : otherwise; }

/// One data source as its two kinds share it.
class Source {
public:
    Source(GraphQl& api, const Member& member, std::string_view section, std::string_view kind,
           std::string_view type)
        : api_(api),
          member_(member),
          draft_(
              api.part(std::string(member.key) + std::string(kind) + "DataSource", data_source,
                       api.maker(member, std::string("DataSources.") + std::string(section), data_source))) {
        draft_.set("Name", or_else(value("Name"), draft_.make.text(member.key)));
        draft_.set("Type", draft_.make.text(type));
        draft_.pass(member.value, "Description");
    }

    [[nodiscard]] const Node* value(std::string_view name) const { return value_of(member_.value, name); }
    [[nodiscard]] const Maker& make() const { return draft_.make; }
    Draft& draft() { return draft_; }

    /// Its role, and what lets that role reach `to`.
    void finish(std::string_view connector, const Endpoint& to, const Node* permissions) {
        const std::string id(draft_.id);
        api_.data_sources[member_.key] = make().attribute(id, "Name");
        const Node* own = value("ServiceRoleArn");
        if (truthy(own)) {
            draft_.set("ServiceRoleArn", own);
            api_.out.push_back(std::move(draft_));
            return;
        }
        const Maker here = api_.maker(member_, "DataSources", "AWS::IAM::Role");
        Draft role = api_.role(id.substr(api_.source.id.size()) + "Role", here);
        draft_.set("ServiceRoleArn", role.arn());
        const Endpoint from{data_source, make().attribute(id, "DataSourceArn"), role.ref()};
        api_.out.push_back(std::move(draft_));
        api_.out.push_back(std::move(role));
        connect(api_, api_.maker(member_, "DataSources", "AWS::IAM::ManagedPolicy"),
                id + std::string(connector), from, to, permissions);
    }

private:
    GraphQl& api_;
    const Member& member_;
    Draft draft_;
};

const Node* table_arn(const Source& source, const Node* region) {
    const Maker& make = source.make();
    return make.sub("arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}",
                    make.map({{"__TableName__", source.value("TableName")}, {"__Region__", region}}));
}

void make_table_source(GraphQl& api, const Member& member) {
    Source source(api, member, "DynamoDb", "DynamoDB", "AMAZON_DYNAMODB");
    const Maker& make = source.make();
    const Node* region = or_else(source.value("Region"), make.ref("AWS::Region"));
    source.draft().set(
        "DynamoDBConfig",
        make.map({{"AwsRegion", region},
                  {"TableName", source.value("TableName")},
                  {"UseCallerCredentials", or_else(source.value("UseCallerCredentials"), nullptr)},
                  {"Versioned", or_else(source.value("Versioned"), nullptr)},
                  {"DeltaSyncConfig", source.value("DeltaSync")}}));
    const Node* arn = or_else(source.value("TableArn"), table_arn(source, region));
    source.finish("ToTableConnector", {"AWS::DynamoDB::Table", arn},
                  or_else(source.value("Permissions"), make.texts({"Read", "Write"})));
}

void make_function_source(GraphQl& api, const Member& member) {
    Source source(api, member, "Lambda", "Lambda", "AWS_LAMBDA");
    const Maker& make = source.make();
    const Node* arn = source.value("FunctionArn");
    source.draft().set("LambdaConfig", make.map({{"LambdaFunctionArn", arn}}));
    source.finish("ToLambdaConnector", {"AWS::Lambda::Function", arn}, make.texts({"Write"}));
}

}  // namespace

void make_data_sources(GraphQl& api) {
    const Node* all = api.value("DataSources");
    const Node* tables = value_of(all, "DynamoDb");
    const Node* functions = value_of(all, "Lambda");
    if (tables != nullptr) {
        for (const Member& member : tables->members) make_table_source(api, member);
    }
    if (functions != nullptr) {
        for (const Member& member : functions->members) make_function_source(api, member);
    }
}

}  // namespace stackfit::sam
