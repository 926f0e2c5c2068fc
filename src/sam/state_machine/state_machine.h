// AWS::Serverless::StateMachine: the state machine, its role, version, alias and events.
#pragma once

#include <optional>
#include <vector>

#include "sam/context.h"
#include "sam/function/role.h"

namespace stackfit::sam {

/// A state machine in the course of its expansion.
struct StateMachineParts {
    Draft machine;
    std::optional<Draft> version;
    std::optional<Draft> alias;
    RolePolicies policies;  ///< of its execution role
};

/// Appends everything the state machine becomes. Refusals go to the context; what was made is then of no use.
void expand_state_machine(Context& context, const SamResource& source, std::vector<Draft>& out);

// The steps, each in the file of its name.
/// Definition or DefinitionUri, and the substitutions of both.
void define_state_machine(Context& context, const SamResource& source,
                          Draft& machine);  // state_machine_definition.cpp
void publish_state_machine(Context& context, const SamResource& source,
                           StateMachineParts& parts);  // state_machine_alias.cpp

}  // namespace stackfit::sam
