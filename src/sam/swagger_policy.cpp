// The resource policy of a REST API: who may call it by account, address or network.
#include "context.h"
#include "swagger_editor.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view policy_key = "x-amazon-apigateway-policy";

/// While judging, a parameter stands where the service would read its value; most networks are named by their endpoint.
bool is_parameter(Context& context, Py& value) {
    return context.judging() && context.resolver.is_parameter_ref(context.apis.heap().to_node(value));
}

}  // namespace

/// execute-api:/${__Stage__}/METHOD/path for every method of the path.
Py* SwaggerEditor::resource_uris(std::string_view path, bool unicode_path, Py& stage) {
    const std::string wildcards = wildcard_path(path, true);
    std::vector<Py*> uris;
    for (Py* item : contents(path_item(path))) {
        if (!item->is_dict()) continue;
        for (const PyMember* method : item->members()) {
            std::string name(method->key);
            for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
            const bool any = method->key == any_method || name == "ANY";
            const std::string uri = "execute-api:/${__Stage__}/" + (any ? "*" : name) + wildcards;
            Py* text = heap_.string(uri, make_, unicode_path || (!any && method->unicode));
            Py* variables = heap_.plain({{"__Stage__", heap_.clone(stage)}}, make_);
            uris.push_back(heap_.plain({{"Fn::Sub", heap_.list({text, variables}, make_)}}, make_));
        }
    }
    return heap_.list(uris, make_);
}

/// Appends to Statement, which may be one statement or a list. `once`: not when it holds the same already.
void SwaggerEditor::add_statement(Py* statement, bool once) {
    Py* existing = policy_->value("Statement");
    if (existing == nullptr || !existing->is_list()) {
        existing = existing == nullptr ? heap_.list({}, make_) : heap_.list({existing}, make_);
        heap_.set(*policy_, "Statement", existing, make_);
    }
    if (!definition_.statements_read) {
        for (Py* item : existing->items) definition_.statements.insert(python_json(*item));
        definition_.statements_read = true;
    }
    const bool first = definition_.statements.insert(python_json(*statement)).second;
    if (first || !once) PyHeap::append(*existing, statement);
}

void SwaggerEditor::add_account_statement(Py& accounts, std::string_view effect, Py* resources) {
    if (!truthy(&accounts)) return;
    if (!accounts.is_list() && !accounts.is_dict()) {
        problems_.refuse_document(accounts.span, "Accounts in 'ResourcePolicy' must be a list.");
        return;
    }
    heap_.set(*policy_, "Version", heap_.string("2012-10-17", make_), make_);
    Py* statement = heap_.dict(make_);
    heap_.set(*statement, "Effect", heap_.string(effect, make_), make_);
    heap_.set(*statement, "Action", heap_.string("execute-api:Invoke", make_), make_);
    heap_.set(*statement, "Resource", resources, make_);
    Py* principal = heap_.dict(make_);
    heap_.set(*principal, "AWS",
              accounts.is_list() ? heap_.clone(accounts) : heap_.list({heap_.clone(accounts)}, make_), make_);
    heap_.set(*statement, "Principal", principal, make_);
    if (policy_->value("Statement") == nullptr)
        heap_.set(*policy_, "Statement", statement, make_);
    else
        add_statement(statement, false);
}

/// One statement that allows everybody, and one that denies under a condition.
void SwaggerEditor::add_guarded_statements(std::string_view operation, Py* condition, Py* resources) {
    heap_.set(*policy_, "Version", heap_.string("2012-10-17", make_), make_);
    for (const std::string_view effect : {"Allow", "Deny"}) {
        Py* statement = heap_.dict(make_);
        heap_.set(*statement, "Effect", heap_.string(effect, make_), make_);
        heap_.set(*statement, "Action", heap_.string("execute-api:Invoke", make_), make_);
        heap_.set(*statement, "Resource", resources, make_);
        heap_.set(*statement, "Principal", heap_.string("*", make_), make_);
        if (effect == "Deny")
            heap_.set(*statement, "Condition", heap_.plain({{operation, condition}}, make_), make_);
        add_statement(statement, true);
    }
}

void SwaggerEditor::add_address_statements(Py& addresses, std::string_view operation, Py* resources) {
    if (!truthy(&addresses)) return;
    Py* list = addresses.is_list() ? heap_.clone(addresses) : heap_.list({heap_.clone(addresses)}, make_);
    add_guarded_statements(operation, heap_.plain({{"aws:SourceIp", list}}, make_), resources);
}

void SwaggerEditor::add_network_statements(Py* endpoints, Py* networks, Py* network_endpoints,
                                           std::string_view operation, Py* resources) {
    Py* condition = heap_.dict(make_);
    const auto extend = [&](std::string_view key, std::vector<Py*> values) {
        Py* list = heap_.set_default(*condition, key, heap_.list({}, make_), make_);
        for (Py* value : values) PyHeap::append(*list, heap_.clone(*value));
    };
    if (endpoints != nullptr) {
        std::vector<Py*> vpcs;
        std::vector<Py*> vpces;
        for (Py* endpoint : endpoints->items) {
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

void SwaggerEditor::add_resource_policy(Py& policy, std::string_view path, bool unicode_path, Py& stage) {
    if (!policy.is_dict()) return refuse("'ResourcePolicy' must be a map.");
    const auto uris = [&] { return resource_uris(path, unicode_path, stage); };
    if (Py* accounts = policy.value("AwsAccountWhitelist")) add_account_statement(*accounts, "Allow", uris());
    if (Py* accounts = policy.value("AwsAccountBlacklist")) add_account_statement(*accounts, "Deny", uris());
    if (Py* addresses = policy.value("IpRangeWhitelist"))
        add_address_statements(*addresses, "NotIpAddress", uris());
    if (Py* addresses = policy.value("IpRangeBlacklist"))
        add_address_statements(*addresses, "IpAddress", uris());
    for (const bool deny : {true, false}) {
        const std::string list = deny ? "Blacklist" : "Whitelist";
        Py* endpoints = policy.value("SourceVpc" + list);
        for (Py* endpoint : endpoints == nullptr ? std::vector<Py*>{} : endpoints->items) {
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

void SwaggerEditor::add_custom_statements(Py& statements) {
    heap_.set(*policy_, "Version", heap_.string("2012-10-17", make_), make_);
    if (policy_->value("Statement") == nullptr) {
        heap_.set(*policy_, "Statement", heap_.clone(statements), make_);
        definition_.statements_read = false;
    } else if (statements.is_list()) {
        for (Py* statement : statements.items) add_statement(heap_.clone(*statement), true);
    } else {
        add_statement(heap_.clone(statements), true);
    }
    heap_.set(document(), policy_key, policy_, make_);
}

}  // namespace stackfit::sam
