// IAM User Guide, "Identity-based policies and resource-based policies", and the pages of the types in the CloudFormation Template Reference.
// Where a service's own guide does not demand a Resource in its policies, none is demanded here.
#include "policy_places.h"

namespace stackfit::checks {
namespace {

using enum Wanted;

enum Kind : std::uint8_t { identity, trust, on_resource, queue, bucket, repository, of_service, of_things };

/// In the order of Kind.
constexpr PolicyKind kinds[] = {
    {"policy", no, yes, Resources::arns, true},
    {"trust policy", yes, no, Resources::anything, true},
    {"policy", yes, yes, Resources::arns, false},
    // SQS takes a statement without Principal, and passes over it (Netflix/security_monkey, pull request 350).
    {"policy", maybe, yes, Resources::arns, false},
    {"bucket policy", yes, yes, Resources::arns_of_its_own, false},
    {"repository policy", yes, maybe, Resources::anything, false},
    {"policy", yes, maybe, Resources::anything, false},
    {"policy", no, yes, Resources::anything, false},
};

constexpr PolicyPlace places[] = {
    {"AWS::IAM::Group", "Policies[].PolicyDocument", identity},
    {"AWS::IAM::GroupPolicy", "PolicyDocument", identity},
    {"AWS::IAM::ManagedPolicy", "PolicyDocument", identity},
    {"AWS::IAM::Policy", "PolicyDocument", identity},
    {"AWS::IAM::Role", "Policies[].PolicyDocument", identity},
    {"AWS::IAM::Role", "AssumeRolePolicyDocument", trust},
    {"AWS::IAM::RolePolicy", "PolicyDocument", identity},
    {"AWS::IAM::User", "Policies[].PolicyDocument", identity},
    {"AWS::IAM::UserPolicy", "PolicyDocument", identity},
    {"AWS::SSO::PermissionSet", "InlinePolicy", identity},
    {"AWS::KMS::Key", "KeyPolicy", on_resource},
    {"AWS::KMS::ReplicaKey", "KeyPolicy", on_resource},
    {"AWS::OpenSearchService::Domain", "AccessPolicies", on_resource},
    {"AWS::Elasticsearch::Domain", "AccessPolicies", on_resource},
    {"AWS::S3::BucketPolicy", "PolicyDocument", bucket},
    {"AWS::S3::AccessPoint", "Policy", bucket},
    {"AWS::SNS::TopicPolicy", "PolicyDocument", on_resource},
    {"AWS::SNS::TopicInlinePolicy", "PolicyDocument", on_resource},
    {"AWS::SQS::QueuePolicy", "PolicyDocument", queue},
    {"AWS::SQS::QueueInlinePolicy", "PolicyDocument", queue},
    {"AWS::ECR::Repository", "RepositoryPolicyText", repository},
    {"AWS::ECR::PublicRepository", "RepositoryPolicyText", repository},
    {"AWS::ECR::RegistryPolicy", "PolicyText", of_service},
    {"AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", of_service},
    {"AWS::ApiGateway::RestApi", "Policy", of_service},
    {"AWS::Backup::BackupVault", "AccessPolicy", of_service},
    {"AWS::CodeArtifact::Domain", "PermissionsPolicyDocument", of_service},
    {"AWS::CodeArtifact::Repository", "PermissionsPolicyDocument", of_service},
    {"AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument", of_service},
    {"AWS::DynamoDB::Table", "StreamSpecification.ResourcePolicy.PolicyDocument", of_service},
    {"AWS::EC2::VPCEndpoint", "PolicyDocument", of_service},
    {"AWS::EFS::FileSystem", "FileSystemPolicy", of_service},
    {"AWS::Events::EventBus", "Policy", of_service},
    {"AWS::Events::EventBusPolicy", "Statement", of_service, true},
    {"AWS::IoT::Policy", "PolicyDocument", of_things},
    {"AWS::Kinesis::ResourcePolicy", "ResourcePolicy", of_service},
    {"AWS::Logs::ResourcePolicy", "PolicyDocument", of_service},
    {"AWS::MediaStore::Container", "Policy", of_service},
    {"AWS::VpcLattice::AuthPolicy", "Policy", of_service},
};

}  // namespace

std::span<const PolicyPlace> policy_places() { return places; }

const PolicyKind& policy_kind(const PolicyPlace& place) { return kinds[place.kind]; }

}  // namespace stackfit::checks
