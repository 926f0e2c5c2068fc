#include <algorithm>

#include "../common/places.h"
#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "nested-stack-parameters";

class Call {
public:
    Call(CheckContext& context, const Resource& stack, const Template& nested, std::vector<Problem>& problems)
        : context_(context), stack_(stack), nested_(nested), problems_(problems) {}

    void check() {
        const Value given = context_.world.get(stack_.properties, "Parameters");
        if (given.unknown() || (!given.absent() && !given.is_mapping())) return;
        const auto members = context_.world.members(given);
        for (const auto& [member, value] : members) {
            if (member->key.starts_with("Fn::")) return;  // a loop or an include may give any
        }
        for (const auto& [member, value] : members) {
            if (nested_.parameter(member->key) == nullptr) surplus(*member);
        }
        std::vector<std::string> missing;
        for (const Parameter& parameter : nested_.parameters()) {
            const bool is_given = std::any_of(members.begin(), members.end(), [&](const auto& member) {
                return member.first->key == parameter.name;
            });
            if (!is_given && !parameter.default_value) missing.push_back(say("'", parameter.name, "'"));
        }
        if (missing.empty()) return;
        add(place_of(stack_, "Parameters"),
            say("The template of nested stack ", stack_.id, " wants a value for ", join(missing, ", "),
                ", and is given none."));
    }

private:
    void surplus(const Member& member) {
        std::vector<std::string_view> names;
        for (const Parameter& parameter : nested_.parameters()) names.push_back(parameter.name);
        const std::string_view meant = closest(member.key, names);
        add(member.key_span,
            say("'", member.key, "' is no parameter of the template of nested stack ", stack_.id, "."),
            meant.empty() ? "" : say(" Did you mean '", meant, "'?"));
    }

    void add(Span span, std::string what, const std::string& hint = {}) {
        problems_.push_back({id, say(what, " CloudFormation fails when it creates the nested stack.", hint),
                             span, stack_.id, false});
    }

    CheckContext& context_;
    const Resource& stack_;
    const Template& nested_;
    std::vector<Problem>& problems_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (context.unit.nested.empty()) return;
    for (const Resource& stack : context.unit.expanded.resources()) {
        if (stack.type != "AWS::CloudFormation::Stack" || stack.properties == nullptr) continue;
        const Node* url = stack.properties->get("TemplateURL");
        if (url == nullptr || !url->is_string()) continue;
        const auto nested = context.unit.nested.find(url->text);
        if (nested == context.unit.nested.end()) continue;
        const Template& templ = nested->second;
        context.ask_apart(problems, [&stack, &templ](CheckContext& here, std::vector<Problem>& found) {
            if (here.world.exists(stack.id)) Call(here, stack, templ, found).check();
        });
    }
}

}  // namespace

NativeCheck nested_stack_parameters() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
