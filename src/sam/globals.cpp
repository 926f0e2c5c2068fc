#include "sam/globals.h"

#include <algorithm>

#include "sam/globals_table.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view prefix = "AWS::Serverless::";

/// A section with an origin on every node that says where in Globals it stands. Stamped once, so that all resources of a type share the
/// nodes, as the service's do.
const Node* stamped(Context& context, const Node& node, const std::string& path) {
    Node copy = node;
    copy.origin = context.build.origin(context.text(path));
    std::vector<const Node*> items(node.items.begin(), node.items.end());
    for (const Node*& item : items) item = stamped(context, *item, path);
    std::vector<Member> members(node.members.begin(), node.members.end());
    const bool inside = is_intrinsic(&node);
    for (Member& member : members) {
        member.value = stamped(context, *member.value, inside ? path : path + "." + std::string(member.key));
        member.origin = member.value->origin;
    }
    copy.items = context.arena.copy(items);
    copy.members = context.arena.copy(members);
    return context.arena.make(copy);
}

const Node* merged(Builder& build, const Node& global, const Node& local);

const Node* merged_maps(Builder& build, const Node& global, const Node& local) {
    std::vector<Member> members(global.members.begin(), global.members.end());
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < members.size(); ++i) index.emplace(members[i].key, i);
    for (const Member& member : local.members) {
        const auto found = index.find(member.key);
        if (found == index.end()) {
            members.push_back(member);
            continue;
        }
        Member both = member;
        both.value = merged(build, *members[found->second].value, *member.value);
        members[found->second] = both;
    }
    return build.mapping(members, local.span, global.origin);
}

const Node* merged(Builder& build, const Node& global, const Node& local) {
    if (global.is_sequence() && local.is_sequence()) {
        std::vector<const Node*> items(global.items.begin(), global.items.end());
        items.insert(items.end(), local.items.begin(), local.items.end());
        return build.sequence(items, local.span, global.origin);
    }
    const bool maps =
        global.is_mapping() && local.is_mapping() && !is_intrinsic(&global) && !is_intrinsic(&local);
    return maps ? merged_maps(build, global, local) : &local;
}

void check_section(Context& context, const Member& section, const GlobalsSection& known) {
    const std::vector<std::string_view> names = split(known.properties, ' ');
    for (const Member& member : section.value->members) {
        if (std::find(names.begin(), names.end(), member.key) != names.end()) continue;
        const std::string_view meant = closest(member.key, names);
        std::string message =
            "'" + std::string(member.key) + "' cannot be set in Globals." + std::string(section.key);
        message +=
            meant.empty() ? "; set it on each resource." : "; did you mean '" + std::string(meant) + "'?";
        context.problems.wrong_property(member.key_span, std::move(message));
    }
}

void refuse_section(Context& context, const Member& section) {
    std::vector<std::string_view> names;
    for (const GlobalsSection& known : globals_sections()) names.emplace_back(known.type);
    const std::string_view meant = closest(section.key, names);
    std::string message = "Globals has no section '" + std::string(section.key) + "'";
    if (meant.empty()) {
        const std::vector<std::string> all(names.begin(), names.end());
        message += "; it takes " + join(all, ", ") + ".";
    } else {
        message += "; did you mean '" + std::string(meant) + "'?";
    }
    context.problems.wrong_property(section.key_span, std::move(message));
}

void read_sections(Context& context) {
    const Node* root = context.templ.root();
    const Member* globals = root == nullptr ? nullptr : root->find("Globals");
    if (globals == nullptr) return;
    if (!globals->value->is_mapping()) {
        context.problems.refuse(globals->key_span,
                                "'Globals' must be a map, but it is " + a_kind(*globals->value) + ".");
        return;
    }
    for (const Member& section : globals->value->members) {
        const GlobalsSection* known = find_globals_section(section.key);
        if (known == nullptr) {
            refuse_section(context, section);
        } else if (!section.value->is_mapping()) {
            context.problems.refuse(section.key_span, "Globals." + std::string(section.key) +
                                                          " must be a map, but it is " +
                                                          a_kind(*section.value) + ".");
        } else {
            check_section(context, section, *known);
            context.globals.emplace(section.key,
                                    stamped(context, *section.value, "Globals." + std::string(section.key)));
        }
    }
}

SamResource read_source(Context& context, const Resource& resource) {
    SamResource source;
    source.id = resource.id;
    source.id_span = resource.id_span;
    source.type = resource.type;
    source.node = resource.node;
    read_attributes(source);
    const Node* local = resource.properties;
    if (local == nullptr) local = Maker(context.build, resource.id_span, nullptr).map(std::vector<Member>{});
    source.local = local;
    const Node* section = global_section(context, resource.type.substr(prefix.size()));
    if (section != nullptr) section = applicable_globals(context, *resource.node, section);
    source.properties = section == nullptr ? local : merged_maps(context.build, *section, *local);
    return source;
}

/// Types that the service's plugins look at before it expands anything.
constexpr char iterated[][20] = {"Api",     "Function",     "SimpleTable",  "Application",     "LayerVersion",
                                 "HttpApi", "WebSocketApi", "StateMachine", "CapacityProvider"};

bool is_iterated(const Resource& resource) {
    const std::string_view name =
        resource.type.starts_with(prefix) ? resource.type.substr(prefix.size()) : std::string_view{};
    return is_one_of(iterated, name);
}

void check_condition(Context& context, const Resource& resource) {
    const Member* condition = resource.node->find("Condition");
    if (condition == nullptr || !truthy(condition->value) || condition->value->is_string()) return;
    context.problems.refuse_document(
        condition->key_span,
        "'Condition' of a resource must be the name of a condition, not " + quote(condition->value) + ".");
}

bool has_properties_map(const Resource& resource) {
    const Member* properties = resource.node->find("Properties");
    return properties == nullptr || properties->value->is_mapping();
}

void refuse_properties(Context& context, const Resource& resource) {
    const Member& properties = *resource.node->find("Properties");
    context.problems.refuse_other(resource.id, properties.key_span,
                                  "'Properties' must be a map, but it is " + a_kind(*properties.value) + ".");
}

/// The plugins know nothing of some types, which are refused when they are expanded.
void refuse_late(Context& context, const Resource& resource) {
    if (is_iterated(resource)) return;
    context.problems.enter(Stage::resources);
    context.problems.of(resource.id);
    refuse_properties(context, resource);
    context.problems.enter(Stage::globals);
}

void refuse_missing_resources(Context& context, const Node& root) {
    const Member* written = root.find("Resources");
    const Member* meant = context.templ.misnamed_resources();
    const Span place = written != nullptr ? written->key_span
                       : meant != nullptr ? meant->key_span
                                          : root.span;
    context.problems.refuse_document(
        place, meant == nullptr ? "A template needs 'Resources', a map with at least one resource."
                                : "A template needs 'Resources', but this section is called '" +
                                      std::string(meant->key) + "'.");
}

/// What the service refuses before it looks at what the resources are.
void check_template(Context& context) {
    const Node& root = *context.templ.root();
    const Node* resources = root.get("Resources");
    if (resources == nullptr || !resources->is_mapping() || resources->members.empty())
        return refuse_missing_resources(context, root);
    for (const Member& resource : resources->members) {
        if (resource.value->is_mapping() || is_stand_in(resource.key)) continue;
        context.problems.refuse_document(resource.key_span, "Resource '" + std::string(resource.key) +
                                                                "' must be a map, but it is " +
                                                                a_kind(*resource.value) + ".");
    }
    for (const Resource& resource : context.templ.resources()) {
        check_condition(context, resource);
        if (is_iterated(resource) && !has_properties_map(resource)) refuse_properties(context, resource);
    }
}

/// FindInMap is resolved against them, when there is one or not.
void check_mappings(Context& context) {
    const Member* mappings = context.templ.root()->find("Mappings");
    if (mappings == nullptr || mappings->value->is_mapping()) return;
    context.problems.refuse_document(mappings->key_span,
                                     "'Mappings' must be a map, but it is " + a_kind(*mappings->value) + ".");
}

}  // namespace

void read_attributes(SamResource& source) {
    source.depends_on = source.node->find("DependsOn");
    for (const char* name :
         {"DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"}) {
        if (const Member* member = source.node->find(name)) source.attributes.push_back(*member);
    }
}

const Node* global_section(const Context& context, std::string_view name) {
    const auto found = context.globals.find(name);
    return found == context.globals.end() ? nullptr : found->second;
}

const Node* applicable_globals(Context& context, const Node& declaration, const Node* section) {
    const Member* ignored = declaration.find("IgnoreGlobals");
    if (ignored == nullptr || !truthy(ignored->value)) return section;
    if (is_text(ignored->value, "*")) return nullptr;
    if (!ignored->value->is_sequence()) {
        context.problems.refuse(ignored->key_span,
                                "'IgnoreGlobals' must be \"*\" or a list of names in Globals, not " +
                                    quote(ignored->value) + ".");
        return section;
    }
    for (const Node* name : ignored->value->items) {
        const bool known = name->is_string() && section->find(name->text) != nullptr;
        if (known)
            section = context.build.without(*section, name->text);
        else
            context.problems.refuse(name->span, "'IgnoreGlobals' names " + quote(name) +
                                                    ", which Globals does not set for this type.");
    }
    return section;
}

void collect_sources(Context& context) {
    Problems& problems = context.problems;
    problems.of({});
    check_template(context);
    problems.enter(Stage::mappings);
    check_mappings(context);
    problems.enter(Stage::globals);
    read_sections(context);
    for (const Resource& resource : context.templ.resources()) {
        if (!resource.type.starts_with(prefix)) continue;
        if (!has_properties_map(resource)) {
            refuse_late(context, resource);
            continue;
        }
        problems.of({}, resource.id);
        context.source_index.emplace(resource.id, context.sources.size());
        context.sources.push_back(read_source(context, resource));
    }
    problems.of({});
}

}  // namespace stackfit::sam
