// deployment: how a deployment type shifts traffic. Minutes everywhere, counted from the moment when CodeDeploy shifts the first traffic.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "stackfit/deployment.h"

namespace stackfit {

/// The new version's share of an alias' traffic over time.
struct TrafficShift {
    enum class Kind : std::uint8_t { all_at_once, canary, linear };
    Kind kind = Kind::all_at_once;
    double percent = 100;  ///< of the first step of a canary, of every step of a linear shift
    double interval = 0;   ///< minutes between steps

    struct Step {
        double minute = 0, share = 1;
    };
    /// At most 100, the first at minute 0; the last has share 1.
    [[nodiscard]] std::vector<Step> steps() const;
    [[nodiscard]] double share(double minute) const;  ///< 0 before minute 0
    /// The integral of share from 0 to `minute`: so many minutes of the full traffic.
    [[nodiscard]] double exposure(double minute) const;
    /// When all traffic is shifted: until then an alarm sends it back, and nothing does afterwards.
    [[nodiscard]] double guarded_until() const;

    friend bool operator==(const TrafficShift&, const TrafficShift&) = default;
};

/// "Canary10Percent5Minutes" and the other names that AWS predefines, without "CodeDeployDefault.Lambda"; nothing for other names.
std::optional<TrafficShift> predefined_shift(std::string_view type);
/// The predefined name that a misspelt one was probably meant to be, at most three edits away; "" when none is so near.
std::string_view predefined_like(std::string_view type);
/// Of a deployment's type, also of a custom type of this template. Nothing when it is not known here, or AWS would refuse it.
std::optional<TrafficShift> shift_of(World& world, const DeploymentType& type);

}  // namespace stackfit
