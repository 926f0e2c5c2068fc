// Does an earlier entry of a network ACL match all that an entry matches?
//
// Entries are read once as they are written, without asking a world. Only those pairs that may be a mistake by that are looked at in the world at
// hand, the earliest first.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../common/networks.h"
#include "../common/say.h"
#include "../validity/shape_values.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

/// What is known of a property.
struct Field {
    bool absent = false;
    bool computed = false;  ///< may turn out to be absent
    std::optional<std::string> literal;
    std::string same;  ///< alike for values that are alike; "": nothing is known
};

/// Of a property of an entry, or of a part of it.
using Path = std::array<std::string_view, 2>;

Field as_written(const Resource& entry, Path path) {
    const Node* value = entry.properties;
    for (const std::string_view key : path) {
        if (value == nullptr || key.empty()) break;
        if (intrinsic(*value) != nullptr) return {false, true, {}, {}};
        value = value->get(key);
    }
    if (value == nullptr || value->kind == Kind::null) return {true, false, {}, {}};
    if (!value->is_scalar()) return {false, true, {}, write_json(*value, 0)};
    return {false, false, std::string(value->text), std::string(value->text)};
}

Field in_world(World& world, const Resource& entry, Path path) {
    Value value = world.get(entry.properties, path[0]);
    if (!path[1].empty()) value = world.get(value, path[1]);
    return {value.absent(), value.unknown(), world.literal_of(value),
            value.is_text() ? to_string(value.text) : std::string()};
}

using Number = std::optional<double>;

/// What an entry matches, and when it is its turn, as far as that is known.
struct Entry {
    const Resource* resource = nullptr;
    Tri outgoing = Tri::unknown;
    Number number, protocol, from_port, to_port, type, code;
    std::string same_protocol;
    bool v6 = false;
    Field range;
    std::optional<Network> network;
};

/// `read` gives the Field at a Path.
template <class Read>
Entry entry_of(const Resource& resource, Read read) {
    const auto number = [&](Path path) {
        const Field field = read(path);
        const Number value = field.literal ? number_of(*field.literal) : Number();
        return value && std::isfinite(*value) ? value : Number();  // "nan" has no place in an order
    };
    Entry entry;
    entry.resource = &resource;
    const Field egress = read({"Egress", ""});
    const std::string side = egress.absent ? "false" : to_lower(egress.literal.value_or(""));
    if (side == "true" || side == "false") entry.outgoing = tri(side == "true");
    entry.number = number({"RuleNumber", ""});
    entry.protocol = number({"Protocol", ""});
    entry.same_protocol = read({"Protocol", ""}).same;
    entry.from_port = number({"PortRange", "From"});
    entry.to_port = number({"PortRange", "To"});
    entry.type = number({"Icmp", "Type"});
    entry.code = number({"Icmp", "Code"});
    entry.range = read({"CidrBlock", ""});
    if (entry.range.absent) {
        entry.range = read({"Ipv6CidrBlock", ""});
        entry.v6 = true;
    }
    if (entry.range.literal) entry.network = network_of(*entry.range.literal);
    return entry;
}

Entry entry_in(World& world, const Resource& resource) {
    return entry_of(resource, [&](Path path) { return in_world(world, resource, path); });
}

Tri at_most(const Number& a, const Number& b) { return a && b ? tri(*a <= *b) : Tri::unknown; }
Tri equal(const Number& a, const Number& b) { return a && b ? tri(*a == *b) : Tri::unknown; }

constexpr double every = -1;  ///< protocol, type of ICMP, code of it

bool is_every(const Number& number) { return number == every; }

Tri covers_addresses(const Entry& first, const Entry& then) {
    if (first.network && then.network) return tri(first.network->contains(*then.network));
    if (first.range.computed || then.range.computed) {
        // Everybody of a version; the other's version may not be known before the world is.
        if (first.network && first.network->prefix == 0 && first.v6 == then.v6) return Tri::yes;
        const bool same =
            first.v6 == then.v6 && !first.range.same.empty() && first.range.same == then.range.same;
        return same ? Tri::yes : Tri::unknown;
    }
    if (first.v6 != then.v6) return Tri::no;
    if (first.network && first.network->prefix == 0 && !then.range.absent) return Tri::yes;
    return !first.range.same.empty() && first.range.same == then.range.same ? Tri::yes : Tri::unknown;
}

Tri covers_protocol(const Entry& first, const Entry& then) {
    if (is_every(first.protocol)) return Tri::yes;
    const bool same = !first.same_protocol.empty() && first.same_protocol == then.same_protocol;
    return same ? Tri::yes : equal(first.protocol, then.protocol);
}

Tri covers_ports(const Entry& first, const Entry& then) {
    constexpr double last = 65'535;
    if (first.from_port && first.to_port && *first.from_port <= 0 && *first.to_port >= last) return Tri::yes;
    return both(at_most(first.from_port, then.from_port), at_most(then.to_port, first.to_port));
}

Tri covers_messages(const Entry& first, const Entry& then) {
    if (is_every(first.type)) return Tri::yes;
    return both(equal(first.type, then.type), is_every(first.code) ? Tri::yes : equal(first.code, then.code));
}

/// What a protocol has within: ports, or types of messages. Of other protocols EC2 matches all, whatever an entry says (EC2 API Reference,
/// "CreateNetworkAclEntry").
Tri covers_details(const Entry& first, const Entry& then) {
    constexpr double icmp = 1, tcp = 6, udp = 17, icmp_v6 = 58;
    if (!first.protocol) return Tri::unknown;
    if (first.protocol == tcp || first.protocol == udp) return covers_ports(first, then);
    if (first.protocol == icmp || (first.protocol == icmp_v6 && first.v6))
        return covers_messages(first, then);
    return Tri::yes;
}

Tri shadows(const Entry& first, const Entry& then) {
    if (first.number && then.number && *first.number >= *then.number) return Tri::no;
    if (first.outgoing != Tri::unknown && then.outgoing != Tri::unknown && first.outgoing != then.outgoing)
        return Tri::no;
    const bool ordered =
        first.number && then.number && first.outgoing != Tri::unknown && then.outgoing != Tri::unknown;
    return both(
        ordered ? Tri::yes : Tri::unknown,
        both(covers_addresses(first, then), both(covers_protocol(first, then), covers_details(first, then))));
}

/// The entries of each ACL as they are written, by their numbers; those whose number is not written come last.
using Acls = std::map<std::string, std::vector<Entry>>;

/// Equal for entries of one ACL.
std::string acl_of(const Resource& entry) { return as_written(entry, {"NetworkAclId", ""}).same; }

Acls acls_of(const Template& templ) {
    Acls acls;
    for (const Resource& resource : templ.resources())
        if (resource.type == "AWS::EC2::NetworkAclEntry")
            acls[acl_of(resource)].push_back(
                entry_of(resource, [&](Path path) { return as_written(resource, path); }));
    const auto turn = [](const Entry& entry) {
        return entry.number.value_or(std::numeric_limits<double>::infinity());
    };
    for (auto& [acl, entries] : acls)
        std::stable_sort(entries.begin(), entries.end(),
                         [&](const Entry& a, const Entry& b) { return turn(a) < turn(b); });
    return acls;
}

std::string action_of(World& world, const Resource& entry) {
    return world.literal_of(world.get(entry.properties, "RuleAction")).value_or("");
}

Judgement unreached(World& world, const Resource& first, const Resource& then) {
    const std::string action = action_of(world, first);
    const std::string_view verb = action == "allow"  ? "allows"
                                  : action == "deny" ? "denies"
                                                     : "decides about";
    const bool same = !action.empty() && action == action_of(world, then);
    const Value number = world.get(then.properties, "RuleNumber");
    return Judgement::fail(
        say("Entry ", then.id, " of the network ACL never decides: entry ", first.id,
            " with the smaller number ", world.show(world.get(first.properties, "RuleNumber")), " ", verb,
            " all that it matches. EC2 goes by the first entry that "
            "matches, so ",
            same ? "this one changes nothing. Take it away."
                 : "what this one says has no effect. Give it a smaller number than that entry's, or take it "
                   "away."),
        number.node == nullptr ? Span{} : number.node->span, "Properties.RuleNumber");
}

Judgement judge(CheckContext& context, const Resource& resource) {
    World& world = context.world;
    const Acls& acls = context.memory.remember(world, "network ACLs as written", nullptr,
                                               [&] { return acls_of(context.unit.expanded); });
    const std::vector<Entry>& entries = acls.at(acl_of(resource));
    const Entry written = entry_of(resource, [&](Path path) { return as_written(resource, path); });
    bool known = true;
    for (const Entry& first : entries) {
        if (first.resource == &resource || shadows(first, written) == Tri::no) continue;
        const Tri answer = shadows(entry_in(world, *first.resource), entry_in(world, resource));
        if (answer == Tri::no || !world.exists(first.resource->id)) continue;
        if (answer == Tri::yes) return unreached(world, *first.resource, resource);
        known = false;
    }
    return known ? Judgement::pass()
                 : Judgement::unknown("what an earlier entry matches is known only at deployment");
}

}  // namespace

NativeCheck network_acl_entry_is_reached() { return {"network-acl-entry-is-reached", judge}; }

}  // namespace stackfit::checks
