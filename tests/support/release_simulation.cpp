#include "support/release_simulation.h"

#include <algorithm>
#include <cmath>

namespace stackfit {

int ReleaseSimulation::poisson(double mean) {
    if (mean <= 0) return 0;
    int count = 0;
    for (double left = uniform(), term = std::exp(-mean); left >= term && count < 100; term *= mean / ++count)
        left -= term;
    return count;
}

ReleaseSimulation::Second ReleaseSimulation::second(int at) {
    const double share = shift_.share(at / 60.0), rate = assumptions_.requests_per_minute / 60;
    const int by_new = poisson(rate * share), by_old = poisson(rate * (1 - share));
    Second result;
    for (int call = 0; call < by_new; ++call)
        result.failed_by_new_version += uniform() < assumptions_.error_rate;
    const bool all = alarm_.scope == AlarmModel::Scope::all_traffic;
    result.calls = by_new + (all ? by_old : 0);
    result.failed = result.failed_by_new_version;
    for (int call = 0; all && call < by_old; ++call)
        result.failed += uniform() < assumptions_.background_rate;
    return result;
}

int ReleaseSimulation::guarded_until() const {
    return static_cast<int>(std::min(shift_.guarded_until(), assumptions_.repair_minutes) * 60);
}

void ReleaseSimulation::draw_traffic() {
    // Before the shift the new version has no calls.
    const bool all = alarm_.scope == AlarmModel::Scope::all_traffic;
    before_ = all ? static_cast<int>(alarm_.period) * alarm_.evaluation.range() + 600 : 0;
    until_.assign(1, {});
    for (int at = -before_; at <= guarded_until(); ++at) {
        const Second drawn = second(at), &sum = until_.back();
        until_.push_back({sum.calls + drawn.calls, sum.failed + drawn.failed,
                          sum.failed_by_new_version + drawn.failed_by_new_version});
    }
}

Point ReleaseSimulation::point(int begin, int end) const {
    const auto at = [&](int second) {
        return until_[static_cast<std::size_t>(
            std::clamp(second + before_, 0, static_cast<int>(until_.size()) - 1))];
    };
    const Second from = at(begin), to = at(end);
    const auto value = value_of(alarm_.statistic, {static_cast<double>(to.calls - from.calls),
                                                   static_cast<double>(to.failed - from.failed)});
    if (!value) return Point::missing;
    return breaches(*value, alarm_.comparison, alarm_.threshold) ? Point::breaching : Point::ok;
}

bool ReleaseSimulation::goes_off(int end) const {
    const int period = static_cast<int>(alarm_.period), range = alarm_.evaluation.range();
    std::vector<Point> points;
    for (int age = range - 1; age >= 0; --age)
        points.push_back(point(end - (age + 1) * period, end - age * period));
    return evaluate_alarm(alarm_.evaluation, points) == AlarmState::alarm;
}

ReleaseSimulation::Release ReleaseSimulation::release() {
    draw_traffic();
    const int phase = 10 * choose(6), poll = static_cast<int>(assumptions_.poll_interval);
    const int look = 10 * choose(std::max(1, (poll + 9) / 10)),
              delay = static_cast<int>(assumptions_.metric_delay);
    const auto failed_until = [&](int second) {
        return until_[static_cast<std::size_t>(second + before_)].failed_by_new_version;
    };
    const auto evaluated = [&](int second) {
        return second - delay - ((second - delay - phase) % 60 + 60) % 60;
    };
    // CodeDeploy looks at the start and then on its own clock; it sees the state of the latest evaluation.
    for (int second = 0; second <= guarded_until(); ++second) {
        if (second != 0 && (second - look) % poll != 0) continue;
        if (goes_off(evaluated(second)))
            return {static_cast<double>(second), static_cast<double>(failed_until(second))};
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
