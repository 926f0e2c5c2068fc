#include "connector.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "connector_end.h"
#include "connector_profiles.h"
#include "fact_table.h"
#include "logical_ids.h"
#include "properties.h"
#include "stackfit/support/text.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Source", map, Need::required},
    {"Destination", map | list, Need::required, map},
    {"Permissions", list, Need::required, text},
};

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

/// A connector with its ends found: one of its destinations.
struct Connection {
    Context& context;
    const SamResource& connector;
    Maker make;
    ConnectorEnd source;
    ConnectorEnd destination;
    ConnectorProfile profile;
    std::string id_suffix;  ///< "Destination1", when there is a list of them

    [[nodiscard]] const ConnectorEnd& owner() const { return profile.of_source() ? source : destination; }
    [[nodiscard]] std::string types() const {
        return std::string(source.type) + " to " + std::string(destination.type);
    }
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

void refuse(const Connection& connection, Span place, std::string message) {
    connection.context.problems.refuse(
        place, "Connector '" + std::string(connection.connector.id) + "' " + std::move(message));
}

/// The names in Permissions. A map with one key counts as a function, whose value is left to CloudFormation: the service then takes its key for a name.
std::vector<const Node*> permission_names(const SamResource& connector, const Maker& make) {
    const Node& written = *connector.value("Permissions");
    if (const Member* only = written.only()) return {make.at(only->key_span).text(only->key)};
    return {written.items.begin(), written.items.end()};
}

std::string names_of(const std::vector<ConnectorProfile::Permission>& permissions) {
    std::vector<std::string> names;
    for (const ConnectorProfile::Permission& permission : permissions) names.emplace_back(permission.name);
    return join(names, " and ");
}

bool is_allowed_combination(const Connection& connection, const std::set<std::string_view>& names) {
    if (connection.profile.combinations == "-") return true;
    const std::vector<std::string> given(names.begin(), names.end());
    for (const std::string_view allowed : split(connection.profile.combinations, ',')) {
        if (allowed == join(given, "+")) return true;
    }
    return false;
}

/// The distinct names in Permissions, when the profile knows all of them and allows them together.
std::optional<std::set<std::string_view>> permissions_of(const Connection& connection) {
    const Span place = connection.connector.key_span("Permissions");
    const ConnectorProfile& profile = connection.profile;
    std::set<std::string_view> names;
    std::vector<std::string> unknown;
    Span first = place;
    for (const Node* name : permission_names(connection.connector, connection.make)) {
        if (!names.insert(name->text).second || profile.find(name->text) != nullptr) continue;
        if (unknown.empty()) first = name->span;
        unknown.push_back("'" + std::string(name->text) + "'");
    }
    const std::string known = names_of(profile.permissions);
    if (names.empty()) {
        refuse(connection, place,
               "asks for no permissions; from " + connection.types() + " there is " + known + ".");
    } else if (!unknown.empty()) {
        refuse(connection, first,
               "asks for " + join(unknown, ", ") + "; from " + connection.types() + " there is only " +
                   known + ".");
    } else if (!is_allowed_combination(connection, names)) {
        const std::vector<std::string> given(names.begin(), names.end());
        refuse(connection, place,
               "asks for " + join(given, " and ") + " alone; from " + connection.types() +
                   " the permissions can only be " +
                   replace_all(replace_all(profile.combinations, ",", " or "), "+", " with ") + ".");
    } else {
        return names;
    }
    return std::nullopt;
}

/// Every value that the profile asks for, also for permissions that the connector does not take.
bool has_values(const Connection& connection) {
    bool complete = true;
    for_holes(connection, [&](const ConnectorEnd& end, const Hole& hole, const Node* value) {
        const std::string written = hole_text(end, hole);
        const auto asks = [&](const ConnectorProfile::Permission& permission) {
            return permission.json.find(written) != std::string_view::npos;
        };
        const auto& all = connection.profile.permissions;
        if (value != nullptr || std::none_of(all.begin(), all.end(), asks)) return;
        refuse(
            connection, end.place,
            "from " + connection.types() + " needs '" + hole.name + "' in '" + std::string(end.label) + "'.");
        complete = false;
    });
    return complete;
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
    refuse(connection, owner.place, std::move(message));
    return false;
}

const Node* policy_document(const Connection& connection, const std::set<std::string_view>& permissions) {
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
    const Node* types =
        make.map({{"Source", end(connection.source)}, {"Destination", end(connection.destination)}});
    const Member entry = make.member("aws:sam:connectors", make.map({{connection.connector.id, types}}));
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

void add_policy(const Connection& connection, const Kind& kind, const std::set<std::string_view>& permissions,
                std::vector<Draft>& out) {
    Draft& policy = add_draft(connection, kind, {}, out);
    policy.set("PolicyDocument", policy_document(connection, permissions));
    policy.set(kind.owner_property, connection.make.list({connection.owner().*kind.owner}));
}

void add_permissions(const Connection& connection, const Kind& kind,
                     const std::set<std::string_view>& permissions, std::vector<Draft>& out) {
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

/// The resources that a connector makes, and who is to wait for which of them.
struct Made {
    std::vector<Draft> drafts;
    std::vector<std::pair<std::string_view, const Node*>> waiting;
};

void connect(const Connection& connection, Made& out) {
    const std::optional<std::set<std::string_view>> permissions = permissions_of(connection);
    if (!permissions || !has_values(connection)) return;
    const Kind& kind = kind_of(connection.profile);
    if (!has_owner(connection, kind)) return;
    (kind.permission ? add_permissions : add_policy)(connection, kind, *permissions, out.drafts);
    const std::string_view waiting = waiting_resource(connection);
    if (!waiting.empty())
        out.waiting.emplace_back(waiting, out.drafts.back().make.text(out.drafts.back().id));
}

void refuse_types(Context& context, const ConnectorEnd& source, const ConnectorEnd& destination) {
    const std::vector<std::string> destinations = connector_destinations(source.type);
    std::string message = "Connector '" + std::string(context.problems.of()) + "' from " + describe(source) +
                          " to " + describe(destination) + " is not one that SAM knows";
    if (destinations.empty())
        message += "; a source is one of " + join(connector_sources(), ", ") + ".";
    else
        message += "; from " + std::string(source.type) + " there are connectors to " +
                   join(destinations, ", ") + ".";
    context.problems.refuse(destinations.empty() ? source.place : destination.place, std::move(message));
}

/// Destination: one map, or a list of them.
std::vector<WrittenEnd> destinations_of(const SamResource& connector) {
    const Member& written = *connector.property("Destination");
    if (written.value->is_mapping()) return {{"Destination", written.value, written.key_span}};
    std::vector<WrittenEnd> all;
    for (const Node* item : written.value->items) all.push_back({"Destination", item, item->span});
    return all;
}

void expand_destinations(Context& context, const SamResource& connector, Made& out) {
    const Maker make = context.maker(connector.id_span, connector.type, "permissions");
    const Member& written = *connector.property("Source");
    const WrittenEnd from{"Source", written.value, written.key_span};
    const std::vector<WrittenEnd> destinations = destinations_of(connector);
    if (destinations.empty())
        context.problems.refuse(connector.key_span("Destination"),
                                "Connector '" + std::string(connector.id) +
                                    "' has an empty list of destinations; it needs at least one.");
    for (std::size_t i = 0; i < destinations.size(); ++i) {
        const std::optional<ConnectorEnd> destination =
            find_connector_end(context, make, destinations[i], from);
        const std::optional<ConnectorEnd> source = find_connector_end(context, make, from, destinations[i]);
        if (!source || !destination) continue;
        const std::optional<ConnectorProfile> profile =
            find_connector_profile(source->type, destination->type);
        if (!profile) {
            refuse_types(context, *source, *destination);
            continue;
        }
        const std::string suffix =
            connector.value("Destination")->is_sequence() ? "Destination" + std::to_string(i) : "";
        connect({context, connector, make, *source, *destination, *profile, suffix}, out);
    }
}

bool check_connector(Context& context, const SamResource& connector) {
    const Node* metadata = find_value(connector.attributes, "Metadata");
    const bool good = metadata == nullptr || metadata->is_mapping();
    if (!good)
        context.problems.refuse(metadata->span, "'Metadata' of connector '" + std::string(connector.id) +
                                                    "' must be a map, but it is " + a_kind(*metadata) + ".");
    return check_logical_id(context, connector.id, connector.id_span) &&
           check_properties(rules, *connector.properties, connector.type, connector.id_span,
                            context.problems) &&
           good;
}

void write_dependencies(Context& context, const SamResource& connector, const Made& made) {
    for (const auto& [waiting, policy] : made.waiting) context.output.depend(waiting, policy);
    std::vector<const Node*> ids;
    for (const Draft& draft : made.drafts) ids.push_back(draft.make.text(draft.id));
    context.output.replace_dependency(connector.id, ids);
}

}  // namespace

void expand_connector(Context& context, const SamResource& source, std::vector<Draft>& out) {
    const std::string_view before = context.problems.of();
    context.problems.of(source.id);
    const std::size_t refusals = context.problems.refusals();
    Made made;
    if (check_connector(context, source)) expand_destinations(context, source, made);
    if (context.problems.refusals() == refusals) {
        write_dependencies(context, source, made);
        std::move(made.drafts.begin(), made.drafts.end(), std::back_inserter(out));
    }
    context.problems.of(before);
}

}  // namespace stackfit::sam
