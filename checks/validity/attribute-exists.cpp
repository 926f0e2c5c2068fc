// Fn::GetAtt and ${Id.Attribute} name attributes that the type of the resource has.
#include <algorithm>
#include <set>

#include "../common/say.h"
#include "../common/substitutions.h"
#include "stackfit/engine.h"
#include "stackfit/spec_resources.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "attribute-exists";

/// Attributes that only the resource's own content names: outputs of nested stacks and products, whatever a custom resource returns.
bool is_open(std::string_view type, std::string_view attribute) {
    if (type == "AWS::CloudFormation::CustomResource" || type.ends_with("::MODULE")) return true;
    return attribute.starts_with("Outputs.");
}

std::string mistake(std::string_view attribute, const Resource& target, const ResourceType& type) {
    const std::vector<std::string_view> names = type.attribute_names();
    constexpr std::size_t few = 8;
    std::vector<std::string> shown;
    for (const std::string_view name : names)
        if (names.size() <= few || name.find('.') == std::string_view::npos) shown.emplace_back(name);
    if (shown.size() > few) shown.resize(few);
    std::string message = say(target.id, " has no attribute \"", attribute, "\": ", target.type, " has ");
    message += names.empty() ? std::string("none")
                             : join(shown, ", ") + (shown.size() < names.size() ? ", ..." : "");
    message += ". CloudFormation refuses the deployment.";
    if (const auto meant = closest(attribute, names); !meant.empty())
        message += say(" Did you mean \"", meant, "\"?");
    else if (type.property(attribute))
        message += " It is a property, which Fn::GetAtt does not give.";
    return message;
}

class Search {
public:
    Search(const Graph& graph, std::vector<Problem>& problems) : graph_(graph), problems_(problems) {}

    void in_resources() {
        for (const Edge& edge : graph_.edges())
            judge(graph_.resource(edge.to), edge.attribute, edge.span, graph_.resource(edge.from).id);
    }

    /// The graph has no edges from Outputs. Documents are at most DocumentLimits::depth deep.
    void in_outputs(const Node& node) {
        const Member* function = intrinsic(node);
        if (function != nullptr && function->key == "Fn::GetAtt") return get_att(*function->value);
        if (function != nullptr && function->key == "Fn::Sub") sub(*function->value);
        for (const Node* item : node.items) in_outputs(*item);
        for (const Member& member : node.members) in_outputs(*member.value);
    }

private:
    void get_att(const Node& argument) {
        if (argument.is_string()) return dotted(argument.text, argument.span);
        if (argument.items.size() == 2 && argument.items[0]->is_string() && argument.items[1]->is_string())
            named(argument.items[0]->text, argument.items[1]->text, argument.items[0]->span);
    }

    void sub(const Node& argument) {
        const Substitution substitution = substitution_of(argument);
        each_outer_variable(substitution, [&](std::string_view name) {
            dotted(name, substitution.text->span);
            return true;
        });
    }

    void dotted(std::string_view name, Span span) {
        const std::size_t dot = name.find('.');
        if (dot != std::string_view::npos) named(name.substr(0, dot), name.substr(dot + 1), span);
    }

    /// SAM's Function.Alias and the like are resources themselves.
    void named(std::string_view name, std::string_view attribute, Span span) {
        const std::size_t dot = attribute.find('.');
        if (graph_.resolve(say(name, ".", attribute.substr(0, dot))) != nullptr) return;
        if (const Resource* target = graph_.resolve(name)) judge(*target, attribute, span, {});
    }

    void judge(const Resource& target, std::string_view attribute, Span span, std::string_view resource) {
        if (attribute.empty()) return;
        const auto type = graph_.templ().types().find(target.type);
        if (!type || is_open(target.type, attribute) || type->attribute(attribute)) return;
        if (!seen_.emplace(span.file, span.begin).second) return;
        problems_.push_back({id, mistake(attribute, target, *type), span, resource, false});
    }

    const Graph& graph_;
    std::vector<Problem>& problems_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Search search(context.graph, problems);
    search.in_resources();
    if (const Node* outputs = context.unit.expanded.section("Outputs")) search.in_outputs(*outputs);
}

}  // namespace

NativeCheck attribute_exists() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
