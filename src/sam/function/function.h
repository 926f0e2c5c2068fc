// AWS::Serverless::Function: the function, its version and alias, URL, role and events.
#pragma once

#include <optional>
#include <vector>

#include "sam/context.h"
#include "sam/function/role.h"
#include "sam/tags.h"

namespace stackfit::sam {

/// A function in the course of its expansion: what its parts hand to each other.
struct FunctionParts {
    Draft function;
    std::optional<Draft> version;
    std::optional<Draft> alias;
    std::string alias_name;           ///< as it is known while expanding: of the alias' logical id
    const Node* qualifier = nullptr;  ///< the alias' name as written, a Ref while judging
    std::vector<const Node*> destination_policies;  ///< of EventInvokeConfig, for the role
    RolePolicies policies;  ///< of the role, collected also when the function has a Role of its own

    [[nodiscard]] Target target(const SamResource& source) const;
};

/// Appends everything the function becomes. Refusals go to the context; what was made is then of no use.
void expand_function(Context& context, const SamResource& source, std::vector<Draft>& out);

// The steps, each in the file of its name.
Draft make_lambda(Context& context, const SamResource& source);          // function_lambda.cpp
void check_function_rules(Context& context, const SamResource& source);  // function_rules.cpp
void make_version_and_alias(Context& context, const SamResource& source,
                            FunctionParts& parts);  // function_alias.cpp
void make_function_url(Context& context, const SamResource& source, const FunctionParts& parts,
                       std::vector<Draft>& out);
void add_deployment_preference(Context& context, const SamResource& source,
                               FunctionParts& parts);  // code_deploy.cpp
void make_event_invoke_config(Context& context, const SamResource& source, FunctionParts& parts,
                              std::vector<Draft>& out);
void collect_policies(Context& context, const SamResource& source,
                      FunctionParts& parts);  // function_role.cpp
void make_function_role(Context& context, const SamResource& source, FunctionParts& parts,
                        std::vector<Draft>& out);

}  // namespace stackfit::sam
