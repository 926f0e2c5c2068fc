// S3: the bucket, which must stand in the same template, is told to notify the function, and waits for the permission to do so.
#include <algorithm>

#include "sam/events/events.h"
#include "sam/rewritten.h"
#include "sam/value.h"

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
#include "sam/events/s3_bucket_properties.inc"
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

const Resource* bucket_of(const EventSource& event) {
    const std::string_view id = ref_name(event.value("Bucket"));
    return id.empty() ? nullptr : event.context.templ.resource(id);
}

bool link_bucket(EventSource& event) {
    if (bucket_of(event) != nullptr) return true;
    event.refuse("Bucket", "Bucket of event '" + std::string(event.name) +
                               "' must be a Ref to a bucket in the same template, not " +
                               quote(event.value("Bucket")) + ".");
    return false;
}

/// A permission that may not exist is waited for by a tag, any other by DependsOn.
bool can_wait(const Event& event, const Resource& bucket) {
    Problems& problems = event.context.problems;
    if (event.target.condition() != nullptr) {
        const Node* tags = value_of(bucket.properties, "Tags");
        if (tags == nullptr || tags->is_sequence()) return true;
        problems.refuse_other(
            bucket.id, tags->span,
            "'Tags' must be a list for SAM to add an event to it, but it is " + a_kind(*tags) + ".");
        return false;
    }
    if (bucket.properties != nullptr && bucket.properties->kind == Kind::null) {
        problems.refuse_other(bucket.id, bucket.properties->span,
                              "'Properties' must be a map for SAM to add an event to it, but they are null.");
        return false;
    }
    const Node* depends_on = bucket.node->get("DependsOn");
    bool good = depends_on == nullptr || depends_on->is_string() || depends_on->is_mapping();
    if (!good && depends_on->is_sequence()) {
        good = std::all_of(depends_on->items.begin(), depends_on->items.end(),
                           [](const Node* id) { return id->is_scalar(); });
    }
    if (!good) {
        const Naming naming(problems, event.context.text(event.id));
        problems.refuse(depends_on->span, "'DependsOn' of bucket '" + std::string(bucket.id) +
                                              "' must be a logical id or a list of them for SAM to add one.");
    }
    return good;
}

void expand_bucket_event(Event& event) {
    const Resource* bucket = bucket_of(event);
    if (!can_wait(event, *bucket) ||
        !check_rewritten(*bucket, "AWS::S3::Bucket", bucket_rules, event.context.problems))
        return;
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

constexpr EventType types[] = {{"S3", rules, expand_bucket_event, link_bucket}};

}  // namespace

std::span<const EventType> bucket_events() { return types; }

}  // namespace stackfit::sam
