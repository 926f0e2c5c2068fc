// Who may call which method: security definitions, default authorizers, API keys.
#include "sam/api/swagger_editor.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

bool names_any(Editable& security, const std::vector<std::string_view>& names) {
    for (const std::string_view name : names) {
        if (security.has(name)) return true;
    }
    return false;
}

/// The security entries of a method that name one of `names`, and the others.
struct Split {
    std::vector<Editable*> named;
    std::vector<Editable*> others;
    bool good = true;
};

Split split_security(const Editable& list, const std::vector<std::string_view>& names) {
    Split split;
    for (Editable* entry : list.items) {
        split.good = split.good && entry->is_dict();
        if (entry->is_dict()) (names_any(*entry, names) ? split.named : split.others).push_back(entry);
    }
    return split;
}

/// Takes the first entry with that key out of a list. True when there was one.
bool take_out(std::vector<Editable*>& entries, std::string_view key) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i]->has(key)) continue;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
    }
    return false;
}

}  // namespace

void SwaggerEditor::add_security_definition(const EditableMember& definition) {
    heap_.set(*security_, definition.key, definition.value, make_, definition.authored);
}

void SwaggerEditor::add_iam_definition() {
    if (security_->has("AWS_IAM")) return;
    Editable* definition = heap_.dict(make_);
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
    Editable* definition = heap_.dict(make_);
    heap_.set(*definition, "type", heap_.string("apiKey", make_), make_);
    heap_.set(*definition, "name", heap_.string("x-api-key", make_), make_);
    heap_.set(*definition, "in", heap_.string("header", make_), make_);
    security_->update(*heap_.plain({{"api_key", definition}}, make_));
}

void SwaggerEditor::refuse_security(const EditableMember& path, std::string_view method) {
    refuse("'security' of method '" + std::string(method) + "' of path '" + std::string(path.key) +
           "' must be a list of maps.");
}

void SwaggerEditor::set_default_authorizer(const EditableMember& path, const AuthorizerEntry& authorizer,
                                           const std::vector<std::string_view>& all, bool preflight) {
    for (const MethodEntry& method : methods_with_integration(*this, contents(path.value))) {
        if (!preflight && method.name == "options") continue;
        const Editable* existing = security_of(*method.definition, path.key, method.name);
        if (existing == nullptr) continue;
        Split split = split_security(*existing, all);
        if (!split.good) refuse_security(path, method.name);
        std::vector<Editable*> security = split.others;
        if (!take_out(security, "NONE")) {
            if (split.named.empty()) {
                Editable* entry = heap_.dict(make_);
                Editable* scopes =
                    authorizer.scopes == nullptr ? heap_.list({}, make_) : heap_.clone(*authorizer.scopes);
                heap_.set(*entry, authorizer.name, scopes, make_, authorizer.authored);
                split.named.push_back(entry);
            }
            security.insert(security.end(), split.named.begin(), split.named.end());
        }
        if (security.empty()) continue;
        heap_.set(*method.definition, "security", heap_.list(security, make_), make_);
        if (security.front()->has("AWS_IAM")) add_iam_definition();
    }
}

void SwaggerEditor::require_api_key(const EditableMember& path, bool preflight) {
    for (const MethodEntry& method : methods_with_integration(*this, contents(path.value))) {
        const Editable* existing = security_of(*method.definition, path.key, method.name);
        if (existing == nullptr) continue;
        Split split = split_security(*existing, {"api_key", "api_key_false"});
        if (!split.good) refuse_security(path, method.name);
        std::vector<Editable*> security = split.others;
        const bool exempt = method.name == "options" && !preflight;
        if (!take_out(split.named, "api_key_false") && !exempt) {
            Editable* entry = heap_.dict(make_);
            heap_.set(*entry, "api_key", heap_.list({}, make_), make_);
            security.push_back(entry);
        }
        Editable* list = heap_.list(security, make_);
        if (!same_value(list, const_cast<Editable*>(existing)))
            heap_.set(*method.definition, "security", list, make_);
    }
}

void SwaggerEditor::set_method_authorizer(std::string_view path, std::string_view method,
                                          Editable& authorizer, Editable* authorizers, Editable* scopes) {
    for (Editable* definition : integrated(path, method)) {
        const Editable* existing = security_of(*definition, path, method);
        if (existing == nullptr) continue;
        Editable* asked = scopes;
        if (!authorizer.is("NONE") && truthy(authorizers)) {
            Editable* config = authorizers->get(authorizer.text);
            if (config != nullptr && !config->is_dict())
                refuse("Authorizer '" + std::string(authorizer.text) + "' must be a map.");
            if (asked == nullptr && config != nullptr) asked = config->value("AuthorizationScopes");
            if (authorizers->value(authorizer.text) == nullptr) asked = nullptr;
        } else {
            asked = nullptr;
        }
        Editable* entry = heap_.dict(make_);
        heap_.set(*entry, authorizer.text, asked == nullptr ? heap_.list({}, make_) : heap_.clone(*asked),
                  make_, authorizer.authored);
        std::vector<Editable*> security = existing->items;
        security.push_back(entry);
        heap_.set(*definition, "security", heap_.list(security, make_), make_);
        if (security.front()->has("AWS_IAM")) add_iam_definition();
    }
}

void SwaggerEditor::set_api_key(std::string_view path, std::string_view method, bool required) {
    for (Editable* definition : integrated(path, method)) {
        if (required) add_api_key_definition();
        const Editable* existing = security_of(*definition, path, method);
        if (existing == nullptr) continue;
        Editable* entry = heap_.dict(make_);
        heap_.set(*entry, required ? "api_key" : "api_key_false", heap_.list({}, make_), make_);
        std::vector<Editable*> security = existing->items;
        security.push_back(entry);
        heap_.set(*definition, "security", heap_.list(security, make_), make_);
    }
}

void SwaggerEditor::add_auth_to_method(std::string_view path, std::string_view method, Editable& auth,
                                       Editable* api_auth) {
    Editable* authorizer = auth.get("Authorizer");
    Editable* authorizers = truthy(api_auth) ? api_auth->get("Authorizers") : nullptr;
    if (truthy(authorizer) && authorizer->is_string()) {
        set_method_authorizer(path, method, *authorizer, authorizers, auth.value("AuthorizationScopes"));
    }
    const Editable* key = auth.value("ApiKeyRequired");
    if (key != nullptr) set_api_key(path, method, truthy(key));
}

}  // namespace stackfit::sam
