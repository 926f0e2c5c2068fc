#include "sam/connector/connection.h"

#include <algorithm>

#include "sam/fact_table.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

/// A kind of resource that a profile makes.
struct Kind {
    char makes[16];
    char type[24];
    char id_suffix[20];
    const Node* ConnectorEnd::*owner;  ///< what it needs of the end that it is attached to
    char owner_property[16];
    char needs[20];
    char given_as[12];  ///< how that is given without Id
    bool permission;
};

constexpr Kind kinds[] = {
    {"managed-policy", "AWS::IAM::ManagedPolicy", "Policy", &ConnectorEnd::role_name, "Roles", "IAM role",
     "RoleName", false},
    {"queue-policy", "AWS::SQS::QueuePolicy", "QueuePolicy", &ConnectorEnd::queue_url, "Queues", "queue URL",
     "QueueUrl", false},
    {"topic-policy", "AWS::SNS::TopicPolicy", "TopicPolicy", &ConnectorEnd::arn, "Topics", "ARN", "Arn",
     false},
    {"permission", "AWS::Lambda::Permission", "LambdaPermission", &ConnectorEnd::arn, "FunctionName", "ARN",
     "Arn", true},
};

/// A value of an end that a profile may ask for, as %{Source.Arn}.
struct Hole {
    char name[12];
    const Node* ConnectorEnd::*value;
};

constexpr Hole holes[] = {
    {"Arn", &ConnectorEnd::arn},
    {"ResourceId", &ConnectorEnd::resource_id},
    {"Name", &ConnectorEnd::name},
    {"Qualifier", &ConnectorEnd::qualifier},
};

/// `visit(text of the hole, its value)` for every hole there is, in the service's order.
template <class Visit>
void for_holes(const Connection& connection, Visit visit) {
    for (const Hole& hole : holes) {
        for (const ConnectorEnd* end : {&connection.source, &connection.destination})
            visit(*end, hole, end->*hole.value);
    }
}

std::string hole_text(const ConnectorEnd& end, const Hole& hole) {
    return "%{" + std::string(end.label) + "." + hole.name + "}";
}

/// A profile's content: a text that is a hole becomes its value, one that contains holes an Fn::Sub.
class ContentReader : public FactReader {
public:
    ContentReader(const Connection& connection, std::string_view json)
        : FactReader(connection.make, json), connection_(connection) {}

private:
    const Node* filled_text(std::string_view text) override {
        std::string pattern(text);
        const Node* whole = nullptr;
        std::vector<Member> variables;
        for_holes(connection_, [&](const ConnectorEnd& end, const Hole& hole, const Node* value) {
            const std::string written = hole_text(end, hole);
            const std::string name = std::string(end.label) + hole.name;
            if (pattern == written) whole = value;
            const std::string filled = replace_all(pattern, written, "${" + name + "}");
            if (filled != pattern) variables.push_back(make().member(name, value));
            pattern = filled;
        });
        if (whole != nullptr) return whole;
        if (!variables.empty()) return make().sub(pattern, make().map(variables));
        return pattern.find("${") == std::string::npos ? make().text(pattern) : make().sub(pattern);
    }

    const Connection& connection_;
};

/// Every value that the profile asks for, also for permissions that the connector does not take.
bool has_values(const Connection& connection) {
    std::vector<std::string> missing;
    Span place;
    for_holes(connection, [&](const ConnectorEnd& end, const Hole& hole, const Node* value) {
        const std::string written = hole_text(end, hole);
        const auto asks = [&](const ConnectorProfile::Permission& permission) {
            return permission.json.find(written) != std::string_view::npos;
        };
        const auto& all = connection.profile.permissions;
        if (value != nullptr || std::none_of(all.begin(), all.end(), asks)) return;
        if (missing.empty()) place = end.place;
        missing.push_back("'" + std::string(hole.name) + "' in '" + std::string(end.label) + "'");
    });
    if (missing.empty()) return true;
    connection.refuse(place, "from " + connection.types() + " needs " + join(missing, " and ") + ".");
    return false;
}

const Kind& kind_of(const ConnectorProfile& profile) {
    for (const Kind& kind : kinds) {
        if (profile.makes == kind.makes) return kind;
    }
    return kinds[0];
}

bool has_owner(const Connection& connection, const Kind& kind) {
    const ConnectorEnd& owner = connection.owner();
    if (truthy(owner.*kind.owner)) return true;
    std::string message = "needs the " + std::string(kind.needs) + " of its " + describe(owner);
    if (owner.id.empty())
        message += "; give it as '" + std::string(kind.given_as) + "'.";
    else
        message +=
            ", which SAM finds only where a property names it by Ref or Fn::GetAtt; or describe the resource "
            "without 'Id', with its '" +
            std::string(kind.given_as) + "'.";
    connection.refuse(owner.place, std::move(message));
    return false;
}

const Node* policy_document(const Connection& connection, const Permissions& permissions) {
    std::vector<const Node*> statements;
    for (const ConnectorProfile::Permission& permission : connection.profile.permissions) {
        if (permissions.count(permission.name) == 0) continue;
        const Node* content = ContentReader(connection, permission.json).value();
        statements.insert(statements.end(), content->items.begin(), content->items.end());
    }
    return connection.make.map(
        {{"Version", connection.make.text("2012-10-17")}, {"Statement", connection.make.list(statements)}});
}

/// What the template called the end before it was expanded: that a function is SAM's is told to whoever reads the metadata.
std::string_view written_type(Context& context, const ConnectorEnd& end) {
    const Resource* written = context.templ.resource(end.id);
    if (written != nullptr && !written->type.empty()) return written->type;
    const Api* implicit = context.apis.find(end.id);
    return implicit == nullptr ? end.type : implicit->source().type;
}

/// The author's Metadata with aws:sam:connectors.
const Node* metadata(const Connection& connection) {
    const Maker& make = connection.make;
    const auto end = [&](const ConnectorEnd& one) {
        return make.map({{"Type", make.text(written_type(connection.context, one))}});
    };
    const Node* made_types =
        make.map({{"Source", end(connection.source)}, {"Destination", end(connection.destination)}});
    const Member entry = make.member("aws:sam:connectors", make.map({{connection.connector.id, made_types}}));
    const Node* written = find_value(connection.connector.attributes, "Metadata");
    return written == nullptr ? make.map({entry}) : make.build().with(*written, entry);
}

Draft& add_draft(const Connection& connection, const Kind& kind, std::string_view permission,
                 std::vector<Draft>& out) {
    const std::string id = std::string(connection.connector.id) + std::string(permission) + kind.id_suffix +
                           connection.id_suffix;
    Draft& draft = out.emplace_back(
        id, kind.type, connection.context.maker(connection.make.span(), connection.connector.type, kind.type),
        connection.connector.attributes);
    draft.depends_on = connection.connector.depends_on;
    draft.set_attribute("Metadata", metadata(connection));
    return draft;
}

void add_policy(const Connection& connection, const Kind& kind, const Permissions& permissions,
                std::vector<Draft>& out) {
    Draft& policy = add_draft(connection, kind, {}, out);
    policy.set("PolicyDocument", policy_document(connection, permissions));
    policy.set(kind.owner_property, connection.make.list({connection.owner().*kind.owner}));
}

void add_permissions(const Connection& connection, const Kind& kind, const Permissions& permissions,
                     std::vector<Draft>& out) {
    for (const ConnectorProfile::Permission& permission : connection.profile.permissions) {
        if (permissions.count(permission.name) == 0) continue;
        Draft& draft = add_draft(connection, kind, permission.name, out);
        const Node* content = ContentReader(connection, permission.json).value();
        for (const Member& member : content->members) draft.set(member.key, member.value);
        draft.set(kind.owner_property, connection.owner().*kind.owner);
    }
}

/// What must not start before the policy is there: the source, or the mapping that polls it for the destination. There can be only
/// one such mapping, else the deployment fails anyway.
std::string_view waiting_resource(const Connection& connection) {
    const std::string_view source = connection.source.id;
    const std::string_view destination = connection.destination.id;
    if (connection.profile.waits == "source") return source;
    if (connection.profile.waits != "mapping" || source.empty() || destination.empty()) return {};
    return connection.context.event_source_mappings.between(source, destination, connection.context.output);
}

}  // namespace

std::string Connection::types() const {
    return std::string(source.type) + " to " + std::string(destination.type);
}

void Connection::refuse(Span place, std::string message) const {
    context.problems.refuse(place, "Connector '" + std::string(connector.id) + "' " + std::move(message));
}

void connect(const Connection& connection, Made& out) {
    const std::optional<Permissions> permissions = connector_permissions(connection);
    if (!permissions || !has_values(connection)) return;
    const Kind& kind = kind_of(connection.profile);
    if (!has_owner(connection, kind)) return;
    (kind.permission ? add_permissions : add_policy)(connection, kind, *permissions, out.drafts);
    const std::string_view waiting = waiting_resource(connection);
    if (!waiting.empty())
        out.waiting.emplace_back(waiting, out.drafts.back().make.text(out.drafts.back().id));
}

}  // namespace stackfit::sam
