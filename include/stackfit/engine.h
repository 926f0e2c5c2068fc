// engine: what a check is, how it is run over a subject in its worlds, and what comes out.
//
// A check is a pure function of (subject, world). Its rule is written in the check language (checks/<family>/<id>.md, compiled
// into one pointer-free blob) or natively in C++. Running one check over one subject gives an Outcome: one Case for each world that
// the check's own questions distinguish. Findings and the score are computed from outcomes, and from nothing else.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/graph_fragments.h"
#include "stackfit/iam.h"
#include "stackfit/project.h"
#include "stackfit/template_memory.h"

namespace stackfit {

enum class Family : std::uint8_t { deployment, encryption, access, resilience, scalability, observability, validity, hygiene };
enum class Severity : std::uint8_t { info, warning, error };

std::string_view to_string(Family family);
std::string_view to_string(Severity severity);
std::optional<Family> family_of(std::string_view name);
std::optional<Severity> severity_of(std::string_view name);

/// A rule in the check language, compiled; opaque here. See src/engine/rule.h.
struct Rule;
struct NativeCheck;

/// The front matter and prose of a check. Views into the blob (or into a CheckSet's own memory for --checks).
struct CheckInfo {
    std::string_view id, title;
    Family family = Family::validity;
    Severity severity = Severity::warning;
    int weight = 0;                              ///< share within its family's score
    std::vector<std::string_view> subjects;      ///< resource types; "Template" for the template as a whole
    std::vector<std::string_view> needs, aliases;
    std::string_view since;
    std::string_view prose;                      ///< Markdown between front matter and rule
    std::string_view markdown;                   ///< the whole file, for `explain`
    struct Parameter {
        std::string_view name, type, default_value;
    };
    std::vector<Parameter> parameters;
    bool fixable = false;
    bool whole = false;                          ///< judges whole templates only, and no Fragment
    bool own = false;                            ///< the user's (CheckSet::add): outside of every scoring model, so it weighs 0
    const Rule* rule = nullptr;                  ///< null: native
    const NativeCheck* native =
        nullptr;  ///< null: it has a rule, or is reported by the layers below the engine
};

/// A second place that a finding points at: "Globals.Function.Runtime gives the value".
struct Label {
    Span span;
    std::string message;
};

/// What a check says of a subject in one world.
struct Judgement {
    enum class Status : std::uint8_t { not_applicable, judged, unknown };
    Status status = Status::not_applicable;
    double value = 0;                 ///< in [0,1] when judged; under 0.5 is a failure
    std::string message;              ///< for a failure (what is wrong with the values; why; what to do) or why unknown
    Span at;                          ///< where the caret goes; unknown: the resource's logical id
    std::string property;             ///< path of it in the template: "Properties.SSESpecification.SSEEnabled"
    const Resource* location = nullptr;  ///< the resource to mend, when it is not the subject
    std::vector<Label> labels;
    bool implied = false;             ///< 0 because a needed check failed; no finding of its own
    std::string_view implied_by;      ///< id of that check, whose finding carries the points; "": the first failing one of `needs`
    std::optional<bool> aws_config;   ///< AWS Config's own verdict where the check is an AWS Config rule and it differs from value >= 0.5
    /// Further mistakes of this subject, each a finding of its own at its own place; the value and the points are those of all together.
    std::vector<Judgement> also;

    static Judgement pass(double value = 1);
    static Judgement fail(std::string message, Span at = {}, std::string property = {}, double value = 0);
    static Judgement unknown(std::string reason);
    static Judgement not_applicable();
};

/// One way the check ran: in the worlds where all `decisions` hold.
struct Case {
    std::vector<Decision> decisions;  ///< binary, in the order asked: the cases of an outcome are the leaves of a decision tree
    bool production_like = true;
    Judgement judgement;
};

struct Finding;

struct Outcome {
    const CheckInfo* check = nullptr;
    const Unit* unit = nullptr;
    const Resource* subject = nullptr;  ///< null: the template
    std::vector<Case> cases;            ///< cases[0]: the headline world
    bool complete = true;               ///< false: the budget ran out, the rest is unknown
    bool waived = false;                ///< suppressed by the author; still costs its points

    [[nodiscard]] const Judgement& headline() const { return cases.front().judgement; }
};

struct Suppression {
    std::string reason;
    Span span;
};

struct Finding {
    const CheckInfo* check = nullptr;
    Severity severity = Severity::warning;  ///< after configuration and worlds
    std::string message;
    const Unit* unit = nullptr;
    Span span;
    std::string_view construct;               ///< "aws:cdk:path" of the first resource: what a CDK author calls it; else ""
    std::vector<std::string_view> resources;  ///< subjects, in order; the first is `resource` in JSON; empty: the template
    std::string property;
    std::vector<Label> labels;
    /// In which worlds: those where all decisions of one of these hold; empty: in every world.
    std::vector<std::vector<Decision>> when;
    std::vector<std::string> worlds;          ///< the same in words: "Environment=prod"
    bool in_headline = true;                  ///< fails in the headline world
    std::vector<const Outcome*> outcomes;     ///< whose points it carries; empty for validity
    std::optional<Suppression> suppressed;
    bool baselined = false;                   ///< known since the baseline was written (engine_baseline.h)

    /// Neither suppressed nor known: it is shown, and may fail a build.
    [[nodiscard]] bool open() const { return !suppressed && !baselined; }
};

struct CheckContext;
/// A question that a check of the find form asks by itself.
using Question = std::function<void(CheckContext&, std::vector<Problem>&)>;

/// What a native check is given. Everything in it is read-only except the world, which decides.
struct CheckContext {
    const Project& project;
    const Unit& unit;
    const Graph& graph;
    World& world;
    const CheckInfo& check;
    Date as_of;
    const std::map<std::string, std::string, std::less<>>& parameters;  ///< of the check, defaults filled in
    WorldMemory& memory;  ///< shared by all checks of the template
    const Fragment& fragment;
    std::vector<Question>* questions = nullptr;

    /// Has the question explored apart, so that its worlds do not multiply with those of others: two resources under twelve conditions each
    /// are 24 worlds to look at, not 144, and never 2^24. For what is asked of one resource or one pair of them, when the text alone says
    /// that it may be wrong. What is asked must not depend on the world at hand.
    void ask_apart(std::vector<Problem>& problems, const Question& question);
    [[nodiscard]] const Sources& sources() const { return project.sources(); }
};

/// Native checks come in two forms: judge one subject, or find any number of mistakes in a template (validity, hygiene).
using JudgeSubject = Judgement (*)(CheckContext&, const Resource& subject);
using FindProblems = void (*)(CheckContext&, std::vector<Problem>& problems);
struct NativeCheck {
    std::string_view id;
    JudgeSubject judge = nullptr;
    FindProblems find = nullptr;
};

struct CheckFile {
    std::string path;
    std::string text;
};

/// A set of resource types in one word: each is a bit, which it shares with others. For a quick no.
using TypeBits = std::uint64_t;
TypeBits bit_of_type(std::string_view type);

/// All checks of a run: the compiled catalogue, and those of --checks. Ids and aliases resolve here.
class CheckSet {
public:
    CheckSet();
    ~CheckSet();
    CheckSet(CheckSet&&) noexcept;
    CheckSet& operator=(CheckSet&&) noexcept;

    /// `blob` must outlive the set. Errors: the blob is not one (an internal error).
    static Result<CheckSet> from_blob(std::span<const std::byte> blob, std::span<const NativeCheck> natives);

    /// Adds checks of the user, compiled as those of the catalogue are; they may need these. Pointers to checks of the set are void then.
    /// An error, with its place: a file does not compile, or its check has the id of another check.
    std::optional<Error> add(const std::vector<CheckFile>& files, Sources& sources);

    [[nodiscard]] const std::deque<CheckInfo>& checks() const;  ///< sorted by id
    /// Of each check, the types of its subjects; all types where it looks at the template as a whole.
    [[nodiscard]] const std::vector<TypeBits>& subject_types() const;
    /// By id, then by alias (a peer's id, an old id), letter case ignored. Several checks may share an alias.
    [[nodiscard]] std::vector<const CheckInfo*> find(std::string_view id_or_alias) const;
    [[nodiscard]] const CheckInfo* by_id(std::string_view id) const;
    /// Among checks().
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view id) const;
    [[nodiscard]] std::string_view suggestion(std::string_view id) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Compiles check files into the blob that CheckSet reads. Errors point into the file. `known`: checks of other blobs that these may need.
Result<std::vector<std::byte>> compile_checks(const std::vector<CheckFile>& files, Sources& sources, const CheckSet* known = nullptr);

/// An example in a check file: a fenced block `yaml fails`, `yaml passes`, `yaml fixed`.
struct Example {
    std::string_view kind;       ///< "fails", "passes", "fixed"
    std::string_view text;
    int line = 1;                ///< of its first line in the check file
};
std::vector<Example> examples(std::string_view markdown);

/// .stackfit.yaml. Unknown keys are errors with a suggestion.
struct Environment {
    std::string name;
    bool production = false;
    Assignment given;
};
/// Where a value of the configuration stands, for `config show --origin`.
struct ConfiguredValue {
    std::vector<std::string> path;  ///< {"severity", "function-has-alias"}; of an item of a list, the list's
    std::string value;
    bool item = false;
    Span place;                     ///< unknown: an option
    std::string option;             ///< "--disable"
};
/// What can be said for all templates, or for some of them.
struct CheckSettings {
    std::set<std::string, std::less<>> disable, enable;          ///< check ids; `enable` takes them out of what something weaker disables
    std::set<std::string, std::less<>> only;                     ///< ids or aliases as written; empty: all
    std::map<std::string, Severity, std::less<>> severity;       ///< by check id
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> check_parameters;
    std::vector<std::string> exclude_functions;                  ///< globs over logical ids that deployment checks do not judge
    std::vector<std::string> exclude_resources, exclude_types;   ///< globs over logical ids and types that only validity checks judge
    std::set<std::string, std::less<>> exclude_roles;            ///< of functions that only validity checks judge: see JudgeOptions
    std::vector<ConfiguredValue> values;                         ///< in the order read
};
/// `overrides`: settings for the templates that a glob matches.
struct ConfigurationOverride : CheckSettings {
    std::vector<std::string> files;                              ///< globs, relative to `folder`
    std::string folder;                                          ///< of the file it is written in: "" or "conf/"
};
struct Configuration : CheckSettings {
    std::string path;                                            ///< "" when there is none
    std::vector<Environment> environments;
    std::vector<ConfigurationOverride> overrides;                ///< later ones are stronger
    std::set<std::string, std::less<>> honour;                   ///< peers whose suppressions count: cfn-lint, cfn_nag, checkov, guard
    std::vector<std::string> schemas;                            ///< files and directories of registry schemas
    std::vector<std::string> checks;                             ///< directories of checks of the user
    std::set<std::string, std::less<>> disable_always;           ///< ids or aliases that no override enables: of options
    std::optional<double> complexity_weight;                     ///< lambda
    std::optional<Date> as_of;

    /// The configuration of one template: with the overrides that match its path.
    [[nodiscard]] Configuration of(std::string_view template_path) const;
    [[nodiscard]] bool enables(const CheckSet& set, const CheckInfo& check) const;
};
/// Reads the nearest .stackfit.yaml from `directory` upwards; an empty Configuration when there is none.
Result<Configuration> load_configuration(const FileSystem& files, const std::string& directory, const CheckSet& checks, Sources& sources);
/// One file, without what it extends.
Result<Configuration> read_configuration(std::string path, std::string text, const CheckSet& checks, Sources& sources);
/// A tool whose suppressions can be honoured?
bool is_peer(std::string_view name);

struct JudgeOptions {
    Date as_of;
    int forks_per_check = 64;
    std::uint64_t runs_per_template = 20'000;
    const FileSystem* files = nullptr;  ///< where the templates around one are looked for; null: nowhere
    /// The role of a function, for `exclude: {roles: [...]}`: "hook", "custom-resource", "edge" or "". Null: none is known.
    std::string_view (*function_role)(World&, const Graph&, const Resource&) = nullptr;
};

/// A check that asked more of the worlds than its budget of runs.
struct Unexplored {
    const CheckInfo* check = nullptr;
    const Resource* subject = nullptr;  ///< null: the template, or one of its resources
    int worlds = 0;                     ///< that it was run in
};

/// The verdict on one template.
struct Verdict {
    const Unit* unit = nullptr;
    std::deque<Outcome> outcomes;       ///< of every family but validity, in the order (check, subject)
    std::vector<Finding> findings;      ///< sorted by line, column, id; suppressed ones included
    enum class Deployable : std::uint8_t { yes, no, in_some_worlds } deployable = Deployable::yes;
    std::vector<Unexplored> unexplored; ///< what holds only in their other worlds is not known
    std::vector<std::string> notes;     ///< for standard error
};

/// Runs every enabled check over every subject of the unit. Deterministic; never throws.
Verdict judge(const Project& project, const Unit& unit, const CheckSet& checks, const Configuration& configuration, const JudgeOptions& options);

}  // namespace stackfit
