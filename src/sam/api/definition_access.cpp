#include "sam/api/definition_access.h"

namespace stackfit::sam {

bool is_editable(const DefinedApi& api, std::string_view property, bool right_kind, std::string_view needs) {
    const std::string start = "'" + std::string(property) + "' ";
    if (!truthy(api.get("DefinitionBody"))) {
        api.refuse(property, start + "needs an inline 'DefinitionBody': SAM writes it into the definition.");
        return false;
    }
    if (right_kind) return true;
    if (is_included(api.context, api.api)) return false;
    api.refuse(property, start + "cannot be added: 'DefinitionBody' is not " + std::string(needs) + ".");
    return false;
}

}  // namespace stackfit::sam
