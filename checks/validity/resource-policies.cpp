// What becomes of a resource when it is deleted or replaced, and how it is created and updated.
#include <algorithm>

#include "macros.h"
#include "section.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-policies";

/// CloudFormation Template Reference, "DeletionPolicy attribute": the types with snapshots.
constexpr char with_snapshots[][40] = {"AWS::DocDB::DBCluster",          "AWS::EC2::Volume",
                                       "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup",
                                       "AWS::Neptune::DBCluster",        "AWS::RDS::DBCluster",
                                       "AWS::RDS::DBInstance",           "AWS::Redshift::Cluster"};

/// Functions that CloudFormation evaluates in these two attributes.
constexpr char evaluated[][16] = {"Ref", "Fn::If", "Fn::FindInMap", "Fn::Sub", "Fn::Select"};

/// The mappings within a policy, by the type of the resource: "" in `within` is the policy itself. CloudFormation Template Reference,
/// "UpdatePolicy attribute" and "CreationPolicy attribute".
struct PolicyKey {
    char type[40];
    char within[32];
    KeyShape key;
};

constexpr unsigned char number = of_number | of_function, flag = of_boolean | of_function,
                        words = of_text | of_function, group = of_mapping | of_function;

constexpr PolicyKey update_keys[] = {
    {"AWS::AutoScaling::AutoScalingGroup", "", {"AutoScalingReplacingUpdate", group}},
    {"AWS::AutoScaling::AutoScalingGroup", "", {"AutoScalingRollingUpdate", group}},
    {"AWS::AutoScaling::AutoScalingGroup", "", {"AutoScalingScheduledAction", group}},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingReplacingUpdate", {"WillReplace", flag}},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingRollingUpdate", {"MaxBatchSize", number}},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingRollingUpdate", {"MinActiveInstancesPercent", number}},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingRollingUpdate", {"MinInstancesInService", number}},
    {"AWS::AutoScaling::AutoScalingGroup",
     "AutoScalingRollingUpdate",
     {"MinSuccessfulInstancesPercent", number}},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingRollingUpdate", {"PauseTime", words}},
    {"AWS::AutoScaling::AutoScalingGroup",
     "AutoScalingRollingUpdate",
     {"SuspendProcesses", of_list | of_function}},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingRollingUpdate", {"WaitOnResourceSignals", flag}},
    {"AWS::AutoScaling::AutoScalingGroup",
     "AutoScalingScheduledAction",
     {"IgnoreUnmodifiedGroupSizeProperties", flag}},
    {"AWS::Lambda::Alias", "", {"CodeDeployLambdaAliasUpdate", group}},
    {"AWS::Lambda::Alias", "CodeDeployLambdaAliasUpdate", {"AfterAllowTrafficHook", words}},
    {"AWS::Lambda::Alias", "CodeDeployLambdaAliasUpdate", {"ApplicationName", words, true}},
    {"AWS::Lambda::Alias", "CodeDeployLambdaAliasUpdate", {"BeforeAllowTrafficHook", words}},
    {"AWS::Lambda::Alias", "CodeDeployLambdaAliasUpdate", {"DeploymentGroupName", words, true}},
    {"AWS::ElastiCache::ReplicationGroup", "", {"UseOnlineResharding", flag}},
    {"AWS::OpenSearchService::Domain", "", {"EnableVersionUpgrade", flag}},
    {"AWS::Elasticsearch::Domain", "", {"EnableVersionUpgrade", flag}},
    {"AWS::AppStream::Fleet", "", {"StartAfterUpdate", group}},
    {"AWS::AppStream::Fleet", "", {"StopBeforeUpdate", group}},
    {"AWS::AppStream::Fleet", "StartAfterUpdate", {"Type", flag}},
    {"AWS::AppStream::Fleet", "StopBeforeUpdate", {"Type", flag}}};

constexpr PolicyKey creation_keys[] = {
    {"AWS::AutoScaling::AutoScalingGroup", "", {"AutoScalingCreationPolicy", group}},
    {"AWS::AutoScaling::AutoScalingGroup",
     "AutoScalingCreationPolicy",
     {"MinSuccessfulInstancesPercent", number}},
    {"AWS::AutoScaling::AutoScalingGroup", "", {"ResourceSignal", group}},
    {"AWS::AutoScaling::AutoScalingGroup", "ResourceSignal", {"Count", number}},
    {"AWS::AutoScaling::AutoScalingGroup", "ResourceSignal", {"Timeout", words}},
    {"AWS::EC2::Instance", "", {"ResourceSignal", group}},
    {"AWS::EC2::Instance", "ResourceSignal", {"Count", number}},
    {"AWS::EC2::Instance", "ResourceSignal", {"Timeout", words}},
    {"AWS::CloudFormation::WaitCondition", "", {"ResourceSignal", group}},
    {"AWS::CloudFormation::WaitCondition", "ResourceSignal", {"Count", number}},
    {"AWS::CloudFormation::WaitCondition", "ResourceSignal", {"Timeout", words}},
    {"AWS::AppStream::Fleet", "", {"StartFleet", of_any}}};

std::vector<KeyShape> keys_of(std::span<const PolicyKey> table, std::string_view type,
                              std::string_view within) {
    std::vector<KeyShape> keys;
    for (const PolicyKey& one : table) {
        if (type == one.type && within == one.within) keys.push_back(one.key);
    }
    return keys;
}

/// Amazon EC2 Auto Scaling User Guide, "Suspend and resume processes".
constexpr char scaling_processes[][20] = {"AddToLoadBalancer", "AlarmNotification", "AZRebalance",
                                          "HealthCheck",       "InstanceRefresh",   "Launch",
                                          "ReplaceUnhealthy",  "ScheduledActions",  "Terminate"};

class Policies {
public:
    Policies(CheckContext& context, const Member& resource, Report& report)
        : context_(context), id_(resource.key), resource_(*resource.value), report_(report) {
        const Node* type = resource_.get("Type");
        if (type != nullptr && type->is_string()) type_ = type->text;
    }

    void check() {
        for (const Member& attribute : resource_.members) {
            if (attribute.key == "DeletionPolicy" || attribute.key == "UpdateReplacePolicy") fate(attribute);
            if (attribute.key == "UpdatePolicy") structure(attribute, update_keys);
            if (attribute.key == "CreationPolicy") structure(attribute, creation_keys);
        }
    }

private:
    void fate(const Member& attribute) {
        const Node& value = *attribute.value;
        if (value.kind == Kind::null) return;
        if (const Member* function = intrinsic(value)) return computed(attribute, *function);
        if (!value.is_scalar())
            return add(attribute,
                       say("is ", describe(value), "; it must be one of ", allowed(attribute.key)));
        if (!is_allowed(attribute.key, value.text)) wrong(attribute, value.text);
    }

    void computed(const Member& attribute, const Member& function) {
        const bool known = is_one_of(evaluated, function.key);
        if (!known && !function.key.starts_with("Fn::Transform"))
            return add(attribute, say("uses ", function.key,
                                      ", which is not evaluated here; Ref, Fn::If and Fn::FindInMap are"));
        if (function.key == "Ref") return parameter(attribute, function.value->text);
        if (!context_.world.exists(id_)) return;
        // A parameter in it stays a piece: what will be given for it is not the template's mistake.
        const Value value = context_.world.evaluate(attribute.value);
        const auto text = value.is_text() ? literal(value.text) : std::nullopt;
        if (text && !is_allowed(attribute.key, *text)) wrong(attribute, *text);
    }

    void parameter(const Member& attribute, std::string_view name) {
        const Parameter* parameter = context_.unit.source.parameter(name);
        if (parameter == nullptr || parameter->ssm || !parameter->default_value) return;
        if (!is_allowed(attribute.key, *parameter->default_value))
            wrong(attribute, *parameter->default_value);
    }

    bool has_snapshots() const { return is_one_of(with_snapshots, type_); }
    bool is_allowed(std::string_view attribute, std::string_view value) const {
        return value == "Delete" || value == "Retain" || (value == "Snapshot" && has_snapshots()) ||
               (value == "RetainExceptOnCreate" && attribute == "DeletionPolicy");
    }
    std::string allowed(std::string_view attribute) const {
        return say("Delete, Retain", attribute == "DeletionPolicy" ? ", RetainExceptOnCreate" : "",
                   has_snapshots() ? ", Snapshot" : "");
    }

    void wrong(const Member& attribute, std::string_view value) {
        if (value == "Snapshot")
            return add(attribute, say("is Snapshot, and there are no snapshots of ", type_,
                                      ". Nothing would be kept; allowed are ", allowed(attribute.key)));
        add(attribute, say("is \"", value, "\"; it must be one of ", allowed(attribute.key)));
    }

    void structure(const Member& policy, std::span<const PolicyKey> table) {
        const bool update = policy.key == "UpdatePolicy";
        const auto keys = keys_of(table, type_, "");
        if (!policy.value->is_mapping() || intrinsic(*policy.value) != nullptr) return;  // function-shape
        if (keys.empty()) {
            if (update && is_judged()) add(policy, say("is not for resources of type ", type_));
            return;
        }
        if (!check_keys(say("The ", policy.key, " of ", id_), policy, keys, report_, id_)) return;
        for (const Member& member : policy.value->members) {
            const auto inner = keys_of(table, type_, member.key);
            if (inner.empty() || !member.value->is_mapping() || intrinsic(*member.value) != nullptr) continue;
            check_keys(say("The ", member.key, " of ", id_), member, inner, report_, id_);
            if (const Node* suspended = member.value->get("SuspendProcesses")) processes(*suspended);
        }
    }

    /// SAM drops what its resources cannot have; custom resources and modules are resource-attributes'.
    bool is_judged() const {
        return type_.starts_with("AWS::") && !type_.starts_with("AWS::Serverless::") &&
               type_ != "AWS::CloudFormation::CustomResource";
    }

    void processes(const Node& suspended) {
        for (const Node* item : suspended.items) {
            const bool known = !item->is_string() || is_one_of(scaling_processes, item->text);
            if (known) continue;
            std::vector<std::string_view> names(std::begin(scaling_processes), std::end(scaling_processes));
            const auto meant = closest(item->text, names);
            report_.add(item->span,
                        say("The SuspendProcesses of ", id_, " name \"", item->text,
                            "\", which is no process of Auto Scaling. CloudFormation refuses the template.",
                            meant.empty() ? "" : say(" Did you mean \"", meant, "\"?")),
                        id_);
        }
    }

    void add(const Member& attribute, const std::string& what) {
        report_.add(
            place_of_value(attribute),
            say("The ", attribute.key, " of ", id_, " ", what, ". CloudFormation refuses the template."),
            id_);
    }

    CheckContext& context_;
    std::string_view id_, type_;
    const Node& resource_;
    Report& report_;
};

/// Does the fate of the resource rest on parameters or conditions?
bool is_computed(const Member& resource) {
    return std::any_of(resource.value->members.begin(), resource.value->members.end(), [](const Member& one) {
        const bool fate = one.key == "DeletionPolicy" || one.key == "UpdateReplacePolicy";
        return fate && intrinsic(*one.value) != nullptr;
    });
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.source)) return;
    const auto check = [](CheckContext& here, const Member& resource, std::vector<Problem>& found) {
        Report report(id, here.unit, found);
        Policies(here, resource, report).check();
    };
    for (const Member* resource : entries(context.unit.source, "Resources")) {
        if (!is_computed(*resource)) {
            check(context, *resource, problems);
            continue;
        }
        context.ask_apart(problems, [=](CheckContext& here, std::vector<Problem>& found) {
            check(here, *resource, found);
        });
    }
}

}  // namespace

NativeCheck resource_policies() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
