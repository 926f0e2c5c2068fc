// The definition of an API, Swagger or OpenAPI, while events and properties are written into it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sam/editable.h"
#include "sam/problems.h"

namespace stackfit::sam {

struct Context;

/// A definition that is edited in place. The service copies it when an editor opens it and when it closes; `epoch` counts.
struct Definition {
    Editable* document = nullptr;
    Epoch epoch;
    bool checked = false;              ///< every path item was seen to be a map
    std::set<std::string> statements;  ///< JSON of those in the resource policy
    bool statements_read = false;
};

/// The part of a path, or its HTTP method, as it stands in the definition: lower case, "any" by its long name.
struct MethodName {
    std::string text;
    bool authored = false;
};

constexpr std::string_view any_method = "x-amazon-apigateway-any-method";
constexpr std::string_view integration_key = "x-amazon-apigateway-integration";

MethodName normalized_method(std::string_view method, bool authored);
/// A definition without paths; `kind` is "swagger" or "openapi", the key of its version.
Editable* definition_skeleton(EditableHeap& heap, const Maker& make, std::string_view kind,
                              std::string_view version);
/// Is it 3.x or 3.x.y, as a version of OpenAPI?
bool is_openapi_3(const Editable* version);

/// What is said of a path item that is no map.
std::string path_mistake(const EditableMember& path, const Editable& item);

class DefinitionEditor {
public:
    /// Opens the definition. What is made in it is caused by `make`; what is wrong with it is told to the context's problems.
    DefinitionEditor(Context& context, Definition& definition, const Maker& make);

    [[nodiscard]] std::vector<EditableMember*> paths() const { return paths_->members(); }
    /// Is there a path item that holds the method (in all branches, when it is conditional)?
    [[nodiscard]] bool has_path(std::string_view path, std::string_view method);
    /// ... with an integration?
    [[nodiscard]] bool has_integration(std::string_view path, std::string_view method);
    void add_path(std::string_view path, bool authored_path, const MethodName& method);
    void make_path_conditional(std::string_view path, std::string_view condition, bool authored);
    /// The definitions of a method that have an integration: one, or one for each branch.
    std::vector<Editable*> integrated(std::string_view path, std::string_view method,
                                      bool also_others = false);
    void set_timeout(std::string_view path, std::string_view method, const Editable& milliseconds);

    /// A value as it is, or the branches of an Fn::If that are not NoValue.
    std::vector<Editable*> branches(Editable* item) { return contents(item); }
    void refuse_method(std::string_view method, Span span);

    [[nodiscard]] Editable& document() { return *definition_.document; }
    [[nodiscard]] EditableHeap& heap() { return heap_; }
    [[nodiscard]] const Maker& make() const { return make_; }

protected:
    ~DefinitionEditor() = default;
    /// The service copied the definition. While judging no id has to equal the service's, and the cost of keeping
    /// its order, a pass over all paths for every event, is saved.
    void copied();
    std::vector<Editable*> contents(Editable* item);
    /// The contents of a path item; what is no map in it is refused.
    std::vector<Editable*> items(std::string_view path);
    /// Refuses every path item that is no map. The service looks at all of them in Swagger, at those that it edits in OpenAPI.
    void check_paths();
    [[nodiscard]] Editable* path_item(std::string_view path) const { return paths_->get(path); }
    void refuse(std::string message);
    /// The security list of a method, or null after a refusal.
    Editable* security_of(Editable& method, std::string_view path, std::string_view name);

    Context& context_;
    EditableHeap& heap_;
    Problems& problems_;
    Definition& definition_;
    Maker make_;
    Editable* paths_ = nullptr;
};

}  // namespace stackfit::sam
