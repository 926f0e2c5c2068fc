#include "macros.h"
#include "section.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "null-value";

/// Documents are at most DocumentLimits::depth deep.
class Search {
public:
    explicit Search(Report& report) : report_(report) {}

    void in(const Node& node) {
        for (const Node* item : node.items) {
            if (item->kind == Kind::null)
                found(item->span, "An item of a list");
            else
                in(*item);
        }
        for (const Member& member : node.members) {
            if (member.value->kind == Kind::null)
                found(member.key_span, say("\"", member.key, "\""));
            else
                in(*member.value);
        }
    }

private:
    void found(Span at, std::string_view what) {
        report_.add(at, say(what,
                            " has no value. CloudFormation refuses null anywhere in a template. Write a "
                            "value, or leave the key out."));
    }

    Report& report_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    // SAM takes null for a property that is not there; what it leaves in the template is refused.
    const Template& templ = context.unit.expanded;
    if (has_macro(templ)) return;
    Report report(id, context.unit, problems);
    Search(report).in(*templ.root());
}

}  // namespace

NativeCheck null_value() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
