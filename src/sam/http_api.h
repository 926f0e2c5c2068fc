// AWS::Serverless::HttpApi in the course of its expansion.
#pragma once

#include <string>
#include <vector>

#include "context.h"
#include "open_api_editor.h"
#include "rest_api.h"

namespace stackfit::sam {

struct HttpApi {
    Context& context;
    Api& api;
    const SamResource& source;
    Maker make;
    std::vector<Draft>& out;

    [[nodiscard]] Py* get(std::string_view key) const { return api.get(key); }
    [[nodiscard]] PyHeap& heap() const { return context.apis.heap(); }
    [[nodiscard]] Span place(std::string_view key) const;
    void refuse(std::string_view key, std::string message) const;
    [[nodiscard]] const Node* node(std::string_view key) const;
    [[nodiscard]] Maker cause(std::string_view property, std::string_view made) const;
};

void write_open_api(HttpApi& http);                   ///< CORS and authorizers (http_api_definition.cpp)
void write_open_api_texts(HttpApi& http, Py* tags);   ///< tags, endpoint, title, description
void add_http_authorizer_permissions(HttpApi& http);  ///< http_api_authorizer.cpp
void make_http_domain(HttpApi& http);                 ///< http_api_domain.cpp

struct HttpAuthorizer {
    std::string_view name;
    bool unicode = false;
    Py* config = nullptr;  ///< null: AWS_IAM
    Span place;

    [[nodiscard]] Py* get(std::string_view key) const {
        return config == nullptr ? nullptr : config->value(key);
    }
    Py* definition(HttpApi& http) const;
};
std::vector<HttpAuthorizer> read_http_authorizers(HttpApi& http);

/// arn:${AWS::Partition}:... : may API Gateway's authorizers of this API call the function?
Draft authorizer_permission(const Maker& make, std::string_view id, const Node* function, const Node* api,
                            std::vector<Member> inherited);

}  // namespace stackfit::sam
