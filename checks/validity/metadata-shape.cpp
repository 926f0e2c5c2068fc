#include "macros.h"
#include "section.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "metadata-shape";
constexpr std::string_view interface_key = "AWS::CloudFormation::Interface";

constexpr KeyShape interface_keys[] = {{"ParameterGroups", of_list}, {"ParameterLabels", of_mapping}};
constexpr KeyShape group_keys[] = {{"Label", of_mapping}, {"Parameters", of_list}};
constexpr KeyShape label_keys[] = {{"default", of_text}};

void check_group(const Node& group, Report& report) {
    const Member item{"", group.span, &group, group.origin};
    if (!check_keys("A group of parameters in the Interface", item, group_keys, report, {})) return;
    if (const Member* label = group.find("Label"); label != nullptr && label->value->is_mapping())
        check_keys("The Label of a group of parameters", *label, label_keys, report, {});
}

void check_interface(const Member& interface, Report& report) {
    if (!check_keys("AWS::CloudFormation::Interface", interface, interface_keys, report, {})) return;
    if (const Node* groups = interface.value->get("ParameterGroups")) {
        for (const Node* group : groups->items) check_group(*group, report);
    }
    const Node* labels = interface.value->get("ParameterLabels");
    if (labels == nullptr) return;
    for (const Member& label : labels->members)
        if (!is_replaced(label.key)) check_keys("A label of a parameter", label, label_keys, report, {});
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ)) return;
    Report report(id, context.unit, problems, "The console does not show it as it was meant.");
    if (const Node* metadata = templ.section("Metadata")) {
        if (const Member* interface = metadata->find(interface_key)) check_interface(*interface, report);
    }
}

}  // namespace

NativeCheck metadata_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
