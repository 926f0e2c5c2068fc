// One release after the other, second by second, with calls that arrive and fail at random: what the model of `rollout` computes, by brute
// force. Seeded, and the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "stackfit/rollout.h"

namespace stackfit {

class ReleaseSimulation {
public:
    ReleaseSimulation(const TrafficShift& shift, const AlarmModel& alarm, const Assumptions& assumptions,
                      std::uint64_t seed)
        : shift_(shift), alarm_(alarm), assumptions_(assumptions), random_(seed) {}

    /// Means over so many releases.
    Outlook run(int releases);

private:
    struct Second {
        int new_calls = 0, new_failed = 0, old_calls = 0, old_failed = 0;
    };
    /// A metric alarm: the whole, or a child of the composite alarm.
    struct Part {
        const AlarmModel* alarm = nullptr;
        AlarmState state = AlarmState::insufficient_data;
    };
    struct Release {
        double rolled_back_at = -1;  ///< seconds; negative: never
        double failed = 0;
    };

    Release release();
    Second second(int at);
    void draw_traffic();
    [[nodiscard]] int guarded_until() const;  ///< seconds
    void evaluate(int end);
    [[nodiscard]] bool is_in_alarm() const;
    [[nodiscard]] Point point(const AlarmModel& alarm, int begin, int end) const;
    double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
    int poisson(double mean);
    int choose(int count) { return static_cast<int>(random_() % static_cast<std::uint64_t>(count)); }

    TrafficShift shift_;
    AlarmModel alarm_;
    Assumptions assumptions_;
    std::mt19937_64 random_;
    std::vector<Part> parts_;
    int before_ = 0;             ///< seconds of traffic before the shift
    std::vector<Second> until_;  ///< sums over the seconds before each
};

}  // namespace stackfit
