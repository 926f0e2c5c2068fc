// What lets a GraphQL API reach its tables and functions: connectors that nobody wrote.
#include "sam/connector/connector.h"
#include "sam/graphql/graphql.h"

namespace stackfit::sam {
namespace {

const Node* described(const Maker& make, const Endpoint& end) {
    return make.map({{"Type", make.text(end.type)},
                     {"Arn", end.arn},
                     {"RoleName", end.role_name},
                     {"ResourceId", end.resource_id}});
}

}  // namespace

void connect(GraphQl& api, const Maker& make, std::string_view id, const Endpoint& from, const Endpoint& to,
             const Node* permissions) {
    if (!api.mistakes.empty())
        return;  // the service stops at the first mistake; its connectors have some of their own
    SamResource connector;
    connector.id = api.context.text(id);
    connector.id_span = make.span();
    connector.type = "AWS::Serverless::Connector";
    connector.properties = make.map({{"Source", described(make, from)},
                                     {"Destination", described(make, to)},
                                     {"Permissions", permissions}});
    expand_connector(api.context, connector, api.out);
}

}  // namespace stackfit::sam
