#include "sam/function/function.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;

constexpr PropertyRule rules[] = {
    {"PointInTimeRecoverySpecification"},
    {"PrimaryKey", map, optional, anything, text},
    {"ProvisionedThroughput", map, optional, anything, integer | map},
    {"TableName", text | map},
    {"Tags", map},
    {"SSESpecification", map},
};

const Node* attribute_type(Context& context, const Maker& make, const Node& type) {
    if (is_text(&type, "String")) return make.text("S");
    if (is_text(&type, "Number")) return make.text("N");
    if (is_text(&type, "Binary")) return make.text("B");
    context.problems.refuse(
        type.span, "Type of 'PrimaryKey' must be String, Number or Binary, not " + quote(&type) + ".");
    return make.text("S");
}

/// {AttributeName, AttributeType}; "id", a string, when there is no PrimaryKey.
const Node* primary_key(Context& context, const Maker& make, const Member* key) {
    if (key == nullptr || !truthy(key->value))
        return make.map({{"AttributeName", make.text("id")}, {"AttributeType", make.text("S")}});
    const Maker here = make.at(key->key_span);
    const Node* name = value_of(key->value, "Name");
    const Node* type = value_of(key->value, "Type");
    if (name == nullptr || type == nullptr) {
        context.problems.wrong_property(key->key_span, "'PrimaryKey' needs both Name and Type.");
        return nullptr;
    }
    return here.map({{"AttributeName", name}, {"AttributeType", attribute_type(context, here, *type)}});
}

}  // namespace

void expand_simple_table(Context& context, const SamResource& source, std::vector<Draft>& out) {
    if (!check_properties(rules, *source.properties, source.type, source.id_span, context.problems)) return;
    const Maker make = context.maker(source.id_span, source.type, "AWS::DynamoDB::Table");
    Draft table(source.id, "AWS::DynamoDB::Table", make, source.attributes);
    table.id_span = source.id_span;
    table.depends_on = source.depends_on;
    const Node* key = primary_key(context, make, source.property("PrimaryKey"));
    if (key == nullptr) return;
    table.set("AttributeDefinitions", make.list({key}));
    table.set("KeySchema", make.list({make.map({{"AttributeName", key->get("AttributeName")},
                                                {"KeyType", make.text("HASH")}})}));
    for (const char* name :
         {"PointInTimeRecoverySpecification", "ProvisionedThroughput", "SSESpecification", "TableName"}) {
        if (truthy(source.value(name))) table.pass(source, name);
    }
    if (!truthy(source.value("ProvisionedThroughput")))
        table.set("BillingMode", make.text("PAY_PER_REQUEST"));
    if (truthy(source.value("Tags"))) {
        std::vector<const Node*> tags;
        append_tags(make, source.value("Tags"), tags);
        table.set("Tags", make.list(tags));
    }
    out.push_back(std::move(table));
}

}  // namespace stackfit::sam
