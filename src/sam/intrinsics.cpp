#include "sam/intrinsics.h"

#include <array>

#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {
namespace {

/// A Default may hold a reference that is resolved in turn; the document's own depth is 128.
constexpr int depth_limit = 300;
constexpr std::string_view late_value = "{{IntrinsicFunction:";

bool is_reference_character(char c) { return is_letter_or_digit(c) || c == '.'; }

bool is_pseudo(std::string_view name) {
    return name.starts_with("AWS::") && name.size() > 5 && is_upper(name[5]) &&
           name.substr(5).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") ==
               std::string_view::npos;
}

/// The name in a `${name}` that starts at `at`, or "": letters, digits and dots, or AWS::Something. No blanks, no `${!`.
std::string_view hole(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) != "${") return {};
    std::size_t end = at + 2;
    while (end < text.size() && (is_reference_character(text[end]) || text[end] == ':')) ++end;
    if (end == text.size() || text[end] != '}') return {};
    const std::string_view name = text.substr(at + 2, end - at - 2);
    for (const char c : name) {
        if (!is_reference_character(c)) return is_pseudo(name) ? name : std::string_view{};
    }
    return name;
}

}  // namespace

const Origin service_value{"parameter value"};

Resolver::Resolver(const Template& templ, const SamOptions& options, std::string_view partition,
                   Builder build, Problems& problems)
    : templ_(templ), mode_(options.mode), build_(build), problems_(problems) {
    const Origin* given = build_.origin("parameter value");
    if (options.given != nullptr) {
        for (const auto& [name, value] : options.given->parameters) {
            values_.emplace(build_.text(name), build_.string(value, Span{}, given));
        }
    }
    for (const Parameter& parameter : templ.parameters()) {
        const Node* value = parameter.node == nullptr ? nullptr : parameter.node->get("Default");
        if (value != nullptr) values_.emplace(parameter.name, value);
    }
    values_.emplace("AWS::Region", build_.string(options.region, Span{}, &service_value));
    values_.emplace("AWS::Partition", build_.string(partition, Span{}, &service_value));
}

const Node* Resolver::parameter_value(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return nullptr;
    const Node* value = found->second;
    return value->is_string() && value->text.starts_with(late_value) ? nullptr : value;
}

bool Resolver::is_open_parameter(std::string_view name) const {
    return templ_.parameter(name) != nullptr && parameter_value(name) == nullptr;
}

bool Resolver::is_parameter_ref(const Node* node) const {
    const std::string_view name = ref_name(node);
    return !name.empty() && (templ_.parameter(name) != nullptr || parameter_value(name) != nullptr);
}

bool Resolver::mentions_parameter(const Node* node) const {
    if (is_parameter_ref(node)) return true;
    for (const Node* item : node->items) {
        if (mentions_parameter(item)) return true;
    }
    for (const Member& member : node->members) {
        if (mentions_parameter(member.value)) return true;
    }
    return false;
}

Reading Resolver::read(const Node* node) {
    if (node == nullptr) return {};
    const Node* value = parameters_in(node, 0);
    return {value, value == node};
}

Reading Resolver::read_with_mappings(const Node* node) {
    if (node == nullptr) return {};
    const Node* value = mappings_in(parameters_in(node, 0));
    return {value, value == node};
}

const Node* Resolver::left_behind(const Node* node) {
    if (node == nullptr || mode_ == SamMode::judge) return node;
    const bool top_ref = !ref_name(node).empty() && parameter_value(ref_name(node)) != nullptr;
    return top_ref ? node : parameters_in(node, 0);
}

const Node* Resolver::parameters_in(const Node* node, int depth) {
    if (depth > depth_limit || node->is_scalar()) return node;
    if (const std::string_view name = ref_name(node); !name.empty()) {
        const Node* value = parameter_value(name);
        if (value == nullptr) return node;
        // One that was given with the command stands nowhere: it gets the place of the Ref.
        if (!value->span.known()) value = build_.string(value->text, node->span, value->origin);
        return parameters_in(value, depth + 1);
    }
    const Member* only = node->only();
    return children_in(only != nullptr && only->key == "Fn::Sub" ? substitute(*node) : node, depth);
}

const Node* Resolver::children_in(const Node* node, int depth) {
    bool changed = false;
    if (node->is_sequence()) {
        std::vector<const Node*> items(node->items.begin(), node->items.end());
        for (const Node*& item : items) {
            const Node* read = parameters_in(item, depth + 1);
            changed = changed || read != item;
            item = read;
        }
        return changed ? build_.sequence(items, node->span, node->origin) : node;
    }
    std::vector<Member> members(node->members.begin(), node->members.end());
    for (Member& member : members) {
        const Node* read = parameters_in(member.value, depth + 1);
        changed = changed || read != member.value;
        member.value = read;
    }
    return changed ? build_.mapping(members, node->span, node->origin) : node;
}

const Node* Resolver::substitute(const Node& sub) {
    const Member& only = sub.members[0];
    const Node* argument = only.value;
    if (argument->is_string()) {
        argument = substitute_text(*argument);
    } else if (argument->is_sequence() && !argument->items.empty() && argument->items[0]->is_string()) {
        std::vector<const Node*> items(argument->items.begin(), argument->items.end());
        items[0] = substitute_text(*items[0]);
        if (items[0] != argument->items[0])
            argument = build_.sequence(items, argument->span, argument->origin);
    }
    if (argument == only.value) return &sub;
    Member changed = only;
    changed.value = argument;
    return build_.mapping({changed}, sub.span, sub.origin);
}

const Node* Resolver::substitute_text(const Node& text) {
    std::string out;
    bool changed = false;
    for (std::size_t at = 0; at < text.text.size();) {
        const std::string_view name = hole(text.text, at);
        const Node* value = name.empty() ? nullptr : parameter_value(name);
        if (value != nullptr && value->is_string()) {
            out += value->text;
            at += name.size() + 3;
            changed = true;
            continue;
        }
        // While judging, a number is none: CloudFormation hands all values of such parameters over as strings.
        const bool collection = value != nullptr && (value->is_sequence() || value->is_mapping());
        if (collection || (value != nullptr && mode_ == SamMode::transform)) {
            problems_.refuse_document(text.span, "Fn::Sub takes only strings, but parameter '" +
                                                     std::string(name) + "' has " + a_kind(*value) +
                                                     " as its value; write its Default in quotes.");
        }
        out += text.text[at++];
    }
    return changed ? build_.string(out, text.span, text.origin) : &text;
}

const Node* Resolver::mappings_in(const Node* node) {
    if (node->is_scalar()) return node;
    const Member* only = node->only();
    if (only != nullptr && only->key == "Fn::FindInMap") return find_in_map(*node);
    bool changed = false;
    if (node->is_sequence()) {
        std::vector<const Node*> items(node->items.begin(), node->items.end());
        for (const Node*& item : items) {
            const Node* read = mappings_in(item);
            changed = changed || read != item;
            item = read;
        }
        return changed ? build_.sequence(items, node->span, node->origin) : node;
    }
    std::vector<Member> members(node->members.begin(), node->members.end());
    for (Member& member : members) {
        const Node* read = mappings_in(member.value);
        changed = changed || read != member.value;
        member.value = read;
    }
    return changed ? build_.mapping(members, node->span, node->origin) : node;
}

const Node* Resolver::find_in_map(const Node& node) {
    const Node& argument = *node.members[0].value;
    if (!argument.is_sequence() || argument.items.size() != 3) {
        problems_.refuse_document(
            argument.span,
            "Fn::FindInMap takes a list of three values: the map, a top-level key and a second-level key.");
        return &node;
    }
    std::array<const Node*, 3> keys{};
    for (std::size_t i = 0; i < 3; ++i) {
        keys[i] = mappings_in(argument.items[i]);
        if (!keys[i]->is_string()) return &node;
    }
    return mapping_entry(node, keys[0]->text, keys[1]->text, keys[2]->text);
}

const Node* Resolver::mapping_entry(const Node& node, std::string_view map, std::string_view top,
                                    std::string_view second) {
    const Node* mappings = templ_.section("Mappings");
    const Node* level = mappings == nullptr ? nullptr : mappings->get(map);
    for (const std::string_view key : {top, second}) {
        if (level == nullptr) return &node;
        if (!level->is_mapping()) {
            problems_.refuse_document(node.span, "Fn::FindInMap reads mapping '" + std::string(map) +
                                                     "', which is not a map of maps.");
            return &node;
        }
        level = level->get(key);
    }
    return level == nullptr ? &node : level;
}

}  // namespace stackfit::sam
