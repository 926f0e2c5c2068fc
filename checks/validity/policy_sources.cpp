#include "policy_sources.h"

#include "../common/say.h"

namespace stackfit::checks {
namespace {

/// "Store" of "${Store}/*"
std::string_view first_variable(std::string_view pattern) {
    if (!pattern.starts_with("${") || pattern.starts_with("${!")) return {};
    return pattern.substr(2, pattern.find('}') - 2);
}

/// The name of what Ref begins the text with; "" when that is something else.
std::string_view first_reference(const Node& value) {
    if (const std::string_view name = ref_name(&value); !name.empty()) return name;
    const Member* function = intrinsic(value);
    if (function == nullptr) return {};
    const Node& argument = *function->value;
    // Variables of its own may stand for anything.
    if (function->key == "Fn::Sub")
        return argument.is_string() ? first_variable(argument.text) : std::string_view{};
    const bool joined =
        function->key == "Fn::Join" && argument.items.size() == 2 && !argument.items[1]->items.empty();
    return joined ? ref_name(argument.items[1]->items[0]) : std::string_view{};
}

/// Types of which Ref gives a name (CloudFormation Template Reference, "Return values" of each). The identifier alone does not tell: of a
/// job definition of AWS Batch it is the name, and Ref gives the ARN.
struct Named {
    char type[24];
    char gives[20];
};
constexpr Named named[] = {
    {"AWS::DynamoDB::Table", "TableName"},   {"AWS::ECR::Repository", "RepositoryName"},
    {"AWS::ECS::Cluster", "ClusterName"},    {"AWS::IAM::Group", "GroupName"},
    {"AWS::IAM::Role", "RoleName"},          {"AWS::IAM::User", "UserName"},
    {"AWS::Kinesis::Stream", "Name"},        {"AWS::Lambda::Function", "FunctionName"},
    {"AWS::Logs::LogGroup", "LogGroupName"}, {"AWS::S3::Bucket", "BucketName"}};

}  // namespace

std::string name_for_arn(const Node& value, const Template& templ) {
    const std::string_view name = first_reference(value);
    const Resource* resource = name.empty() ? nullptr : templ.resource(name);
    if (resource == nullptr) return {};
    for (const Named& one : named) {
        if (resource->type == one.type)
            return say("Ref of ", name, " gives ", one.gives, " of an ", one.type, ", which is no ARN");
    }
    return {};
}

}  // namespace stackfit::checks
