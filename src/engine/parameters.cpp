#include "parameters.h"

#include "stackfit/support/text.h"

namespace stackfit {

std::optional<std::string> read_parameter(StrictYaml& reader, std::string_view type, const Node& value) {
    if (type == "list") {
        // An empty list is a default too: "any".
        const auto texts = reader.texts(value, "The parameter");
        if (!texts) return std::nullopt;
        return join(std::vector<std::string>(texts->begin(), texts->end()), ",");
    }
    if (type == "string") {
        if (value.kind == Kind::null) return std::string{};
    } else if (type == "number") {
        if (!reader.number(value, "The parameter")) return std::nullopt;
    } else if (type == "boolean") {
        if (!reader.boolean(value, "The parameter")) return std::nullopt;
    } else {
        reader.fail(value.span, "A parameter's type is string, number, boolean or list.");
        return std::nullopt;
    }
    const auto text = reader.text(value, "The parameter");
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

}  // namespace stackfit
