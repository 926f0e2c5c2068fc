// The other AWS::Serverless types.
#pragma once

#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

void expand_simple_table(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_layer(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_rest_api(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_http_api_resource(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_web_socket_api(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_capacity_provider(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_graphql_api(Context& context, const SamResource& source, std::vector<Draft>& out);
void expand_application(Context& context, const SamResource& source, std::vector<Draft>& out);

}  // namespace stackfit::sam
