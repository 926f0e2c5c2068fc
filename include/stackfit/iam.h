// iam: policy documents in one shape, and the three questions the checks ask of them. Answers are yes, no or unknown.
#pragma once

#include <string>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

struct Principal {
    std::string kind;   ///< "AWS", "Service", "Federated", "CanonicalUser", or "*" for Principal: "*"
    Value value;
};

struct ConditionTest {
    std::string op;     ///< "StringEquals", also "ForAnyValue:StringLike", "BoolIfExists"
    std::string key;    ///< lower case: condition keys are case-insensitive
    std::vector<Value> values;
};

struct Statement {
    Tri allow = Tri::yes;              ///< Effect: Allow yes, Deny no
    bool not_principal = false, not_action = false, not_resource = false;
    std::vector<Principal> principals; ///< empty: none written (identity policies)
    std::vector<Value> actions, resources;
    std::vector<ConditionTest> conditions;
    const Node* node = nullptr;        ///< the statement, for the caret
    bool unknown = false;              ///< some part could not be read: answers that rest on it are unknown
};

struct Policy {
    std::vector<Statement> statements;
    bool unknown = false;              ///< the document itself is not known
};

/// Statement as one map or a list, Action/Principal/Resource as string or list, If and NoValue decided in the world.
Policy read_policy(World& world, const Value& document);

/// Does the action pattern ("s3:Get*", "*", case-insensitive) cover the action?
bool covers_action(std::string_view pattern, std::string_view action);
/// Does the resource pattern cover the resource? Literals by wildcard; pieces must be equal. A pattern of "*" covers all.
Tri covers_resource(World& world, const Text& pattern, const Text& resource);

/// Does the policy allow the action on the resource (identity policy: principals ignored)? Deny wins. `resource` empty: on any resource.
Tri allows(World& world, const Policy& policy, std::string_view action, const Text& resource);

/// Does the policy deny requests that do not use TLS, to everyone, for all actions, on the bucket and its objects
/// (aws:SecureTransport false)? `bucket` are the texts under which the bucket may be written as ARN.
Tri denies_insecure_transport(World& world, const Policy& policy, const std::vector<Text>& bucket_arns);

/// Does the statement grant to the public as AWS defines it: to a wildcard or a policy variable in the principal, with no condition on a
/// fixed value of a key that narrows (aws:SourceArn, aws:SourceAccount, aws:PrincipalOrgID, ...)?
Tri is_public(World& world, const Statement& statement);

/// Everything a role may do in this template: inline policies, AWS::IAM::Policy/ManagedPolicy attached to it, managed policies by name
/// as far as known here. `unknown` is set when something opaque is attached.
Policy policies_of_role(World& world, const Resource& role);

}  // namespace stackfit
