#include "sam/connector/connector_end.h"

#include "sam/connector/connector_profiles.h"
#include "sam/fact_table.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

struct Expanded {
    char sam[32];
    char made[36];
};

/// Types that may be written as SAM's own although they stand for the resource that is made of it.
constexpr Expanded expanded[] = {
    {"AWS::Serverless::Function", "AWS::Lambda::Function"},
    {"AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"},
    {"AWS::Serverless::Api", "AWS::ApiGateway::RestApi"},
    {"AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"},
    {"AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"},
};

std::string_view expanded_type(std::string_view type) {
    for (const Expanded& known : expanded) {
        if (type == known.sam) return known.made;
    }
    return type;
}

class ValueReader : public FactReader {
public:
    ValueReader(const Maker& make, std::string_view json, std::string_view id)
        : FactReader(make, json), id_(id) {}

private:
    const Node* filled_text(std::string_view text) override {
        return make().text(text == "%{logicalId}" ? id_ : text);
    }

    std::string_view id_;
};

bool is_name(const Node* value) { return value != nullptr && value->is_string() && !value->text.empty(); }

void refuse(Context& context, Span place, std::string message) {
    context.problems.refuse(place,
                            "Connector '" + std::string(context.problems.of()) + "': " + std::move(message));
}

std::string quoted(std::string_view label) { return "'" + std::string(label) + "'"; }

/// Only Qualifier goes together with Id.
bool is_well_formed(Context& context, const WrittenEnd& written) {
    const bool by_id = written.node->find("Id") != nullptr;
    const Member* value = nullptr;
    for (const Member& member : written.node->members) {
        if (member.key != "Id" && member.key != "Qualifier") value = &member;
    }
    if (by_id != (value != nullptr)) return true;
    const std::string end = quoted(written.label);
    if (by_id) {
        refuse(context, value->key_span,
               end + " has both 'Id' and '" + std::string(value->key) +
                   "'; give 'Id', with 'Qualifier' if need be, or describe the resource without 'Id'.");
    } else {
        refuse(context, written.place,
               end + " names no resource; give its 'Id', or 'Type' and what the connector needs of it.");
    }
    return false;
}

std::optional<ConnectorEnd> described_end(Context& context, const WrittenEnd& written) {
    const Node* type = written.node->get("Type");
    if (!is_name(type)) {
        refuse(context, type == nullptr ? written.place : type->span,
               quoted(written.label) +
                   (type == nullptr ? " has neither an 'Id' nor a 'Type'"
                                    : " has a 'Type' that is " + quote(type)) +
                   "; without 'Id', 'Type' must be the type of a resource.");
        return std::nullopt;
    }
    const auto value = [&](std::string_view name) { return value_of(written.node, name); };
    return ConnectorEnd{written.label,
                        written.place,
                        {},
                        expanded_type(type->text),
                        value("Arn"),
                        value("RoleName"),
                        value("QueueUrl"),
                        value("ResourceId"),
                        value("Name"),
                        value("Qualifier")};
}

/// The role of the target of an event rule that is the connector's other end.
std::optional<const Node*> target_role(const Node* properties, const Node& other) {
    const Node* targets = properties->get("Targets");
    if (targets == nullptr) return nullptr;
    if (!targets->is_sequence()) return std::nullopt;
    const Node* id = other.get("Id");
    const Node* arn = other.get("Arn");
    for (const Node* target : targets->items) {
        if (!target->is_mapping()) return std::nullopt;
        const Node* target_arn = target->get("Arn");
        const std::string_view target_id = referred_id(target_arn);
        const bool same_id = !target_id.empty() && id != nullptr && is_text(id, target_id);
        if (same_id || (truthy(arn) && target_arn != nullptr && same_value(arn, target_arn)))
            return target->get("RoleArn");
    }
    return nullptr;
}

/// {Ref: role} of the role that the resource's own property names; nothing when that cannot be read.
std::optional<const Node*> role_name(const Maker& make, std::string_view property, const Node* properties,
                                     const Node& other) {
    if (property == "-") return nullptr;
    if (properties == nullptr) properties = make.map(std::vector<Member>{});
    if (!properties->is_mapping()) return std::nullopt;
    std::optional<const Node*> role = properties->get(property);
    if (property == "target") role = target_role(properties, other);
    if (!role) return std::nullopt;
    const std::string_view id = referred_id(*role);
    return id.empty() ? nullptr : make.at((*role)->span).ref(id);
}

std::optional<ConnectorEnd> resource_end(Context& context, const Maker& make, const WrittenEnd& written,
                                         const Node& id, const WrittenEnd& other) {
    const Node* resource = context.output.find(id.text);
    if (resource != nullptr && !resource->is_mapping()) return std::nullopt;  // refused for its form
    if (resource == nullptr || resource->members.empty()) {
        refuse(context, id.span,
               quoted(written.label) + " is '" + std::string(id.text) +
                   "', which is no resource of the template.");
        return std::nullopt;
    }
    const Node* type = resource->get("Type");
    if (!is_name(type)) {
        refuse(context, id.span,
               quoted(written.label) + " is '" + std::string(id.text) + "', which has no 'Type'.");
        return std::nullopt;
    }
    const ConnectorResource known = find_connector_resource(type->text);
    const std::optional<const Node*> role =
        role_name(make, known.role, resource->get("Properties"), *other.node);
    if (!role) {
        refuse(context, id.span,
               "the role of '" + std::string(id.text) +
                   "' cannot be found: SAM needs its 'Properties' as a map" +
                   (known.role == "target" ? ", and its 'Targets' as a list of maps." : "."));
        return std::nullopt;
    }
    ConnectorEnd end{written.label, id.span, id.text, type->text};
    end.role_name = *role;
    const Node* values = known.values.empty() ? nullptr : ValueReader(make, known.values, id.text).value();
    if (values != nullptr) {
        end.arn = values->get("Arn");
        end.queue_url = values->get("Url");
        end.resource_id = values->get("Id");
        end.name = values->get("Name");
        end.qualifier = values->get("Qualifier");
    }
    if (written.node->find("Qualifier") != nullptr) end.qualifier = value_of(written.node, "Qualifier");
    return end;
}

}  // namespace

std::optional<ConnectorEnd> find_connector_end(Context& context, const Maker& make, const WrittenEnd& written,
                                               const WrittenEnd& other) {
    if (!is_well_formed(context, written)) return std::nullopt;
    const Node* id = written.node->get("Id");
    if (!truthy(id)) return described_end(context, written);
    if (!id->is_string()) {
        refuse(context, id->span,
               "'Id' of " + quoted(written.label) + " must be the logical id of a resource, but it is " +
                   a_kind(*id) + ".");
        return std::nullopt;
    }
    return resource_end(context, make.at(written.place), written, *id, other);
}

std::string describe(const ConnectorEnd& end) {
    const std::string type(end.type);
    return std::string(end.label) +
           (end.id.empty() ? " (" + type + ")" : " '" + std::string(end.id) + "' (" + type + ")");
}

}  // namespace stackfit::sam
