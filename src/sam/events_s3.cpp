// S3: the bucket, which must stand in the same template, is told to notify the function, and waits for the permission to do so.
#include "events.h"
#include "rewritten.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr Need required = Need::required;

constexpr PropertyRule rules[] = {
    {"Bucket", text, required},
    {"Events", text | list, required, text, anything, Functions::refused},
    {"Filter", map, Need::optional, anything, text},
};

/// What the service knows of a bucket. It refuses any other property, also one that CloudFormation knows.
constexpr PropertyRule bucket_rules[] = {
#include "s3_bucket_properties.inc"
};

/// The permission cannot be depended on when it may not exist; a tag that refers to it under its condition makes the order instead.
const Node* conditional_dependency(const Maker& make, std::string_view permission, const Node* condition) {
    const Node* value = make.choose(condition, make.ref(permission), make.text("no dependency"));
    return make.map(
        {{"Key", make.text("sam:ConditionalDependsOn:" + std::string(permission))}, {"Value", value}});
}

std::vector<const Node*> notifications(const Event& event, const Maker& make) {
    const Node* written = event.value("Events");
    std::vector<const Node*> kinds{written};
    if (written->is_sequence()) kinds.assign(written->items.begin(), written->items.end());
    std::vector<const Node*> made;
    for (const Node* kind : kinds) {
        const Maker here = make.at(kind->span);
        const Node* one = here.map(
            {{"Function", event.target.arn(here)}, {"Filter", event.value("Filter")}, {"Event", kind}});
        const Node* condition = event.target.condition();
        made.push_back(condition == nullptr ? one : here.choose(condition, one, here.no_value()));
    }
    return made;
}

void expand_bucket_event(Event& event) {
    const std::string_view id = ref_name(event.value("Bucket"));
    const Resource* bucket = id.empty() ? nullptr : event.context.templ.resource(id);
    if (bucket == nullptr) {
        event.refuse("Bucket", "Bucket of event '" + std::string(event.name) +
                                   "' must be a Ref to a bucket in the same template, not " +
                                   quote(event.value("Bucket")) + ".");
        return;
    }
    if (!check_rewritten(*bucket, "AWS::S3::Bucket", bucket_rules, event.context.problems)) return;
    Draft& permission = add_permission(event, "s3.amazonaws.com", event.id);
    const Maker make = event.maker("AWS::S3::Bucket");
    permission.set("SourceAccount", permission.make.ref("AWS::AccountId"));
    Edit edit{bucket->id, make, notifications(event, make), nullptr, nullptr, {}};
    const Node* condition = event.target.condition();
    if (condition == nullptr)
        edit.depends_on = make.text(permission.id);
    else
        edit.tag = conditional_dependency(make, permission.id, condition);
    event.context.rewritten.add(std::move(edit));
}

constexpr EventType types[] = {{"S3", rules, expand_bucket_event}};

}  // namespace

std::span<const EventType> bucket_events() { return types; }

}  // namespace stackfit::sam
