#include "known.h"

#include <algorithm>
#include <vector>

#include "stackfit/support/text.h"

namespace stackfit::schemas {
namespace {

/// Of some types, Fn::GetAtt gives every property.
bool is_readable(const ResourceType& type) {
    const auto names = type.property_names();
    return !names.empty() && std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return type.attribute(name).has_value();
    });
}

/// Types of its own section are not known in another one.
std::string_view type_text(const ValueType& type) {
    switch (type.kind()) {
        case ValueType::Kind::string: return "string";
        case ValueType::Kind::integer: return "integer";
        case ValueType::Kind::number: return "number";
        case ValueType::Kind::boolean: return "boolean";
        case ValueType::Kind::list: return "[any]";
        default: return "any";
    }
}

}  // namespace

void keep_known(std::string& section, const ResourceType& known) {
    const std::size_t head = section.find('\n');
    std::size_t end = head + 1;
    while (end < section.size() && section[end] == '@') end = section.find('\n', end) + 1;
    std::vector<std::string> lines;
    for (const std::string_view line :
         split(std::string_view(section).substr(head + 1, end - head - 1), '\n'))
        if (!line.empty()) lines.emplace_back(line);
    for (const std::string_view name : known.attribute_names()) {
        const std::string start = "@" + std::string(name) + " ";
        if (std::none_of(lines.begin(), lines.end(),
                         [&](const std::string& line) { return line.starts_with(start); }))
            lines.push_back(start + std::string(type_text(*known.attribute(name))));
    }
    std::sort(lines.begin(), lines.end());
    std::string attributes;
    for (const std::string& line : lines) attributes += line + "\n";
    section.replace(head + 1, end - head - 1, attributes);
    section.insert(
        head, std::string(known.stateful() ? " stateful" : "") + (is_readable(known) ? " readable" : ""));
}

}  // namespace stackfit::schemas
