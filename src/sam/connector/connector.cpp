#include "sam/connector/connector.h"

#include <iterator>

#include "sam/connector/connection.h"
#include "sam/logical_ids.h"
#include "sam/properties.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Source", map, Need::required},
    {"Destination", map | list, Need::required, map},
    {"Permissions", list, Need::required, text},
};

/// SAM refused to expand the end, or does not know its type.
bool is_unexpanded(const ConnectorEnd& end) {
    return end.type.starts_with("AWS::Serverless::") && end.type != "AWS::Serverless::Connector";
}

/// Unexpanded because of a mistake in the template's form: the service then does not even come to the connectors.
bool is_out_of_reach(const Context& context, const ConnectorEnd& end) {
    return is_unexpanded(end) && context.source_index.count(end.id) == 0 &&
           context.templ.resource(end.id) != nullptr;
}

std::string meant_or_all(std::string_view written, const std::vector<std::string>& known,
                         std::string_view all) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    const std::string_view meant = closest(written, names);
    if (!meant.empty()) return "; did you mean " + std::string(meant) + "?";
    return "; " + std::string(all) + " " + join(known, ", ") + ".";
}

/// There is no connector between the two types.
void refuse_types(Context& context, const ConnectorEnd& source, const ConnectorEnd& destination) {
    const std::string connector = "Connector '" + std::string(context.problems.of()) + "' ";
    const std::vector<std::string> destinations = connector_destinations(source.type);
    for (const ConnectorEnd* end : {&source, &destination}) {
        if (!is_unexpanded(*end)) continue;
        context.problems.refuse(
            end->place, connector + "cannot be made: its " + describe(*end) + " is not expanded itself.");
        return;
    }
    if (destinations.empty()) {
        context.problems.refuse(source.place,
                                connector + "cannot start from its " + describe(source) +
                                    meant_or_all(source.type, connector_sources(), "a source is one of"));
    } else {
        context.problems.refuse(destination.place,
                                connector + "cannot go from " + describe(source) + " to " +
                                    describe(destination) +
                                    meant_or_all(destination.type, destinations, "from there it can go to"));
    }
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
            if (!is_out_of_reach(context, *source) && !is_out_of_reach(context, *destination))
                refuse_types(context, *source, *destination);
            continue;
        }
        const std::string suffix =
            connector.value("Destination")->is_sequence() ? "Destination" + std::to_string(i) : "";
        connect({context, connector, make, *source, *destination, *profile, suffix}, out);
    }
}

void write_dependencies(Context& context, const SamResource& connector, const Made& made) {
    for (const auto& [waiting, policy] : made.waiting) context.output.depend(waiting, policy);
    std::vector<const Node*> ids;
    for (const Draft& draft : made.drafts) ids.push_back(draft.make.text(draft.id));
    context.output.replace_dependency(connector.id, ids);
}

}  // namespace

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
