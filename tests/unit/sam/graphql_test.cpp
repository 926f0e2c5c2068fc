// What AWS::Serverless::GraphQLApi refuses, in our words. What it makes is in fixtures/sam/expand/graphql.yaml.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

struct Case {
    const char* properties;  ///< of API A; in line 3
    const char* problems;
};

std::string refused(const std::string& properties) {
    const Expanded expanded(
        "Resources:\n  A: {Type: AWS::Serverless::GraphQLApi, Properties: {\n" + properties + "}}\n",
        SamMode::judge);
    if (expanded.result.refused)
        CHECK(expanded.result.root->get("Resources")->get("A")->get("Type")->text ==
              "AWS::Serverless::GraphQLApi");
    return expanded.problems();
}

const std::string fine = "SchemaInline: s, Auth: {Type: AWS_IAM}, ";

}  // namespace

TEST_CASE("the schema of a GraphQL API is checked down to every leaf, and told as one finding") {
    const Case cases[] = {
        {"Auth: {Type: COGNITO}",
         "3:8: A: Property 'Auth.Type' of AWS::Serverless::GraphQLApi must be AWS_IAM, API_KEY, AWS_LAMBDA, "
         "OPENID_CONNECT or AMAZON_COGNITO_USER_POOLS, not 'COGNITO'. [sam-property]\n"},
        {"Auth: {}",
         "3:1: A: Property 'Auth.Type' is required by AWS::Serverless::GraphQLApi. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM, Additional: {Type: API_KEY}}",
         "3:23: A: Property 'Auth.Additional' of AWS::Serverless::GraphQLApi must be a list, but it is a "
         "map. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM, Additional: [{Type: aws_iam}, null, {Tpye: API_KEY}]}",
         "3:37: A: Property 'Auth.Additional.0.Type' of AWS::Serverless::GraphQLApi must be AWS_IAM, "
         "API_KEY, AWS_LAMBDA, OPENID_CONNECT or AMAZON_COGNITO_USER_POOLS, not 'aws_iam'; did you mean "
         "'AWS_IAM'? Also: Property 'Auth.Additional.1' of AWS::Serverless::GraphQLApi must be a map, but it "
         "is null. Property 'Auth.Additional.2.Type' is required by AWS::Serverless::GraphQLApi. Property "
         "'Auth.Additional.2.Tpye' is not known to AWS::Serverless::GraphQLApi; did you mean 'Type'? "
         "[sam-property]\n"},
        {"Auth: {Type: AWS_LAMBDA, LambdaAuthorizer: {AuthorizerUri: null}}",
         "3:45: A: Property 'Auth.LambdaAuthorizer.AuthorizerUri' of AWS::Serverless::GraphQLApi must not be "
         "null. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, XrayEnabled: !Ref P",
         "3:24: A: Property 'XrayEnabled' of AWS::Serverless::GraphQLApi must be true or false, but it is a "
         "map. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, SchemaInline: !Ref P",
         "3:24: A: Property 'SchemaInline' of AWS::Serverless::GraphQLApi must be a string, but it is a map. "
         "[sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, Logging: {Level: ALL}",
         "3:34: A: Property 'Logging.Level' is not known to AWS::Serverless::GraphQLApi; Logging takes "
         "CloudWatchLogsRoleArn, ExcludeVerboseContent, FieldLogLevel. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, Logging: all",
         "3:24: A: Property 'Logging' of AWS::Serverless::GraphQLApi must be a map or true or false, but "
         "'all' is a string. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, Cache: {Ttl: 1, Types: SMALL}",
         "3:24: A: Property 'Cache.ApiCachingBehavior' is required by AWS::Serverless::GraphQLApi. Also: "
         "Property 'Cache.Type' is required by AWS::Serverless::GraphQLApi. Property 'Cache.Types' is not "
         "known to AWS::Serverless::GraphQLApi; did you mean 'Type'? [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, DataSources: {DynamoDb: {D: {TableName: t, Permissions: [read]}}, Lambda: "
         "{L: x}}",
         "3:81: A: Property 'DataSources.DynamoDb.D.Permissions.0' of AWS::Serverless::GraphQLApi must be "
         "Read or Write, not 'read'; did you mean 'Read'? Also: Property 'DataSources.Lambda.L' of "
         "AWS::Serverless::GraphQLApi must be a map, but 'x' is a string. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, Functions: {F: {DataSource: [a], Name: {}}}, Resolvers: {Query: {a: "
         "{Pipeline: F}}}",
         "3:40: A: Property 'Functions.F.DataSource' of AWS::Serverless::GraphQLApi must be a map or a "
         "string, but it is a list. Also: Property 'Functions.F.Name' of AWS::Serverless::GraphQLApi must be "
         "a string, but it is a map. Property 'Resolvers.Query.a.Pipeline' of AWS::Serverless::GraphQLApi "
         "must be a list, but 'F' is a string. [sam-property]\n"},
        {"Authentication: {Type: AWS_IAM}, Schema: s",
         "2:3: A: Property 'Auth' is required by AWS::Serverless::GraphQLApi. [sam-property]\n"},
        {"Auth: {Type: AWS_IAM}, SchemaInline: s, PropagateTags: true", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(one.properties) == one.problems);
    }
}

TEST_CASE("what a GraphQL API's parts need, first of all what AWS meets first") {
    const Case cases[] = {
        {"SchemaInline: s, Auth: {Type: AWS_LAMBDA}",
         "3:18: A: 'Auth' needs LambdaAuthorizer, since its Type is AWS_LAMBDA. [sam-template]\n"},
        {"SchemaInline: s, Auth: {Type: AWS_LAMBDA, OpenIDConnect: {}, UserPool: {UserPoolId: p}}",
         "3:18: A: 'Auth' configures OpenIDConnect and UserPool, but one Type has one configuration. Also: "
         "'Auth' needs LambdaAuthorizer, since its Type is AWS_LAMBDA. [sam-template]\n"},
        {"SchemaInline: s, Auth: {Type: AWS_IAM, Additional: [{Type: API_KEY}, {Type: OPENID_CONNECT}]}",
         "3:70: A: 'Auth.Additional.1' needs OpenIDConnect, since its Type is OPENID_CONNECT. "
         "[sam-template]\n"},
        {"Auth: {Type: AWS_IAM}",
         "2:3: A: A GraphQL API needs its schema: set 'SchemaInline' or 'SchemaUri'. [sam-template]\n"},
        {"SchemaInline: s, SchemaUri: u, Auth: {Type: AWS_IAM}",
         "3:18: A: A GraphQL API takes one of 'SchemaInline' and 'SchemaUri', not both. [sam-template]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(one.properties) == one.problems);
    }
    const Case parts[] = {
        {"ApiKeys: {my-key: {}}",
         "3:51: Amy-key: Logical id 'Amy-key' is not alphanumeric: ids hold only letters and digits. "
         "[sam-template]\n"},
        {"Functions: {F: {Id: i, Name: n}}",
         "3:57: F: Function 'F' has an 'Id', that of a function which exists: leave its other properties "
         "out. [sam-template]\n"},
        {"Functions: {F: {InlineCode: c, CodeUri: u, DataSource: NONE, Runtime: {Name: n, Version: v}}}",
         "3:72: F: Function 'F' takes one of 'InlineCode' and 'CodeUri', not both. [sam-template]\n"},
        {"Functions: {F: {DataSource: NONE, Runtime: {Name: n, Version: v}}}",
         "3:53: F: Function 'F' needs its code: set 'InlineCode' or 'CodeUri'. [sam-template]\n"},
        {"Functions: {F: {InlineCode: c}}",
         "3:53: F: Function 'F' needs a 'DataSource': one of the API's DataSources, or NONE. Also: Function "
         "'F' needs a 'Runtime' for its code, e.g. {Name: APPSYNC_JS, Version: 1.0.0}. [sam-template]\n"},
        {"DataSources: {DynamoDb: {Table: {TableName: t, ServiceRoleArn: r}}}, Functions: {F: {InlineCode: "
         "c, DataSource: Tabel, Runtime: {Name: n, Version: v}}}",
         "3:141: F: Function 'F' asks for data source 'Tabel', which 'DataSources' does not define; did you "
         "mean 'Table'? [sam-template]\n"},
        {"Functions: {F: {InlineCode: c, DataSource: Elsewhere, Runtime: {Name: n, Version: v}}}",
         "3:72: F: Function 'F' asks for data source 'Elsewhere', which 'DataSources' does not define; refer "
         "to one outside of this API by GetAtt, Sub or ImportValue. [sam-template]\n"},
        {"Resolvers: {Query: {r: {}}}",
         "3:61: r: Resolver 'r' needs a 'Pipeline', a list of functions: SAM makes pipeline resolvers only; "
         "write a unit resolver as AWS::AppSync::Resolver. [sam-template]\n"},
        {"Resolvers: {Query: {r: {InlineCode: c, CodeUri: u, Pipeline: [F]}}}, Functions: {F: {Id: i}}",
         "3:80: r: Resolver 'r' takes one of 'InlineCode' and 'CodeUri', not both. [sam-template]\n"},
        {"Resolvers: {Query: {r: {InlineCode: c, Pipeline: [F]}}}, Functions: {F: {Id: i}}",
         "3:61: r: Resolver 'r' needs a 'Runtime' for its code, e.g. {Name: APPSYNC_JS, Version: 1.0.0}. "
         "[sam-template]\n"},
        {"Resolvers: {Query: {r: {Pipeline: [Funk, X]}}}, Functions: {Func: {Id: i}}",
         "3:76: r: Resolver 'r' runs function 'Funk', which 'Functions' does not define; did you mean "
         "'Func'? Also: Resolver 'r' runs function 'X', which 'Functions' does not define. [sam-template]\n"},
    };
    for (const Case& one : parts) {
        CAPTURE(one.properties);
        CHECK(refused(fine + one.properties) == one.problems);
    }
}
