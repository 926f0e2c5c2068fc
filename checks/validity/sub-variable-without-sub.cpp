#include <algorithm>
#include <array>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "sub-variable-without-sub";

/// Keys below which ${Name} is somebody else's syntax: code, shell, state machine and API definitions with
/// substitutions of their own, mapping templates of API Gateway, AppSync and IoT, log formats.
constexpr std::array<std::string_view, 21> foreign = {"AccessLogFormat",
                                                      "BuildSpec",
                                                      "CodeUri",
                                                      "Command",
                                                      "Commands",
                                                      "Content",
                                                      "Definition",
                                                      "DefinitionBody",
                                                      "DefinitionString",
                                                      "EntryPoint",
                                                      "Fn::Sub",
                                                      "Fn::Transform",
                                                      "InlineCode",
                                                      "LogFormat",
                                                      "RequestMappingTemplate",
                                                      "ResponseMappingTemplate",
                                                      "RequestParameters",
                                                      "TemplateBody",
                                                      "TopicRulePayload",
                                                      "UserData",
                                                      "ZipFile"};

class Search {
public:
    Search(const Template& templ, std::vector<Problem>& problems) : templ_(templ), problems_(problems) {}

    void in_resources() {
        for (const Resource& resource : templ_.resources()) {
            resource_ = resource.id;
            if (resource.properties == nullptr) continue;
            in(*resource.properties);
            if (resource.type == "AWS::StepFunctions::StateMachine") in_state_machine(*resource.properties);
        }
        resource_ = {};
        if (const Node* outputs = templ_.section("Outputs")) in(*outputs);
        if (const Node* globals = templ_.section("Globals")) in(*globals);
    }

private:
    /// Documents are at most DocumentLimits::depth deep.
    void in(const Node& node) {
        const bool one_line = !node.block && node.text.find('\n') == std::string_view::npos;
        if (node.is_string() && one_line) judge(node);
        for (const Node* item : node.items) in(*item);
        for (const Member& member : node.members) {
            if (member.key == "Fn::Sub")
                in_variables(*member.value);
            else if (member.key == "Fn::Split")
                in_second(*member.value);
            else if (std::find(foreign.begin(), foreign.end(), member.key) == foreign.end())
                in(*member.value);
        }
    }

    /// What Fn::Sub puts in for its variables is not substituted a second time.
    void in_variables(const Node& argument) {
        if (argument.items.size() == 2 && argument.items[1]->is_mapping()) in(*argument.items[1]);
    }

    /// A delimiter may be anything.
    void in_second(const Node& argument) {
        if (argument.items.size() == 2) in(*argument.items[1]);
    }

    /// Its own substitutions. What they leave is text, and no task runs "${Name}".
    void in_state_machine(const Node& properties) {
        const Node* definition = properties.get("DefinitionString");
        const Node* substitutions = properties.get("DefinitionSubstitutions");
        if (definition == nullptr || (substitutions != nullptr && intrinsic(*substitutions) != nullptr))
            return;
        in_definition(*definition, substitutions);
    }

    void in_definition(const Node& node, const Node* substitutions) {
        if (node.is_string()) resources_in(node, substitutions);
        for (const Node* item : node.items) in_definition(*item, substitutions);
        for (const Member& member : node.members)
            if (member.key != "Fn::Sub") in_definition(*member.value, substitutions);
    }

    void resources_in(const Node& node, const Node* substitutions) {
        constexpr std::string_view key = "\"Resource\"";
        std::string_view rest = node.text;
        for (std::size_t at = rest.find(key); at != std::string_view::npos; at = rest.find(key)) {
            rest.remove_prefix(at + key.size());
            const std::size_t value = rest.find_first_not_of(" :");
            if (value == std::string_view::npos || !rest.substr(value).starts_with("\"${")) continue;
            const std::string_view name = rest.substr(value + 3, rest.find('}', value) - value - 3);
            if (substitutions != nullptr && substitutions->find(name) != nullptr) continue;
            problems_.push_back({id,
                                 say("The definition has the resource \"${", name,
                                     "}\", which neither Fn::Sub nor DefinitionSubstitutions "
                                     "replaces. Step Functions refuses it: it is no ARN."),
                                 node.span, resource_, false});
        }
    }

    void judge(const Node& node) {
        std::string_view rest = node.text;
        for (std::size_t begin = rest.find("${"); begin != std::string_view::npos; begin = rest.find("${")) {
            const std::size_t end = rest.find('}', begin);
            if (end == std::string_view::npos) return;
            const std::string_view name = rest.substr(begin + 2, end - begin - 2);
            if (is_declared(name)) {
                report(node, name);
                return;
            }
            rest.remove_prefix(end + 1);
        }
    }

    /// IAM's own variables (${aws:username}) and ${stageVariables.x} are none of these.
    bool is_declared(std::string_view name) const {
        if (name.substr(0, 5) == "AWS::") return true;
        return templ_.parameter(name) != nullptr ||
               templ_.resource(name.substr(0, name.find('.'))) != nullptr;
    }

    void report(const Node& node, std::string_view name) {
        const std::string variable = say("${", name, "}");
        problems_.push_back(
            {id,
             say("\"", variable,
                 "\" stays as it is: the text stands outside of Fn::Sub, so CloudFormation passes these ",
                 std::to_string(variable.size()),
                 " characters on. Whoever reads the value looks for something of that name and does not "
                 "find it. Write !Sub before the text."),
             node.span, resource_, false});
    }

    const Template& templ_;
    std::vector<Problem>& problems_;
    std::string_view resource_;
};

/// Over the source, so that a text which Globals copies into every function is reported once, where it
/// stands.
void find(CheckContext& context, std::vector<Problem>& problems) {
    Search(context.unit.source, problems).in_resources();
}

}  // namespace

NativeCheck sub_variable_without_sub() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
