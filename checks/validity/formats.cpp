#include "formats.h"

#include <algorithm>
#include <optional>

#include "../common/say.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/pattern.h"

namespace stackfit::checks {
namespace {

struct Format {
    char name[32];
    char pattern[112];
    char meaning[32];
    char example[68];
};

/// Amazon EC2 API Reference "Common parameter types" (ids have 8 or 17 hexadecimal digits); IAM User Guide "IAM identifiers";
/// Amazon S3 User Guide "General purpose bucket naming rules"; KMS API Reference CreateAlias; CloudWatch Logs API Reference
/// CreateLogGroup.
constexpr Format formats[] = {
    {"AWS::EC2::SecurityGroup.Id", "^sg-([0-9a-fA-F]{8}|[0-9a-fA-F]{17})$", "the id of a security group",
     "sg-0123456789abcdef0"},
    {"AWS::EC2::SecurityGroup.Name", R"(^[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]+$)",
     "the name of a security group", "web"},
    {"AWS::EC2::VPC.Id", "^vpc-([0-9a-fA-F]{8}|[0-9a-fA-F]{17})$", "the id of a VPC",
     "vpc-0123456789abcdef0"},
    {"AWS::EC2::Subnet.Id", "^subnet-([0-9a-fA-F]{8}|[0-9a-fA-F]{17})$", "the id of a subnet",
     "subnet-0123456789abcdef0"},
    {"AWS::EC2::Image.Id", "^(ami-([0-9a-f]{8}|[0-9a-f]{17})$|resolve:ssm:)", "the id of an image",
     "ami-0123456789abcdef0"},
    {"AWS::IAM::Role.Arn", R"(^arn:aws[a-zA-Z-]*:iam::\d{12}:role/.+$)", "the ARN of a role",
     "arn:aws:iam::123456789012:role/deploy"},
    {"AWS::KMS::Key.Arn", R"(^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)/.+$)", "the ARN of a key",
     "arn:aws:kms:eu-west-1:123456789012:key/..."},
    {"AWS::KMS::Key.Id",
     "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|alias/[a-zA-Z0-9/_-]+)$",
     "the id of a key", "1234abcd-12ab-34cd-56ef-1234567890ab"},
    {"AWS::KMS::Alias.AliasName", "^alias/[a-zA-Z0-9:/_-]+$", "the name of a key's alias", "alias/orders"},
    {"AWS::SNS::Topic.Arn", R"(^arn:aws[a-zA-Z-]*:sns:[a-z0-9-]+:\d{12}:.+$)", "the ARN of a topic",
     "arn:aws:sns:eu-west-1:123456789012:orders"},
    {"AWS::ACM::Certificate.Arn", R"(^arn:aws[a-zA-Z-]*:acm:[a-z0-9-]+:\d{12}:certificate/.+$)",
     "the ARN of a certificate", "arn:aws:acm:us-east-1:123456789012:certificate/..."},
    {"AWS::Lambda::Function.Arn", R"(^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$)",
     "the ARN of a function", "arn:aws:lambda:eu-west-1:123456789012:function:pay"},
    {"AWS::Logs::LogGroup.Name", R"(^[.\-_/#A-Za-z0-9]{1,512}$)", "the name of a log group",
     "/aws/lambda/pay"},
    {"AWS::S3::Bucket.Name", R"(^(?![.-])(?!.*(\.\.|-\.|\.-))[a-z0-9.-]{3,63}(?<![.-])$)",
     "the name of a bucket", "orders-123456789012"},
};

/// What Ref (attribute "") and Fn::GetAtt give, where the resource specification does not say.
struct Giver {
    char type[40];
    char attribute[36];
    char format[32];
};
constexpr Giver givers[] = {
    {"AWS::CertificateManager::Certificate", "", "AWS::ACM::Certificate.Arn"},
    {"AWS::EC2::SecurityGroup", "GroupId", "AWS::EC2::SecurityGroup.Id"},
    {"AWS::EC2::SecurityGroup", "Id", "AWS::EC2::SecurityGroup.Id"},
    {"AWS::EC2::Subnet", "", "AWS::EC2::Subnet.Id"},
    {"AWS::EC2::Subnet", "SubnetId", "AWS::EC2::Subnet.Id"},
    {"AWS::EC2::VPC", "", "AWS::EC2::VPC.Id"},
    {"AWS::EC2::VPC", "DefaultSecurityGroup", "AWS::EC2::SecurityGroup.Id"},
    {"AWS::EC2::VPC", "VpcId", "AWS::EC2::VPC.Id"},
    {"AWS::EKS::Cluster", "ClusterSecurityGroupId", "AWS::EC2::SecurityGroup.Id"},
    {"AWS::ElasticLoadBalancing::LoadBalancer", "SourceSecurityGroup.GroupName",
     "AWS::EC2::SecurityGroup.Name"},
    {"AWS::IAM::Role", "Arn", "AWS::IAM::Role.Arn"},
    {"AWS::ImageBuilder::Image", "ImageId", "AWS::EC2::Image.Id"},
    {"AWS::KMS::Alias", "", "AWS::KMS::Alias.AliasName"},
    {"AWS::KMS::Key", "", "AWS::KMS::Key.Id"},
    {"AWS::KMS::Key", "Arn", "AWS::KMS::Key.Arn"},
    {"AWS::KMS::Key", "KeyId", "AWS::KMS::Key.Id"},
    {"AWS::KMS::ReplicaKey", "Arn", "AWS::KMS::Key.Arn"},
    {"AWS::Lambda::Alias", "", "AWS::Lambda::Function.Arn"},
    {"AWS::Lambda::Alias", "AliasArn", "AWS::Lambda::Function.Arn"},
    {"AWS::Lambda::Function", "Arn", "AWS::Lambda::Function.Arn"},
    {"AWS::Lambda::Version", "", "AWS::Lambda::Function.Arn"},
    {"AWS::Lambda::Version", "FunctionArn", "AWS::Lambda::Function.Arn"},
    {"AWS::Logs::LogGroup", "", "AWS::Logs::LogGroup.Name"},
    {"AWS::S3::Bucket", "", "AWS::S3::Bucket.Name"},
    {"AWS::S3Express::DirectoryBucket", "", "AWS::S3::Bucket.Name"},
    {"AWS::SNS::Topic", "", "AWS::SNS::Topic.Arn"},
    {"AWS::SNS::Topic", "TopicArn", "AWS::SNS::Topic.Arn"},
};

const Format* find_format(std::string_view name) {
    const auto found = std::find_if(std::begin(formats), std::end(formats),
                                    [&](const Format& one) { return name == one.name; });
    return found == std::end(formats) ? nullptr : found;
}

bool is_given(const Resource& resource, std::string_view property) {
    return resource.properties != nullptr && resource.properties->find(property) != nullptr;
}

/// Template Reference, "AWS::EC2::SecurityGroup": Ref gives the id, but the name when no VPC is named.
std::string_view security_group_format(const Resource& group) {
    return is_given(group, "VpcId") ? "AWS::EC2::SecurityGroup.Id" : "AWS::EC2::SecurityGroup.Name";
}

/// Of what Ref or Fn::GetAtt gives; "" : not known.
std::string_view given_format(const Template& templ, const Resource& resource, std::string_view attribute) {
    for (const Giver& giver : givers)
        if (resource.type == giver.type && attribute == giver.attribute) return giver.format;
    if (resource.type == "AWS::EC2::SecurityGroup" && attribute.empty())
        return security_group_format(resource);
    const auto type = templ.types().find(resource.type);
    if (!type) return {};
    const auto ids = type->primary_identifier();
    const std::string_view name = !attribute.empty() ? attribute
                                  : ids.size() == 1  ? ids[0]
                                                     : std::string_view{};
    const auto property = type->property(name);
    return property ? property->constraints().format : std::string_view{};
}

struct Source {
    const Resource* resource = nullptr;
    std::string_view attribute;
};
Source source_of(const Member& function, const Template& templ) {
    const Node& argument = *function.value;
    if (function.key == "Ref") return {argument.is_string() ? templ.resource(argument.text) : nullptr, {}};
    if (argument.items.size() != 2 || !argument.items[1]->is_string()) return {};
    return {templ.resource(argument.items[0]->text), argument.items[1]->text};
}

/// It gives whatever it was declared to give.
bool is_open(std::string_view type) {
    return type.starts_with("AWS::CloudFormation::") || type.starts_with("AWS::ServiceCatalog::") ||
           type == "AWS::SSM::Parameter";
}

/// Nothing is known of it but its name. ARNs are no names, and a resource's own ARN is not that of another kind of resource.
bool may_be(std::string_view attribute, std::string_view format) {
    if (attribute.empty()) return false;
    const bool arn_wanted = format.ends_with(".Arn");
    const bool arn_given = attribute.ends_with("Arn") || attribute.ends_with("ARN");
    return arn_wanted == arn_given && attribute != "Arn";
}

/// "RoleName of an AWS::IAM::Role"
std::string of_type(const ResourceType& type, std::string_view attribute) {
    const auto ids = type.primary_identifier();
    const std::string_view name = !attribute.empty() ? attribute : ids.empty() ? "the id" : ids[0];
    return say(name, " of an ", type.name());
}

std::string meaning(std::string_view format) {
    const Format* known = find_format(format);
    return known == nullptr ? std::string(format) : known->meaning;
}

}  // namespace

/// Amazon ECS API Reference, RegisterTaskDefinition: "The short name or full Amazon Resource Name (ARN)". Topics of QuickSight are none of
/// SNS.
bool takes_other_formats(std::string_view owner, std::string_view format) {
    return (owner == "AWS::ECS::TaskDefinition" && format == "AWS::IAM::Role.Arn") ||
           (owner.starts_with("AWS::QuickSight::") && format == "AWS::SNS::Topic.Arn");
}

std::string format_mistake(std::string_view format, std::string_view text) {
    const Format* known = find_format(format);
    if (known == nullptr || search_pattern(known->pattern, text) != Match::no) return {};
    return say("must be ", known->meaning, ", such as ", known->example, ", not \"", text, "\"");
}

std::string source_mistake(std::string_view format, const Member& function, const Template& templ) {
    if (function.key != "Ref" && function.key != "Fn::GetAtt") return {};
    const auto [resource, attribute] = source_of(function, templ);
    if (resource == nullptr || find_format(format) == nullptr) return {};
    const auto type = templ.types().find(resource->type);
    // What is not there at all is told by attribute-exists.
    if (!type || is_open(resource->type) || (!attribute.empty() && !type->attribute(attribute))) return {};
    const std::string_view given = given_format(templ, *resource, attribute);
    if (given == format || (given.empty() && may_be(attribute, format))) return {};
    const std::string what = attribute.empty() ? say("Ref of ", resource->id)
                                               : say("Fn::GetAtt of ", resource->id, ".", attribute);
    const std::string gives = given.empty() ? of_type(*type, attribute) : meaning(given);
    return say("must be ", meaning(format), ", and ", what, " gives ", gives);
}

}  // namespace stackfit::checks
