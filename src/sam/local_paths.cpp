#include <algorithm>

#include "stackfit/sam_paths.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

struct PathProperty {
    char type[42];
    char path[34];  ///< below Properties; * is any key
};

// What the two package commands upload ("package" in the AWS CLI Command Reference, "sam package"), without images.
constexpr PathProperty properties[] = {
    {"AWS::Serverless::Function", "CodeUri"},
    {"AWS::Serverless::LayerVersion", "ContentUri"},
    {"AWS::Serverless::Api", "DefinitionUri"},
    {"AWS::Serverless::HttpApi", "DefinitionUri"},
    {"AWS::Serverless::StateMachine", "DefinitionUri"},
    {"AWS::Serverless::Application", "Location"},
    {"AWS::Serverless::GraphQLApi", "SchemaUri"},
    {"AWS::Serverless::GraphQLApi", "Functions.*.CodeUri"},
    {"AWS::Serverless::GraphQLApi", "Resolvers.*.*.CodeUri"},
    {"AWS::Lambda::Function", "Code"},
    {"AWS::Lambda::LayerVersion", "Content"},
    {"AWS::ApiGateway::RestApi", "BodyS3Location"},
    {"AWS::StepFunctions::StateMachine", "DefinitionS3Location"},
    {"AWS::AppSync::GraphQLSchema", "DefinitionS3Location"},
    {"AWS::AppSync::Resolver", "CodeS3Location"},
    {"AWS::AppSync::Resolver", "RequestMappingTemplateS3Location"},
    {"AWS::AppSync::Resolver", "ResponseMappingTemplateS3Location"},
    {"AWS::AppSync::FunctionConfiguration", "CodeS3Location"},
    {"AWS::AppSync::FunctionConfiguration", "RequestMappingTemplateS3Location"},
    {"AWS::AppSync::FunctionConfiguration", "ResponseMappingTemplateS3Location"},
    {"AWS::CloudFormation::Stack", "TemplateURL"},
    {"AWS::CloudFormation::ModuleVersion", "ModulePackage"},
    {"AWS::CloudFormation::ResourceVersion", "SchemaHandlerPackage"},
    {"AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"},
    {"AWS::Glue::Job", "Command.ScriptLocation"},
};

constexpr std::string_view serverless = "AWS::Serverless::";

class Collector {
public:
    void resource(std::string_view id, std::string_view type, const Node& declared) {
        for (const PathProperty& property : properties) {
            if (type == property.type) follow(id, declared, property.path);
        }
    }

    /// AWS::Include stands anywhere, as a function or beside what it adds to.
    void includes(const Node& node) {
        for (const Node* item : node.items) includes(*item);
        for (const Member& member : node.members) {
            const Node* name = member.key == "Fn::Transform" ? member.value->get("Name") : nullptr;
            if (name != nullptr && name->text == "AWS::Include" && member.value->get("Parameters") != nullptr)
                follow({}, *member.value->get("Parameters"), "Location");
            includes(*member.value);
        }
    }

    std::vector<LocalPath> take() {
        std::stable_sort(found_.begin(), found_.end(), [](const LocalPath& a, const LocalPath& b) {
            return a.value->span.begin < b.value->span.begin;
        });
        return std::move(found_);
    }

private:
    void follow(std::string_view id, const Node& node, std::string_view path) {
        const std::size_t dot = path.find('.');
        const std::string_view step = path.substr(0, dot);
        for (const Member& member : node.members) {
            if (step != "*" && member.key != step) continue;
            if (dot != std::string_view::npos)
                follow(id, *member.value, path.substr(dot + 1));
            else if (member.value->is_string() && is_local_path(member.value->text))
                found_.push_back({id, member.key, member.value});
        }
    }

    std::vector<LocalPath> found_;
};

/// Of a function made from an image, or whose code is in the template, CodeUri is not looked at.
bool needs_code(const Resource& resource) {
    const Node* package = resource.properties->get("PackageType");
    const bool image = package != nullptr && package->is_string() && package->text == "Image";
    return resource.type != "AWS::Serverless::Function" ||
           (!image && resource.properties->find("InlineCode") == nullptr);
}

}  // namespace

bool is_local_path(std::string_view text) {
    if (text.empty() || text.find("${") != std::string_view::npos ||
        text.find("{{") != std::string_view::npos)
        return false;
    const std::size_t scheme =
        std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."),
                 text.size());
    return scheme < 2 || scheme == text.size() || text[scheme] != ':';
}

std::vector<std::string_view> artifact_paths(std::string_view type) {
    std::vector<std::string_view> paths;
    for (const PathProperty& property : properties)
        if (type == property.type) paths.emplace_back(property.path);
    return paths;
}

std::vector<LocalPath> local_paths(const Template& written) {
    Collector collector;
    if (const Node* globals = written.section("Globals")) {
        for (const Member& section : globals->members)
            collector.resource({}, std::string(serverless) + std::string(section.key), *section.value);
    }
    for (const Resource& resource : written.resources()) {
        if (resource.properties != nullptr && needs_code(resource))
            collector.resource(resource.id, resource.type, *resource.properties);
    }
    if (written.root() != nullptr) collector.includes(*written.root());
    return collector.take();
}

}  // namespace stackfit
