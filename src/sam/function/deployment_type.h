// DeploymentPreference.Type as the name of a CodeDeploy deployment configuration.
#pragma once

#include "sam/context.h"

namespace stackfit::sam {

/// One of SAM's nine names becomes {Fn::Sub: [CodeDeployDefault.Lambda${ConfigName}, ...]}, also within functions; any other value is the
/// name of a configuration of the account. While judging, a parameter is kept: where it may be one of SAM's names, the world decides.
const Node* deployment_config(Context& context, const Maker& make, const SamResource& source,
                              const Node& type);

}  // namespace stackfit::sam
