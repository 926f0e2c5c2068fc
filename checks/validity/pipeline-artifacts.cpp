// What the actions of a pipeline hand on to each other.
#include <algorithm>
#include <map>
#include <optional>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "pipeline-artifacts";

/// How many artifacts an action takes and gives. AWS CodePipeline User Guide, "CodePipeline pipeline structure reference", "Valid number of
/// input and output artifacts for each action type".
struct Counts {
    char category[12];
    char owner[12];
    char provider[20];
    std::size_t least_in, most_in, least_out, most_out;
};
constexpr Counts counts[] = {
    {"Source", "AWS", "S3", 0, 0, 1, 1},
    {"Source", "AWS", "CodeCommit", 0, 0, 1, 1},
    {"Source", "AWS", "ECR", 0, 0, 1, 1},
    {"Source", "ThirdParty", "GitHub", 0, 0, 1, 1},
    {"Test", "AWS", "CodeBuild", 1, 5, 0, 5},
    {"Test", "AWS", "DeviceFarm", 1, 1, 0, 0},
    {"Test", "Custom", "Jenkins", 0, 5, 0, 5},
    {"Build", "AWS", "CodeBuild", 1, 5, 0, 5},
    {"Build", "Custom", "Jenkins", 0, 5, 0, 5},
    {"Approval", "AWS", "Manual", 0, 0, 0, 0},
    {"Deploy", "AWS", "S3", 1, 1, 0, 0},
    {"Deploy", "AWS", "CloudFormation", 0, 10, 0, 1},
    {"Deploy", "AWS", "CodeDeploy", 1, 1, 0, 0},
    {"Deploy", "AWS", "ElasticBeanstalk", 1, 1, 0, 0},
    {"Deploy", "AWS", "OpsWorks", 1, 1, 0, 0},
    {"Deploy", "AWS", "ECS", 1, 1, 0, 0},
    {"Deploy", "AWS", "ServiceCatalog", 1, 1, 0, 0},
    {"Deploy", "ThirdParty", "AlexaSkillsKit", 1, 2, 0, 0},
    {"Invoke", "AWS", "Lambda", 0, 5, 0, 5},
};

struct Artifacts {
    std::vector<Value> names;
    bool open = false;  ///< there may be others: the list is computed
    Span place;         ///< of the key; of the action when there is none
};

struct Action {
    std::string name;
    Value value;
    double order = 1;
    Artifacts inputs, outputs;
};

std::string text_of(const Value& value) {
    const auto text = value.is_text() ? literal(value.text) : std::nullopt;
    return text ? std::string(*text) : std::string();
}

class Pipeline {
public:
    Pipeline(CheckContext& context, const Resource& pipeline, std::vector<Problem>& problems)
        : world_(context.world), pipeline_(pipeline), problems_(problems) {}

    void judge() {
        for (const Value& stage : world_.items(world_.get(pipeline_.properties, "Stages"))) {
            std::vector<Action> actions;
            for (const Value& action : world_.items(world_.get(stage, "Actions")))
                actions.push_back(read(action));
            std::stable_sort(actions.begin(), actions.end(),
                             [](const Action& a, const Action& b) { return a.order < b.order; });
            run(actions);
        }
    }

private:
    Action read(const Value& value) {
        Action made{text_of(world_.get(value, "Name")),
                    value,
                    world_.number(world_.get(value, "RunOrder")).value_or(1),
                    {},
                    {}};
        made.inputs = artifacts(value, "InputArtifacts");
        made.outputs = artifacts(value, "OutputArtifacts");
        return made;
    }

    Artifacts artifacts(const Value& action, std::string_view key) {
        const Value list = world_.get(action, key);
        Artifacts made{{}, list.unknown(), action.node == nullptr ? Span{} : action.node->span};
        if (action.node != nullptr && action.node->find(key) != nullptr)
            made.place = action.node->find(key)->key_span;
        for (const Value& item : world_.items(list)) {
            made.names.push_back(world_.get(item, "Name"));
            made.open = made.open || item.unknown() || text_of(made.names.back()).empty();
        }
        return made;
    }

    /// Actions of one order run side by side: none has what another gives.
    void run(const std::vector<Action>& actions) {
        for (auto first = actions.begin(); first != actions.end();) {
            const auto end = std::find_if(first, actions.end(),
                                          [&](const Action& one) { return one.order != first->order; });
            for (auto one = first; one != end; ++one) takes(*one);
            for (auto one = first; one != end; ++one) gives(*one);
            first = end;
        }
    }

    void takes(const Action& action) {
        count(action);
        template_path(action);
        for (const Value& input : action.inputs.names) {
            const std::string name = text_of(input);
            if (name.empty() || open_ || made_.contains(name)) continue;
            std::vector<std::string_view> known;
            for (const auto& [one, by] : made_) known.emplace_back(one);
            const std::string_view meant = closest(name, known);
            add(input.node->span,
                say("Action ", action.name, " of pipeline ", pipeline_.id, " takes the artifact \"", name,
                    "\", which no earlier action gives"),
                meant.empty() ? std::string() : say(" Did you mean \"", meant, "\"?"));
        }
    }

    void gives(const Action& action) {
        open_ = open_ || action.outputs.open;
        for (const Value& output : action.outputs.names) {
            const std::string name = text_of(output);
            if (name.empty()) continue;
            const auto [first, is_new] = made_.try_emplace(name, action.name);
            if (!is_new)
                add(output.node->span,
                    say("Action ", action.name, " of pipeline ", pipeline_.id, " gives the artifact \"", name,
                        "\", as action ", first->second, " does already"));
        }
    }

    void count(const Action& action) {
        const Value type = world_.get(action.value, "ActionTypeId");
        const std::string category = text_of(world_.get(type, "Category")),
                          owner = text_of(world_.get(type, "Owner")),
                          provider = text_of(world_.get(type, "Provider"));
        for (const Counts& one : counts) {
            if (category != one.category || owner != one.owner || provider != one.provider) continue;
            number_of(action, action.inputs, one.least_in, one.most_in,
                      say("input artifacts, and ", provider, " takes "));
            number_of(action, action.outputs, one.least_out, one.most_out,
                      say("output artifacts, and ", provider, " gives "));
        }
    }

    void number_of(const Action& action, const Artifacts& artifacts, std::size_t least, std::size_t most,
                   const std::string& what) {
        const std::size_t count = artifacts.names.size();
        if ((artifacts.open && count <= most) || (count >= least && count <= most)) return;
        const std::string range =
            least == most ? std::to_string(most) : say(std::to_string(least), " to ", std::to_string(most));
        add(artifacts.place, say("Action ", action.name, " of pipeline ", pipeline_.id, " has ",
                                 std::to_string(count), " ", what, range));
    }

    /// "artifact::file"
    void template_path(const Action& action) {
        const Value path = world_.get(world_.get(action.value, "Configuration"), "TemplatePath");
        const std::string text = text_of(path);
        const std::size_t end = text.find("::");
        if (end == std::string::npos || action.inputs.open) return;
        const std::string artifact = text.substr(0, end);
        const bool taken = std::any_of(action.inputs.names.begin(), action.inputs.names.end(),
                                       [&](const Value& input) { return text_of(input) == artifact; });
        if (!taken)
            add(path.node->span, say("Action ", action.name, " of pipeline ", pipeline_.id,
                                     " takes its template from the artifact \"", artifact,
                                     "\", which is none of its InputArtifacts"));
    }

    void add(Span span, const std::string& what, std::string_view help = "") {
        problems_.push_back(
            {id, say(what, ". CodePipeline refuses the pipeline.", help), span, pipeline_.id, false, {}});
    }

    World& world_;
    const Resource& pipeline_;
    std::vector<Problem>& problems_;
    std::map<std::string, std::string> made_;  ///< the artifacts so far, and the actions that gave them
    bool open_ = false;                        ///< there may be others
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Resource& pipeline : context.unit.expanded.resources()) {
        if (pipeline.type != "AWS::CodePipeline::Pipeline") continue;
        context.ask_apart(problems, [&pipeline](CheckContext& here, std::vector<Problem>& found) {
            if (here.world.exists(pipeline.id)) Pipeline(here, pipeline, found).judge();
        });
    }
}

}  // namespace

NativeCheck pipeline_artifacts() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
