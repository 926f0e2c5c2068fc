// Who may call which method: security definitions, default authorizers, API keys.
#include "swagger_editor.h"
#include "value.h"

namespace stackfit::sam {
namespace {

bool names_any(Py& security, const std::vector<std::string_view>& names) {
    for (const std::string_view name : names) {
        if (security.has(name)) return true;
    }
    return false;
}

/// The security entries of a method that name one of `names`, and the others.
struct Split {
    std::vector<Py*> named;
    std::vector<Py*> others;
    bool good = true;
};

Split split_security(const Py& list, const std::vector<std::string_view>& names) {
    Split split;
    for (Py* entry : list.items) {
        split.good = split.good && entry->is_dict();
        if (entry->is_dict()) (names_any(*entry, names) ? split.named : split.others).push_back(entry);
    }
    return split;
}

/// Takes the first entry with that key out of a list. True when there was one.
bool take_out(std::vector<Py*>& entries, std::string_view key) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i]->has(key)) continue;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
    }
    return false;
}

}  // namespace

void SwaggerEditor::add_security_definition(const PyMember& definition) {
    heap_.set(*security_, definition.key, definition.value, make_, definition.unicode);
}

void SwaggerEditor::add_iam_definition() {
    if (security_->has("AWS_IAM")) return;
    Py* definition = heap_.dict(make_);
    heap_.set(*definition, "x-amazon-apigateway-authtype", heap_.string("awsSigv4", make_), make_);
    heap_.set(*definition, "type", heap_.string("apiKey", make_), make_);
    heap_.set(*definition, "name", heap_.string("Authorization", make_), make_);
    heap_.set(*definition, "in", heap_.string("header", make_), make_);
    security_->update(*heap_.plain({{"AWS_IAM", definition}}, make_));
}

void SwaggerEditor::add_api_key_definition() {
    if (!security_->is_dict()) {
        problems_.refuse_other({}, security_->span,
                               "'securityDefinitions' of the API's definition must be a map.");
        return;
    }
    if (security_->has("api_key")) return;
    Py* definition = heap_.dict(make_);
    heap_.set(*definition, "type", heap_.string("apiKey", make_), make_);
    heap_.set(*definition, "name", heap_.string("x-api-key", make_), make_);
    heap_.set(*definition, "in", heap_.string("header", make_), make_);
    security_->update(*heap_.plain({{"api_key", definition}}, make_));
}

void SwaggerEditor::refuse_security(const PyMember& path, std::string_view method) {
    refuse("'security' of method '" + std::string(method) + "' of path '" + std::string(path.key) +
           "' must be a list of maps.");
}

void SwaggerEditor::set_default_authorizer(const PyMember& path, const AuthorizerEntry& authorizer,
                                           const std::vector<std::string_view>& all, bool preflight) {
    for (const MethodEntry& method : methods_with_integration(*this, contents(path.value))) {
        if (!preflight && method.name == "options") continue;
        const Py* existing = security_of(*method.definition, path.key, method.name);
        if (existing == nullptr) continue;
        Split split = split_security(*existing, all);
        if (!split.good) refuse_security(path, method.name);
        std::vector<Py*> security = split.others;
        if (!take_out(security, "NONE")) {
            if (split.named.empty()) {
                Py* entry = heap_.dict(make_);
                Py* scopes =
                    authorizer.scopes == nullptr ? heap_.list({}, make_) : heap_.clone(*authorizer.scopes);
                heap_.set(*entry, authorizer.name, scopes, make_, authorizer.unicode);
                split.named.push_back(entry);
            }
            security.insert(security.end(), split.named.begin(), split.named.end());
        }
        if (security.empty()) continue;
        heap_.set(*method.definition, "security", heap_.list(security, make_), make_);
        if (security.front()->has("AWS_IAM")) add_iam_definition();
    }
}

void SwaggerEditor::require_api_key(const PyMember& path, bool preflight) {
    for (const MethodEntry& method : methods_with_integration(*this, contents(path.value))) {
        const Py* existing = security_of(*method.definition, path.key, method.name);
        if (existing == nullptr) continue;
        Split split = split_security(*existing, {"api_key", "api_key_false"});
        if (!split.good) refuse_security(path, method.name);
        std::vector<Py*> security = split.others;
        const bool exempt = method.name == "options" && !preflight;
        if (!take_out(split.named, "api_key_false") && !exempt) {
            Py* entry = heap_.dict(make_);
            heap_.set(*entry, "api_key", heap_.list({}, make_), make_);
            security.push_back(entry);
        }
        Py* list = heap_.list(security, make_);
        if (!same_value(list, const_cast<Py*>(existing)))
            heap_.set(*method.definition, "security", list, make_);
    }
}

void SwaggerEditor::set_method_authorizer(std::string_view path, std::string_view method, Py& authorizer,
                                          Py* authorizers, Py* scopes) {
    for (Py* definition : integrated(path, method)) {
        const Py* existing = security_of(*definition, path, method);
        if (existing == nullptr) continue;
        Py* asked = scopes;
        if (!authorizer.is("NONE") && truthy(authorizers)) {
            Py* config = authorizers->get(authorizer.text);
            if (config != nullptr && !config->is_dict())
                refuse("Authorizer '" + std::string(authorizer.text) + "' must be a map.");
            if (asked == nullptr && config != nullptr) asked = config->value("AuthorizationScopes");
            if (authorizers->value(authorizer.text) == nullptr) asked = nullptr;
        } else {
            asked = nullptr;
        }
        Py* entry = heap_.dict(make_);
        heap_.set(*entry, authorizer.text, asked == nullptr ? heap_.list({}, make_) : heap_.clone(*asked),
                  make_, authorizer.unicode);
        std::vector<Py*> security = existing->items;
        security.push_back(entry);
        heap_.set(*definition, "security", heap_.list(security, make_), make_);
        if (security.front()->has("AWS_IAM")) add_iam_definition();
    }
}

void SwaggerEditor::set_api_key(std::string_view path, std::string_view method, bool required) {
    for (Py* definition : integrated(path, method)) {
        if (required) add_api_key_definition();
        const Py* existing = security_of(*definition, path, method);
        if (existing == nullptr) continue;
        Py* entry = heap_.dict(make_);
        heap_.set(*entry, required ? "api_key" : "api_key_false", heap_.list({}, make_), make_);
        std::vector<Py*> security = existing->items;
        security.push_back(entry);
        heap_.set(*definition, "security", heap_.list(security, make_), make_);
    }
}

void SwaggerEditor::add_auth_to_method(std::string_view path, std::string_view method, Py& auth,
                                       Py* api_auth) {
    Py* authorizer = auth.get("Authorizer");
    Py* authorizers = truthy(api_auth) ? api_auth->get("Authorizers") : nullptr;
    if (truthy(authorizer) && authorizer->is_string()) {
        set_method_authorizer(path, method, *authorizer, authorizers, auth.value("AuthorizationScopes"));
    }
    const Py* key = auth.value("ApiKeyRequired");
    if (key != nullptr) set_api_key(path, method, truthy(key));
}

}  // namespace stackfit::sam
