#include "types.h"

#include <algorithm>
#include <optional>

#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::schemas {
namespace {

constexpr int most_levels = 64;  ///< of types within types that no map with a name stands between

/// Names of types that mean what they say in the specification; a map must not take one.
constexpr char reserved[][12] = {"any", "boolean", "integer", "json", "number", "string", "timestamp", "tag"};

bool is_reserved(std::string_view name) {
    return is_one_of(reserved, name);
}

std::vector<const Node*> items_of(const Node* list) {
    return list == nullptr ? std::vector<const Node*>{}
                           : std::vector<const Node*>(list->items.begin(), list->items.end());
}

bool has_properties(const Node& node) {
    const Node* properties = node.get("properties");
    return properties != nullptr && !properties->members.empty();
}

/// What a schema without a type is about, by its keywords; "" : anything.
std::string_view implied_type(const Node& node) {
    // What restricts texts or numbers says nothing of a value that is neither.
    for (const char* keyword : {"properties", "patternProperties"})
        if (node.find(keyword) != nullptr) return "object";
    if (node.find("items") != nullptr) return "array";
    const Node* values = node.get("enum");
    const bool texts = values != nullptr && !values->items.empty() &&
                       std::all_of(values->items.begin(), values->items.end(),
                                   [](const Node* one) { return one->is_string(); });
    return texts ? "string" : "";
}

/// Do the alternatives do nothing but require properties?
bool only_require(const Node& alternatives) {
    return !alternatives.items.empty() &&
           std::all_of(alternatives.items.begin(), alternatives.items.end(), [](const Node* one) {
               const Node* required = one->get("required");
               return required != nullptr && !required->items.empty() &&
                      std::all_of(one->members.begin(), one->members.end(), [](const Member& member) {
                          return member.key == "required" || member.key == "description" ||
                                 member.key == "title";
                      });
           });
}

/// A name of a property that can stand in a line.
bool is_word(const Node& name) {
    return name.is_string() && !name.text.empty() &&
           name.text.find_first_of(" \n,+") == std::string_view::npos;
}

/// "a,b"; "" : there are none, or they are no words.
std::string words(const Node& names, char separator) {
    std::string line;
    for (const Node* name : names.items) {
        if (!is_word(*name)) return {};
        line += (line.empty() ? "" : std::string(1, separator)) + std::string(name->text);
    }
    return line;
}

std::string number_text(const Node* node) {
    const bool number = node != nullptr && (node->kind == Kind::integer || node->kind == Kind::floating);
    return number ? std::string(node->text) : std::string();
}

/// "least..most"
std::string bounds(const Node& node, const char* least, const char* most) {
    const std::string low = number_text(node.get(least)), high = number_text(node.get(most));
    return low.empty() && high.empty() ? std::string() : low + ".." + high;
}

/// Printable ASCII, and one line.
std::string pattern_text(std::string_view pattern) {
    std::string text;
    for (const char c : pattern) {
        if (c < ' ' || c > '~') return {};
        text += c;
    }
    return text;
}

std::string constraint_lines(const Node& node, const std::string& prefix) {
    struct Range {
        char word[8];
        char least[12];
        char most[12];
    };
    static constexpr Range ranges[] = {{"length", "minLength", "maxLength"},
                                       {"range", "minimum", "maximum"},
                                       {"items", "minItems", "maxItems"}};
    std::string lines;
    for (const Range& range : ranges)
        if (const auto text = bounds(node, range.least, range.most); !text.empty())
            lines += prefix + range.word + " " + text + "\n";
    if (const Node* unique = node.get("uniqueItems"); unique != nullptr && unique->text == "true")
        lines += prefix + "unique\n";
    const Node* format = node.get("format");
    if (format != nullptr && format->text.starts_with("AWS::") && !pattern_text(format->text).empty())
        lines += prefix + "format " + std::string(format->text) + "\n";
    if (const Node* pattern = node.get("pattern"); pattern != nullptr && pattern->is_string())
        if (const auto text = pattern_text(pattern->text); !text.empty())
            lines += prefix + "pattern " + text + "\n";
    return lines;
}

}  // namespace

Result<std::string> Types::of(const Node& schema, std::string_view name) { return at(schema, name, 0); }

Result<std::string> Types::at(const Node& schema, std::string_view name, int depth) {
    const auto budget = [&](const char* what) {
        return Error{Error::Code::configuration, std::string("the schema ") + what, schema.span};
    };
    if (++steps_ > limits_.steps) return budget("has more parts than are read");
    if (depth > most_levels)
        return budget("has a type that contains itself, or types within types without end");
    const auto target = follow(root_, schema);
    if (!target) return target.error();
    const Node& node = *target->node;
    if (!target->name.empty()) name = target->name;
    keywords_.look_at(node);
    const Node* type = node.get("type");
    if (type != nullptr && type->is_sequence()) {
        std::string all;
        for (const Node* one : type->items) {
            if (one->text == "null") continue;
            const auto text = typed(one->text, node, name, depth);
            if (!text) return text;
            if (*text == "any") return text;
            all += (all.empty() ? "" : "|") + *text;
        }
        return all.empty() ? std::string("any") : all;
    }
    for (const char* key : {"oneOf", "anyOf", "allOf"}) {
        const Node* choices = node.get(key);
        if (choices == nullptr || has_properties(node) || only_require(*choices)) continue;
        // Of several that must all hold, a table of types can say one.
        if (key[1] == 'l' && choices->items.size() > 1) {
            keywords_.leave_out("all but the first of \"allOf\"", node.find(key)->key_span);
            return one_of({choices->items[0]}, name, depth);
        }
        return one_of(items_of(choices), name, depth);
    }
    return typed(type != nullptr ? type->text : implied_type(node), node, name, depth);
}

Result<std::string> Types::one_of(const std::vector<const Node*>& schemas, std::string_view name, int depth) {
    std::vector<std::string> all;
    std::size_t length = 0;
    for (const Node* schema : schemas) {
        auto text = at(*schema, name, depth + 1);
        if (!text) return text;
        if (*text == "any") return text;
        if (std::find(all.begin(), all.end(), *text) != all.end()) continue;
        length += text->size() + 1;
        if (length > limits_.type_length)
            return wrong(schema->span, "the schema has a type with more alternatives than are read");
        all.push_back(std::move(*text));
    }
    return all.empty() ? std::string("any") : join(all, "|");
}

Result<std::string> Types::typed(std::string_view type, const Node& node, std::string_view name, int depth) {
    if (type == "array") return element('[', node.get("items"), name, depth);
    if (type == "object") return object(node, name, depth);
    if (type == "string" || type == "integer" || type == "number" || type == "boolean")
        return scalar(type, node);
    if (!type.empty() && type != "null")
        keywords_.leave_out("the type \"" + std::string(type) + "\"", node.span);
    return std::string("any");
}

Result<std::string> Types::element(char open, const Node* schema, std::string_view name, int depth) {
    if (schema != nullptr && schema->is_sequence()) {
        keywords_.leave_out("a list of \"items\"", schema->span);
        schema = nullptr;
    }
    auto text = schema != nullptr ? at(*schema, name, depth + 1) : Result<std::string>("any");
    if (!text) return text;
    return open == '[' ? "[" + *text + "]" : "{" + *text + "}";
}

Result<std::string> Types::object(const Node& node, std::string_view name, int depth) {
    if (has_properties(node)) return nested_name(node, name);
    const Node* patterns = node.get("patternProperties");
    if (patterns != nullptr && patterns->members.size() == 1)
        return element('{', patterns->members[0].value, name, depth);
    if (patterns != nullptr && patterns->members.size() > 1)
        keywords_.leave_out("\"patternProperties\" with several patterns", patterns->span);
    const Node* others = node.get("additionalProperties");
    if (patterns == nullptr && others != nullptr && others->is_mapping())
        return element('{', others, name, depth);
    return std::string("json");
}

std::string Types::scalar(std::string_view type, const Node& node) {
    std::vector<const Node*> values = items_of(node.get("enum"));
    if (const Node* only = node.get("const")) values = {only};
    std::string list;
    for (const Node* value : values) {
        const bool plain =
            value->is_scalar() && value->text.find_first_of(",()\n|") == std::string_view::npos;
        if (!plain || (type != "string" && type != "integer")) {
            keywords_.leave_out("an \"enum\" of values with commas or brackets, or of numbers,", value->span);
            return std::string(type);
        }
        // An empty one first, where a reader cannot lose it.
        if (value->text.empty())
            list.insert(0, ",");
        else
            list += std::string(value->text) + ",";
    }
    if (!list.empty()) list.pop_back();
    return values.empty() ? std::string(type) : std::string(type) + "(" + list + ")";
}

std::string Types::nested_name(const Node& node, std::string_view name) {
    if (const auto known = index_.find(&node); known != index_.end()) return nested_[known->second].name;
    std::string made;
    for (const char c : name) made += is_letter_or_digit(c) ? c : '_';
    if (is_reserved(made)) made += "Type";
    std::string unique = made;
    for (int n = 2; names_.contains(unique); ++n) unique = made + "~" + std::to_string(n);
    names_.insert(unique);
    index_.emplace(&node, nested_.size());
    nested_.push_back({unique, &node});
    return unique;
}

std::string Types::lines_of_value(const Node& schema) const {
    const auto value = follow(root_, schema);
    if (!value) return {};
    std::string lines = constraint_lines(*value->node, " ");
    const Node* items = value->node->get("items");
    const auto element =
        items != nullptr && items->is_mapping() ? follow(root_, *items) : Result<Target>(Target{});
    if (element && element->node != nullptr) lines += constraint_lines(*element->node, " each ");
    return lines;
}

std::string Types::alternatives(std::string_view word, const Node* alternatives, std::string_view keyword) {
    if (alternatives == nullptr) return {};
    std::string line;
    if (only_require(*alternatives) && alternatives->items.size() > 1)
        for (const Node* one : alternatives->items) {
            const std::string group = words(*one->get("required"), '+');
            line = group.empty() ? std::string() : line + " " + group;
            if (group.empty()) break;
        }
    if (!line.empty()) return std::string(word) + line + "\n";
    keywords_.leave_out(
        "\"" + std::string(keyword) + "\" over properties, but for one that only requires some,",
        alternatives->span);
    return {};
}

std::string Types::lines_of_owner(const Node& owner) {
    std::string lines = alternatives("=one", owner.get("oneOf"), "oneOf");
    lines += alternatives("=some", owner.get("anyOf"), "anyOf");
    if (owner.find("allOf") != nullptr)
        keywords_.leave_out("\"allOf\" over properties", owner.find("allOf")->key_span);
    for (const char* key : {"dependencies", "dependentRequired"}) {
        const Node* needs = owner.get(key);
        for (const Member& member : needs == nullptr ? std::span<const Member>{} : needs->members) {
            const std::string names = words(*member.value, ',');
            if (!names.empty() && member.key.find_first_of(" \n,+") == std::string_view::npos)
                lines += "=with " + std::string(member.key) + " " + names + "\n";
            else
                keywords_.leave_out("\"" + std::string(key) + "\" on a schema", member.key_span);
        }
    }
    return lines;
}

}  // namespace stackfit::schemas
