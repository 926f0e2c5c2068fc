#include <charconv>

#include "../common/places.h"
#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

/// Reading or writing: the same arithmetic under other names.
struct Side {
    std::string_view word, property, share, account;
};
constexpr Side sides[] = {
    {"read", "ReadCapacityUnits", "accountRCUThresholdPercentage", "accountReadQuota"},
    {"write", "WriteCapacityUnits", "accountWCUThresholdPercentage", "accountWriteQuota"}};

/// Units of one table and its global secondary indexes, or of several tables.
struct Capacity {
    double units = 0;
    bool known = true;  ///< false: some of it is known only at deployment, `units` is the rest

    void add(const Capacity& more) {
        units += more.units;
        known = known && more.known;
    }
};

Capacity capacity_of(World& world, const Value& holder, std::string_view property) {
    const Value value = world.get(world.get(holder, "ProvisionedThroughput"), property);
    if (value.absent()) return {};
    const auto units = world.number(value);
    return {units.value_or(0), units.has_value()};
}

Capacity capacity_of(World& world, const Resource& table, std::string_view property) {
    const Value mode = world.get(table.properties, "BillingMode");
    const Tri on_demand = mode.absent() ? Tri::no : world.equal(mode, "PAY_PER_REQUEST");
    if (on_demand != Tri::no) return {0, on_demand == Tri::yes};
    const Value properties = world.evaluate(table.properties);
    Capacity sum = capacity_of(world, properties, property);
    for (const Value& index : world.items(world.get(properties, "GlobalSecondaryIndexes")))
        sum.add(capacity_of(world, index, property));
    return sum;
}

double parameter(const CheckContext& context, std::string_view name) {
    const std::string& text = context.parameters.find(name)->second;
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string whole(double units) { return std::to_string(static_cast<long long>(units)); }

Judgement over_table_quota(const Resource& table, const Side& side, double units, double quota) {
    return Judgement::fail(say("Table ", table.id, " and its indexes ask for ", whole(units), " ", side.word,
                               " capacity units, and DynamoDB grants a table ", whole(quota),
                               ". The table cannot be created until the quota is raised. Raise it first, or "
                               "set BillingMode: PAY_PER_REQUEST."),
                           place_of(table, "ProvisionedThroughput"), "Properties.ProvisionedThroughput");
}

/// One mistake of all tables together: reported once, at the table that asks for most.
Judgement over_account_quota(const Resource& largest, const Side& side, double units, double share,
                             double quota) {
    Judgement judgement =
        Judgement::fail(say("The tables of this template ask for ", whole(units), " ", side.word,
                            " capacity units, more than ", whole(share), " % of the ", whole(quota),
                            " that an account has in a region. Other tables of the account find no room, "
                            "and neither does auto scaling. Set BillingMode: PAY_PER_REQUEST, or have the "
                            "quota raised and tell this check."),
                        place_of(largest, "ProvisionedThroughput"), "Properties.ProvisionedThroughput");
    judgement.location = &largest;
    return judgement;
}

Judgement judge_side(CheckContext& context, const Resource& subject, const Side& side) {
    World& world = context.world;
    const double table_quota = parameter(context, "tableQuota");
    const Capacity own = capacity_of(world, subject, side.property);
    if (own.units > table_quota) return over_table_quota(subject, side, own.units, table_quota);

    Capacity sum, most;
    const Resource* largest = &subject;
    for (const Resource& table : context.unit.expanded.resources()) {
        if (table.type != "AWS::DynamoDB::Table" || !world.exists(table.id)) continue;
        const Capacity one = capacity_of(world, table, side.property);
        sum.add(one);
        if (one.units > most.units) {
            most = one;
            largest = &table;
        }
    }
    const double share = parameter(context, side.share), quota = parameter(context, side.account);
    if (sum.units > quota * share / 100) return over_account_quota(*largest, side, sum.units, share, quota);
    return sum.known ? Judgement::pass()
                     : Judgement::unknown("the provisioned capacity is known only at deployment");
}

Judgement judge(CheckContext& context, const Resource& table) {
    Judgement verdict = Judgement::pass();
    for (const Side& side : sides) {
        Judgement judgement = judge_side(context, table, side);
        const bool unknown = judgement.status == Judgement::Status::unknown;
        if (!unknown && judgement.value < 0.5) return judgement;
        if (unknown) verdict = std::move(judgement);
    }
    return verdict;
}

}  // namespace

NativeCheck dynamodb_throughput_limit_check() { return {"dynamodb-throughput-limit-check", judge}; }

}  // namespace stackfit::checks
