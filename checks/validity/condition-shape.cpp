// The Conditions section: boolean expressions over parameters, which do not go in circles.
#include <algorithm>
#include <map>

#include "boolean_expression.h"
#include "macros.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "condition-shape";

/// Which conditions a condition names.
void collect(const Node& node, std::vector<std::string_view>& names) {
    const Member* function = intrinsic(node);
    if (function != nullptr && function->key == "Condition" && function->value->is_string())
        names.push_back(function->value->text);
    for (const Node* item : node.items) collect(*item, names);
    for (const Member& member : node.members) collect(*member.value, names);
}

/// Conditions that name each other. Those that lead nowhere are peeled off until nothing more can be: what is left leads into a circle.
class Circles {
public:
    explicit Circles(const std::vector<const Member*>& conditions) : conditions_(conditions) {
        std::map<std::string_view, std::size_t> index;
        for (std::size_t i = 0; i < conditions.size(); ++i) index.emplace(conditions[i]->key, i);
        next_.resize(conditions.size());
        left_.assign(conditions.size(), true);
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            std::vector<std::string_view> names;
            collect(*conditions[i]->value, names);
            for (const std::string_view name : names) {
                if (const auto found = index.find(name); found != index.end())
                    next_[i].push_back(found->second);
            }
        }
    }

    /// The next circle, in the order of its references; empty when there is none any more.
    std::vector<const Member*> take() {
        peel();
        const auto first = std::find(left_.begin(), left_.end(), true);
        if (first == left_.end()) return {};
        std::vector<std::size_t> way;
        auto at = static_cast<std::size_t>(first - left_.begin());
        while (std::find(way.begin(), way.end(), at) == way.end()) {
            way.push_back(at);
            at = *std::find_if(next_[at].begin(), next_[at].end(), [&](std::size_t to) { return left_[to]; });
        }
        way.erase(way.begin(), std::find(way.begin(), way.end(), at));
        std::rotate(way.begin(), std::min_element(way.begin(), way.end()), way.end());
        std::vector<const Member*> circle;
        for (const std::size_t one : way) {
            left_[one] = false;
            circle.push_back(conditions_[one]);
        }
        return circle;
    }

private:
    void peel() {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = 0; i < left_.size(); ++i) {
                if (!left_[i] || leads_on(i)) continue;
                left_[i] = false;
                changed = true;
            }
        }
    }
    bool leads_on(std::size_t i) const {
        return std::any_of(next_[i].begin(), next_[i].end(), [&](std::size_t to) { return left_[to]; });
    }

    const std::vector<const Member*>& conditions_;
    std::vector<std::vector<std::size_t>> next_;
    std::vector<bool> left_;
};

void find_circles(const std::vector<const Member*>& conditions, Report& report) {
    Circles circles(conditions);
    for (auto circle = circles.take(); !circle.empty(); circle = circles.take()) {
        std::string way;
        for (const Member* condition : circle) way += say(condition->key, " -> ");
        report.add(circle.front()->key_span,
                   say("Conditions name each other in a circle: ", way, circle.front()->key,
                       ". CloudFormation can evaluate none of them, and refuses the template."));
    }
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ) || !templ.root()->find("Conditions")) return;
    Report report(id, context.unit, problems);
    check_section(templ, "Conditions", report);
    const auto conditions = entries(templ, "Conditions");
    for (const Member* condition : conditions)
        check_boolean(say("Condition ", condition->key), *condition->value, condition->key_span,
                      BooleanPlace::conditions, templ, report);
    find_circles(conditions, report);
}

}  // namespace

NativeCheck condition_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
