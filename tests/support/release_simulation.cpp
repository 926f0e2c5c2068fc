#include "support/release_simulation.h"

#include <algorithm>
#include <cmath>

namespace stackfit {

namespace {

bool sees_old_version(const AlarmModel& alarm) {
    if (!alarm.formula) return alarm.scope == AlarmModel::Scope::all_traffic;
    const auto& terms = alarm.formula->terms();
    return std::any_of(terms.begin(), terms.end(), [](const AlarmFormula::Term& term) {
        return !term.expression && !term.metric.new_version;
    });
}

}  // namespace

int ReleaseSimulation::poisson(double mean) {
    if (mean <= 0) return 0;
    int count = 0;
    for (double left = uniform(), term = std::exp(-mean); left >= term && count < 100; term *= mean / ++count)
        left -= term;
    return count;
}

ReleaseSimulation::Second ReleaseSimulation::second(int at) {
    const double share = shift_.share(at / 60.0), rate = assumptions_.requests_per_minute / 60;
    Second result;
    result.new_calls = poisson(rate * share);
    result.old_calls = poisson(rate * (1 - share));
    for (int call = 0; call < result.new_calls; ++call)
        result.new_failed += uniform() < assumptions_.error_rate;
    for (int call = 0; assumptions_.background_rate > 0 && call < result.old_calls; ++call)
        result.old_failed += uniform() < assumptions_.background_rate;
    return result;
}

int ReleaseSimulation::guarded_until() const {
    return static_cast<int>(std::min(shift_.guarded_until(), assumptions_.repair_minutes) * 60);
}

void ReleaseSimulation::draw_traffic() {
    parts_.clear();
    if (alarm_.composite)
        for (const auto& child : alarm_.composite->children) parts_.push_back({&child.second, {}});
    else
        parts_.push_back({&alarm_, {}});
    // Before the shift the new version has no calls.
    before_ = 0;
    for (const Part& part : parts_)
        if (sees_old_version(*part.alarm))
            before_ = std::max(before_,
                               static_cast<int>(part.alarm->period) * part.alarm->evaluation.range() + 120);
    until_.assign(1, {});
    for (int at = -before_; at <= guarded_until(); ++at) {
        const Second drawn = second(at), &sum = until_.back();
        until_.push_back({sum.new_calls + drawn.new_calls, sum.new_failed + drawn.new_failed,
                          sum.old_calls + drawn.old_calls, sum.old_failed + drawn.old_failed});
    }
}

Point ReleaseSimulation::point(const AlarmModel& alarm, int begin, int end) const {
    const auto at = [&](int second) {
        return until_[static_cast<std::size_t>(
            std::clamp(second + before_, 0, static_cast<int>(until_.size()) - 1))];
    };
    const Second from = at(begin), to = at(end);
    const CallSamples fresh{static_cast<double>(to.new_calls - from.new_calls),
                            static_cast<double>(to.new_failed - from.new_failed)};
    const CallSamples all{fresh.calls + to.old_calls - from.old_calls,
                          fresh.failures + to.old_failed - from.old_failed};
    const auto value = alarm.value({fresh, all, assumptions_.times()});
    if (!value) return Point::missing;
    return breaches(*value, alarm.comparison, alarm.threshold) ? Point::breaching : Point::ok;
}

/// CloudWatch evaluates everything that it has until `end`.
void ReleaseSimulation::evaluate(int end) {
    for (Part& part : parts_) {
        const int period = static_cast<int>(part.alarm->period);
        std::vector<Point> points;
        for (int age = part.alarm->evaluation.range() - 1; age >= 0; --age)
            points.push_back(point(*part.alarm, end - (age + 1) * period, end - age * period));
        const AlarmState state = evaluate_alarm(part.alarm->evaluation, points);
        if (state != AlarmState::unchanged) part.state = state;
    }
}

bool ReleaseSimulation::is_in_alarm() const {
    if (!alarm_.composite) return parts_.front().state == AlarmState::alarm;
    return holds(alarm_.composite->rule, [&](const AlarmRule& child) -> std::optional<AlarmState> {
               const auto index = alarm_.composite->find(child);
               return index ? parts_[*index].state : AlarmState::ok;
           }) == Tri::yes;
}

ReleaseSimulation::Release ReleaseSimulation::release() {
    draw_traffic();
    const int phase = 10 * choose(6), poll = static_cast<int>(assumptions_.poll_interval);
    const int look = 10 * choose(std::max(1, (poll + 9) / 10)),
              delay = static_cast<int>(assumptions_.metric_delay);
    const auto failed_until = [&](int second) {
        return until_[static_cast<std::size_t>(second + before_)].new_failed;
    };
    // CodeDeploy looks at the start and then on its own clock; it sees the state of the latest evaluation.
    int evaluated = phase - (std::max(before_, delay) / 60 + 2) * 60;
    for (int second = 0; second <= guarded_until(); ++second) {
        for (; evaluated + delay <= second; evaluated += 60) evaluate(evaluated);
        if (second != 0 && (second - look) % poll != 0) continue;
        if (is_in_alarm()) return {static_cast<double>(second), static_cast<double>(failed_until(second))};
    }
    // Nothing is decided by chance any more until a person comes.
    const double rest = assumptions_.repair_minutes - guarded_until() / 60.0;
    return {-1, failed_until(guarded_until()) +
                    rest * assumptions_.requests_per_minute * assumptions_.error_rate};
}

Outlook ReleaseSimulation::run(int releases) {
    Outlook sum;
    int rolled_back = 0;
    for (int i = 0; i < releases; ++i) {
        const Release one = release();
        const bool back = one.rolled_back_at >= 0;
        rolled_back += back;
        sum.minute += back ? one.rolled_back_at / 60 : 0;
        sum.share += back ? shift_.share(one.rolled_back_at / 60) : 0;
        (back ? sum.failed_with_rollback : sum.failed_without_rollback) += one.failed;
        sum.failed += one.failed / releases;
    }
    const double with = std::max(1, rolled_back), without = std::max(1, releases - rolled_back);
    return {static_cast<double>(rolled_back) / releases,
            sum.minute / with,
            sum.share / with,
            sum.failed_with_rollback / with,
            sum.failed_without_rollback / without,
            sum.failed,
            0,
            false};
}

}  // namespace stackfit
