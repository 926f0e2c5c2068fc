// DeploymentPreference: the alias is moved by CodeDeploy instead of at once.
#pragma once

#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// The application, its role and the deployment groups of all preferences collected in the context.
void finish_deployments(Context& context, std::vector<Draft>& out);

}  // namespace stackfit::sam
