// What the expansions of REST, HTTP and WebSocket APIs have in common.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// Reads parameters within a value, in place, as the service does while it transforms; nothing while judging.
Editable* resolve_in_place(Context& context, Editable* value);

/// What API Gateway calls to invoke a function: `function` is its ARN, or what stands for it in Fn::Sub.
std::string invocation_uri(std::string_view partition, std::string_view function);

/// The properties whose form is to be checked: the author's, or what Globals give an implicit API. An empty definition, in whose place SAM
/// writes one, is not looked at.
const Node* checked_properties(Context& context, const Api& api);

/// An API in the course of its expansion.
struct ApiExpansion {
    Context& context;
    const SamResource& source;
    Editable& properties;         ///< Globals merged
    std::string_view cause_name;  ///< of what is made: the API's type, or Events
    Maker make;                   ///< of the API itself
    std::vector<Draft>& out;

    [[nodiscard]] std::string_view id() const { return source.id; }
    [[nodiscard]] EditableHeap& heap() const { return context.apis.heap(); }
    /// A property's value; null when there is none.
    [[nodiscard]] Editable* get(std::string_view key) const { return properties.value(key); }
    /// The same as a node of the output.
    [[nodiscard]] const Node* node(std::string_view key) const;
    /// The place of a property's key, of the resource's id, or of the first event of an implicit API.
    [[nodiscard]] Span place(std::string_view key) const;
    void refuse(std::string_view key, std::string message) const;
    /// What a value is known to be, parameters read by their Defaults; null when nothing is known of it: while judging, a parameter
    /// without a Default may be anything.
    [[nodiscard]] const Node* known(const Node* value) const;
    [[nodiscard]] Maker cause(std::string_view property, std::string_view made) const;
    void read_parameters(std::initializer_list<std::string_view> keys) const;
    /// The API itself, with the author's id and attributes.
    [[nodiscard]] Draft draft(std::string_view type) const;
    /// Refuses every key of `map` that is not in `known`, a list with blanks between. True when there is none.
    bool check_keys(Editable& map, std::string_view what, std::string_view known) const;
};

/// A REST or HTTP API: it has a definition, into which events and properties are written.
struct DefinedApi : ApiExpansion {
    DefinedApi(Context& context, const SamResource& source, Api& api, std::string_view made,
               std::vector<Draft>& out);

    Api& api;
};

}  // namespace stackfit::sam
