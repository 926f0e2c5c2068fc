// AWS::Serverless::Application: a nested stack. Its template is a local file or URL, or an application of the Serverless Application Repository,
// whose template URL only the repository knows: options give it, else a placeholder stands there.
#include "sam/function/function.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Location", text | map, Need::required},
    {"TemplateUrl"},  // whatever it is, Location decides
    {"Parameters", map},
    {"NotificationARNs", list, Need::optional, text | map},
    {"Tags", map},
    {"TimeoutInMinutes", integer},
};

constexpr char keys[][18] = {"ApplicationId", "SemanticVersion"};

/// The repository knows applications by their ARN only (AWS SAM Developer Guide, "AWS::Serverless::Application", ApplicationLocationObject).
bool is_application_arn(std::string_view id) {
    return id.starts_with("arn:") && id.find(":serverlessrepo:") != std::string_view::npos &&
           id.find(":applications/") != std::string_view::npos;
}

/// One of ApplicationId and SemanticVersion, which must be known while expanding.
const Node* coordinate(Context& context, const Member& location, std::string_view key) {
    const Member* member = member_of(location.value, key);
    if (member == nullptr || (key == keys[1] && !truthy(member->value))) {
        context.problems.refuse(location.key_span, "'Location' needs " + std::string(key) + ".");
        return nullptr;
    }
    const std::size_t before = context.problems.refusals();
    const Reading reading = context.resolver.read_with_mappings(member->value);
    if (context.problems.refusals() != before) return nullptr;
    if (reading.value->is_string() && key == keys[0] &&
        reading.value->text.find("{{resolve:ssm:") != std::string_view::npos) {
        context.problems.refuse(member->value->span,
                                "ApplicationId must not be a dynamic reference: the repository is asked "
                                "while the template expands.");
        return nullptr;
    }
    if (reading.value->is_string() && key == keys[0] && reading.fixed && context.repository_url.empty() &&
        !is_application_arn(reading.value->text)) {
        context.problems.refuse(member->value->span,
                                "ApplicationId " + quote(reading.value) +
                                    " is no ARN, so the repository has no such application. Write "
                                    "arn:aws:serverlessrepo:REGION:ACCOUNT:applications/NAME.");
        return nullptr;
    }
    if (reading.value->is_string()) return context.judging() ? member->value : reading.value;
    if (context.judging() && context.resolver.mentions_parameter(member->value)) return member->value;
    const bool mapped = reading.value->only() != nullptr && reading.value->only()->key == "Fn::FindInMap";
    context.problems.refuse(
        member->value->span,
        std::string(key) + (mapped ? " asks Fn::FindInMap for a value that Mappings do not have."
                                   : " must be a string, a Ref to a parameter or FindInMap, not " +
                                         quote(reading.value) + "."));
    return nullptr;
}

const Node* tag(const Maker& make, std::string_view key, const Node* value) {
    return make.map({{"Key", make.text(key)}, {"Value", value}});
}

/// The tags, those of the repository after SAM's own.
const Node* application_tags(Context& context, const SamResource& source, const Maker& make, const Node* id,
                             const Node* version) {
    const Node* plain = tag_list(context, make, source.property("Tags"));
    std::vector<const Node*> tags(plain->items.begin(), plain->items.end());
    if (version != nullptr)
        tags.insert(tags.begin() + 1, tag(make, "serverlessrepo:semanticVersion", version));
    if (id != nullptr) tags.insert(tags.begin() + 1, tag(make, "serverlessrepo:applicationId", id));
    return make.list(tags);
}

const Node* repository_url(Context& context, const SamResource& source, const Maker& make) {
    constexpr std::string_view heading =
        "Only the Serverless Application Repository knows where these templates are, written as "
        "resolved-by-serverlessrepo";
    if (!context.repository_url.empty()) return make.text(context.repository_url);
    if (!context.judging())
        context.placeholders.add(heading, "Location", source.id, source.key_span("Location"));
    return make.text("resolved-by-serverlessrepo");
}

}  // namespace

void expand_application(Context& context, const SamResource& source, std::vector<Draft>& out) {
    if (!check_properties(rules, *source.properties, source.type, source.id_span, context.problems)) return;
    const Maker make = context.maker(source.id_span, source.type, "AWS::CloudFormation::Stack");
    Draft stack(source.id, "AWS::CloudFormation::Stack", make, source.inherited());
    stack.id_span = source.id_span;
    stack.depends_on = source.depends_on;
    const Member& location = *source.property("Location");
    const bool repository = location.value->is_mapping();
    const Node* id = repository ? coordinate(context, location, keys[0]) : nullptr;
    const Node* version = repository ? coordinate(context, location, keys[1]) : nullptr;
    stack.set("TemplateURL", repository ? repository_url(context, source, make) : location.value);
    for (const char* name : {"Parameters", "NotificationARNs", "TimeoutInMinutes"}) stack.pass(source, name);
    stack.set("Tags", application_tags(context, source, make, id, version));
    out.push_back(std::move(stack));
}

}  // namespace stackfit::sam
