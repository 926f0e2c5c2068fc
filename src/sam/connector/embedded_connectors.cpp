// Connectors written as an attribute of the resource that is their source.
#include "sam/connector/connector.h"
#include "sam/globals.h"
#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view connector_type = "AWS::Serverless::Connector";

/// A connector in `Connectors` of a resource.
struct Embedded {
    const Resource& owner;
    const Member& written;
    std::string_view id;
    std::string name;  ///< 'Connectors.Name' of 'Owner', for messages
};

std::string must_be_map(const std::string& what, const Node* value) {
    return what + " must be a map, but it is " + (value == nullptr ? "missing" : a_kind(*value)) + ".";
}

/// {Id: owner} and what SourceReference says of it.
const Node* source_of(const Embedded& embedded, const Maker& make, const Member* reference) {
    std::vector<Member> members{make.member("Id", make.text(embedded.owner.id))};
    if (reference != nullptr)
        members.insert(members.end(), reference->value->members.begin(), reference->value->members.end());
    return make.map(members);
}

/// SourceReference adds to the source, which is the owner and nothing else.
bool check_reference(Context& context, const Embedded& embedded, const Member& reference) {
    if (!reference.value->is_mapping()) {
        context.problems.refuse(reference.key_span,
                                must_be_map("'SourceReference' of " + embedded.name, reference.value));
        return false;
    }
    const Member* id = reference.value->find("Id");
    if (id == nullptr) return true;
    context.problems.refuse_other(embedded.written.key, id->key_span,
                                  "'SourceReference' of " + embedded.name +
                                      " cannot have an 'Id': the source is '" +
                                      std::string(embedded.owner.id) + "', where the connector is written.");
    return false;
}

/// {Source, Destination, Permissions}, or null when it is refused.
const Node* properties_of(Context& context, const Embedded& embedded) {
    const Member* properties = embedded.written.value->find("Properties");
    if (properties == nullptr || !properties->value->is_mapping()) {
        const Span place = properties == nullptr ? embedded.written.key_span : properties->key_span;
        const Node* value = properties == nullptr ? nullptr : properties->value;
        context.problems.refuse(place, must_be_map("'Properties' of " + embedded.name, value));
        return nullptr;
    }
    const Member* reference = properties->value->find("SourceReference");
    if (reference != nullptr && !check_reference(context, embedded, *reference)) return nullptr;
    const Span cause = reference == nullptr ? embedded.written.key_span : reference->key_span;
    const Maker make = context.maker(cause, "Connectors." + std::string(embedded.written.key), "Source");
    const Member source = make.member("Source", source_of(embedded, make, reference));
    return context.build.with(*context.build.without(*properties->value, "SourceReference"), source);
}

bool is_new_id(Context& context, const Embedded& embedded) {
    const Resource* other = context.templ.resource(embedded.id);
    if (other == nullptr && context.apis.find(embedded.id) == nullptr) return true;
    // The service names neither resource as the one at fault.
    context.problems.refuse_other(
        {}, embedded.written.key_span,
        embedded.name + " expands to a connector '" + std::string(embedded.id) +
            "', but the template has another resource of that id; rename one of them.");
    return false;
}

void read_connector(Context& context, const Resource& owner, const Member& written) {
    const std::string_view id = context.text(std::string(owner.id) + std::string(written.key));
    const Embedded embedded{
        owner, written, id,
        "'Connectors." + std::string(written.key) + "' of '" + std::string(owner.id) + "'"};
    context.problems.of(id, owner.id);  // the service goes on with the next connector behind a mistake of one
    if (!written.value->is_mapping()) {
        context.problems.refuse_other(id, written.key_span, must_be_map(embedded.name, written.value));
        return;
    }
    const Node* properties = properties_of(context, embedded);
    if (properties == nullptr) return;
    SamResource connector;
    connector.id = id;
    connector.id_span = written.key_span;
    connector.type = connector_type;
    connector.node = written.value;
    connector.properties = connector.local = properties;
    read_attributes(connector);
    context.problems.of(id);
    const bool good = check_connector(context, connector) && is_new_id(context, embedded);
    context.problems.of(owner.id);
    if (!good) return;
    const auto [place, added] = context.embedded_index.emplace(id, context.embedded.size());
    if (added)
        context.embedded.push_back({std::move(connector), owner.id});
    else
        context.embedded[place->second] = {std::move(connector), owner.id};
}

}  // namespace

void collect_embedded_connectors(Context& context) {
    for (const std::string_view id : context.apis.order()) {
        const Resource* owner = context.templ.resource(id);
        const Member* connectors = owner == nullptr ? nullptr : owner->node->find("Connectors");
        if (connectors == nullptr) continue;
        context.problems.of(owner->id);
        if (!connectors->value->is_mapping())
            context.problems.refuse(
                connectors->key_span,
                must_be_map("'Connectors' of '" + std::string(id) + "'", connectors->value));
        for (const Member& written : connectors->value->members) read_connector(context, *owner, written);
    }
    context.problems.of({});
    std::vector<std::string_view> ids;
    for (const EmbeddedConnector& connector : context.embedded) ids.push_back(connector.resource.id);
    context.apis.add_resources(ids);
}

}  // namespace stackfit::sam
