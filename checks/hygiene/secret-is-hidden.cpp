// Secrets that anybody who may read the template, or describe the stack, can read.
#include <algorithm>
#include <set>

#include "../common/say.h"
#include "../common/secrets.h"
#include "../common/substitutions.h"
#include "stackfit/engine.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "secret-is-hidden";

bool is_hidden(const Parameter& parameter) {
    const Node* no_echo = parameter.node->get("NoEcho");
    return no_echo != nullptr && to_lower(no_echo->text) == "true";
}

/// Of any type: MasterUserPassword, KdcAdminPassword; ManageMasterUserPassword says who keeps it.
bool is_password(std::string_view property) {
    return (property.ends_with("Password") && !property.starts_with("Manage") &&
            !property.starts_with("Generate")) ||
           property == "AuthToken";
}

/// What custom resources and nested stacks call a password need not be one: AllowUsersToChangePassword.
bool names_its_properties(std::string_view type) {
    return type.starts_with("AWS::") && type != "AWS::CloudFormation::Stack" &&
           type != "AWS::CloudFormation::CustomResource" && type != "AWS::Serverless::Application";
}

class Search {
public:
    Search(const Template& templ, std::vector<Problem>& problems) : templ_(templ), problems_(problems) {}

    void run() {
        for (const Parameter& parameter : templ_.parameters()) declared(parameter);
        each_resource(templ_, [&](std::string_view name, const Node& resource) {
            resource_ = name;
            const Node* type = resource.get("Type");
            const Node* properties = resource.get("Properties");
            if (type != nullptr && properties != nullptr && names_its_properties(type->text))
                passwords(*properties);
            if (const Node* metadata = resource.get("Metadata"))
                shown(*metadata, say("the Metadata of ", name));
        });
        resource_ = {};
        if (const Node* outputs = templ_.section("Outputs"))
            for (const Member& output : outputs->members) shown(*output.value, say("output ", output.key));
    }

private:
    void declared(const Parameter& parameter) {
        if (!is_hidden(parameter) || !parameter.default_value || parameter.default_value->empty() ||
            is_from_a_store(*parameter.default_value) || parameter.ssm)
            return;
        const Node& value = *parameter.node->get("Default");
        add(value.span, say("Parameter ", parameter.name,
                            " is NoEcho, and its Default is written in the template. Whoever may read the "
                            "template knows the secret of every stack that took it. Leave the Default out."));
    }

    /// Documents are at most DocumentLimits::depth deep.
    void passwords(const Node& node) {
        for (const Node* item : node.items) passwords(*item);
        for (const Member& member : node.members) {
            if (is_password(member.key)) password(member, *member.value);
            passwords(*member.value);
        }
    }

    void password(const Member& property, const Node& value) {
        if (value.is_string()) return text(property, value);
        const Member* function = intrinsic(value);
        if (function == nullptr) return;
        if (function->key == "Ref") return reference(property, *function->value);
        if (function->key == "Fn::If")
            for (const Node* branch :
                 function->value->items.subspan(std::min<std::size_t>(1, function->value->items.size())))
                password(property, *branch);
    }

    void text(const Member& property, const Node& value) {
        if (value.text.empty() || is_from_a_store(value.text)) return;
        if (value.text.find("{{resolve:") != std::string_view::npos)
            return add(value.span, say(property.key,
                                       " is read from the Parameter Store as a plain String. Whoever may "
                                       "describe the parameter reads it. Keep it as a SecureString or in "
                                       "Secrets Manager, and write {{resolve:ssm-secure:...}} or "
                                       "{{resolve:secretsmanager:...}}."));
        if (value.text.find("{{") != std::string_view::npos ||
            value.text.find("${") != std::string_view::npos)
            return;
        add(value.span,
            say(property.key,
                " is written in the template. Whoever may read the template, or the history of its "
                "repository, has it. Write {{resolve:secretsmanager:...}}, and change the one that "
                "was written here."));
    }

    void reference(const Member& property, const Node& name) {
        const Parameter* parameter = templ_.parameter(name.text);
        if (parameter == nullptr || is_hidden(*parameter) || parameter->ssm ||
            !told_.insert(parameter->name).second)
            return;
        add(parameter->name_span,
            say("Parameter ", parameter->name, " is used as ", property.key,
                ", and is shown by the console and by describe-stacks. Add NoEcho: true, or better, write "
                "{{resolve:secretsmanager:...}} in its place."));
    }

    /// NoEcho hides a value from those who describe the stack, but not in what the template makes of it.
    void shown(const Node& node, const std::string& where) {
        if (const Member* function = intrinsic(node)) {
            if (function->key == "Ref") leak(function->value->text, function->value->span, where);
            if (function->key == "Fn::Sub")
                each_outer_variable(substitution_of(*function->value), [&](std::string_view name) {
                    leak(name, node.short_form ? node.span : function->key_span, where);
                    return true;
                });
        }
        for (const Node* item : node.items) shown(*item, where);
        for (const Member& member : node.members) shown(*member.value, where);
    }

    void leak(std::string_view name, Span place, const std::string& where) {
        const Parameter* parameter = templ_.parameter(name);
        if (parameter == nullptr || !is_hidden(*parameter)) return;
        add(place, say("Parameter ", name, " is NoEcho, and ", where,
                       " shows its value: NoEcho does not hide it there. Take it out, or hand on the ARN of "
                       "a secret."));
    }

    void add(Span place, std::string message) {
        problems_.push_back({id, std::move(message), place, resource_, false});
    }

    const Template& templ_;
    std::vector<Problem>& problems_;
    std::string_view resource_;
    std::set<std::string_view> told_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Search(context.unit.source, problems).run();
}

}  // namespace

NativeCheck secret_is_hidden() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
