#include "sam/api/apis.h"

#include "sam/api/implicit_api.h"
#include "sam/api/open_api_editor.h"
#include "sam/api/swagger_editor.h"
#include "sam/context.h"
#include "sam/globals.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

bool has_event(const SamResource& resource, std::string_view type) {
    const Node* events = resource.value("Events");
    if (events == nullptr || !events->is_mapping()) return false;
    for (const Member& event : events->members) {
        if (is_text(event.value->get("Type"), type)) return true;
    }
    return false;
}

bool has_default_authorizer(const Node* properties) {
    const Node* auth = value_of(properties, "Auth");
    return auth != nullptr && auth->is_mapping() && truthy(auth->get("DefaultAuthorizer"));
}

}  // namespace

bool is_included(const Context& context, const Api& api) {
    return context.judging() && api.definition.document != nullptr &&
           api.definition.document->has("Fn::Transform");
}

void Api::set_body(EditableHeap& heap, Editable* body) {
    heap.set(*properties, "DefinitionBody", body, cause);
    definition.document = body;
}

Apis::Apis(Context& context) : context_(context), heap_(context.arena, context.build) {}

Api* Apis::find(std::string_view id) {
    const auto found = index_.find(id);
    return found == index_.end() ? nullptr : found->second;
}

/// Also an HttpApi with a default authorizer makes the service do so.
bool Apis::wants_marks() {
    const Node* http_globals = global_section(context_, "HttpApi");
    const bool global = has_default_authorizer(http_globals);
    for (const SamResource& resource : context_.sources) {
        const bool invokes =
            resource.type == "AWS::Serverless::Function" || resource.type == "AWS::Serverless::StateMachine";
        if (resource.type == rest_type || (invokes && has_event(resource, "Api"))) return true;
        if (resource.type == http_type && (global || has_default_authorizer(resource.local))) return true;
        if (global && resource.type == "AWS::Serverless::Function" && has_event(resource, "HttpApi"))
            return true;
    }
    return false;
}

void Apis::read() {
    marks_authored_ = wants_marks();
    const Node* resources = context_.templ.section("Resources");
    if (resources == nullptr) return;
    std::uint32_t i = 0;
    for (const Member& resource : resources->members)
        resources_.add({resource.key, key_hash(resource.key), i++});
    for (const SamResource& resource : context_.sources) {
        if (resource.type == rest_type || resource.type == http_type) read_api(resource);
    }
}

void Apis::read_api(const SamResource& resource) {
    const Maker cause = context_.maker(resource.id_span, resource.type, "DefinitionBody");
    Api& api = apis_.emplace_back(cause);
    api.id = resource.id;
    api.http = resource.type == http_type;
    api.resource = &resource;
    api.properties = heap_.from_node(*resource.local);
    index_.emplace(api.id, &api);
    Editable* body = api.properties->get("DefinitionBody");
    if (!truthy(body) && !truthy(api.properties->get("DefinitionUri"))) {
        body = api.http ? open_api_skeleton(heap_, cause) : swagger_skeleton(heap_, cause);
        heap_.set(*api.properties, "DefinitionBody", body, cause);
        api.managed = true;
    }
    if (truthy(body) && body->is_dict()) api.definition.document = body;
}

void Apis::collect_events() {
    ImplicitApis(context_, *this, false).run();
    ImplicitApis(context_, *this, true).run();
    for (Api& api : apis_) merge_globals(api);
    if (marks_authored_) {
        for (const KeyOrder::Key& key : resources_.keys()) order_.push_back(key.text);
    } else {
        const Node* resources = context_.templ.section("Resources");
        if (resources != nullptr)
            for (const Member& resource : resources->members) order_.push_back(resource.key);
        for (const Api& api : apis_) {
            if (api.implicit) order_.push_back(api.id);
        }
    }
}

void Apis::add_resources(const std::vector<std::string_view>& ids) {
    if (!marks_authored_) {
        order_.insert(order_.end(), ids.begin(), ids.end());
        return;
    }
    std::vector<KeyOrder::Key> keys;
    for (const std::string_view id : ids) keys.push_back({id, key_hash(id), 0});
    resources_.merge(keys);
    order_.clear();
    for (const KeyOrder::Key& key : resources_.keys()) order_.push_back(key.text);
}

/// As Globals are merged everywhere: a copy of the section, the API's own keys put after.
Editable* Apis::merged(Editable& global, Editable& local) {
    if (global.is_list() && local.is_list()) {
        std::vector<Editable*> items = global.items;
        items.insert(items.end(), local.items.begin(), local.items.end());
        const Maker make(context_.build, local.span, global.origin);
        return heap_.list(items, make);
    }
    if (!global.is_dict() || !local.is_dict() || is_intrinsic(&global) || is_intrinsic(&local)) return &local;
    const Maker make(context_.build, local.span, global.origin);
    Editable* both = heap_.shallow_copy(global, make);
    for (const EditableMember* member : local.members()) {
        EditableMember added = *member;
        if (Editable* old = both->get(member->key)) added.value = merged(*old, *member->value);
        both->set(added);
        if (EditableMember* placed = both->member(member->key)) placed->key_span = member->key_span;
    }
    return both;
}

void Apis::merge_globals(Api& api) {
    const Node* section = global_section(context_, api.http ? "HttpApi" : "Api");
    if (section != nullptr && !api.implicit)
        section = applicable_globals(context_, *api.resource->node, section);
    if (section != nullptr) {
        Editable* global = heap_.from_node(*section);
        // Only the section of REST APIs has the service's old order.
        global->hashed = !api.http && marks_authored_;
        api.properties = merged(*global, *api.properties);
    }
    fix_open_api(api);
}

/// A managed definition starts as Swagger 2; OpenApiVersion 3 turns it into OpenAPI.
void Apis::fix_open_api(Api& api) {
    Editable* version = api.properties->get("OpenApiVersion");
    if (api.http || !api.managed || version == nullptr || !is_openapi_3(version)) return;
    if (!version->is_string()) {
        version = heap_.string(printed(*version), api.cause.at(version->span));
        heap_.set(*api.properties, "OpenApiVersion", version, api.cause);
    }
    Editable* body = api.definition.document;
    if (body == nullptr) return;
    heap_.set(*body, "openapi", heap_.clone(*version), api.cause.at(version->span));
    if (truthy(body->get("swagger"))) body->remove("swagger");
}

std::vector<KeyOrder::Key> Apis::keys_of_type(const Node& events, const KeyOrder& keys, int registration) {
    KeyOrder own;
    for (const KeyOrder::Key& key : keys.keys()) {
        if (is_text(events.members[key.value].value->get("Type"), registration == 0 ? "Api" : "HttpApi"))
            own.add(key);
    }
    return own.keys();
}

KeyOrder Apis::event_keys(const Node& events, int registrations) {
    KeyOrder keys;
    std::uint32_t i = 0;
    for (const Member& event : events.members) keys.add({event.key, key_hash(event.key), i++});
    for (int registration = 0; registration < registrations; ++registration)
        keys.merge(keys_of_type(events, keys, registration));
    return keys;
}

std::vector<const Member*> Apis::events_in_order(const SamResource& resource) {
    const Node* events = resource.value("Events");
    std::vector<const Member*> order;
    if (events == nullptr) return order;
    if (marks_authored_) {
        for (const KeyOrder::Key& key : event_keys(*events, 2).keys())
            order.push_back(&events->members[key.value]);
    } else {
        for (const Member& event : events->members) order.push_back(&event);
    }
    return order;
}

std::vector<const Member*> Apis::registration_order(const SamResource& resource, bool http) {
    const Node& events = *resource.value("Events");
    std::vector<const Member*> order;
    for (const KeyOrder::Key& key : keys_of_type(events, event_keys(events, http ? 1 : 0), http ? 1 : 0)) {
        order.push_back(&events.members[key.value]);
    }
    return order;
}

}  // namespace stackfit::sam
