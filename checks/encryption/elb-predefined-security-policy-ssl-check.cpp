// Does each encrypted listener of a classic load balancer have AWS's policy for TLS 1.2?
#include <string>
#include <vector>

#include "../common/say.h"
#include "../common/together.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

/// AWS Security Hub User Guide, ELB.8, `predefinedPolicyName`.
constexpr std::string_view wanted = "ELBSecurityPolicy-TLS-1-2-2017-01";

/// Does `holds` for one of the items of a list? Unknown when nothing tells, as of a list that only AWS knows.
template <class Holds>
Tri some(World& world, const Value& list, Holds holds) {
    if (list.unknown()) return Tri::unknown;
    Tri result = Tri::no;
    for (const Value& item : world.items(list, true)) {
        result = either(result, holds(item));
        if (result == Tri::yes) break;
    }
    return result;
}

Tri is_encrypted(World& world, const Value& listener) {
    const auto protocol = world.literal_of(world.get(listener, "Protocol"));
    if (!protocol) return Tri::unknown;
    const std::string name = to_lower(*protocol);
    return tri(name == "https" || name == "ssl");
}

Tri is_predefined(World& world, const Value& policy) {
    return some(world, world.get(policy, "Attributes"), [&](const Value& attribute) {
        return both(world.equal(world.get(attribute, "Name"), "Reference-Security-Policy"),
                    world.equal(world.get(attribute, "Value"), wanted));
    });
}

/// The names of the policies that are the predefined one, or may be.
struct Predefined {
    Value name;
    Tri holds = Tri::no;
};
std::vector<Predefined> predefined_policies(World& world, const Value& policies) {
    if (policies.unknown()) return {{policies, Tri::unknown}};
    std::vector<Predefined> found;
    for (const Value& policy : world.items(policies, true)) {
        const Tri holds = is_predefined(world, policy);
        if (holds != Tri::no) found.push_back({world.get(policy, "PolicyName"), holds});
    }
    return found;
}

Tri is_called(World& world, const Value& own, const Value& name) {
    return own.is_text() && name.is_text() ? world.equal(own.text, name.text) : Tri::unknown;
}

/// A listener has the policies of the load balancer that it lists by name.
Tri has_predefined(World& world, const std::vector<Predefined>& policies, const Value& listener) {
    return some(world, world.get(listener, "PolicyNames"), [&](const Value& name) {
        Tri result = Tri::no;
        for (const Predefined& policy : policies) {
            result = either(result, both(policy.holds, is_called(world, policy.name, name)));
            if (result == Tri::yes) break;
        }
        return result;
    });
}

Judgement without_policy(World& world, const Resource& balancer, const Value& listener) {
    return Judgement::fail(
        say("Port ", world.show(world.get(listener, "LoadBalancerPort")), " of load balancer ", balancer.id,
            " does not have the policy ", wanted,
            ". Without one a listener still takes TLS 1.0 and 1.1; ciphers of one's own grow old unseen. Add "
            "it to Policies as Reference-Security-Policy, and list it in the listener's PolicyNames."),
        listener.node->span, "Properties.Listeners");
}

Judgement judge(CheckContext& context, const Resource& balancer) {
    World& world = context.world;
    const Value listeners = world.get(balancer.properties, "Listeners");
    if (listeners.unknown()) return Judgement::unknown(listeners.reason);
    const auto policies = predefined_policies(world, world.get(balancer.properties, "Policies"));
    return judge_parts(world.items(listeners, true), Judgement::not_applicable(), [&](const Value& listener) {
        const Tri encrypted = is_encrypted(world, listener);
        if (encrypted == Tri::no) return Judgement::not_applicable();
        const Tri lacks = both(encrypted, opposite(has_predefined(world, policies, listener)));
        if (lacks == Tri::unknown)
            return Judgement::unknown("the policy of a listener is known only at deployment");
        return lacks == Tri::yes ? without_policy(world, balancer, listener) : Judgement::pass();
    });
}

}  // namespace

NativeCheck elb_predefined_security_policy_ssl_check() {
    return {"elb-predefined-security-policy-ssl-check", judge};
}

}  // namespace stackfit::checks
