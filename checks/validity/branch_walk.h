// Mistakes in the text, found in every branch of Fn::If, and then held against the worlds.
//
// Most templates have nothing to report, so a walk over the text asks no world. It keeps the branches it is in; worlds are asked of what it
// finds, and it counts where the resource exists and the branches are taken.
#pragma once

#include <string>
#include <vector>

#include "functions.h"
#include "shape_branches.h"
#include "stackfit/engine.h"

namespace stackfit::checks {

struct Mistake {
    Problem problem;
    Branches branches;  ///< of the Fn::Ifs around it
};

/// Adds those that there are in some world to the problems, each asked apart.
void report(CheckContext& context, const std::vector<Mistake>& mistakes, std::vector<Problem>& problems);

/// What a walk over the text has in common: where it is, and what it found.
class BranchWalk {
protected:
    explicit BranchWalk(std::string_view check) : check_(check) {}

    /// The values that a node can have, each under the conditions of its branches; those that are computed are left out.
    template <class Visit>
    void branches(const Node& node, Visit visit) {
        const Member* function = intrinsic(node);
        // A key called Condition is one of many; the function stands nowhere in properties, which function-shape tells.
        if (function == nullptr || (function->key == "Condition" && !node.short_form)) return visit(node);
        each_branch(node, [&](const Node& branch) { branches(branch, visit); });
    }

    /// The same, with those that are computed; without AWS::NoValue.
    template <class Visit>
    void each_choice(const Node& node, Visit visit) {
        if (choice(node) != nullptr)
            each_branch(node, [&](const Node& branch) { each_choice(branch, visit); });
        else if (!is_no_value(&node))
            visit(node);
    }

    template <class Visit>
    void each_branch(const Node& node, Visit visit) {
        const Node* arguments = choice(node);
        if (arguments == nullptr) return;
        for (const bool taken : {true, false}) {
            branches_.push_back({arguments->items[0]->text, taken});
            visit(*arguments->items[taken ? 1 : 2]);
            branches_.pop_back();
        }
    }

    /// Calls `visit(value, place)` for all that a path leads to: "Policies[].PolicyDocument". `place` is that of its key.
    template <class Visit>
    void at_path(const Node& from, std::string_view path, Visit visit) {
        branches(from, [&](const Node& one) {
            const std::size_t end = path.find_first_of(".[");
            const Member* member = one.find(path.substr(0, end));
            if (member == nullptr) return;
            if (end == std::string_view::npos) return visit(*member->value, member->key_span);
            if (path[end] == '.') return at_path(*member->value, path.substr(end + 1), visit);
            elements(*member->value, path.substr(end + 2), visit);
        });
    }

    void add(Span span, std::string message, const Branches& more = {}) {
        Mistake& made = mistakes_.emplace_back();
        made.problem.check = check_;
        made.problem.message = std::move(message);
        made.problem.span = span;
        made.problem.resource = resource_->id;
        made.branches = branches_;
        made.branches.insert(made.branches.end(), more.begin(), more.end());
    }

    const Resource* resource_ = nullptr;  ///< that the walk is in
    Branches branches_;
    std::vector<Mistake> mistakes_;

private:
    /// Of each element of a list; `rest` is what follows the brackets.
    template <class Visit>
    void elements(const Node& list, std::string_view rest, Visit visit) {
        branches(list, [&](const Node& one) {
            for (const Node* item : one.items) {
                if (rest.empty())
                    visit(*item, item->span);
                else
                    at_path(*item, rest.substr(1), visit);
            }
        });
    }

    std::string_view check_;
};

}  // namespace stackfit::checks
