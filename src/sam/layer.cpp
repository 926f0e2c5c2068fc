// AWS::Serverless::LayerVersion. A layer version cannot be changed, so its logical id carries a hash of everything written about it; what refers to
// the layer is redirected to the new id (references.cpp).
#include "sam/function/code_location.h"
#include "sam/logical_ids.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;

constexpr PropertyRule rules[] = {
    {"LayerName", text | map},
    {"Description", text},
    {"PublishLambdaVersion", boolean},
    {"ContentUri", text | map, Need::required},
    {"CompatibleArchitectures", list, optional, text | map},
    {"CompatibleRuntimes", list, optional, text | map},
    {"LicenseInfo", text},
    {"RetentionPolicy", text},
};

constexpr char resolved[][16] = {"LayerName", "LicenseInfo", "Description", "RetentionPolicy"};

/// The properties after the service has read four of them.
const Node* read_properties(Context& context, const SamResource& source) {
    const Node* properties = source.properties;
    for (const char* name : resolved) {
        const Member* member = source.property(name);
        if (member == nullptr || !truthy(member->value)) continue;
        const Reading reading = context.resolver.read(member->value);
        if (!reading.value->is_string() && !reading.value->is_mapping() &&
            (reading.fixed || !context.judging())) {
            context.problems.refuse(member->value->span,
                                    "'" + std::string(name) +
                                        "' must be a string, but its parameter's value is " +
                                        a_kind(*reading.value) + ".");
        }
        Member changed = *member;
        changed.value = reading.value;
        properties = context.build.with(*properties, changed);
    }
    return properties;
}

/// What RetentionPolicy asks for, "" when it is not set.
std::string_view retention(Context& context, const SamResource& source, const Node* properties) {
    const Node* policy = value_of(properties, "RetentionPolicy");
    if (policy == nullptr) return {};
    if (policy->is_string()) {
        const std::string lower = to_lower(policy->text);
        if (lower == "retain") return "Retain";
        if (lower == "delete") return "Delete";
    }
    const Node* written = source.value("RetentionPolicy");
    if (!context.judging() || !context.resolver.is_parameter_ref(written)) {
        context.problems.refuse(source.key_span("RetentionPolicy"),
                                "'RetentionPolicy' must be Retain or Delete, not " + quote(policy) + ".");
    }
    return {};
}

/// The hash is over the declaration as the service rebuilds it.
std::string layer_id(const Maker& make, const SamResource& source, const Node* properties) {
    std::vector<Member> known;
    for (const PropertyRule& rule : rules) {
        if (const Member* member = member_of(properties, rule.name)) known.push_back(*member);
    }
    std::vector<Member> declaration{make.member("Type", make.text(source.type))};
    if (source.depends_on != nullptr && truthy(source.depends_on->value))
        declaration.push_back(*source.depends_on);
    for (const Member& attribute : source.attributes) {
        if (attribute.key == "Condition" || attribute.key == "UpdatePolicy") declaration.push_back(attribute);
    }
    declaration.push_back(make.member("Properties", make.map(known)));
    return std::string(source.id) + hash_suffix(make.map({{source.id, make.map(declaration)}}));
}

void check_architectures(Context& context, const SamResource& source) {
    const Node* architectures = source.value("CompatibleArchitectures");
    if (architectures == nullptr || is_intrinsic(architectures)) return;
    if (architectures->is_mapping()) {
        context.problems.refuse(
            source.key_span("CompatibleArchitectures"),
            "'CompatibleArchitectures' must be a list of x86_64 and arm64, but it is a map.");
    }
    for (const Node* one : architectures->items) {
        if (is_intrinsic(one) || is_text(one, "arm64") || is_text(one, "x86_64")) continue;
        context.problems.refuse(one->span,
                                "'CompatibleArchitectures' takes x86_64 and arm64, not " + quote(one) + ".");
    }
}

}  // namespace

void expand_layer(Context& context, const SamResource& source, std::vector<Draft>& out) {
    if (!check_properties(rules, *source.properties, source.type, source.id_span, context.problems)) return;
    const Maker make = context.maker(source.id_span, source.type, "AWS::Lambda::LayerVersion");
    const Node* properties = read_properties(context, source);
    const Node* shown = context.judging() ? source.properties : properties;
    Draft layer(layer_id(make, source, properties), "AWS::Lambda::LayerVersion", make, source.inherited());
    check_logical_id(context, layer.id, source.id_span);
    layer.id_span = source.id_span;
    layer.depends_on = source.depends_on;
    const std::string_view policy = retention(context, source, properties);
    if (!policy.empty())
        layer.set_attribute("DeletionPolicy", make.at(source.key_span("RetentionPolicy")).text(policy));
    else if (layer.attribute("DeletionPolicy") == nullptr)
        layer.set_attribute("DeletionPolicy", make.text("Retain"));

    const Member* name = member_of(shown, "LayerName");
    if (name != nullptr && truthy(name->value))
        set_member(layer.properties, *name);
    else
        layer.set("LayerName", make.text(source.id));
    // From here on the service knows the layer by its new id, also in refusals.
    context.problems.of(layer.id);
    const Member& uri = *source.property("ContentUri");
    if (const auto location = s3_location(context, make.at(uri.key_span), uri)) {
        layer.set("Content", make.map({{"S3Bucket", location->bucket},
                                       {"S3Key", location->key},
                                       {"S3ObjectVersion", location->version}}));
    }
    for (const char* passed :
         {"Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"}) {
        if (const Member* member = member_of(shown, passed)) set_member(layer.properties, *member);
    }
    check_architectures(context, source);
    context.problems.of(source.id);
    context.renamed.emplace(source.id, layer.id);
    out.push_back(std::move(layer));
}

}  // namespace stackfit::sam
