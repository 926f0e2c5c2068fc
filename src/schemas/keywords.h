// Which keywords of a schema are judged, which say nothing that could be, and which are left out; private to the schemas layer.
#pragma once

#include <vector>

#include "stackfit/schemas.h"

namespace stackfit::schemas {

/// Remarks on keywords of a property's schema that are not judged: those that restrict what a value may be, and that no line of the
/// specification can say. Each keyword once a schema.
class Keywords {
public:
    explicit Keywords(std::vector<SchemaRemark>& remarks) : remarks_(remarks) {}

    void look_at(const Node& schema);
    void look_at_root(const Node& schema);
    /// `what`: "the keyword \"not\"".
    void leave_out(std::string what, Span span);

private:
    std::vector<SchemaRemark>& remarks_;
    std::vector<std::string> said_;
};

}  // namespace stackfit::schemas
