// The Rules section: what is asserted of parameters before anything is created.
#include "boolean_expression.h"
#include "macros.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "rule-shape";

constexpr KeyShape rule_keys[] = {{"Assertions", of_list, true}, {"RuleCondition", of_mapping | of_function}};
constexpr KeyShape assertion_keys[] = {{"Assert", of_any, true}, {"AssertDescription", of_text}};

class Rule {
public:
    Rule(const Member& member, const Template& templ, Report& report)
        : entry_{"Rule", member}, templ_(templ), report_(report) {}

    void check() {
        // The service passes over keys that it does not know here; published templates have such.
        if (!check_keys(entry_, rule_keys, report_, Others::passed_over)) return;
        const Node& rule = *entry_.member.value;
        if (const Member* condition = rule.find("RuleCondition");
            condition != nullptr && condition->value->is_mapping())
            boolean("RuleCondition", *condition);
        if (const Node* assertions = rule.get("Assertions")) {
            for (const Node* assertion : assertions->items) check_assertion(*assertion);
        }
    }

private:
    void check_assertion(const Node& assertion) {
        // An item has no key; the item itself is what is pointed at.
        const Member item{entry_.member.key, assertion.span, &assertion, assertion.origin};
        if (!check_keys(Entry{"An assertion of rule", item}, assertion_keys, report_, Others::passed_over))
            return;
        if (const Member* asserted = assertion.find("Assert")) boolean("Assert", *asserted);
    }

    void boolean(std::string_view key, const Member& member) {
        check_boolean(say("The ", key, " of rule ", entry_.member.key), *member.value, member.key_span,
                      BooleanPlace::rules, templ_, report_);
    }

    Entry entry_;
    const Template& templ_;
    Report& report_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ) || !templ.root()->find("Rules")) return;
    Report report(id, context.unit, problems);
    check_section(templ, "Rules", report);
    for (const Member* rule : entries(templ, "Rules")) Rule(*rule, templ, report).check();
}

}  // namespace

NativeCheck rule_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
