#include <algorithm>

#include "macros.h"
#include "section.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-type-exists";
constexpr std::size_t longest_custom_name = 60;
constexpr int most_looks = 50;

/// AWS types that are in no registry of schemas: those that CloudFormation or a transform handles itself.
constexpr char others[][40] = {"AWS::CDK::Metadata",
                               "AWS::CloudFormation::CustomResource",
                               "AWS::CodeDeploy::BlueGreen",
                               "AWS::Serverless::Api",
                               "AWS::Serverless::Application",
                               "AWS::Serverless::CapacityProvider",
                               "AWS::Serverless::Connector",
                               "AWS::Serverless::Function",
                               "AWS::Serverless::GraphQLApi",
                               "AWS::Serverless::HttpApi",
                               "AWS::Serverless::LayerVersion",
                               "AWS::Serverless::SimpleTable",
                               "AWS::Serverless::StateMachine",
                               "AWS::Serverless::WebSocketApi"};

bool is_other(std::string_view type) { return is_one_of(others, type); }

std::size_t parts(std::string_view type) {
    std::size_t count = 1;
    for (std::size_t at = type.find("::"); at != std::string_view::npos; at = type.find("::", at + 2))
        ++count;
    return count;
}

bool is_custom_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_custom_name &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return c == '_' || c == '@' || c == '-' || c == ':' || is_alphanumeric({&c, 1});
           });
}

/// Can the type be one? Third-party types and modules have three parts or four, and nobody but the account knows which there are.
bool exists(const ResourceTypes& types, std::string_view type) {
    if (type.starts_with("Custom::")) return is_custom_name(type.substr(8));
    if (type.ends_with("::MODULE")) return parts(type) >= 3;
    if (type.starts_with("AWS::")) return types.find(type) || is_other(type);
    return parts(type) == 3;
}

/// "EC2::Instance" is AWS::EC2::Instance, or else the nearest name.
std::string meant(const ResourceTypes& types, std::string_view type) {
    if (std::string whole = say("AWS::", type); types.find(whole)) return whole;
    auto names = types.names();
    for (const auto& one : others) names.emplace_back(one);
    return std::string(closest(type, names));
}

/// `looks`: how many more names may be looked for; a search goes through all types, and a hostile template has many.
std::string message(const ResourceTypes& types, std::string_view resource, std::string_view type,
                    int& looks) {
    if (type.starts_with("Custom::"))
        return say("Resource ", resource, " has the type \"", type,
                   "\"; the name of a custom type has at most 60 letters, digits, \"_\", \"@\" and \"-\". "
                   "CloudFormation refuses the template.");
    std::string text = say("Resource ", resource, " has the type \"", type,
                           "\", which CloudFormation does not have. It refuses the template. ");
    const std::string wanted = looks-- > 0 ? meant(types, type) : std::string();
    if (!wanted.empty()) return text + say("Did you mean \"", wanted, "\"?");
    return text + (parts(type) == 3 ? "Look its name up in the Template Reference."
                                    : "A type has three parts, as in AWS::S3::Bucket.");
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ)) return;
    Report report(id, context.unit, problems);
    int looks = most_looks;
    for (const Member* resource : entries(templ, "Resources")) {
        const Node* type = resource->value->get("Type");
        if (type == nullptr || !type->is_string() || type->text.empty() || exists(templ.types(), type->text))
            continue;
        if (type->text.find("${") != std::string_view::npos) continue;  // the variable of a loop
        report.add(type->span, message(templ.types(), resource->key, type->text, looks), resource->key);
    }
}

}  // namespace

NativeCheck resource_type_exists() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
