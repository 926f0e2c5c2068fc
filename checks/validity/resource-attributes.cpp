// What stands beside the Properties of a resource, its name, and the number of resources.
#include "../common/quotas.h"
#include "macros.h"
#include "section.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-attributes";

/// CloudFormation Template Reference, "Resource attribute reference". Version and Description are accepted though they are not there (AWS
/// CDK, CfnInclude, knows both); Connectors and IgnoreGlobals are of SAM, Controls of AWS Config's conformance packs. What
/// properties and policies may be is told by the checks resource-shape and resource-policies.
constexpr KeyShape keys[] = {{"Type", of_text, true},
                             {"Properties", of_any},
                             {"Condition", of_any},
                             {"CreationPolicy", of_any},
                             {"DeletionPolicy", of_any},
                             {"Description", of_any},
                             {"DependsOn", of_text | of_list},
                             {"Metadata", of_mapping | of_list | of_function},
                             {"UpdatePolicy", of_any},
                             {"UpdateReplacePolicy", of_any},
                             {"Version", of_text},
                             {"Connectors", of_mapping},
                             {"Controls", of_any},
                             {"IgnoreGlobals", of_text | of_list}};

bool is_custom(std::string_view type) {
    return type == "AWS::CloudFormation::CustomResource" || type.starts_with("Custom::");
}

class Attributes {
public:
    Attributes(const Member& member, const Template& templ, Report& report)
        : entry_{"Resource", member, member.key}, templ_(templ), report_(report) {}

    void check() {
        check_name(entry_, report_);
        unique_name();
        const Node* type = entry_.member.value->get("Type");
        if (type != nullptr && directive(*type) != nullptr) return;
        // SAM takes what it knows of its own resources, and drops the rest.
        const bool sam = type != nullptr && type->text.starts_with("AWS::Serverless::");
        if (!check_keys(entry_, keys, report_, sam ? Others::passed_over : Others::refused)) return;
        if (type == nullptr || !type->is_string()) return;
        depends_on();
        condition();
        if (type->text.ends_with("::MODULE")) return module();
        if (is_custom(type->text)) return custom();
        if (type->text != "AWS::Config::ConfigRule") refuse("Controls", " is for rules in conformance packs");
    }

private:
    void unique_name() {
        if (templ_.parameter(entry_.member.key) == nullptr) return;
        report_.add(entry_.member.key_span,
                    say(entry_.name(),
                        " has the name of a parameter. CloudFormation refuses the template, since Ref could "
                        "mean either. Rename one."),
                    entry_.resource);
    }

    void depends_on() {
        const Node* names = entry_.member.value->get("DependsOn");
        if (names == nullptr) return;
        for (const Node* name : names->items) {
            if (has_shape(*name, of_text)) continue;
            report_.add(name->span,
                        say(entry_.name(), " has ", describe(*name),
                            " in its DependsOn; it lists names of resources, without functions. "
                            "CloudFormation refuses the template."),
                        entry_.resource);
        }
    }

    void condition() {
        const Member* condition = entry_.member.value->find("Condition");
        if (condition == nullptr || has_shape(*condition->value, of_text) ||
            templ_.has_transform("AWS::LanguageExtensions"))
            return;
        report_.add(condition->key_span,
                    say(entry_.name(), " has ", describe(*condition->value),
                        " as its Condition; it must be the name of a condition. CloudFormation refuses the "
                        "template. Declare it in the section Conditions."),
                    entry_.resource);
    }

    void custom() {
        for (const std::string_view key : {"CreationPolicy", "UpdatePolicy"})
            refuse(key, " is not for custom resources");
    }

    void module() {
        for (const std::string_view key : {"CreationPolicy", "UpdatePolicy"})
            refuse(key, " is not for modules");
        const Node* properties = entry_.member.value->get("Properties");
        if (const Member* tags = properties == nullptr ? nullptr : properties->find("Tags"))
            refuse(*tags, " is no property of a module");
        const Node* metadata = entry_.member.value->get("Metadata");
        if (const Member* own = metadata == nullptr ? nullptr : metadata->find("AWS::CloudFormation::Module"))
            refuse(*own, " is CloudFormation's own and not for templates");
    }

    void refuse(std::string_view key, std::string_view why) {
        if (const Member* member = entry_.member.value->find(key)) refuse(*member, why);
    }
    void refuse(const Member& member, std::string_view why) {
        report_.add(member.key_span,
                    say(entry_.name(), " has a ", member.key, ", which", why,
                        ". CloudFormation refuses the template. Take it out."),
                    entry_.resource);
    }

    Entry entry_;
    const Template& templ_;
    Report& report_;
};

/// Counted as CloudFormation counts: after SAM and loops.
void count(const CheckContext& context, Report& report) {
    const std::size_t number = context.unit.expanded.resources().size();
    const Member* section = context.unit.source.root()->find("Resources");
    if (number <= quotas::resources || section == nullptr) return;
    const std::size_t written = section->value->members.size();
    report.add(section->key_span,
               say("The template has ", std::to_string(number), " resources",
                   written == number ? "" : say(" once its ", std::to_string(written), " are expanded"),
                   "; CloudFormation allows ", std::to_string(quotas::resources),
                   " and refuses it. Split it into several stacks."));
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ)) return;
    Report report(id, context.unit, problems);
    check_section(templ, "Resources", report);
    count(context, report);
    for (const Member* resource : entries(templ, "Resources")) Attributes(*resource, templ, report).check();
}

}  // namespace

NativeCheck resource_attributes() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
