// template: what a document means to CloudFormation. Sections, parameters, intrinsics, and evaluation of a value in a world.
//
// A *world* is one way in which a template can be deployed: a set of decided atoms. Atoms are a parameter's value (or "none of the
// literals it is compared with") and a condition that no parameter decides. A check never asks for all worlds: it runs, and where
// evaluation needs an undecided atom the World decides it and remembers the other choices; the explorer (see explore) runs the
// check again for those, the impossible pruned, up to a budget. The first run is always the headline world.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stackfit/document.h"

namespace stackfit {

class ResourceTypes;

struct Parameter {
    std::string_view name;
    Span name_span;
    std::string_view type;                    ///< "String" when missing
    const Node* node = nullptr;               ///< the declaration
    std::optional<std::string_view> default_value;
    std::vector<std::string_view> allowed_values;  ///< as text; empty: anything
    bool list = false;                        ///< CommaDelimitedList, List<...>
    bool ssm = false;                         ///< AWS::SSM::Parameter::Value<...>: its value is not in the template
};

struct Resource {
    std::string_view id;
    Span id_span;
    std::string_view type;                    ///< "" when missing or not a string
    const Node* node = nullptr;               ///< the whole declaration, a mapping
    const Node* properties = nullptr;         ///< null when there are none
    std::string_view condition;               ///< "" : unconditional
    const Origin* origin = nullptr;           ///< null: the author wrote it
};

/// A mistake or remark that a layer below the checks finds. `check` is the id under which it is reported.
struct Problem {
    std::string_view check;
    std::string message;
    Span span;
    std::string_view resource;                ///< logical id, or ""
    bool note = false;                        ///< for standard error only
    std::vector<std::string_view> also{};       ///< others that have the same mistake from the same place (Globals)
};

/// An entry of the section Transform.
struct TransformEntry {
    std::string_view name;       ///< "" when it is not literal
    const Node* node = nullptr;  ///< the name, or {Name, Parameters}
};

/// Is this key of a map the name of a loop (Fn::ForEach::NAME)?
inline bool is_loop(std::string_view key) { return key.starts_with("Fn::ForEach::"); }
/// Is this key of a map no member but a stand-in for members that a loop or a macro adds?
inline bool is_stand_in(std::string_view key) { return key == "Fn::Transform" || is_loop(key); }
/// The first such member of a map that is left in an expanded template, or null: what else the map holds is not known.
const Member* stand_in(const Node& mapping);

/// Views into nodes; the arena must outlive it. Reading is linear; look-up by name constant.
class Template {
public:
    /// `root` is any document; sections of the wrong shape are treated as missing (the validity checks report them).
    static Template read(const Node* root);

    [[nodiscard]] const Node* root() const { return root_; }
    /// Has Resources, Transform, AWSTemplateFormatVersion, a `Type: AWS::...`, or a section that was meant to be Resources.
    [[nodiscard]] bool looks_like_template() const { return is_template_; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }
    [[nodiscard]] const std::vector<Resource>& resources() const { return resources_; }
    [[nodiscard]] const Parameter* parameter(std::string_view name) const;
    [[nodiscard]] const Resource* resource(std::string_view id) const;
    [[nodiscard]] const Node* condition(std::string_view name) const;  ///< its expression, or null
    [[nodiscard]] const Node* section(std::string_view name) const;    ///< a top-level mapping or null
    [[nodiscard]] bool has_transform(std::string_view name) const;     ///< also as a prefix of "name-date"
    /// A section of nearly the name of Resources ("Resource") that holds some, where there is no Resources; or null.
    [[nodiscard]] const Member* misnamed_resources() const;
    [[nodiscard]] const std::vector<TransformEntry>& transforms() const { return transforms_; }
    /// The first transform that stackfit does not know: it may add to the template and change in it what it likes ("Overview of
    /// CloudFormation macros"). Null: there is none.
    [[nodiscard]] const TransformEntry* macro() const;
    /// May the section hold more than is written: because of a macro, or of a loop or an include that is left in it?
    [[nodiscard]] bool is_open(std::string_view section) const;
    /// Names that it holds under other parameter values: globs ("Topic*").
    void set_possible_names(std::vector<std::string_view> globs) { possible_names_ = std::move(globs); }
    [[nodiscard]] bool may_hold(std::string_view name) const;
    /// What its resources are held against: the types of the program, unless the run has schemas of its own. These must outlive it.
    void set_types(const ResourceTypes* types) { types_ = types; }
    [[nodiscard]] const ResourceTypes& types() const;
    /// Literals that a parameter (or AWS::Region, ...) is compared with in Conditions or Rules, or that are top-level keys of a mapping it
    /// indexes. Sorted; computed by read().
    [[nodiscard]] const std::vector<std::string_view>& compared_with(std::string_view parameter) const;

private:
    const Node* root_ = nullptr;
    bool is_template_ = false;
    std::vector<Parameter> parameters_;
    std::vector<Resource> resources_;
    std::unordered_map<std::string_view, std::size_t> parameter_index_, resource_index_;
    std::unordered_map<std::string_view, const Node*> conditions_;
    std::unordered_map<std::string_view, std::vector<std::string_view>> compared_with_;
    std::vector<TransformEntry> transforms_;
    std::vector<std::string_view> possible_names_;
    const ResourceTypes* types_ = nullptr;
};

/// The same template with its sections, and the attributes of each resource, in the order in which AWS's pages list them: Type first,
/// Properties last. Everything else keeps its order.
const Node* in_customary_order(const Node& root, Arena& arena);

enum class Tri : std::uint8_t { no, yes, unknown };

/// A part of a text: literal, or something known only at deployment, by name.
struct Piece {
    enum class Kind : std::uint8_t {
        literal,
        parameter,  ///< name: the parameter, or a pseudo parameter (AWS::Region)
        reference,  ///< name: logical id (the value of Ref)
        attribute,  ///< name: logical id, attribute: of GetAtt
        opaque      ///< name: what it is ("Fn::ImportValue shared-role", "{{resolve:ssm:x}}"); equal only to itself
    };
    Kind kind = Kind::literal;
    std::string name;
    std::string attribute;

    friend bool operator==(const Piece&, const Piece&) = default;
};

/// Text in normal form: neighbouring literals joined, no empty literals. Compare with equal().
using Text = std::vector<Piece>;
/// Puts more behind a text in normal form: neighbouring literals become one, and empty ones vanish.
void append(Text& text, Piece piece);
void append(Text& text, const Text& more);
Text literal_text(std::string_view text);
std::string to_string(const Text& text);             ///< for messages: pieces as ${Name}, ${Id.Attr}
std::optional<std::string_view> literal(const Text& text);  ///< the whole text when it is literal (also "")

/// A value in a world. `node` is where it stands once Fn::If and the like were decided: for the caret.
struct Value {
    enum class State : std::uint8_t {
        absent,   ///< nothing there, or AWS::NoValue
        known,    ///< `node` is a mapping or sequence; its children are evaluated on access
        text,     ///< a scalar: `text`; type in `node` where it was written
        unknown   ///< `reason` says why
    };
    State state = State::absent;
    const Node* node = nullptr;  ///< null only for absent
    Text text;
    std::string reason;

    [[nodiscard]] bool absent() const { return state == State::absent; }
    [[nodiscard]] bool unknown() const { return state == State::unknown; }
    [[nodiscard]] bool is_text() const { return state == State::text; }
    [[nodiscard]] bool is_mapping() const { return state == State::known && node->is_mapping(); }
    [[nodiscard]] bool is_sequence() const { return state == State::known && node->is_sequence(); }
};

/// What is given from outside: parameter values, region. Applies to every world.
struct Assignment {
    std::map<std::string, std::string, std::less<>> parameters;
    std::optional<std::string> region;
    /// Values of the headline world only (an environment marked production): the other worlds stay open.
    std::map<std::string, std::string, std::less<>> preferred;
    /// Take each parameter's Default as if it were given: `transform`'s mode.
    bool defaults_are_given = false;
};

/// A decision of a world, in words and in kind: "Environment=prod", "Environment≠prod", "IsProd is false".
struct Decision {
    std::string_view atom;      ///< parameter or condition name
    bool condition = false;     ///< atom is a condition that no parameter decides
    std::string_view value;     ///< the literal; "" with `other`
    bool equal = true;          ///< =value, or ≠value; for a condition: true or false

    [[nodiscard]] std::string text() const;
    friend auto operator<=>(const Decision&, const Decision&) = default;
};

class Worlds;

/// One run's view of the atoms. Made by Worlds; questions decide what is undecided (forking), peek() never does.
class World {
public:
    [[nodiscard]] const Template& templ() const;

    /// Is the condition true here? Decides. An undeclared condition is decided as an atom of its own.
    bool condition(std::string_view name);
    /// Does parameter or pseudo parameter `name` have this value here? Decides. Unknown when the parameter may be anything and nothing
    /// in the template compares it with this literal.
    Tri equals(std::string_view name, std::string_view literal);
    /// The parameter's value, deciding among its finite values; nothing when it may be anything (then text() has a piece for it).
    std::optional<std::string_view> value(std::string_view name);
    /// As far as already decided: yes, no, unknown. Never forks.
    [[nodiscard]] Tri peek_condition(std::string_view name) const;
    [[nodiscard]] Tri peek_equals(std::string_view name, std::string_view literal) const;
    [[nodiscard]] std::optional<std::string_view> peek_value(std::string_view name) const;
    /// Does the resource exist here (its Condition)? Decides. False for an undeclared one.
    bool exists(std::string_view logical_id);
    /// Decides a question that another run decided and that is still open here; gives this run's answer.
    bool ask(const Decision& question);
    /// What was decided in this run, in order. Headline choices included.
    [[nodiscard]] const std::vector<Decision>& decisions() const;
    /// Was something left open because conditions are nested too deeply? Then the exploration is not complete.
    [[nodiscard]] bool exceeded() const;
    void set_exceeded();  ///< of what was found in another run

    // Evaluation. All decide where they must.
    Value evaluate(const Node* node);                             ///< null gives absent
    Value get(const Value& mapping, std::string_view key);        ///< absent when not a mapping; unknown stays unknown
    Value get(const Node* mapping, std::string_view key) { return get(evaluate(mapping), key); }
    Value at(const Node* start, std::initializer_list<std::string_view> path);
    /// Members of a mapping whose value is not NoValue, keys as written.
    std::vector<std::pair<const Member*, Value>> members(const Value& mapping);
    /// Items of a sequence, NoValue removed; a scalar or mapping counts as a list of itself when `scalar_is_list`.
    std::vector<Value> items(const Value& sequence, bool scalar_is_list = false);
    /// Text equality, deciding parameters that stand in either side. Unknown when something only AWS knows is in the way.
    Tri equal(const Text& a, const Text& b);
    Tri equal(const Value& value, std::string_view literal);
    /// The text as one literal after deciding its parameters, or nothing.
    std::optional<std::string> literal_of(const Value& value);
    /// true/"true"/"True"... as CloudFormation coerces; unknown when not known or neither.
    Tri truth(const Value& value);
    std::optional<double> number(const Value& value);
    /// For messages: what is known here without deciding more, the rest as ${Name}; "not set" when absent.
    [[nodiscard]] std::string show(const Value& value) const;

    struct State;
    explicit World(State& state) : state_(&state) {}

private:
    Tri named_condition(std::string_view name);
    Tri boolean(const Node* node);
    Tri boolean_function(std::string_view name, const Node& operands);
    Tri equal_nodes(const Node* a, const Node* b);
    Tri equal_values(const Value& a, const Value& b);
    Tri is_member(const Value& value, const Node& list);
    Tri each_member(const Node& list, const std::function<Tri(const Value&)>& holds);
    Value evaluate_function(const Node* node, std::string_view name, const Node& argument);
    Value evaluate_ref(const Node* node, const Node& argument);
    Value evaluate_get_att(const Node* node, const Node& argument);
    Value evaluate_sub(const Node* node, const Node& argument);
    Value evaluate_join(const Node* node, const Node& argument);
    Value evaluate_select(const Node* node, const Node& argument);
    Value evaluate_split(const Node* node, const Node& argument);
    Value evaluate_find_in_map(const Node* node, const Node& argument);
    Value parameter_list(const Node* node, const Parameter& parameter);
    Text parameter_text(std::string_view name);
    Text sub_variable(std::string_view name, const Node* variables);
    Text resolve(const Text& text, bool decide);

    State* state_;
};

/// All worlds of one template under an assignment. Cheap to make: domains are computed on first use.
class Worlds {
public:
    Worlds(const Template& templ, const Assignment& given, std::vector<std::string> production_names = {});
    ~Worlds();
    Worlds(Worlds&&) noexcept;

    [[nodiscard]] const Template& templ() const;
    [[nodiscard]] const Assignment& given() const;
    /// Worlds of the same template under the same assignment that have no memory in common with these: for another thread.
    [[nodiscard]] Worlds apart() const;

    struct Run {
        std::vector<Decision> decisions;  ///< what this run decided, in order
        bool production_like = true;      ///< DESIGN 3.2
    };
    struct Exploration {
        std::vector<Run> runs;            ///< runs[0] is the headline world
        bool complete = true;             ///< every world that the questions distinguish was seen
    };
    /// Calls `body` in the headline world, then in every other reachable world that its own questions distinguish, at most
    /// `budget` times; runs[i] tells what the i-th call decided. `body` must depend on nothing but the World.
    Exploration explore(const std::function<void(World&)>& body, int budget = 64);

    /// Parameters whose value is taken from the options, a Default, or a production name: "Environment=prod". For reports;
    /// only those that decide something. "" when the template has one world.
    [[nodiscard]] std::string headline_text() const;
    /// Runs started so far, over all explorations, and nodes and conditions evaluated in them: what tests of cost assert.
    [[nodiscard]] std::uint64_t runs() const;
    [[nodiscard]] std::uint64_t evaluations() const;

    struct Impl;

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace stackfit
