#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "pseudo-parameter-with-ref";

/// User Guide, "Get AWS values using pseudo parameters".
constexpr char names[][24] = {"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition",
                              "AWS::Region",    "AWS::StackId", "AWS::StackName",        "AWS::URLSuffix"};

class Search {
public:
    explicit Search(std::vector<Problem>& problems) : problems_(problems) {}

    void run(const Template& source) {
        each_resource(source, [&](std::string_view name, const Node& resource) {
            resource_ = name;
            if (const Node* properties = resource.get("Properties")) in(*properties);
        });
        resource_ = {};
        if (const Node* outputs = source.section("Outputs"))
            for (const Member& output : outputs->members)
                if (const Node* value = output.value->get("Value")) in(*value);
    }

private:
    /// Documents are at most DocumentLimits::depth deep.
    void in(const Node& node) {
        if (node.is_string()) return text(node);
        for (const Node* item : node.items) in(*item);
        for (const Member& member : node.members)
            if (member.key != "Ref") in(*member.value);
    }

    void text(const Node& node) {
        if (!node.text.starts_with("AWS::")) return;
        if (!is_one_of(names, node.text)) return;
        problems_.push_back(
            {id,
             say("\"", node.text,
                 "\" stands for itself: only Ref and Fn::Sub give the value of a pseudo parameter. "
                 "CloudFormation passes these letters on. Write !Ref \"",
                 node.text, "\"."),
             node.span, resource_, false});
    }

    std::vector<Problem>& problems_;
    std::string_view resource_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Search(problems).run(context.unit.source);
}

}  // namespace

NativeCheck pseudo_parameter_with_ref() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
