// AutoPublishAlias: a version whose logical id changes with the code, and an alias that points at it.
//
// CloudFormation publishes a version only when a resource of type AWS::Lambda::Version is created. SAM therefore puts a hash into its
// logical id: of the code's location, the environment, memory and SnapStart; with AutoPublishAliasAllProperties of every property; with
// AutoPublishCodeSha256 it takes that value instead. The old version's resource disappears from the template and is kept in the
// account by DeletionPolicy Retain, so that a rollback can find it.
#include "sam/function/function.h"
#include "sam/logical_ids.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {
namespace {

bool is_name_character(char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; }

bool is_alias_name(std::string_view name) {
    bool digits_only = true;
    for (const char c : name) {
        if (!is_name_character(c)) return false;
        digits_only = digits_only && is_digit(c);
    }
    return !name.empty() && !digits_only;
}

/// Logical ids take no '-' and '_'.
std::string id_part(std::string_view name) {
    std::string part;
    for (const char c : name) {
        if (c == '-')
            part += 'D';
        else if (c == '_')
            part += 'U';
        else if (is_name_character(c))
            part += c;
    }
    return part;
}

/// The alias' name as far as it is known now, or "" after a refusal. While judging, a parameter without a value lends its own name.
std::string alias_name(Context& context, const Member& property) {
    const Reading reading = context.resolver.read(property.value);
    const bool open = context.judging() && context.resolver.is_open_parameter(ref_name(property.value));
    if (open) return std::string(ref_name(property.value));
    if (!reading.value->is_string()) {
        if (context.judging() && context.resolver.is_parameter_ref(property.value))
            return std::string(ref_name(property.value));
        context.problems.refuse(
            property.value->span,
            "'AutoPublishAlias' must be a string or a Ref to a parameter of the template, not " +
                quote(reading.value) + ".");
        return {};
    }
    const std::string name(reading.value->text);
    if (context.judging() && !reading.fixed)
        return name.empty() ? std::string(ref_name(property.value)) : name;
    if (!is_alias_name(name)) {
        context.problems.refuse(
            property.value->span,
            "'AutoPublishAlias' is '" + name +
                "'; an alias' name holds letters, digits, '-' and '_', and not digits only.");
        return {};
    }
    return name;
}

/// AutoPublishCodeSha256 as the service reads it; null when it is not set.
const Node* code_hash(Context& context, const SamResource& source) {
    const Member* property = source.property("AutoPublishCodeSha256");
    if (property == nullptr || !truthy(property->value)) return nullptr;
    const Reading reading = context.resolver.read(property->value);
    if (reading.value->is_string()) return reading.value;
    if (!context.judging() || !context.resolver.is_parameter_ref(property->value)) {
        context.problems.refuse(property->value->span,
                                "'AutoPublishCodeSha256' must be a string or a Ref to a parameter, not " +
                                    quote(reading.value) + ".");
    }
    return nullptr;
}

/// Lambda publishes nothing when only the code's location changed, so the service writes the hash into the description too.
void describe(Context& context, const SamResource& source, Draft& lambda, const Node* hash) {
    const Maker make =
        context.maker(source.key_span("AutoPublishCodeSha256"), "AutoPublishCodeSha256", "Description");
    const Node* written = source.value("Description");
    const Node* description = context.judging() ? written : context.resolver.read(written).value;
    const Node* shown = context.judging() ? source.value("AutoPublishCodeSha256") : hash;
    if (!truthy(description)) {
        lambda.set("Description", shown->is_string() ? make.text(shown->text) : shown);
    } else if (description->is_string() && shown->is_string()) {
        lambda.set("Description", make.text(std::string(description->text) + " " + std::string(shown->text)));
    } else {
        lambda.set("Description",
                   make.map({{"Fn::Join", make.list({make.text(" "), make.list({description, shown})})}}));
    }
}

void add_layers(Context& context, const Draft& lambda, std::vector<Member>& hashed) {
    const Node* layers = lambda.property("Layers");
    if (layers == nullptr) return;
    for (const Node* layer : layers->items) {
        const std::string_view id = referred_id(layer);
        const Node* properties = id.empty() ? nullptr : context.properties_of(id);
        if (properties == nullptr || !truthy(value_of(properties, "PublishLambdaVersion"))) continue;
        set_member(hashed, lambda.make.member(id, properties));
    }
}

/// What a new version is published for.
const Node* hashed_properties(Context& context, const SamResource& source, const Draft& lambda) {
    const Node* code = context.resolver.read(lambda.property("Code")).value;
    std::vector<Member> hashed;
    if (truthy(source.value("AutoPublishAliasAllProperties"))) {
        hashed = lambda.properties;
        set_member(hashed, lambda.make.member("Code", code));
        add_layers(context, lambda, hashed);
        return lambda.make.map(hashed);
    }
    hashed.assign(code->members.begin(), code->members.end());
    if (const Node* environment = lambda.property("Environment"); truthy(environment)) {
        for (const Member& member : environment->members) set_member(hashed, member);
    }
    if (truthy(lambda.property("MemorySize")))
        set_member(hashed, lambda.make.member("MemorySize", lambda.property("MemorySize")));
    const Node* snap_start = lambda.property("SnapStart");
    const Node* apply_on = truthy(snap_start) ? snap_start->get("ApplyOn") : nullptr;
    if (apply_on != nullptr && !is_text(apply_on, "None"))
        set_member(hashed, lambda.make.member("SnapStart", snap_start));
    return lambda.make.map(hashed);
}

Draft make_version(Context& context, const SamResource& source, const Draft& lambda, const Node* hash) {
    const std::string suffix = truthy(hash) ? std::string(hash->text.substr(0, 10))
                                            : hash_suffix(hashed_properties(context, source, lambda));
    const Maker make =
        context.maker(source.key_span("AutoPublishAlias"), "AutoPublishAlias", "AWS::Lambda::Version");
    Draft version(std::string(source.id) + "Version" + suffix, "AWS::Lambda::Version", make,
                  source.inherited());
    if (!context.judging() || hash == nullptr || source.value("AutoPublishCodeSha256")->is_string())
        check_logical_id(context, version.id, source.key_span("AutoPublishCodeSha256"));
    if (version.attribute("DeletionPolicy") == nullptr) {
        const Member* policy = source.property("VersionDeletionPolicy");
        const bool managed = source.property("CapacityProviderConfig") != nullptr;
        if (policy != nullptr)
            version.set_attribute("DeletionPolicy", policy->value);
        else
            version.set_attribute("DeletionPolicy", make.text(managed ? "Delete" : "Retain"));
    }
    version.set("FunctionName", make.ref(lambda.id));
    version.pass(source, "VersionDescription", "Description");
    if (source.property("CapacityProviderConfig") != nullptr) version.pass(source, "FunctionScalingConfig");
    return version;
}

Draft make_alias(Context& context, const SamResource& source, const FunctionParts& parts,
                 const Member& property) {
    const Maker make = context.maker(property.key_span, "AutoPublishAlias", "AWS::Lambda::Alias");
    Draft alias(std::string(source.id) + "Alias" + id_part(parts.alias_name), "AWS::Lambda::Alias", make,
                source.inherited());
    alias.set("Name", parts.qualifier);
    alias.set("FunctionName", make.ref(parts.function.id));
    alias.set("FunctionVersion", make.attribute(parts.version->id, "Version"));
    if (truthy(source.value("ProvisionedConcurrencyConfig")))
        alias.pass(source, "ProvisionedConcurrencyConfig");
    return alias;
}

}  // namespace

void make_version_and_alias(Context& context, const SamResource& source, FunctionParts& parts) {
    const Member* property = source.property("AutoPublishAlias");
    if (property == nullptr || !truthy(property->value) || parts.function.property("Code") == nullptr) return;
    parts.alias_name = alias_name(context, *property);
    if (parts.alias_name.empty()) return;
    parts.qualifier = context.judging() ? property->value : context.resolver.read(property->value).value;
    const Node* hash = code_hash(context, source);
    if (hash != nullptr) describe(context, source, parts.function, hash);
    if (!context.judging())
        parts.function.set("Code", context.resolver.left_behind(parts.function.property("Code")));
    parts.version = make_version(context, source, parts.function, hash);
    parts.alias = make_alias(context, source, parts, *property);
}

}  // namespace stackfit::sam
