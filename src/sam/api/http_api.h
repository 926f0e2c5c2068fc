// AWS::Serverless::HttpApi in the course of its expansion.
#pragma once

#include <vector>

#include "sam/api/api_authorizer.h"
#include "sam/api/open_api_editor.h"

namespace stackfit::sam {

struct HttpApi : DefinedApi {};

void write_open_api(HttpApi& http);                        ///< CORS and authorizers (http_api_definition.cpp)
void write_open_api_texts(HttpApi& http, Editable* tags);  ///< tags, endpoint, title, description
std::vector<ApiAuthorizer> read_authorizers(HttpApi& http);            ///< http_api_authorizer.cpp
Editable* definition(HttpApi& http, const ApiAuthorizer& authorizer);  ///< http_api_authorizer.cpp

}  // namespace stackfit::sam
