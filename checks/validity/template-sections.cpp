// The top level of a template: which sections it has, and those that are no more than a value.
#include <algorithm>

#include "../common/quotas.h"
#include "macros.h"
#include "section.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "template-sections";

constexpr char known[][28] = {"AWSTemplateFormatVersion",
                              "Conditions",
                              "Description",
                              "Globals",
                              "Hooks",
                              "Mappings",
                              "Metadata",
                              "Outputs",
                              "Parameters",
                              "Resources",
                              "Rules",
                              "Transform",
                              "Fn::Transform"};

/// The transforms of AWS (CloudFormation User Guide, "Transform reference"), by how they begin.
constexpr char transforms[][32] = {
    "AWS::CodeDeployBlueGreen", "AWS::CodeStar",          "AWS::Include",
    "AWS::LanguageExtensions",  "AWS::SecretsManager-20", "AWS::Serverless-2016-10-31",
    "AWS::ServiceCatalog"};

constexpr KeyShape transform_keys[] = {{"Name", of_text, true}, {"Parameters", of_mapping}};

class Sections {
public:
    Sections(CheckContext& context, Report& report)
        : context_(context), templ_(context.unit.source), root_(*templ_.root()), report_(report) {}

    void check() {
        size();
        version();
        description();
        check_section(templ_, "Metadata", report_);
        if (const Member* transform = root_.find("Transform")) check_transform(*transform);
        if (has_macro(templ_)) return;
        if (const Member* resource = loose_resource()) return loose(*resource);
        for (const Member& section : root_.members) {
            if (!is_known(section)) unknown(section);
        }
        resources();
    }

private:
    /// Of resources without a section around them, the first; null when there is none.
    const Member* loose_resource() const {
        if (root_.find("Resources") != nullptr) return nullptr;
        const auto found = std::find_if(root_.members.begin(), root_.members.end(), [](const Member& member) {
            const Node* type = member.value->get("Type");
            return type != nullptr && type->is_string() && type->text.find("::") != std::string_view::npos;
        });
        return found == root_.members.end() ? nullptr : &*found;
    }

    /// One mistake, however many resources stand there.
    void loose(const Member& resource) {
        report_.add(
            resource.key_span,
            say(resource.key, ", of type ", resource.value->get("Type")->text,
                ", stands at the top level, where only sections may stand. CloudFormation refuses the "
                "template: it has no Resources. Put the resources under Resources."));
    }

    void size() {
        const std::size_t bytes = context_.sources()[context_.unit.file].text().size();
        if (bytes <= quotas::template_bytes) return;
        report_.add({context_.unit.file, 0, 0},
                    say("The template has ", std::to_string(bytes), " bytes; CloudFormation takes at most ",
                        std::to_string(quotas::template_bytes),
                        ", and those only from S3. Split it into several stacks."));
    }

    void version() {
        const Member* member = root_.find("AWSTemplateFormatVersion");
        if (member == nullptr || member->value->kind == Kind::null || member->value->text == "2010-09-09")
            return;
        report_.add(
            place_of_value(*member),
            say("AWSTemplateFormatVersion is ", describe(*member->value),
                "; the only version there is is \"2010-09-09\". CloudFormation refuses the template."));
    }

    void description() {
        const Member* member = root_.find("Description");
        if (member == nullptr) return;
        if (!has_shape(*member->value, of_text))
            report_.add(place_of_value(*member),
                        say("The Description is ", describe(*member->value),
                            "; it must be text, without functions. CloudFormation refuses the template."));
        if (member->value->text.size() > quotas::description_bytes)
            report_.add(place_of_value(*member),
                        say("The Description has ", std::to_string(member->value->text.size()),
                            " bytes; CloudFormation allows ", std::to_string(quotas::description_bytes),
                            ". Shorten it, or make comments of it."));
    }

    void check_transform(const Member& transform) {
        const Node& value = *transform.value;
        if (!value.is_sequence()) return transform_item(value, place_of_value(transform));
        for (const Node* item : value.items) transform_item(*item, item->span);
    }

    static std::string_view name_of(const Node& transform) {
        const Node* name = transform.is_mapping() ? transform.get("Name") : &transform;
        return name != nullptr && name->is_string() ? name->text : std::string_view{};
    }

    void transform_item(const Node& item, Span at) {
        if (item.kind == Kind::null) return;
        if (item.is_mapping()) {
            const Member declaration{"Transform", at, &item, item.origin};
            check_keys("The Transform", declaration, transform_keys, report_, {});
        } else if (!item.is_string()) {
            return report_.add(at, say("The Transform is ", describe(item),
                                       "; it must be the name of a transform, or a mapping with its Name. "
                                       "CloudFormation refuses the template."));
        }
        const std::string_view name = name_of(item);
        if (!name.starts_with("AWS::")) return;
        std::vector<std::string_view> names;
        for (const auto& transform : transforms) {
            if (name.starts_with(transform)) return;
            names.emplace_back(transform);
        }
        // A name that we do not know may be a new one of AWS; one that is almost a known one is a slip.
        if (const auto meant = closest(name, names); !meant.empty())
            report_.add(at, say("AWS has no transform named \"", name,
                                "\". CloudFormation refuses the template. Did you mean \"", meant, "\"?"));
    }

    bool is_known(const Member& section) const {
        if (section.key == "Globals") return templ_.has_transform("AWS::Serverless") || has_serverless();
        return is_one_of(known, section.key);
    }

    /// Without the line for the transform, which is what transform-missing reports.
    bool has_serverless() const {
        const auto& resources = templ_.resources();
        return context_.fragment.is_piece() ||
               std::any_of(resources.begin(), resources.end(), [](const Resource& resource) {
                   return resource.type.starts_with("AWS::Serverless::");
               });
    }

    void unknown(const Member& section) {
        std::string message =
            say("A template has no section \"", section.key, "\". CloudFormation refuses the template. ");
        std::vector<std::string_view> names;
        for (const auto& name : known) {
            if (root_.find(name) == nullptr) names.emplace_back(name);
        }
        if (section.key == "Globals")
            message += "Globals are SAM's: add Transform: AWS::Serverless-2016-10-31.";
        else if (const auto meant = closest(section.key, names); !meant.empty())
            message += say("Did you mean \"", meant, "\"?");
        else
            message += "Move it under Metadata, or take it out.";
        report_.add(section.key_span, std::move(message));
    }

    void resources() {
        const Member* member = root_.find("Resources");
        if (member == nullptr) {
            if (templ_.misnamed_resources() == nullptr && !templ_.has_transform("AWS::Include") &&
                !report_.is_told(root_.span))
                report_.add({context_.unit.file, 0, 0},
                            "The template has no section Resources. CloudFormation refuses it: at least one "
                            "resource must be declared.");
        } else if (member->value->is_mapping() && member->value->members.empty()) {
            report_.add(member->key_span,
                        "Section Resources is empty. CloudFormation refuses the template: at least one "
                        "resource must be declared.");
        }
    }

    CheckContext& context_;
    const Template& templ_;
    const Node& root_;
    Report& report_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Report report(id, context.unit, problems);
    Sections(context, report).check();
}

}  // namespace

NativeCheck template_sections() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
