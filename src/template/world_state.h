// What one run knows and has decided; private to the template layer.
//
// Every decision is binary: "P = literal?" or "condition C?". A run follows a script of forced answers and beyond its end takes
// the headline's answer; for each decision made beyond the script whose other answer is possible, the explorer queues a script
// that ends in the other answer. So the runs are exactly the leaves of the decision tree that the body's questions span, each once,
// and two runs of the same body never see contradictory answers.
#pragma once

#include <map>
#include <set>

#include "stackfit/template.h"

namespace stackfit {

/// The values a parameter can take, as far as they matter: literals, and "anything else" when not closed by AllowedValues.
struct Domain {
    std::vector<std::string_view> literals;        ///< headline first when it is a literal
    bool other = true;
    std::optional<std::string_view> headline;      ///< nothing: "anything else"
    bool given = false;                            ///< fixed by the options in every world
    bool contradictory_default = false;            ///< the Default is not among the AllowedValues
};

struct Worlds::Impl {
    Impl(const Template& t, const Assignment& g, std::vector<std::string> names);

    const Template& templ;
    Assignment given;
    std::vector<std::string> production_names;
    std::map<std::string_view, Domain, std::less<>> domains;
    struct Assertion {
        const Member* rule = nullptr;
        const Node* condition = nullptr;   ///< null: it always applies
        const Member* assertion = nullptr;
    };
    std::vector<Assertion> rules;
    bool impossible = false;                                            ///< no values satisfy the Rules
    Arena arena;                                                        ///< for lists made by Split and list parameters
    std::uint64_t runs = 0, evaluations = 0;
    /// What can still say whether a world is production: parameters that may take a production name, conditions named after it.
    std::vector<std::string_view> production_parameters, production_conditions;

    const Domain& domain(std::string_view name);
    /// The same text with the life of the worlds: names in decisions may come from temporary texts.
    std::string_view stable(std::string_view text) { return *names_.emplace(text).first; }
    [[nodiscard]] bool is_production_name(std::string_view text) const;  ///< "prod", "Production", "live"
    [[nodiscard]] bool names_production(std::string_view text) const;    ///< "IsProd", "ProductionStack"; not "NotProd"
    /// By what is decided, which is all that it depends on.
    [[nodiscard]] Tri production_like(World& world);
    /// The atom of a comparison that only the deployment decides, and whether it is true where the two differ.
    struct Equality {
        std::string_view atom;
        bool negated = false;
    };
    const Equality& equality(const Node& a, const Node& b);

private:
    Domain make_domain(std::string_view name) const;
    void read_rules();
    void settle_headline();
    void take_headline(World::State& allowed);
    void find_production_atoms();
    Tri find_production_like(World& world) const;
    void name_equalities();
    std::string_view unused_name(const std::string& name);

    std::set<std::string, std::less<>> names_;
    std::map<std::vector<Decision>, Tri> production_like_;
    std::map<std::string, Equality, std::less<>> equalities_;  ///< by the two values
    std::map<const Node*, const Equality*> equality_at_;       ///< by the place of the first
    bool equalities_named_ = false;
};

struct World::State {
    explicit State(Worlds::Impl& w) : worlds(w) {}

    Worlds::Impl& worlds;
    std::vector<Decision> script;
    std::vector<Decision> decisions;
    std::vector<bool> other_possible;      ///< per decision: is the other answer reachable?
    struct Known {
        std::optional<std::string_view> value;
        std::set<std::string_view> excluded;
    };
    std::map<std::string_view, Known, std::less<>> parameters;
    std::map<std::string_view, bool, std::less<>> conditions;  ///< those decided as atoms
    struct Answer {
        Tri value = Tri::unknown;
        std::size_t decided = 0;           ///< how much was decided then
    };
    std::map<std::string_view, Answer, std::less<>> answers;   ///< of conditions: what the decisions make of them
    std::set<std::string_view> evaluated;  ///< conditions that are being evaluated: one that is met again is in a circle
    std::size_t decided = 0;
    int peeking = 0;                       ///< > 0: nothing may be decided
    bool free = false;                     ///< the Rules do not matter: it is they that are asked
    bool exceeded = false;                 ///< conditions are nested too deeply to be evaluated
    int depth = 0;                         ///< of functions and conditions in each other

    /// The answer to "name = literal?" (or the condition's), made now; unknown when peeking.
    Tri decide(std::string_view name, bool condition, std::string_view literal, bool headline_answer);
    /// The same for "a = b?", which the parameters leave open.
    Tri decide_equality(const Node& a, const Node& b);
    /// As far as decided.
    [[nodiscard]] Tri known(std::string_view name, std::string_view literal);
    [[nodiscard]] std::optional<std::string_view> fixed(std::string_view name);
    [[nodiscard]] std::optional<std::string_view> implied(std::string_view name);
    [[nodiscard]] std::optional<Tri> remembered(std::string_view name) const;
    /// Scripts for the other answers to what was decided beyond the script.
    void queue_alternatives(std::vector<std::vector<Decision>>& scripts) const;
    /// The first run from here, the Rules asked and nothing else, that breaks none; nothing: there is none. Past a
    /// budget, what is decided already.
    [[nodiscard]] std::optional<State> satisfied() const;
    /// The first assertion that is false here; null: there is none.
    const Worlds::Impl::Assertion* broken_assertion();

private:
    void assume(const Decision& decision);
    /// Do the constraints and Rules leave this answer open? Errs on the side of yes.
    [[nodiscard]] bool feasible(const Decision& decision) const;
};

}  // namespace stackfit
