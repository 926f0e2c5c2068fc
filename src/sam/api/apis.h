// The APIs of a template while functions and state machines write their events into them.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sam/api/definition_editor.h"
#include "sam/draft.h"

namespace stackfit::sam {

struct Context;

constexpr std::string_view rest_type = "AWS::Serverless::Api";
constexpr std::string_view http_type = "AWS::Serverless::HttpApi";
constexpr std::string_view implicit_rest_id = "ServerlessRestApi";
constexpr std::string_view implicit_http_id = "ServerlessHttpApi";

/// A method's condition, or none: all methods of a path, or all of an API, decide whether it exists.
using MethodConditions = std::vector<std::pair<std::string, std::string_view>>;

struct Api {
    std::string_view id;
    bool http = false;
    bool implicit = false;
    bool managed = false;                   ///< its definition is written by SAM: every event adds its path
    const SamResource* resource = nullptr;  ///< null for an implicit one
    SamResource made;                       ///< stands for `resource` in an implicit API
    Editable* properties = nullptr;         ///< Globals merged after the events were collected
    Definition definition;                  ///< of DefinitionBody, when that is a proper one
    Maker cause;                            ///< of an implicit API: the first event

    std::map<std::string, MethodConditions, std::less<>> path_conditions;
    std::vector<std::string_view> users;  ///< the resources whose events are paths of it
    std::vector<std::string_view> deletion_policies;
    std::vector<std::string_view> update_replace_policies;
    std::vector<std::string>
        function_names;  ///< of functions whose events name this API; part of the deployment's hash

    explicit Api(const Maker& cause_) : cause(cause_) {}
    [[nodiscard]] const SamResource& source() const { return resource == nullptr ? made : *resource; }
    [[nodiscard]] Editable* get(std::string_view key) const { return properties->value(key); }
    void set_body(EditableHeap& heap, Editable* body);
};

/// The definition comes from an include (Fn::Transform), which is put in before SAM looks at the template: while judging, nothing is known of it.
bool is_included(const Context& context, const Api& api);

class Apis {
public:
    explicit Apis(Context& context);

    /// Reads the template's APIs and gives those without a definition an empty one.
    void read();
    /// Lets every Api and HttpApi event register its path, adds the implicit APIs where events want them, merges Globals.
    void collect_events();

    [[nodiscard]] Api* find(std::string_view id);
    [[nodiscard]] std::deque<Api>& all() { return apis_; }
    [[nodiscard]] EditableHeap& heap() { return heap_; }
    /// All resources in the order in which the service runs over them (python27/key_order.h), implicit APIs included.
    [[nodiscard]] const std::vector<std::string_view>& order() const { return order_; }
    /// Puts resources that the template has not by itself behind all others.
    void add_resources(const std::vector<std::string_view>& ids);
    /// Events whose registration was refused: they are not expanded.
    [[nodiscard]] bool refused(const Node* event) const { return refused_.count(event) != 0; }
    /// A resource's events in the service's order, before it sorts them by path.
    std::vector<const Member*> events_in_order(const SamResource& resource);
    /// Those of type Api or HttpApi in the order in which they are registered.
    std::vector<const Member*> registration_order(const SamResource& resource, bool http);
    /// Does the service tell the template's texts from its own, and order the template's maps its old way? (It has a REST API.)
    [[nodiscard]] bool marks_authored() const { return marks_authored_; }

private:
    friend class ImplicitApis;

    void read_api(const SamResource& resource);
    void merge_globals(Api& api);
    void fix_open_api(Api& api);
    Editable* merged(Editable& global, Editable& local);
    bool wants_marks();
    /// The keys of Events after the first `registrations` of Api and HttpApi events: each puts its own back into the dictionary.
    static KeyOrder event_keys(const Node& events, int registrations);
    static std::vector<KeyOrder::Key> keys_of_type(const Node& events, const KeyOrder& keys,
                                                   int registration);

    Context& context_;
    EditableHeap heap_;
    std::deque<Api> apis_;
    std::unordered_map<std::string_view, Api*> index_;
    KeyOrder resources_;
    std::vector<std::string_view> order_;
    std::set<const Node*> refused_;
    bool marks_authored_ = false;
};

}  // namespace stackfit::sam
