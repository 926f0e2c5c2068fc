// How traffic is shifted (CodeDeploy User Guide, "Deployment configurations on an AWS Lambda compute platform"). The first step is taken
// at once, also of a linear shift.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "stackfit/deployment_shift.h"

namespace stackfit {
namespace {

/// Takes `word` and the number behind it off the front of `text`.
std::optional<double> take_number(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return std::nullopt;
    text.remove_prefix(word.size());
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// "Canary10Percent5Minutes": the names say what they do.
std::optional<TrafficShift> read_name(std::string_view name, TrafficShift::Kind kind, std::string_view first,
                                      std::string_view second) {
    const auto percent = take_number(name, first);
    const auto interval = take_number(name, second);
    if (!percent || !interval) return std::nullopt;
    return TrafficShift{kind, *percent, *interval};
}

/// Minutes between the first and the last step (CodeDeploy User Guide, "CodeDeploy limits").
constexpr double longest_shift = 2880;

/// Where a custom type keeps the numbers of its kind (CodeDeploy API Reference, TrafficRoutingConfig).
struct CustomKind {
    TrafficShift::Kind kind;
    char type[16], percent[20], interval[16];
};
constexpr CustomKind custom_kinds[] = {
    {TrafficShift::Kind::canary, "TimeBasedCanary", "CanaryPercentage", "CanaryInterval"},
    {TrafficShift::Kind::linear, "TimeBasedLinear", "LinearPercentage", "LinearInterval"},
};

std::optional<TrafficShift> custom_shift(World& world, const Resource& custom) {
    const Value routing = world.get(custom.properties, "TrafficRoutingConfig");
    const Value type = world.get(routing, "Type");
    if (world.equal(type, "AllAtOnce") == Tri::yes) return TrafficShift{};
    for (const CustomKind& kind : custom_kinds) {
        if (world.equal(type, kind.type) != Tri::yes) continue;
        const Value numbers = world.get(routing, kind.type);
        const auto percent = world.number(world.get(numbers, kind.percent));
        const auto interval = world.number(world.get(numbers, kind.interval));
        const bool valid = percent && interval && *percent >= 1 && *percent <= 99 && *interval > 0;
        if (!valid) return std::nullopt;
        const TrafficShift shift{kind.kind, *percent, *interval};
        return shift.guarded_until() <= longest_shift ? std::optional(shift) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::vector<TrafficShift::Step> TrafficShift::steps() const {
    if (kind == Kind::all_at_once) return {{0, 1}};
    if (kind == Kind::canary) return {{0, percent / 100}, {interval, 1}};
    std::vector<Step> result;
    for (double reached = percent; result.empty() || result.back().share < 1; reached += percent)
        result.push_back({interval * static_cast<double>(result.size()), std::min(1.0, reached / 100)});
    return result;
}

double TrafficShift::share(double minute) const {
    if (minute < 0) return 0;
    if (kind == Kind::all_at_once) return 1;
    if (kind == Kind::canary) return minute < interval ? percent / 100 : 1;
    return std::min(1.0, percent / 100 * (1 + std::floor(minute / interval)));
}

double TrafficShift::exposure(double minute) const {
    double sum = 0, from = 0, share = 0;
    for (const Step& step : steps()) {
        if (step.minute >= minute) break;
        sum += share * (step.minute - from);
        from = step.minute;
        share = step.share;
    }
    return sum + share * std::max(0.0, minute - from);
}

double TrafficShift::guarded_until() const { return steps().back().minute; }

std::optional<TrafficShift> predefined_shift(std::string_view type) {
    if (!is_predefined(type)) return std::nullopt;
    if (const auto canary = read_name(type, TrafficShift::Kind::canary, "Canary", "Percent")) return canary;
    if (const auto linear = read_name(type, TrafficShift::Kind::linear, "Linear", "PercentEvery"))
        return linear;
    return TrafficShift{};
}

std::optional<TrafficShift> shift_of(World& world, const DeploymentType& type) {
    if (type.custom != nullptr) return custom_shift(world, *type.custom);
    const auto name = type.predefined ? world.literal_of(type.value) : std::nullopt;
    return name ? predefined_shift(*name) : std::nullopt;
}

}  // namespace stackfit
