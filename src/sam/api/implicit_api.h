// Events that name no API belong to an implicit one, ServerlessRestApi or ServerlessHttpApi. Every event tells its API the path, also when
// the API is written in the template and SAM writes its definition.
#pragma once

#include "sam/api/apis.h"

namespace stackfit::sam {

class ImplicitApis {
public:
    ImplicitApis(Context& context, Apis& apis, bool http);
    void run();

private:
    struct Registration;

    [[nodiscard]] Span first_event() const;
    void add_implicit();
    void remove_implicit_if_empty();
    void process(const SamResource& resource);
    bool register_event(const SamResource& resource, const Member& event);
    bool check(const Member& event, const Node* properties, Registration& found);
    void add_path(const SamResource& resource, const Member& event, const Registration& found);
    void add_route_settings(const SamResource& resource, Api& api, const Node& properties,
                            const Registration& found);
    void add_tags(const SamResource& resource, const Node* properties);
    void set_conditions();
    void set_path_conditions(Api& api);
    void set_policies();
    void edit(Api& api, const std::function<void(DefinitionEditor&)>& change);
    std::string combine(const std::string& name, const std::vector<std::string_view>& conditions);
    bool refuse(const Member& event, std::string_view key, std::string message);

    Context& context_;
    Apis& apis_;
    bool http_;
    std::string_view id_;
    Api* implicit_ = nullptr;
    std::deque<Api> before_;  ///< the author's own resource of the implicit API's id
};

}  // namespace stackfit::sam
