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
/// Linear in the references.
class Circles {
public:
    explicit Circles(const std::vector<const Member*>& conditions)
        : conditions_(conditions),
          next_(conditions.size()),
          named_by_(conditions.size()),
          open_(conditions.size()),
          left_(conditions.size(), true) {
        std::map<std::string_view, std::size_t> index;
        for (std::size_t i = 0; i < conditions.size(); ++i) index.emplace(conditions[i]->key, i);
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            std::vector<std::string_view> names;
            collect(*conditions[i]->value, names);
            for (const std::string_view name : names) {
                if (const auto found = index.find(name); found != index.end()) connect(i, found->second);
            }
        }
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < conditions.size(); ++i)
            if (open_[i] == 0) ends.push_back(i);
        peel(std::move(ends));
    }

    /// The next circle, in the order of its references; empty when there is none any more.
    std::vector<const Member*> take() {
        while (first_ < left_.size() && !left_[first_]) ++first_;
        if (first_ == left_.size()) return {};
        std::vector<std::size_t> circle = from(first_);
        peel(circle);
        std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
        std::vector<const Member*> members;
        for (const std::size_t one : circle) members.push_back(conditions_[one]);
        return members;
    }

private:
    void connect(std::size_t from, std::size_t to) {
        next_[from].push_back(to);
        named_by_[to].push_back(from);
        ++open_[from];
    }

    /// Takes these away, and all that then lead nowhere.
    void peel(std::vector<std::size_t> ends) {
        while (!ends.empty()) {
            const std::size_t end = ends.back();
            ends.pop_back();
            if (!left_[end]) continue;
            left_[end] = false;
            for (const std::size_t one : named_by_[end])
                if (--open_[one] == 0) ends.push_back(one);
        }
    }

    /// What is left leads on, so a walk comes back to where it was.
    std::vector<std::size_t> from(std::size_t start) const {
        std::vector<std::size_t> way;
        std::vector<bool> seen(left_.size());
        for (std::size_t at = start; !seen[at];) {
            seen[at] = true;
            way.push_back(at);
            const std::size_t here = at;
            at = *std::find_if(next_[here].begin(), next_[here].end(),
                               [&](std::size_t to) { return left_[to]; });
            if (seen[at]) way.erase(way.begin(), std::find(way.begin(), way.end(), at));
        }
        return way;
    }

    const std::vector<const Member*>& conditions_;
    std::vector<std::vector<std::size_t>> next_, named_by_;
    std::vector<std::size_t> open_;  ///< how many references of each lead to what is left
    std::vector<bool> left_;
    std::size_t first_ = 0;
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
