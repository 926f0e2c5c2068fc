#include "names.h"

#include <algorithm>
#include <iterator>

#include "stackfit/support/text.h"
#include "stackfit/template_loops.h"

namespace stackfit {
namespace {

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return text.starts_with(prefix); });
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

Names::Names(const Template& templ) : templ_(templ) {
    for (const Resource& resource : templ.resources()) {
        const bool serverless = is_unexpanded(resource);
        serverless_left_ = serverless_left_ || serverless;
        // A module's resources are called after it; a type that is no text is a module of a packaging tool (rain).
        const bool module = resource.type.ends_with("::MODULE") || resource.type.empty();
        if (is_loop(resource.id)) continue;
        if (serverless || module) generators_.push_back(resource.id);
    }
    for (const char* name : {"Resources", "Conditions"}) {
        const Node* section = templ.section(name);
        if (section == nullptr) continue;
        for (const Member& member : section->members) {
            if (is_loop(member.key)) add_loop_names(member, loop_names_);
        }
    }
}

bool Names::is_value(std::string_view name) const {
    static constexpr const char* pseudo_parameters[] = {"AccountId", "NotificationARNs", "NoValue",
                                                        "Partition", "Region",           "StackId",
                                                        "StackName", "URLSuffix"};
    if (name.starts_with("AWS::")) {
        const auto rest = name.substr(5);
        return is_one_of(pseudo_parameters, rest);
    }
    return templ_.parameter(name) != nullptr || identifiers_.contains(name);
}

bool Names::is_open(std::string_view name) const {
    const Node* section = templ_.section(name);
    return templ_.macro() != nullptr || (section != nullptr && section->find("Fn::Transform") != nullptr);
}

bool Names::comes_of_loop(std::string_view name) const {
    return templ_.may_hold(name) ||
           std::any_of(loop_names_.begin(), loop_names_.end(),
                       [&](const std::string& glob) { return matches_glob(glob, name); });
}

bool Names::may_be_generated(std::string_view name) const {
    if (name.find("{") != std::string_view::npos) return true;  // completed by a loop: "Topic${Name}"
    if (is_open("Resources") || comes_of_loop(name) || starts_with_any(name, generators_)) return true;
    return serverless_left_ && (name.starts_with("Serverless") || name == "CodeDeployServiceRole");
}

bool Names::condition(std::string_view name) const {
    return templ_.condition(name) != nullptr || is_open("Conditions") || comes_of_loop(name) ||
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
