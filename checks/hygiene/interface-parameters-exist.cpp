#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "interface-parameters-exist";

class Search {
public:
    Search(const Template& templ, std::vector<Problem>& problems) : templ_(templ), problems_(problems) {
        for (const Parameter& parameter : templ.parameters()) names_.push_back(parameter.name);
    }

    void run(const Node& interface) {
        if (const Node* groups = interface.get("ParameterGroups"))
            for (const Node* group : groups->items)
                if (const Node* parameters = group->get("Parameters"))
                    for (const Node* name : parameters->items) judge(name->text, name->span, "A group");
        if (const Node* labels = interface.get("ParameterLabels"))
            for (const Member& label : labels->members) judge(label.key, label.key_span, "A label");
    }

private:
    void judge(std::string_view name, Span place, std::string_view what) {
        if (name.empty() || is_stand_in(name) || templ_.parameter(name) != nullptr) return;
        std::string message =
            say(what, " of AWS::CloudFormation::Interface names the parameter ", name,
                ", which the template does not have. The console leaves it out. Take the name out.");
        if (const auto meant = closest(name, names_); !meant.empty())
            message += say(" Did you mean ", meant, "?");
        problems_.push_back({id, std::move(message), place, {}, false});
    }

    const Template& templ_;
    std::vector<Problem>& problems_;
    std::vector<std::string_view> names_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    const Node* metadata = templ.section("Metadata");
    const Node* interface = metadata != nullptr ? metadata->get("AWS::CloudFormation::Interface") : nullptr;
    if (interface != nullptr && !templ.parameters().empty() && !templ.is_open("Parameters"))
        Search(templ, problems).run(*interface);
}

}  // namespace

NativeCheck interface_parameters_exist() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
