// Does the parameter group of a database refuse connections without TLS?
#include <array>
#include <charconv>
#include <compare>
#include <limits>

#include "../common/referred.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

struct Version {
    int major = 0, minor = 0;
    constexpr auto operator<=>(const Version&) const = default;
};
constexpr Version never{std::numeric_limits<int>::max(), 0};

/// Amazon RDS User Guide, "Using SSL/TLS to encrypt a connection to a DB instance or cluster": the parameter of each engine, and the
/// value that refuses other connections. `since`: the version from which on that is the default (ibid., "Using SSL with a PostgreSQL DB
/// instance", "Using SSL with a Microsoft SQL Server DB instance", "Requiring SSL/TLS for all connections to a MySQL DB instance" and "to
/// a MariaDB DB instance", "Using SSL/TLS with an Amazon RDS for Db2 DB instance", read 2026-11-26).
struct Setting {
    std::string_view family;  ///< how the names of its families of parameter groups begin
    std::string_view parameter;
    std::array<std::string_view, 2> on;
    Version since;
};
constexpr std::array<Setting, 5> settings = {{{"postgres", "rds.force_ssl", {"1", "1"}, {15, 0}},
                                              {"sqlserver-", "rds.force_ssl", {"1", "1"}, never},
                                              {"mysql", "require_secure_transport", {"1", "ON"}, {9, 7}},
                                              {"mariadb", "require_secure_transport", {"1", "ON"}, {11, 8}},
                                              {"db2-", "db2comm", {"SSL", "ssl"}, never}}};

/// postgres16 is {16, 0}, mariadb11.8 {11, 8}; {0, 0} where no number follows.
Version version_of(const Setting& setting, std::string_view family) {
    const char* const end = family.data() + family.size();
    Version version;
    const auto [next, error] = std::from_chars(family.data() + setting.family.size(), end, version.major);
    if (error == std::errc{} && next != end && *next == '.') std::from_chars(next + 1, end, version.minor);
    return version;
}

Judgement off(const Resource& database, const Resource& group, const Setting& setting, const Value& value) {
    Judgement judgement = Judgement::fail(
        say("Database ", database.id, " takes connections without TLS: ", setting.parameter,
            " of its parameter group ", group.id, " is ", value.absent() ? "not set" : "not on",
            ". Passwords and rows then cross the network as they are. Set it to ", setting.on[0], "."),
        value.absent() ? group.id_span : value.node->span, say("Properties.Parameters.", setting.parameter));
    judgement.location = &group;
    return judgement;
}

Judgement judge_setting(World& world, const Resource& database, const Resource& group, const Setting& setting,
                        std::string_view family) {
    const Value value = world.at(group.properties, {"Parameters", setting.parameter});
    if (value.unknown()) return Judgement::unknown(value.reason);
    if (value.absent())
        return version_of(setting, family) >= setting.since ? Judgement::pass()
                                                            : off(database, group, setting, value);
    const auto text = world.literal_of(value);
    if (!text) return Judgement::unknown("whether TLS is forced is known only at deployment");
    return *text == setting.on[0] || *text == setting.on[1] ? Judgement::pass()
                                                            : off(database, group, setting, value);
}

Judgement judge(CheckContext& context, const Resource& database) {
    World& world = context.world;
    if (!world.get(database.properties, "DBClusterIdentifier").absent()) return Judgement::not_applicable();
    const Resource* group = referred(context, world.get(database.properties, "DBParameterGroupName"),
                                     "AWS::RDS::DBParameterGroup");
    if (group == nullptr || !world.exists(group->id))
        return Judgement::unknown("the parameter group is not in the template");
    const auto family = world.literal_of(world.get(group->properties, "Family"));
    if (!family) return Judgement::unknown("the family of the parameter group is known only at deployment");
    for (const Setting& setting : settings)
        if (family->starts_with(setting.family))
            return judge_setting(world, database, *group, setting, *family);
    return Judgement::not_applicable();
}

}  // namespace

NativeCheck rds_instance_forces_tls() { return {"rds-instance-forces-tls", judge}; }

}  // namespace stackfit::checks
