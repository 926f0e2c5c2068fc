#include "api_authorizer.h"

#include "logical_ids.h"

namespace stackfit::sam {
namespace {

bool is_list_of_strings(const Py& value) {
    if (!value.is_list()) return false;
    for (const Py* item : value.items) {
        if (!item->is_string()) return false;
    }
    return true;
}

}  // namespace

Py* written_authorizers(const ApiExpansion& api) {
    const Py* auth = api.get("Auth");
    Py* written = truthy(auth) && auth->is_dict() ? auth->value("Authorizers") : nullptr;
    if (!truthy(written)) return nullptr;
    if (written->is_dict()) return written;
    api.refuse("Auth", "'Authorizers' must be a map, but it is " + a_kind(*written) + ".");
    return nullptr;
}

bool check_authorizer_shape(const ApiExpansion& api, const PyMember& authorizer) {
    Problems& problems = api.context.problems;
    const std::string name = "uthorizer '" + std::string(authorizer.key) + "' must be a ";
    const Py& config = *authorizer.value;
    if (!config.is_dict()) {
        problems.refuse(authorizer.key_span, "A" + name + "map, but it is " + a_kind(config) + ".");
        return false;
    }
    const Py* scopes = config.value("AuthorizationScopes");
    if (scopes == nullptr || scopes->is_list()) return true;
    problems.refuse(scopes->span, "AuthorizationScopes of a" + name + "list.");
    return false;
}

bool check_authorizer_flag(const ApiExpansion& api, const PyMember& authorizer, std::string_view flag) {
    const Py* value = authorizer.value->value(flag);
    if (value == nullptr || value->kind == Kind::boolean) return true;
    api.context.problems.refuse(value->span, std::string(flag) + " of authorizer '" +
                                                 std::string(authorizer.key) + "' must be true or false.");
    return false;
}

std::vector<Py*> identity_sources(const ApiExpansion& api, const ApiAuthorizer& authorizer,
                                  const Py& identity, std::span<const IdentityList> lists) {
    std::vector<Py*> sources;
    for (const IdentityList& list : lists) {
        const Py* names = identity.get(list.property);
        if (!truthy(names)) continue;
        if (!is_list_of_strings(*names)) {
            api.context.problems.refuse(names->span, "Identity." + std::string(list.property) +
                                                         " of authorizer '" + std::string(authorizer.name) +
                                                         "' must be a list of strings.");
            continue;
        }
        for (const Py* name : names->items) {
            sources.push_back(api.heap().string(list.prefix + std::string(name->text),
                                                api.make.at(name->span), name->unicode));
        }
    }
    return sources;
}

void set_invocation(const ApiExpansion& api, const ApiAuthorizer& authorizer, Py& definition) {
    PyHeap& heap = api.heap();
    const Maker make = api.make.at(authorizer.place);
    const Py* function = authorizer.get("FunctionArn");
    Py* variables = heap.plain(
        {{"__FunctionArn__", function == nullptr ? heap.null(make) : heap.clone(*function)}}, make);
    heap.set(definition, "authorizerUri",
             heap.sub(invocation_uri(api.context.partition, "${__FunctionArn__}"), variables, make), make);
}

void set_credentials(const ApiExpansion& api, const ApiAuthorizer& authorizer, Py& definition) {
    PyHeap& heap = api.heap();
    const Py* role = authorizer.get("FunctionInvokeRole");
    if (truthy(role) && !role->is("NONE"))
        heap.set(definition, "authorizerCredentials", heap.clone(*role), api.make.at(authorizer.place));
}

Py* security_definition(PyHeap& heap, Py* name, const Maker& make) {
    Py* made = heap.dict(make);
    heap.set(*made, "type", heap.string("apiKey", make), make);
    heap.set(*made, "name", name, make);
    heap.set(*made, "in", heap.string("header", make), make);
    return made;
}

Draft authorizer_permission(const ApiExpansion& api, const Maker& make, std::string_view id,
                            std::string_view partition, Py& function) {
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
                                bool (*wants)(const Py& config)) {
    Py* written = written_authorizers(api);
    if (written == nullptr) return;
    for (const PyMember* member : written->members()) {
        Py* function = member->value->is_dict() ? member->value->value("FunctionArn") : nullptr;
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
