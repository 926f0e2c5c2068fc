// `rollout` as Mermaid Gantt charts (Mermaid documentation, "Gantt diagrams"). In its grammar a name ends at a colon, '#' and ';' begin
// comments and end statements, and the second character of a token must not be '%': so names begin with a word of ours.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "report/rollout_timeline.h"
#include "stackfit/report.h"

namespace stackfit {
namespace {

std::string name(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool special =
            c == ':' || c == '#' || c == ';' || c == '%' || c == ',' || static_cast<unsigned char>(c) < ' ';
        result += special ? ' ' : c;
    }
    return result;
}

/// Minute 0 is midnight of a day that nobody reads: the axis shows hours and minutes only.
std::string moment(double minute) {
    const long seconds = std::lround(minute * 60);
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "2000-01-%02ld %02ld:%02ld:%02ld", 1 + seconds / 86400,
                  seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    return buffer;
}

std::string task(const std::string& text, const char* tags, double from, double to) {
    // Mermaid draws nothing for a task without length.
    const long seconds = std::max(1L, std::lround((to - from) * 60));
    return "    " + name(text) + " :" + tags + moment(from) + ", " + std::to_string(seconds) + "s\n";
}

std::string milestone(const std::string& text, double minute) {
    return "    " + name(text) + " :milestone, " + moment(minute) + ", 0s\n";
}

std::string traffic(const TrafficShift& shift) {
    std::string out = "    section Traffic on the new version\n";
    const auto steps = shift.steps();
    const double end = std::max(5.0, shift.guarded_until() * 1.2);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool last = i + 1 == steps.size();
        out += task("Traffic " + few_digits(steps[i].share * 100) + " percent", last ? "done, " : "active, ",
                    steps[i].minute, last ? end : steps[i + 1].minute);
    }
    return out;
}

std::string hooks(const FunctionRollout& function) {
    std::string out;
    if (function.before.named) out += milestone("Passed before traffic - " + function.before.name, 0);
    if (function.after.named)
        out += milestone("Begins after traffic - " + function.after.name, function.shift->guarded_until());
    return out.empty() ? out : "    section Hooks\n" + out;
}

std::string alarms(const FunctionRollout& function) {
    std::string out;
    for (const AlarmRollout& alarm : function.alarms) {
        if (alarm.watch.kind != AlarmWatch::Kind::counts_failures) continue;
        out += task("Alarm " + alarm.name, alarm.in_time ? "" : "crit, ", alarm.times.earliest,
                    alarm.times.latest);
        out += milestone("Typically " + alarm.name, alarm.times.typical);
    }
    return out.empty() ? out : "    section When errors from minute 0 on send it back\n" + out;
}

std::string chart(const WorldRollout& world, const FunctionRollout& function) {
    std::string title = std::string(function.function->id) + " " + function.type;
    if (!world.when.empty()) title += " when " + world.when.front();
    std::string out = "gantt\n    title Release of " + name(title) +
                      "\n    dateFormat YYYY-MM-DD HH:mm:ss\n    axisFormat %H:%M\n";
    return out + traffic(*function.shift) + hooks(function) + alarms(function);
}

}  // namespace

std::string rollout_mermaid(const Unit&, const Rollout& rollout) {
    std::string out;
    for (const WorldRollout& world : rollout.worlds) {
        for (const FunctionRollout& function : world.functions) {
            if (!function.shift || !function.shown) continue;
            out += (out.empty() ? "" : "\n") + chart(world, function);
        }
    }
    return out.empty() ? "%% CodeDeploy releases nothing in steps that are known.\n" : out;
}

}  // namespace stackfit
