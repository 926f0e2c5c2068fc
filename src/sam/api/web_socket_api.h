// AWS::Serverless::WebSocketApi in the course of its expansion.
#pragma once

#include "sam/api/api_expansion.h"

namespace stackfit::sam {

/// A WebSocket API hands none of its attributes on, not even to the API itself: its source has none.
struct WebSocketApi : ApiExpansion {
    const Node* routes;                    ///< null when not a map
    const Node* auth;                      ///< null when there is none
    const Node* stage_name;                ///< a string, or an intrinsic
    std::vector<const Node*> route_ids{};  ///< of the routes made, in order
};

constexpr std::string_view connect_route = "$connect";

/// How clients prove who they are when they connect: the only moment at which API Gateway asks.
bool check_auth(const WebSocketApi& api);
/// Authorizes the $connect route. An authorizer goes to `authorizer`, with the permission it needs.
void authorize(const WebSocketApi& api, Draft& route, std::vector<Draft>& authorizer);
/// Each route with its integration and the permission to invoke its function (web_socket_api_route.cpp).
void add_routes(WebSocketApi& api, std::vector<Draft>& authorizer);

}  // namespace stackfit::sam
