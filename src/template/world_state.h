// What one run knows and has decided; private to the template layer.
//
// Every decision is binary: "P = literal?" or "condition C?". A run follows a script of forced answers and beyond its end takes
// the headline's answer; for each decision made beyond the script whose other answer is possible, the explorer queues a script
// that ends in the other answer. So the runs are exactly the leaves of the decision tree that the body's questions span, each once,
// and two runs of the same body never see contradictory answers.
#pragma once

#include <deque>
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
    std::vector<std::pair<const Node*, const Node*>> rules;
    Arena arena;                                                        ///< for lists made by Split and list parameters
    std::uint64_t runs = 0;
    /// What can still say whether a world is production: parameters that may take a production name, conditions named after it.
    std::vector<std::string_view> production_parameters, production_conditions;

    const Domain& domain(std::string_view name);
    /// The same text with the life of the worlds: names in decisions may come from temporary texts.
    std::string_view stable(std::string_view text) { return *names_.emplace(text).first; }
    [[nodiscard]] bool is_production_name(std::string_view text) const;  ///< "prod", "Production", "live"
    [[nodiscard]] bool names_production(std::string_view text) const;    ///< "IsProd", "ProductionStack"; not "NotProd"
    [[nodiscard]] Tri production_like(World& world) const;

private:
    Domain make_domain(std::string_view name) const;
    void read_rules();
    void find_production_atoms();

    std::set<std::string, std::less<>> names_;
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
    std::map<std::string_view, bool, std::less<>> conditions;        ///< those decided as atoms
    std::map<std::string_view, bool, std::less<>> condition_results; ///< memo of what parameters decide
    int peeking = 0;                       ///< > 0: nothing may be decided
    bool tentative = false;                ///< answers rest on an assumption that may be taken back: nothing is memoised
    int depth = 0;                         ///< of condition references, against cycles

    /// The answer to "name = literal?" (or the condition's), made now; unknown when peeking.
    Tri decide(std::string_view name, bool condition, std::string_view literal, bool headline_answer);
    /// As far as decided.
    [[nodiscard]] Tri known(std::string_view name, std::string_view literal);
    [[nodiscard]] std::optional<std::string_view> fixed(std::string_view name);
    [[nodiscard]] bool is_other(std::string_view name);

private:
    void assume(const Decision& decision);
    /// Do the constraints and Rules leave this answer open? Errs on the side of yes.
    bool feasible(const Decision& decision);
    bool rules_hold();
};

}  // namespace stackfit
