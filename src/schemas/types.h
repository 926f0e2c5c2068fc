// What a value may be, as the specification writes it; private to the schemas layer.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "keywords.h"
#include "pointers.h"

namespace stackfit::schemas {

/// A map with properties of its own, under the name that it has in the section.
struct NestedSchema {
    std::string name;
    const Node* node = nullptr;
};

class Types {
public:
    Types(const Node& root, Keywords& keywords, const SchemaLimits& limits)
        : root_(root), keywords_(keywords), limits_(limits) {}

    /// "[string(a,b)]", "{Policy}". `name`: of the property. Errors: a reference, a limit.
    Result<std::string> of(const Node& schema, std::string_view name);
    /// Lines on the constraints of a property's value and of its elements.
    std::string lines_of_value(const Node& schema) const;
    /// Lines on which properties of a map go together.
    std::string lines_of_owner(const Node& owner);
    /// Every map that a type has named so far, in the order in which they were met.
    [[nodiscard]] const std::vector<NestedSchema>& nested() const { return nested_; }

private:
    Result<std::string> at(const Node& schema, std::string_view name, int depth);
    Result<std::string> typed(std::string_view type, const Node& node, std::string_view name, int depth);
    Result<std::string> one_of(const std::vector<const Node*>& schemas, std::string_view name, int depth);
    Result<std::string> element(char open, const Node* schema, std::string_view name, int depth);
    Result<std::string> object(const Node& node, std::string_view name, int depth);
    std::string scalar(std::string_view type, const Node& node);
    std::string nested_name(const Node& node, std::string_view name);
    std::string alternatives(std::string_view word, const Node* alternatives, std::string_view keyword);

    const Node& root_;
    Keywords& keywords_;
    const SchemaLimits& limits_;
    std::size_t steps_ = 0;
    std::vector<NestedSchema> nested_;
    std::map<const Node*, std::size_t> index_;  ///< into nested_
    std::set<std::string, std::less<>> names_;
};

}  // namespace stackfit::schemas
