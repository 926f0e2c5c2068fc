#include "names.h"

#include <algorithm>
#include <iterator>

namespace stackfit {
namespace {

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return text.starts_with(prefix); });
}

std::string_view transform_name(const Node& entry) {
    const Node* name = entry.is_mapping() ? entry.get("Name") : &entry;
    return name != nullptr && name->is_string() ? name->text : std::string_view{};
}

/// Any other transform may add whatever it likes (User Guide, "Overview of CloudFormation macros").
bool is_macro(const Node& entry) {
    const auto name = transform_name(entry);
    return !name.starts_with("AWS::Serverless") && !name.starts_with("AWS::LanguageExtensions");
}

bool uses_macros(const Node* root) {
    const Node* transform = root != nullptr ? root->get("Transform") : nullptr;
    if (transform == nullptr) return false;
    if (!transform->is_sequence()) return is_macro(*transform);
    return std::any_of(transform->items.begin(), transform->items.end(),
                       [](const Node* entry) { return is_macro(*entry); });
}

/// The property of a generated resource that names the resource which SAM made it for, and the name under which it is referred to.
struct Generated {
    const char* type;
    const char* property;
    const char* suffix;
};

constexpr Generated generated_types[] = {
    {"AWS::Lambda::Alias", "FunctionName", ".Alias"},
    {"AWS::Lambda::Version", "FunctionName", ".Version"},
    {"AWS::ApiGateway::Stage", "RestApiId", ".Stage"},
    {"AWS::ApiGateway::Deployment", "RestApiId", ".Deployment"},
    {"AWS::ApiGatewayV2::Stage", "ApiId", ".Stage"},
};

std::string_view owner_of(const Resource& resource, const char* property) {
    const Node* value = resource.properties != nullptr ? resource.properties->get(property) : nullptr;
    const Node* id = value != nullptr ? value->get("Ref") : nullptr;
    return id != nullptr && id->is_string() ? id->text : std::string_view{};
}

}  // namespace

Names::Names(const Template& templ) : templ_(templ), macros_(uses_macros(templ.root())) {
    for (const Resource& resource : templ.resources()) {
        const bool serverless = is_unexpanded(resource);
        serverless_left_ = serverless_left_ || serverless;
        // A module's resources are called after it; a type that is no text is a module of a packaging tool (rain).
        const bool module = resource.type.ends_with("::MODULE") || resource.type.empty();
        if (serverless || module) generators_.push_back(resource.id);
    }
}

bool Names::is_value(std::string_view name) const {
    static constexpr const char* pseudo_parameters[] = {"AccountId", "NotificationARNs", "NoValue",
                                                        "Partition", "Region",           "StackId",
                                                        "StackName", "URLSuffix"};
    if (name.starts_with("AWS::")) {
        const auto rest = name.substr(5);
        return std::any_of(std::begin(pseudo_parameters), std::end(pseudo_parameters),
                           [&](const char* known) { return rest == known; });
    }
    return templ_.parameter(name) != nullptr || identifiers_.contains(name);
}

bool Names::is_open(std::string_view section) const {
    if (macros_) return true;
    const Node* node = templ_.section(section);
    if (node == nullptr) return false;
    return std::any_of(node->members.begin(), node->members.end(), [](const Member& member) {
        return member.key.starts_with("Fn::ForEach::") || member.key == "Fn::Transform";
    });
}

bool Names::may_be_generated(std::string_view name) const {
    if (name.find("{") != std::string_view::npos) return true;  // completed by a loop: "Topic${Name}"
    if (is_open("Resources") || starts_with_any(name, generators_)) return true;
    return serverless_left_ && (name.starts_with("Serverless") || name == "CodeDeployServiceRole");
}

bool Names::condition(std::string_view name) const {
    return templ_.condition(name) != nullptr || is_open("Conditions") ||
           name.find("{") != std::string_view::npos;
}

bool Names::mapping(std::string_view name) const {
    const Node* mappings = templ_.section("Mappings");
    return (mappings != nullptr && mappings->find(name) != nullptr) || is_open("Mappings") ||
           name.find("{") != std::string_view::npos;
}

std::map<std::string, const Resource*, std::less<>> generated_names(const Template& templ) {
    std::map<std::string, const Resource*, std::less<>> names;
    for (const Resource& resource : templ.resources()) {
        if (resource.origin == nullptr) continue;
        for (const Generated& kind : generated_types) {
            if (resource.type != kind.type) continue;
            const auto owner = owner_of(resource, kind.property);
            if (!owner.empty()) names.try_emplace(std::string(owner) + kind.suffix, &resource);
        }
    }
    return names;
}

}  // namespace stackfit
