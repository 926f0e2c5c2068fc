#include "sam/api/api_authorizer.h"

#include "sam/logical_ids.h"

namespace stackfit::sam {
namespace {

bool is_list_of_strings(const Editable& value) {
    if (!value.is_list()) return false;
    for (const Editable* item : value.items) {
        if (!item->is_string()) return false;
    }
    return true;
}

}  // namespace

Editable* written_authorizers(const ApiExpansion& api) {
    const Editable* auth = api.get("Auth");
    Editable* written = truthy(auth) && auth->is_dict() ? auth->value("Authorizers") : nullptr;
    if (!truthy(written)) return nullptr;
    if (written->is_dict()) return written;
    api.refuse("Auth", "'Authorizers' must be a map, but it is " + a_kind(*written) + ".");
    return nullptr;
}

bool check_authorizer_shape(const ApiExpansion& api, const EditableMember& authorizer) {
    Problems& problems = api.context.problems;
    const std::string name = "uthorizer '" + std::string(authorizer.key) + "' must be a ";
    const Editable& config = *authorizer.value;
    if (!config.is_dict()) {
        problems.refuse(authorizer.key_span, "A" + name + "map, but it is " + a_kind(config) + ".");
        return false;
    }
    const Editable* scopes = config.value("AuthorizationScopes");
    if (scopes == nullptr || scopes->is_list()) return true;
    problems.refuse(scopes->span, "AuthorizationScopes of a" + name + "list.");
    return false;
}

bool check_authorizer_flag(const ApiExpansion& api, const EditableMember& authorizer, std::string_view flag) {
    const Editable* value = authorizer.value->value(flag);
    if (value == nullptr || value->kind == Kind::boolean) return true;
    api.context.problems.refuse(value->span, std::string(flag) + " of authorizer '" +
                                                 std::string(authorizer.key) + "' must be true or false.");
    return false;
}

std::vector<Editable*> identity_sources(const ApiExpansion& api, const ApiAuthorizer& authorizer,
                                        const Editable& identity, std::span<const IdentityList> lists) {
    std::vector<Editable*> sources;
    for (const IdentityList& list : lists) {
        const Editable* names = identity.get(list.property);
        if (!truthy(names)) continue;
        if (!is_list_of_strings(*names)) {
            api.context.problems.refuse(names->span, "Identity." + std::string(list.property) +
                                                         " of authorizer '" + std::string(authorizer.name) +
                                                         "' must be a list of strings.");
            continue;
        }
        for (const Editable* name : names->items) {
            sources.push_back(api.heap().string(list.prefix + std::string(name->text),
                                                api.make.at(name->span), name->authored));
        }
    }
    return sources;
}

void set_invocation(const ApiExpansion& api, const ApiAuthorizer& authorizer, Editable& definition) {
    EditableHeap& heap = api.heap();
    const Maker make = api.make.at(authorizer.place);
    const Editable* function = authorizer.get("FunctionArn");
    Editable* variables = heap.plain(
        {{"__FunctionArn__", function == nullptr ? heap.null(make) : heap.clone(*function)}}, make);
    heap.set(definition, "authorizerUri",
             heap.sub(invocation_uri(api.context.partition, "${__FunctionArn__}"), variables, make), make);
}

void set_credentials(const ApiExpansion& api, const ApiAuthorizer& authorizer, Editable& definition) {
    EditableHeap& heap = api.heap();
    const Editable* role = authorizer.get("FunctionInvokeRole");
    if (truthy(role) && !role->is("NONE"))
        heap.set(definition, "authorizerCredentials", heap.clone(*role), api.make.at(authorizer.place));
}

Editable* security_definition(EditableHeap& heap, Editable* name, const Maker& make) {
    Editable* made = heap.dict(make);
    heap.set(*made, "type", heap.string("apiKey", make), make);
    heap.set(*made, "name", name, make);
    heap.set(*made, "in", heap.string("header", make), make);
    return made;
}

Draft authorizer_permission(const ApiExpansion& api, const Maker& make, std::string_view id,
                            std::string_view partition, Editable& function) {
    Draft permission(id, "AWS::Lambda::Permission", make, api.source.inherited());
    permission.set("Action", make.text("lambda:InvokeFunction"));
    permission.set("FunctionName", api.heap().to_node(function));
    permission.set("Principal", make.text("apigateway.amazonaws.com"));
    const std::string arn = "arn:" + std::string(partition) +
                            ":execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
    permission.set("SourceArn", make.sub(arn, make.map({{"__ApiId__", make.ref(api.id())}})));
    return permission;
}

void add_authorizer_permissions(const ApiExpansion& api, std::string_view partition,
                                bool (*wants)(const Editable& config)) {
    Editable* written = written_authorizers(api);
    if (written == nullptr) return;
    for (const EditableMember* member : written->members()) {
        Editable* function = member->value->is_dict() ? member->value->value("FunctionArn") : nullptr;
        if (!truthy(function) || !wants(*member->value)) continue;
        const Maker make = api.context.maker(member->key_span, "Auth.Authorizers." + std::string(member->key),
                                             "AWS::Lambda::Permission");
        const std::string id = std::string(api.id()) + std::string(member->key) + "AuthorizerPermission";
        if (is_logical_id(id)) {
            api.out.push_back(authorizer_permission(api, make, id, partition, *function));
        } else {
            api.context.problems.refuse_other(api.context.text(id), member->key_span,
                                              "The name of authorizer '" + std::string(member->key) +
                                                  "' must hold only letters and digits: it becomes part of "
                                                  "the logical id of the permission "
                                                  "to invoke its function.");
        }
    }
}

}  // namespace stackfit::sam
