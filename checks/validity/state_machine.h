// State machines in the Amazon States Language, walked through.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "embedded.h"
#include "state_fields.h"

namespace stackfit::checks {

class StateMachineWalk : DocumentWalk {
public:
    StateMachineWalk(const Template& source, const Template& expanded, std::string_view check)
        : DocumentWalk(check), source_(source), expanded_(expanded) {}

    std::vector<Mistake> run();

private:
    /// A machine, or one within a state: its states know only each other.
    struct Scope {
        const Node* states;
        Language language;
        bool all_targets_known = true;
        std::vector<std::string_view> targets;  ///< names that something goes on to
    };

    void definitions(const Resource& resource, std::string_view property);
    bool is_from_sam(const Resource& resource) const;

    void machine(const Node& node, Span place, std::string_view name, Language language);
    void states(const Node& node, const Node& start, Scope& scope);
    void state(const Member& member, Scope& scope);
    Language language_of(const Node& node, Language around);
    void reachable(const Scope& scope);

    void fields(const Member& state, std::uint8_t type, Language language);
    void unknown_field(const Node& state, const Member& field, std::uint8_t type);
    void field(const Member& field, const StateField& known, Language language);
    void value_of_field(const Member& field, const Node& value, const StateField& known);
    void together(const Member& state, std::uint8_t type);
    void templates(const Node& value);
    void inner(const Member& state, Language language);

    void targets_of(const Node& state, Scope& scope, Language language);
    void target(const Node* node, std::string_view what, Scope& scope);
    void handlers(const Member& list, Scope& scope);
    void errors_of(const Node& handler, std::string_view list, Span place);
    void choices(const Node& rules, Scope& scope, Language language);
    void rule(const Node& node, bool inside, Language language);
    void comparison(const Node& node, bool inside, Language language);
    void variable(const Node& node);
    void compared(const Member& member, Language language);

    void wrong(Span span, const std::string& what, std::string_view help = "");
    std::string here() const;

    const Template& source_;
    const Template& expanded_;
    std::string_view state_;  ///< the name of the state at hand
};

}  // namespace stackfit::checks
