// Names and numbers of deployment types (CodeDeploy User Guide, "Working with deployment configurations in CodeDeploy").
#include <algorithm>
#include <cmath>

#include "../common/say.h"
#include "stackfit/deployment_shift.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "deployment-type-valid";
constexpr std::string_view lambda_prefix = "CodeDeployDefault.Lambda";
constexpr double longest_shift = 2880;  // minutes from the first shift to the last ("CodeDeploy quotas")

struct Judging {
    CheckContext& context;
    std::vector<Problem>& problems;
    const Resource& resource;

    [[nodiscard]] World& world() const { return context.world; }
    [[nodiscard]] Value property(std::string_view name) const {
        return context.world.get(resource.properties, name);
    }
    void report(std::string message, Span at) const {
        problems.push_back({id, std::move(message), at, resource.id, false});
    }
};

bool is_declared(const Judging& judging, std::string_view name) {
    const auto& resources = judging.context.unit.expanded.resources();
    return std::any_of(resources.begin(), resources.end(), [&](const Resource& resource) {
        return resource.type == "AWS::CodeDeploy::DeploymentConfig" &&
               judging.world().equal(judging.world().get(resource.properties, "DeploymentConfigName"),
                                     name) != Tri::no;
    });
}

/// SAM puts the prefix before its short names; others write it themselves.
void judge_name(const Judging& judging) {
    const Value value = judging.property("DeploymentConfigName");
    const auto name = value.is_text() ? judging.world().literal_of(value) : std::nullopt;
    if (!name || is_declared(judging, *name)) return;
    std::string_view type = *name;
    const bool full = type.starts_with(lambda_prefix);
    if (full) type.remove_prefix(lambda_prefix.size());
    const bool sam = judging.resource.origin != nullptr;
    if (((full || sam) && is_predefined(type)) || (!full && type.starts_with("CodeDeployDefault."))) return;
    const std::string_view wanted = predefined_like(type);
    if (wanted.empty()) return;
    judging.report(say("There is no deployment type ", *name,
                       sam || full ? " among those of AWS"
                                   : ", and a name without CodeDeployDefault. is that of a custom type",
                       ". CodeDeploy refuses the deployment group. Did you mean ", sam ? "" : lambda_prefix,
                       wanted, "?"),
                   value.node->span);
}

struct Kind {
    char type[16], percent[20], interval[16];
    bool linear;
};
constexpr Kind kinds[] = {{"TimeBasedCanary", "CanaryPercentage", "CanaryInterval", false},
                          {"TimeBasedLinear", "LinearPercentage", "LinearInterval", true}};

void judge_numbers(const Judging& judging, const Kind& kind, const Value& block) {
    World& world = judging.world();
    const Value percent_value = world.get(block, kind.percent),
                interval_value = world.get(block, kind.interval);
    const auto percent = world.number(percent_value);
    const auto interval = world.number(interval_value);
    if (percent && (*percent < 1 || *percent > 99))
        return judging.report(say(kind.percent, " is ", world.show(percent_value),
                                  ", and CodeDeploy takes a number from 1 to 99 for it."),
                              percent_value.node->span);
    if (!interval) return;
    if (*interval < 1)
        return judging.report(say(kind.interval, " is ", world.show(interval_value),
                                  ", and CodeDeploy takes whole minutes from 1 on."),
                              interval_value.node->span);
    const double shifts = kind.linear && percent ? std::ceil(100 / *percent) - 1 : 1;
    if (shifts * *interval <= longest_shift) return;
    judging.report(
        say("The last shift of deployment type ", judging.resource.id, " is ",
            std::to_string(static_cast<long>(shifts * *interval)),
            " minutes behind the first, and CodeDeploy allows ",
            std::to_string(static_cast<long>(longest_shift)), ". Take greater steps or a shorter interval."),
        interval_value.node->span);
}

void judge_routing(const Judging& judging) {
    World& world = judging.world();
    const Value routing = judging.property("TrafficRoutingConfig"), type = world.get(routing, "Type");
    for (const Kind& kind : kinds) {
        if (type.absent() || world.equal(type, kind.type) != Tri::yes) continue;
        const Value block = world.get(routing, kind.type);
        if (block.absent())
            return judging.report(say("Deployment type ", judging.resource.id, " is ", kind.type, " without ",
                                      kind.type, ". Give the block that its Type names."),
                                  type.node->span);
        return judge_numbers(judging, kind, block);
    }
}

void judge_own_name(const Judging& judging) {
    const Value value = judging.property("DeploymentConfigName");
    const auto name = judging.world().literal_of(value);
    if (!name || !name->starts_with("CodeDeployDefault.")) return;
    judging.report(say("The name ", *name,
                       " of a custom deployment type begins with CodeDeployDefault., which CodeDeploy keeps "
                       "for its own. Choose another."),
                   value.node->span);
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Resource& resource : context.unit.expanded.resources()) {
        const bool group = resource.type == "AWS::CodeDeploy::DeploymentGroup";
        if ((!group && resource.type != "AWS::CodeDeploy::DeploymentConfig") ||
            !context.world.exists(resource.id))
            continue;
        const Judging judging{context, problems, resource};
        if (group) {
            judge_name(judging);
            continue;
        }
        judge_own_name(judging);
        judge_routing(judging);
    }
}

}  // namespace

NativeCheck deployment_type_valid() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
