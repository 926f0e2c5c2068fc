#include "sam/api/definition_editor.h"

#include "sam/context.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {

MethodName normalized_method(std::string_view method, bool authored) {
    std::string lower = to_lower(method);
    if (lower == "any") return {std::string(any_method), false};
    return {std::move(lower), authored};
}

Editable* definition_skeleton(EditableHeap& heap, const Maker& make, std::string_view kind,
                              std::string_view version) {
    Editable* skeleton = heap.dict(make);
    heap.set(*skeleton, kind, heap.string(version, make), make);
    Editable* info = heap.dict(make);
    heap.set(*skeleton, "info", info, make);
    heap.set(*info, "version", heap.string("1.0", make), make);
    heap.set(*info, "title", heap.ref("AWS::StackName", make), make);
    heap.set(*skeleton, "paths", heap.dict(make), make);
    return skeleton;
}

bool is_openapi_3(const Editable* version) {
    if (version == nullptr) return false;
    const std::string text = printed(const_cast<Editable&>(*version));
    const auto digit = [&](std::size_t at) { return at < text.size() && is_digit(text[at]); };
    const bool minor = text.size() >= 3 && text[0] == '3' && text[1] == '.' && digit(2);
    return minor && (text.size() == 3 || (text.size() == 5 && text[3] == '.' && digit(4)));
}

std::string path_mistake(const EditableMember& path, const Editable& item) {
    return "Path '" + std::string(path.key) +
           "' of the API's definition must be a map of methods, but it is " + a_kind(item) + ".";
}

DefinitionEditor::DefinitionEditor(Context& context, Definition& definition, const Maker& make)
    : context_(context),
      heap_(context.apis.heap()),
      problems_(context.problems),
      definition_(definition),
      make_(make) {
    definition_.document->join(&definition_.epoch);
    copied();
    paths_ = definition_.document->get("paths");
}

void DefinitionEditor::copied() {
    if (!context_.judging()) ++definition_.epoch.copies;
}

void DefinitionEditor::check_paths() {
    if (definition_.checked) return;
    definition_.checked = true;
    for (const EditableMember* path : paths_->members()) {
        for (const Editable* item : contents(path->value)) {
            if (item->is_dict()) continue;
            problems_.refuse_document(path->key_span, path_mistake(*path, *item));
        }
    }
}

void DefinitionEditor::refuse(std::string message) {
    problems_.refuse_document(make_.span(), std::move(message));
}

void DefinitionEditor::refuse_method(std::string_view method, Span span) {
    problems_.refuse_document(span.known() ? span : make_.span(),
                              "Method '" + std::string(method) + "' must be a map in the API's definition.");
}

std::vector<Editable*> DefinitionEditor::contents(Editable* item) {
    if (item == nullptr) return {};
    Editable* branches = item->get("Fn::If");
    if (branches == nullptr) return {item};
    if (!branches->is_list()) {
        refuse("Fn::If in the API's definition takes a list.");
        return {};
    }
    std::vector<Editable*> found;
    for (std::size_t i = 1; i < branches->items.size(); ++i) {
        if (!is_no_value(branches->items[i])) found.push_back(branches->items[i]);
    }
    return found;
}

std::vector<Editable*> DefinitionEditor::items(std::string_view path) {
    const EditableMember* member = paths_->member(path);
    std::vector<Editable*> found = contents(member == nullptr ? nullptr : member->value);
    std::erase_if(found, [&](const Editable* item) {
        if (!item->is_dict()) problems_.refuse(member->key_span, path_mistake(*member, *item));
        return !item->is_dict();
    });
    return found;
}

bool DefinitionEditor::has_path(std::string_view path, std::string_view method) {
    Editable* item = path_item(path);
    if (item == nullptr) return false;
    if (method.empty()) return true;
    for (const Editable* one : contents(item)) {
        if (!one->has(method)) return false;
    }
    return true;
}

bool DefinitionEditor::has_integration(std::string_view path, std::string_view method) {
    if (!has_path(path, method)) return false;
    for (const Editable* item : contents(path_item(path))) {
        bool found = false;
        Editable* definition = item->get(method);
        if (definition == nullptr || !definition->is_dict()) return false;
        for (const Editable* one : contents(definition)) found = found || truthy(one->get(integration_key));
        if (!found) return false;
    }
    return true;
}

void DefinitionEditor::add_path(std::string_view path, bool authored_path, const MethodName& method) {
    heap_.set_default(*paths_, path, heap_.dict(make_), make_, authored_path);
    for (Editable* item : items(path))
        heap_.set_default(*item, method.text, heap_.dict(make_), make_, method.authored);
}

void DefinitionEditor::make_path_conditional(std::string_view path, std::string_view condition,
                                             bool authored) {
    Editable* item = path_item(path);
    heap_.set(*paths_, path, heap_.choose(heap_.string(condition, make_, authored), item, make_), make_);
}

std::vector<Editable*> DefinitionEditor::integrated(std::string_view path, std::string_view method,
                                                    bool also_others) {
    const MethodName name = normalized_method(method, false);
    std::vector<Editable*> found;
    for (const Editable* item : items(path)) {
        for (Editable* definition : contents(item->get(name.text))) {
            if (!definition->is_dict()) {
                refuse("Method '" + std::string(method) + "' of path '" + std::string(path) +
                       "' must be a map in the API's definition.");
            } else if (also_others || truthy(definition->get(integration_key))) {
                found.push_back(definition);
            }
        }
    }
    return found;
}

void DefinitionEditor::set_timeout(std::string_view path, std::string_view method,
                                   const Editable& milliseconds) {
    for (const Editable* definition : integrated(path, method)) {
        heap_.set(*definition->get(integration_key), "timeoutInMillis", heap_.clone(milliseconds), make_);
    }
}

Editable* DefinitionEditor::security_of(Editable& method, std::string_view path, std::string_view name) {
    Editable* existing = method.get("security");
    if (existing == nullptr) return heap_.list({}, make_);
    if (existing->is_list()) return existing;
    refuse("'security' of method '" + std::string(name) + "' of path '" + std::string(path) +
           "' must be a list.");
    return nullptr;
}

}  // namespace stackfit::sam
