#include "sam/api/implicit_api.h"

#include <algorithm>

#include "sam/api/open_api_editor.h"
#include "sam/api/swagger_editor.h"
#include "sam/conditions.h"
#include "sam/context.h"
#include "sam/globals.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {

/// What an event says of its API.
struct ImplicitApis::Registration {
    std::string_view api;
    const Node* path = nullptr;  ///< null: an HttpApi's $default
    const Node* method = nullptr;

    [[nodiscard]] std::string_view path_text() const { return path == nullptr ? "$default" : path->text; }
    [[nodiscard]] std::string_view method_text() const {
        return method == nullptr ? any_method : method->text;
    }
};

ImplicitApis::ImplicitApis(Context& context, Apis& apis, bool http)
    : context_(context), apis_(apis), http_(http), id_(http ? implicit_http_id : implicit_rest_id) {}

void ImplicitApis::run() {
    context_.problems.enter(http_ ? Stage::http_events : Stage::rest_events);
    add_implicit();
    std::vector<const SamResource*> resources;
    if (apis_.marks_authored()) {
        for (const KeyOrder::Key& key : apis_.resources_.keys()) {
            const auto found = context_.source_index.find(key.text);
            if (found != context_.source_index.end()) resources.push_back(&context_.sources[found->second]);
        }
    } else {
        for (const SamResource& resource : context_.sources) resources.push_back(&resource);
    }
    for (const SamResource* resource : resources) {
        const bool invokes = resource->type == "AWS::Serverless::Function" ||
                             resource->type == "AWS::Serverless::StateMachine";
        if (invokes) process(*resource);
    }
    set_conditions();
    set_policies();
    for (Api& api : apis_.apis_) {
        if (api.http == http_ && api.managed) set_path_conditions(api);
    }
    remove_implicit_if_empty();
}

/// The first event that will belong to the implicit API: the line that causes it.
Span ImplicitApis::first_event() const {
    for (const SamResource& resource : context_.sources) {
        const Node* events = resource.value("Events");
        if (events == nullptr) continue;
        for (const Member& event : events->members) {
            const Node* properties = event.value->get("Properties");
            const bool named =
                properties != nullptr && properties->find(http_ ? "ApiId" : "RestApiId") != nullptr;
            if (!named && is_text(event.value->get("Type"), http_ ? "HttpApi" : "Api")) return event.key_span;
        }
    }
    return {};
}

void ImplicitApis::add_implicit() {
    const Maker make = context_.maker(first_event(), "Events",
                                      http_ ? "AWS::ApiGatewayV2::Api" : "AWS::ApiGateway::RestApi");
    Api api(make);
    EditableHeap& heap = apis_.heap_;
    api.id = id_;
    api.http = http_;
    api.implicit = true;
    api.managed = true;
    api.made.id = id_;
    api.made.type = http_ ? http_type : rest_type;
    api.made.properties = make.map(std::vector<Member>{});
    api.made.local = api.made.properties;
    api.made.node = api.made.properties;
    api.properties = heap.dict(make);
    if (!http_) heap.set(*api.properties, "StageName", heap.string("Prod", make), make);
    api.set_body(heap, http_ ? open_api_skeleton(heap, make) : swagger_skeleton(heap, make));
    if (Api* own = apis_.find(id_)) {
        before_.push_back(*own);
        *own = api;
        implicit_ = own;
    } else {
        implicit_ = &apis_.apis_.emplace_back(api);
        apis_.index_[id_] = implicit_;
    }
    apis_.resources_.add({id_, key_hash(id_), 0});
}

void ImplicitApis::remove_implicit_if_empty() {
    const Editable* paths = implicit_->definition.document->get("paths");
    if (paths != nullptr && paths->size() > 0) return;
    if (!before_.empty()) {
        *implicit_ = before_.front();
        return;
    }
    apis_.index_.erase(id_);
    if (context_.templ.resource(id_) == nullptr) apis_.resources_.remove(id_);
    apis_.apis_.pop_back();
}

bool ImplicitApis::refuse(const Member& event, std::string_view key, std::string message) {
    const Node* properties = event.value->get("Properties");
    const Member* member = properties == nullptr ? nullptr : properties->find(key);
    context_.problems.refuse(member == nullptr ? event.key_span : member->key_span, std::move(message));
    apis_.refused_.insert(event.value);
    return false;
}

void ImplicitApis::process(const SamResource& resource) {
    const Node* events = resource.value("Events");
    if (events == nullptr || !events->is_mapping()) return;
    context_.problems.of(resource.id);
    const std::size_t before = context_.problems.refusals();
    for (const Member* event : apis_.registration_order(resource, http_)) register_event(resource, *event);
    if (context_.problems.refusals() != before) context_.refused_early.insert(resource.id);
    context_.problems.of({});
}

bool ImplicitApis::check(const Member& event, const Node* properties, Registration& found) {
    const std::string name = "event '" + std::string(event.key) + "'";
    const char* api_key = http_ ? "ApiId" : "RestApiId";
    const Node* api = properties->find(api_key) == nullptr ? nullptr : properties->get(api_key);
    found.path = value_of(properties, "Path");
    found.method = value_of(properties, "Method");
    const bool bare = http_ && !truthy(found.path) && !truthy(found.method);
    if (bare) found.path = found.method = nullptr;
    bool good = true;
    for (const auto& [key, value] :
         {std::pair<std::string, const Node*>{"Path", found.path}, {"Method", found.method}}) {
        if (bare || (value != nullptr && value->is_string())) continue;
        good = refuse(event, key,
                      value == nullptr ? "Property '" + key + "' is required by " + name + "."
                                       : "Property '" + key + "' of " + name + " must be a string, not " +
                                             quote(value) + ".");
    }
    if (properties->find(api_key) == nullptr) {
        found.api = id_;
        return good;
    }
    found.api = !ref_name(api).empty() ? ref_name(api) : api->is_string() ? api->text : std::string_view{};
    const Resource* target = found.api.empty() ? nullptr : context_.templ.resource(found.api);
    const bool implicit = found.api == id_;
    if (!implicit && (target == nullptr || (!http_ && target->type == http_type))) {
        good = refuse(event, api_key,
                      "'" + std::string(api_key) + "' of " + name + " must be a Ref to an API of type " +
                          std::string(http_ ? http_type : rest_type) + " in the same template, not " +
                          quote(api) + ".");
    }
    return good;
}

bool ImplicitApis::register_event(const SamResource& resource, const Member& event) {
    const Node* properties = event.value->get("Properties");
    if (!http_ && (properties == nullptr || !truthy(properties)))
        return false;  // the event's own check tells
    if (properties != nullptr && !properties->is_mapping()) {
        return refuse(event, {},
                      "Properties of event '" + std::string(event.key) + "' must be a map, but they are " +
                          a_kind(*properties) + ".");
    }
    if (properties == nullptr) properties = implicit_->made.properties;
    add_tags(resource, properties);
    Registration found;
    if (!check(event, properties, found)) return false;
    Api* api = apis_.find(found.api);
    if (api == nullptr) return true;  // an API of CloudFormation's own: only the permission is made
    MethodConditions& methods = api->path_conditions[std::string(found.path_text())];
    const Node* condition = resource.condition();
    const std::string_view name =
        condition != nullptr && condition->is_string() ? condition->text : std::string_view{};
    const auto same = std::find_if(methods.begin(), methods.end(),
                                   [&](const auto& method) { return method.first == found.method_text(); });
    if (same == methods.end())
        methods.emplace_back(found.method_text(), name);
    else
        same->second = name;
    const auto policy = [&](const char* key) {
        const Node* value = find_value(resource.attributes, key);
        return value != nullptr && value->is_string() ? value->text : std::string_view{};
    };
    api->users.push_back(resource.id);
    api->deletion_policies.push_back(policy("DeletionPolicy"));
    api->update_replace_policies.push_back(policy("UpdateReplacePolicy"));
    add_path(resource, event, found);
    if (http_ && properties->find("RouteSettings") != nullptr)
        add_route_settings(resource, *api, *properties, found);
    return true;
}

void ImplicitApis::edit(Api& api, const std::function<void(DefinitionEditor&)>& change) {
    const Maker& make = api.cause;
    if (http_) {
        OpenApiEditor editor(context_, api.definition, make);
        change(editor);
        editor.close();
    } else {
        SwaggerEditor editor(context_, api.definition, make);
        change(editor);
        editor.close();
    }
}

void ImplicitApis::add_path(const SamResource&, const Member& event, const Registration& found) {
    Api& api = *apis_.find(found.api);
    const bool valid = http_ ? is_open_api(api.definition.document) : is_swagger(api.definition.document);
    if (!valid || !api.managed) return;
    const Maker before = api.cause;
    api.cause = context_.maker(event.key_span, "Events." + std::string(event.key),
                               api.http ? "AWS::ApiGatewayV2::Api" : "AWS::ApiGateway::RestApi");
    const bool authored = apis_.marks_authored();
    edit(api, [&](DefinitionEditor& editor) {
        editor.add_path(found.path_text(), found.path != nullptr && authored,
                        normalized_method(found.method_text(), found.method != nullptr && authored));
    });
    api.cause = before;
}

/// Settings of a route that stand at its event go to the API's own RouteSettings.
void ImplicitApis::add_route_settings(const SamResource& resource, Api& api, const Node& properties,
                                      const Registration& found) {
    EditableHeap& heap = apis_.heap_;
    const Member& written = *properties.find("RouteSettings");
    const Maker make = context_.maker(written.key_span, "Events.RouteSettings", "AWS::ApiGatewayV2::Stage");
    const std::string route = found.method_text() == any_method
                                  ? std::string(found.path_text())
                                  : to_upper(found.method_text()) + " " + std::string(found.path_text());
    Editable* settings = api.properties->get("RouteSettings");
    if (settings == nullptr) settings = heap.plain({}, make);
    if (!settings->is_dict()) {
        context_.problems.refuse_other(api.id, settings->span,
                                       "'RouteSettings' must be a map, but it is " + a_kind(*settings) + ".");
        return;
    }
    Editable* own = heap.from_node(*written.value);
    const Node* condition = resource.condition();
    if (condition != nullptr) own = heap.choose(heap.from_node(*condition), own, make);
    if (!own->is_dict()) {
        context_.problems.refuse(written.key_span,
                                 "'RouteSettings' must be a map, but it is " + a_kind(*own) + ".");
        return;
    }
    Editable* entry = heap.set_default(*settings, route, heap.plain({}, make), make);
    entry->update(*own);
    heap.set(*api.properties, "RouteSettings", settings, make);
}

/// A function that propagates its tags gives them to the implicit API, too.
void ImplicitApis::add_tags(const SamResource& resource, const Node* properties) {
    if (properties->find(http_ ? "ApiId" : "RestApiId") != nullptr) return;
    const Node* section =
        global_section(context_, resource.type.substr(std::string_view("AWS::Serverless::").size()));
    const auto either = [&](std::string_view key) {
        const Node* own = value_of(resource.local, key);
        return truthy(own) ? own : value_of(section, key);
    };
    const Node* tags = either("Tags");
    if (!truthy(tags) || !tags->is_mapping() || !truthy(either("PropagateTags"))) return;
    EditableHeap& heap = apis_.heap_;
    const Maker make = context_.maker(tags->span, "PropagateTags", "Tags");
    Editable* all = heap.set_default(*implicit_->properties, "Tags", heap.plain({}, make), make);
    all->update(*heap.from_node(*tags));
    heap.set(*implicit_->properties, "PropagateTags", heap.boolean(true, make), make);
}

std::string ImplicitApis::combine(const std::string& name, const std::vector<std::string_view>& conditions) {
    add_any_of(context_, implicit_->cause, conditions, name);
    return name;
}

namespace {

/// The distinct conditions, sorted; nothing when one method has none.
std::vector<std::string_view> all_conditions(const std::vector<const MethodConditions*>& methods) {
    std::set<std::string_view> names;
    for (const MethodConditions* one : methods) {
        for (const auto& [method, condition] : *one) {
            if (condition.empty()) return {};
            names.insert(condition);
        }
    }
    return {names.begin(), names.end()};
}

}  // namespace

void ImplicitApis::set_conditions() {
    std::vector<const MethodConditions*> methods;
    for (const auto& [path, conditions] : implicit_->path_conditions) methods.push_back(&conditions);
    const std::vector<std::string_view> names = all_conditions(methods);
    if (names.empty()) return;
    const std::string name =
        names.size() == 1 ? std::string(names[0]) : combine(std::string(id_) + "Condition", names);
    implicit_->made.attributes.push_back(implicit_->cause.member("Condition", implicit_->cause.text(name)));
}

void ImplicitApis::set_policies() {
    const auto strongest = [&](const std::vector<std::string_view>& given,
                               std::initializer_list<std::string_view> ranks, const char* key) {
        for (const std::string_view rank : ranks) {
            if (std::find(given.begin(), given.end(), rank) == given.end()) continue;
            implicit_->made.attributes.push_back(implicit_->cause.member(key, implicit_->cause.text(rank)));
            return;
        }
    };
    strongest(implicit_->deletion_policies, {"Retain", "Delete"}, "DeletionPolicy");
    strongest(implicit_->update_replace_policies, {"Retain", "Snapshot", "Delete"}, "UpdateReplacePolicy");
}

void ImplicitApis::set_path_conditions(Api& api) {
    const bool valid = http_ ? is_open_api(api.definition.document) : is_swagger(api.definition.document);
    if (!valid) return;
    edit(api, [&](DefinitionEditor& editor) {
        std::vector<std::string> paths;
        for (const EditableMember* path : editor.paths()) paths.emplace_back(path->key);
        for (const std::string& path : paths) {
            const auto found = api.path_conditions.find(path);
            if (found == api.path_conditions.end()) continue;
            const std::vector<std::string_view> names = all_conditions({&found->second});
            if (names.size() == 1) editor.make_path_conditional(path, names[0], apis_.marks_authored());
            if (names.size() < 2) continue;
            std::string name(api.id);
            for (const char c : path) {
                if (c == '/')
                    name += "SLASH";
                else if (c == '{')
                    name += "OB";
                else if (c == '}')
                    name += "CB";
                else
                    name += c;
            }
            editor.make_path_conditional(path, combine(name + "PathCondition", names), false);
        }
    });
}

}  // namespace stackfit::sam
