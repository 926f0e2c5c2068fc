#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "../project/fixture.h"
#include "stackfit/deployment_alarm_rule.h"

using namespace stackfit;

namespace {

/// Alarms A, B and C of the template; others are from elsewhere.
class Rule {
public:
    explicit Rule(const std::string& text, const std::string& more = "")
        : fixture_(R"(
Resources:
  A: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: A}}
  B: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: B}}
  C: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: C}}
)" + more + R"(
  All:
    Type: AWS::CloudWatch::CompositeAlarm
    Properties: {AlarmName: All, AlarmRule: ')" +
                   text + "'}\n") {
        fixture_.in_headline([&](World& world) {
            rule_ =
                written_out(world, fixture_.graph, alarm_of(world, fixture_.graph, fixture_.resource("All")));
        });
    }
    [[nodiscard]] const AlarmRule& operator*() const { return rule_; }

private:
    Fixture fixture_;
    AlarmRule rule_;
};

std::string name(const AlarmRule& child) {
    return child.alarm != nullptr ? std::string(child.alarm->id) : to_string(child.name);
}

/// A is never in ALARM, B always, C is as it likes; nothing is known of others.
AlarmStates states(const AlarmRule& child) {
    const std::string id = name(child);
    return id == "A" ? never_in_alarm : id == "B" ? always_in_alarm : id == "C" ? any_state : AlarmStates{};
}

char letter(Tri value) { return value == Tri::yes ? 'y' : value == Tri::no ? 'n' : '?'; }

/// Can it hold, and does it always?
std::string verdict(const std::string& text, const std::string& more = "") {
    const Rule rule(text, more);
    return {letter(can_hold(*rule, states)), letter(always_holds(*rule, states))};
}

/// A goes off at 1, B at 2, C at 4; D never.
std::string moment(const std::string& text) {
    const Rule rule(text);
    const auto found = first_moment(*rule, [](const AlarmRule& child) -> std::optional<double> {
        const std::string id = name(child);
        if (id == "D") return std::numeric_limits<double>::infinity();
        return id == "A" ? 1 : id == "B" ? 2 : id == "C" ? std::optional(4.0) : std::nullopt;
    });
    if (!found) return "?";
    if (found->time > 1e9) return "never";
    return std::to_string(static_cast<int>(found->time)) +
           (found->child != nullptr ? " by " + name(*found->child) : "");
}

}  // namespace

TEST_CASE("alarm rule: when it can be true, and when it always is") {
    CHECK(verdict("ALARM(A)") == "nn");
    CHECK(verdict("ALARM(B)") == "yy");
    CHECK(verdict("ALARM(C)") == "yn");
    CHECK(verdict("ALARM(x)") == "??");
    CHECK(verdict("NOT ALARM(A)") == "yy");
    CHECK(verdict("OK(A)") == "yn");
    CHECK(verdict("OK(A) OR INSUFFICIENT_DATA(A)") == "yy");
    CHECK(verdict("INSUFFICIENT_DATA(B)") == "nn");
    CHECK(verdict("TRUE") == "yy");
    CHECK(verdict("FALSE OR FALSE") == "nn");
    CHECK(verdict("ALARM(A) AND ALARM(x)") == "nn");
    CHECK(verdict("ALARM(B) OR ALARM(x)") == "yy");
    CHECK(verdict("ALARM(C) AND ALARM(x)") == "?n");
    CHECK(verdict("ALARM(C) AND OK(C)") == "nn");
    CHECK(verdict("ALARM(C) OR NOT ALARM(C)") == "yy");
    CHECK(verdict("ALARM(C) AND OK(A) AND INSUFFICIENT_DATA(A)") == "nn");
    CHECK(verdict("AT_LEAST(2, ALARM, (A, B, C))") == "yn");
    CHECK(verdict("AT_LEAST(3, ALARM, (A, B, C))") == "nn");
    CHECK(verdict("AT_LEAST(34%, ALARM, (A, B, C))") == "yn");
    CHECK(verdict("AT_LEAST(1, NOT ALARM, (A, B, C))") == "yy");
    CHECK(verdict("AT_LEAST(many, ALARM, (B))") == "??");
    CHECK(verdict("ALARM(") == "??");
}

TEST_CASE("alarm rule: composite alarms of the template are written out") {
    const auto inner = [](const std::string& rule) {
        return "  I: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmName: I, AlarmRule: '" + rule +
               "'}}";
    };
    CHECK(to_string(*Rule("ALARM(I) AND ALARM(x)", inner("ALARM(A) OR ALARM(B)"))) ==
          "(ALARM(A) OR ALARM(B)) AND ALARM(x)");
    CHECK(to_string(*Rule("OK(I)", inner("ALARM(A)"))) == "NOT ALARM(A)");
    CHECK(to_string(*Rule("INSUFFICIENT_DATA(I)", inner("ALARM(A)"))) == "?");
    CHECK(to_string(*Rule("ALARM(I)", inner("ALARM(All)"))) == "?");
    CHECK(to_string(*Rule("AT_LEAST(2, ALARM, (A, I))", inner("ALARM(B)"))) ==
          "AT_LEAST(2 of ALARM(A), ALARM(B))");
    // Each composite alarm names the next one twice: too much to write out.
    std::string chain;
    for (int i = 0; i < 60; ++i) {
        const std::string next = "ALARM(K" + std::to_string(i + 1) + ")";
        chain += "  K" + std::to_string(i) +
                 ": {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmName: K" + std::to_string(i) +
                 ", AlarmRule: '" + next + " OR " + next + " OR " + next + "'}}\n";
    }
    CHECK(verdict("ALARM(K0)", chain) == "??");
}

TEST_CASE("alarm rule: the search has an end") {
    // 90 alarms of which each has to be in a state of its own, and a contradiction at the end.
    std::string rule = "(ALARM(z) AND OK(z))";
    for (int i = 0; i < 90; ++i)
        rule = "(ALARM(n" + std::to_string(i) + ") OR OK(m" + std::to_string(i) + ")) AND " + rule;
    const Rule large(rule);
    CHECK(can_hold(*large, [](const AlarmRule&) { return any_state; }) != Tri::yes);
    std::string dead = "ALARM(d)";
    for (int i = 0; i < 90; ++i) dead += " OR ALARM(d" + std::to_string(i) + ")";
    CHECK(can_hold(*Rule(dead), [](const AlarmRule&) { return never_in_alarm; }) == Tri::no);
}

TEST_CASE("alarm rule: the moment in which it first holds") {
    CHECK(moment("ALARM(A)") == "1 by A");
    CHECK(moment("ALARM(B) OR ALARM(A)") == "1 by A");
    CHECK(moment("ALARM(B) AND ALARM(A)") == "2 by B");
    CHECK(moment("ALARM(C) AND (ALARM(A) OR ALARM(B))") == "4 by C");
    CHECK(moment("AT_LEAST(2, ALARM, (A, B, C))") == "2 by B");
    CHECK(moment("NOT (NOT ALARM(A) OR NOT ALARM(B))") == "2 by B");
    CHECK(moment("NOT AT_LEAST(2, NOT ALARM, (A, B, C))") == "2 by B");
    CHECK(moment("ALARM(A) AND NOT ALARM(C)") == "1 by A");
    CHECK(moment("OK(C)") == "0");
    CHECK(moment("TRUE") == "0");
    CHECK(moment("ALARM(A) AND FALSE") == "never");
    CHECK(moment("ALARM(D)") == "never");
    CHECK(moment("ALARM(D) OR ALARM(A)") == "1 by A");
    CHECK(moment("ALARM(A) OR ALARM(x)") == "?");
}
