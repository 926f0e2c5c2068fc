// The resource policy of a REST API: who may call it by account, address or network.
#include "sam/api/swagger_editor.h"
#include "sam/context.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view policy_key = "x-amazon-apigateway-policy";

/// While judging, a parameter stands where the service would read its value; most networks are named by their endpoint.
bool is_parameter(Context& context, Editable& value) {
    return context.judging() && context.resolver.is_parameter_ref(context.apis.heap().to_node(value));
}

}  // namespace

/// execute-api:/${__Stage__}/METHOD/path for every method of the path.
Editable* SwaggerEditor::resource_uris(std::string_view path, bool authored_path, Editable& stage) {
    const std::string wildcards = wildcard_path(path, true);
    std::vector<Editable*> uris;
    for (Editable* item : contents(path_item(path))) {
        if (!item->is_dict()) continue;
        for (const EditableMember* method : item->members()) {
            const std::string name = to_upper(method->key);
            const bool any = method->key == any_method || name == "ANY";
            const std::string uri = "execute-api:/${__Stage__}/" + (any ? "*" : name) + wildcards;
            Editable* text = heap_.string(uri, make_, authored_path || (!any && method->authored));
            Editable* variables = heap_.plain({{"__Stage__", heap_.clone(stage)}}, make_);
            uris.push_back(heap_.plain({{"Fn::Sub", heap_.list({text, variables}, make_)}}, make_));
        }
    }
    return heap_.list(uris, make_);
}

/// Appends to Statement, which may be one statement or a list. `once`: not when it holds the same already.
void SwaggerEditor::add_statement(Editable* statement, bool once) {
    Editable* existing = policy_->value("Statement");
    if (existing == nullptr || !existing->is_list()) {
        existing = existing == nullptr ? heap_.list({}, make_) : heap_.list({existing}, make_);
        heap_.set(*policy_, "Statement", existing, make_);
    }
    if (!definition_.statements_read) {
        for (Editable* item : existing->items) definition_.statements.insert(hash_json(*item));
        definition_.statements_read = true;
    }
    const bool first = definition_.statements.insert(hash_json(*statement)).second;
    if (first || !once) EditableHeap::append(*existing, statement);
}

void SwaggerEditor::add_account_statement(Editable& accounts, std::string_view effect, Editable* resources) {
    if (!truthy(&accounts)) return;
    if (!accounts.is_list() && !accounts.is_dict()) {
        problems_.refuse_document(accounts.span, "Accounts in 'ResourcePolicy' must be a list.");
        return;
    }
    heap_.set(*policy_, "Version", heap_.string("2012-10-17", make_), make_);
    Editable* statement = heap_.dict(make_);
    heap_.set(*statement, "Effect", heap_.string(effect, make_), make_);
    heap_.set(*statement, "Action", heap_.string("execute-api:Invoke", make_), make_);
    heap_.set(*statement, "Resource", resources, make_);
    Editable* principal = heap_.dict(make_);
    heap_.set(*principal, "AWS",
              accounts.is_list() ? heap_.clone(accounts) : heap_.list({heap_.clone(accounts)}, make_), make_);
    heap_.set(*statement, "Principal", principal, make_);
    if (policy_->value("Statement") == nullptr)
        heap_.set(*policy_, "Statement", statement, make_);
    else
        add_statement(statement, false);
}

/// One statement that allows everybody, and one that denies under a condition.
void SwaggerEditor::add_guarded_statements(std::string_view operation, Editable* condition,
                                           Editable* resources) {
    heap_.set(*policy_, "Version", heap_.string("2012-10-17", make_), make_);
    for (const std::string_view effect : {"Allow", "Deny"}) {
        Editable* statement = heap_.dict(make_);
        heap_.set(*statement, "Effect", heap_.string(effect, make_), make_);
        heap_.set(*statement, "Action", heap_.string("execute-api:Invoke", make_), make_);
        heap_.set(*statement, "Resource", resources, make_);
        heap_.set(*statement, "Principal", heap_.string("*", make_), make_);
        if (effect == "Deny")
            heap_.set(*statement, "Condition", heap_.plain({{operation, condition}}, make_), make_);
        add_statement(statement, true);
    }
}

void SwaggerEditor::add_address_statements(Editable& addresses, std::string_view operation,
                                           Editable* resources) {
    if (!truthy(&addresses)) return;
    Editable* list =
        addresses.is_list() ? heap_.clone(addresses) : heap_.list({heap_.clone(addresses)}, make_);
    add_guarded_statements(operation, heap_.plain({{"aws:SourceIp", list}}, make_), resources);
}

void SwaggerEditor::add_network_statements(Editable* endpoints, Editable* networks,
                                           Editable* network_endpoints, std::string_view operation,
                                           Editable* resources) {
    Editable* condition = heap_.dict(make_);
    const auto extend = [&](std::string_view key, std::vector<Editable*> values) {
        Editable* list = heap_.set_default(*condition, key, heap_.list({}, make_), make_);
        for (Editable* value : values) EditableHeap::append(*list, heap_.clone(*value));
    };
    if (endpoints != nullptr) {
        std::vector<Editable*> vpcs;
        std::vector<Editable*> vpces;
        for (Editable* endpoint : endpoints->items) {
            if (is_parameter(context_, *endpoint) || endpoint->text.starts_with("vpce-"))
                vpces.push_back(endpoint);
            if (endpoint->text.starts_with("vpc-")) vpcs.push_back(endpoint);
        }
        if (!vpcs.empty()) extend("aws:SourceVpc", vpcs);
        if (!vpces.empty()) extend("aws:SourceVpce", vpces);
    }
    if (networks != nullptr) extend("aws:SourceVpc", networks->items);
    if (network_endpoints != nullptr) extend("aws:SourceVpce", network_endpoints->items);
    if (!truthy(condition->get("aws:SourceVpc")) && !truthy(condition->get("aws:SourceVpce"))) return;
    add_guarded_statements(operation, condition, resources);
}

void SwaggerEditor::add_resource_policy(Editable& policy, std::string_view path, bool authored_path,
                                        Editable& stage) {
    if (!policy.is_dict()) return refuse("'ResourcePolicy' must be a map.");
    const auto uris = [&] { return resource_uris(path, authored_path, stage); };
    if (Editable* accounts = policy.value("AwsAccountWhitelist"))
        add_account_statement(*accounts, "Allow", uris());
    if (Editable* accounts = policy.value("AwsAccountBlacklist"))
        add_account_statement(*accounts, "Deny", uris());
    if (Editable* addresses = policy.value("IpRangeWhitelist"))
        add_address_statements(*addresses, "NotIpAddress", uris());
    if (Editable* addresses = policy.value("IpRangeBlacklist"))
        add_address_statements(*addresses, "IpAddress", uris());
    for (const bool deny : {true, false}) {
        const std::string list = deny ? "Blacklist" : "Whitelist";
        Editable* endpoints = policy.value("SourceVpc" + list);
        for (Editable* endpoint : endpoints == nullptr ? std::vector<Editable*>{} : endpoints->items) {
            if (endpoint->is_string() || is_parameter(context_, *endpoint)) continue;
            problems_.refuse_document(endpoints->span,
                                      "'SourceVpc" + list + "' takes only strings; use 'IntrinsicVpc" + list +
                                          "' or 'IntrinsicVpce" + list + "' for values made by functions.");
            return;
        }
        add_network_statements(endpoints, policy.value("IntrinsicVpc" + list),
                               policy.value("IntrinsicVpce" + list),
                               deny ? "StringEquals" : "StringNotEquals", uris());
    }
    heap_.set(document(), policy_key, policy_, make_);
}

void SwaggerEditor::add_custom_statements(Editable& statements) {
    heap_.set(*policy_, "Version", heap_.string("2012-10-17", make_), make_);
    if (policy_->value("Statement") == nullptr) {
        heap_.set(*policy_, "Statement", heap_.clone(statements), make_);
        definition_.statements_read = false;
    } else if (statements.is_list()) {
        for (Editable* statement : statements.items) add_statement(heap_.clone(*statement), true);
    } else {
        add_statement(heap_.clone(statements), true);
    }
    heap_.set(document(), policy_key, policy_, make_);
}

}  // namespace stackfit::sam
