#include <array>
#include <span>

#include "../common/places.h"
#include "../common/say.h"
#include "../common/texts.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

/// One thing that must scale: reading or writing of the table or of one of its global secondary indexes.
struct Need {
    Value index;  ///< its name; absent: the table
    std::string_view dimension;

    [[nodiscard]] std::string text() const {
        const bool reading = dimension.find("Read") != std::string_view::npos;
        return say(reading ? "reads" : "writes", index.absent() ? "" : " of index " + to_string(index.text));
    }
};

constexpr std::array<std::string_view, 2> table_dimensions = {"dynamodb:table:ReadCapacityUnits",
                                                              "dynamodb:table:WriteCapacityUnits"};
constexpr std::array<std::string_view, 2> index_dimensions = {"dynamodb:index:ReadCapacityUnits",
                                                              "dynamodb:index:WriteCapacityUnits"};

std::vector<Need> needs_of(World& world, const Resource& table) {
    std::vector<Need> needs = {{{}, table_dimensions[0]}, {{}, table_dimensions[1]}};
    for (const Value& index : world.items(world.get(table.properties, "GlobalSecondaryIndexes")))
        for (const auto dimension : index_dimensions)
            needs.push_back({world.get(index, "IndexName"), dimension});
    return needs;
}

/// Application Auto Scaling API Reference, ResourceId: table/NAME or table/NAME/index/INDEX. Once by Ref,
/// once by TableName.
std::vector<Text> resource_ids(World& world, const Resource& table, const Need& need) {
    std::vector<Text> names = {reference_to(table)};
    if (const Value name = world.get(table.properties, "TableName"); name.is_text())
        names.push_back(name.text);
    const Text index = need.index.absent() ? Text{} : concat({literal_text("/index/"), need.index.text});
    std::vector<Text> ids;
    ids.reserve(names.size());
    for (const Text& name : names) ids.push_back(concat({literal_text("table/"), name, index}));
    return ids;
}

Tri equals_any(World& world, const Value& value, const std::vector<Text>& texts) {
    if (!value.is_text()) return value.absent() ? Tri::no : Tri::unknown;
    Tri answer = Tri::no;
    for (const Text& text : texts) {
        const Tri equal = world.equal(value.text, text);
        if (equal == Tri::yes) return Tri::yes;
        if (equal == Tri::unknown) answer = Tri::unknown;
    }
    return answer;
}

/// Does this scalable target or policy speak of the need: the same ResourceId and ScalableDimension?
Tri speaks_of(World& world, const Resource& resource, const Need& need, const std::vector<Text>& ids) {
    const Tri dimension = world.equal(world.get(resource.properties, "ScalableDimension"), need.dimension);
    if (dimension == Tri::no) return Tri::no;
    const Tri id = equals_any(world, world.get(resource.properties, "ResourceId"), ids);
    return id == Tri::yes ? dimension : id;
}

/// References to the scalable targets of the need that exist here; `known` turns false for one that may be
/// one of them.
std::vector<Text> targets_of(CheckContext& context, const Need& need, const std::vector<Text>& ids,
                             bool& known) {
    std::vector<Text> targets;
    for (const Resource& resource : context.unit.expanded.resources()) {
        if (resource.type != "AWS::ApplicationAutoScaling::ScalableTarget") continue;
        const Tri mine = speaks_of(context.world, resource, need, ids);
        if (mine == Tri::no || !context.world.exists(resource.id)) continue;
        if (mine == Tri::unknown) known = false;
        targets.push_back(reference_to(resource));
    }
    return targets;
}

/// A target only sets the bounds; without a policy nothing moves between them.
Tri scales(CheckContext& context, const Need& need, const std::vector<Text>& ids) {
    World& world = context.world;
    bool known = true;
    const std::vector<Text> targets = targets_of(context, need, ids, known);
    Tri answer = context.unit.expanded.is_open("Resources") ? Tri::unknown : Tri::no;
    if (targets.empty()) return answer;

    for (const Resource& resource : context.unit.expanded.resources()) {
        if (resource.type != "AWS::ApplicationAutoScaling::ScalingPolicy") continue;
        const Value target = world.get(resource.properties, "ScalingTargetId");
        const Tri mine =
            target.absent() ? speaks_of(world, resource, need, ids) : equals_any(world, target, targets);
        if (mine == Tri::no || !world.exists(resource.id)) continue;
        if (mine == Tri::yes && known) return Tri::yes;
        answer = Tri::unknown;
    }
    return answer;
}

/// "reads, writes and reads of index ByDay"
Judgement fixed(const Resource& table, const std::vector<std::string>& missing) {
    return Judgement::fail(
        say("The capacity of table ", table.id, " is fixed: nothing scales its ", listed(missing),
            ". Above it requests are throttled, below it you pay for what nobody uses. Set BillingMode: "
            "PAY_PER_REQUEST, or let Application Auto Scaling move it: a ScalableTarget and a ScalingPolicy "
            "for each."),
        place_of(table, "ProvisionedThroughput"), "Properties.ProvisionedThroughput");
}

Judgement judge_table(CheckContext& context, const Resource& table) {
    std::vector<std::string> missing;
    bool known = true;
    for (const Need& need : needs_of(context.world, table)) {
        const Tri answer = scales(context, need, resource_ids(context.world, table, need));
        if (answer == Tri::no) missing.push_back(need.text());
        if (answer == Tri::unknown) known = false;
    }
    if (missing.empty())
        return known ? Judgement::pass() : Judgement::unknown("what scales is known only at deployment");
    return fixed(table, missing);
}

/// A global table brings its scaling with it (AWS::DynamoDB::GlobalTable,
/// "WriteProvisionedThroughputSettings").
Judgement judge_global_table(World& world, const Resource& table) {
    bool reads = true;
    for (const Value& replica : world.items(world.get(table.properties, "Replicas"))) {
        const Value settings = world.get(replica, "ReadProvisionedThroughputSettings");
        if (world.get(settings, "ReadCapacityAutoScalingSettings").absent()) reads = false;
    }
    const Value write = world.at(table.properties,
                                 {"WriteProvisionedThroughputSettings", "WriteCapacityAutoScalingSettings"});
    std::vector<std::string> missing;
    if (!reads) missing.emplace_back("reads");
    if (write.absent()) missing.emplace_back("writes");
    return missing.empty() ? Judgement::pass() : fixed(table, missing);
}

Judgement judge(CheckContext& context, const Resource& table) {
    const Value mode = context.world.get(table.properties, "BillingMode");
    const Tri on_demand = mode.absent() ? Tri::no : context.world.equal(mode, "PAY_PER_REQUEST");
    if (on_demand == Tri::yes) return Judgement::pass();
    if (on_demand == Tri::unknown) return Judgement::unknown("BillingMode is known only at deployment");
    return table.type == "AWS::DynamoDB::GlobalTable" ? judge_global_table(context.world, table)
                                                      : judge_table(context, table);
}

}  // namespace

NativeCheck dynamodb_autoscaling_enabled() { return {"dynamodb-autoscaling-enabled", judge}; }

}  // namespace stackfit::checks
