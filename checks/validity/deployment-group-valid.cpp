// What CodeDeploy refuses in a deployment group (CodeDeploy API Reference, CreateDeploymentGroup, Errors).
#include <algorithm>
#include <vector>

#include "../common/places.h"
#include "../common/say.h"
#include "stackfit/deployment.h"
#include "stackfit/deployment_watch.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "deployment-group-valid";

class GroupJudge {
public:
    GroupJudge(CheckContext& context, std::vector<Problem>& problems, const Resource& group)
        : context_(context), world_(context.world), problems_(problems), group_(group) {}

    void judge() {
        judge_alarms(property("AlarmConfiguration"));
        judge_rollback(property("AutoRollbackConfiguration"));
        if (!releases_an_alias()) return;
        judge_application();
        judge_style();
    }

private:
    [[nodiscard]] Value property(std::string_view name) const { return world_.get(group_.properties, name); }
    void report(std::string message, Span at) {
        problems_.push_back({id, std::move(message), at, group_.id, false});
    }
    [[nodiscard]] Tri enabled(const Value& block) const {
        const Value flag = world_.get(block, "Enabled");
        return flag.absent() ? Tri::no : world_.truth(flag);
    }

    void judge_alarms(const Value& configuration) {
        const Value list = world_.get(configuration, "Alarms");
        const std::vector<Value> items = world_.items(list);
        if (items.empty() && !list.unknown() && enabled(configuration) == Tri::yes)
            report(say("Deployment group ", group_.id,
                       " has its alarms enabled and lists none. CodeDeploy refuses it. List an alarm, or set "
                       "Enabled: false."),
                   place_of(group_, "AlarmConfiguration"));
        std::vector<Text> names;
        for (const Value& item : items) judge_alarm(item, names);
    }

    void judge_alarm(const Value& item, std::vector<Text>& names) {
        const Value name = world_.get(item, "Name");
        if (name.absent() || (name.is_text() && name.text.empty()))
            return report(say("An alarm of deployment group ", group_.id,
                              " has no name here. CodeDeploy refuses the group, and the stack fails. Put the "
                              "condition around "
                              "the whole list of alarms, with a list in each branch."),
                          place_of_name(item, name));
        if (!name.is_text()) return;
        if (std::find(names.begin(), names.end(), name.text) != names.end())
            report(say("Alarm ", called(name), " is listed twice in deployment group ", group_.id,
                       ". CodeDeploy refuses the group. Remove one."),
                   name.node->span);
        names.push_back(name.text);
    }
    /// What removed the name, where it is written: SAM puts a name around what the author wrote.
    [[nodiscard]] static Span place_of_name(const Value& item, const Value& name) {
        if (!name.absent()) return name.node->span;
        const Member* member = item.is_mapping() ? item.node->find("Name") : nullptr;
        return member != nullptr ? member->value->span : item.node->span;
    }

    /// Its logical id where it is named by reference.
    [[nodiscard]] std::string called(const Value& name) const {
        const Resource* alarm = resource_meant(context_.graph, name.text);
        return alarm != nullptr ? std::string(alarm->id) : world_.show(name);
    }

    void judge_rollback(const Value& rollback) {
        const Value events = world_.get(rollback, "Events");
        if (enabled(rollback) != Tri::yes || events.unknown() || !world_.items(events).empty()) return;
        report(say("Deployment group ", group_.id,
                   " has its rollback enabled for no event. CodeDeploy refuses it. List DEPLOYMENT_FAILURE, "
                   "DEPLOYMENT_STOP_ON_ALARM and "
                   "DEPLOYMENT_STOP_ON_REQUEST."),
               place_of(group_, "AutoRollbackConfiguration"));
    }

    /// Does an alias of this template name it in its update policy?
    [[nodiscard]] bool releases_an_alias() const {
        const auto& resources = context_.unit.expanded.resources();
        return std::any_of(resources.begin(), resources.end(), [&](const Resource& alias) {
            if (alias.type != "AWS::Lambda::Alias" || alias.node->find("UpdatePolicy") == nullptr ||
                !world_.exists(alias.id))
                return false;
            const Value name =
                world_.at(alias.node, {"UpdatePolicy", "CodeDeployLambdaAliasUpdate", "DeploymentGroupName"});
            return name.is_text() && resource_meant(context_.graph, name.text) == &group_;
        });
    }

    void judge_application() {
        const Value name = property("ApplicationName");
        const Resource* application = name.is_text() ? resource_meant(context_.graph, name.text) : nullptr;
        if (application == nullptr || application->type != "AWS::CodeDeploy::Application") return;
        const Value platform = world_.get(application->properties, "ComputePlatform");
        if (!platform.absent() && world_.equal(platform, "Lambda") != Tri::no) return;
        // CodeDeploy API Reference, CreateApplication: the default is Server.
        report(say("Application ", application->id, " is for ",
                   platform.absent() ? "Server" : world_.show(platform), ", and its group ", group_.id,
                   " releases an alias. CodeDeploy refuses the deployment. Set ComputePlatform: Lambda."),
               platform.absent() ? application->id_span : platform.node->span);
    }

    void judge_style() {
        const Value style = property("DeploymentStyle");
        if (style.unknown()) return;
        const Value type = world_.get(style, "DeploymentType"),
                    option = world_.get(style, "DeploymentOption");
        const auto is = [&](const Value& value, std::string_view wanted) {
            return value.absent() ? Tri::no : world_.equal(value, wanted);
        };
        if (is(type, "BLUE_GREEN") != Tri::no && is(option, "WITH_TRAFFIC_CONTROL") != Tri::no) return;
        report(say("Deployment group ", group_.id,
                   " cannot shift the traffic of an alias: its DeploymentStyle is ",
                   style.absent() ? "not set" : say(world_.show(type), " ", world_.show(option)),
                   ". CodeDeploy refuses it for Lambda. Set DeploymentType: BLUE_GREEN and DeploymentOption: "
                   "WITH_TRAFFIC_CONTROL."),
               place_of(group_, "DeploymentStyle"));
    }

    CheckContext& context_;
    World& world_;
    std::vector<Problem>& problems_;
    const Resource& group_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Resource& resource : context.unit.expanded.resources())
        if (resource.type == "AWS::CodeDeploy::DeploymentGroup" && context.world.exists(resource.id))
            GroupJudge(context, problems, resource).judge();
}

}  // namespace

NativeCheck deployment_group_valid() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
