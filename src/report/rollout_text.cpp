// `rollout` for people: per world the order of the update, per function its release drawn over time and the other types beside it.
#include <algorithm>
#include <iterator>
#include <map>

#include "report/rollout_timeline.h"
#include "report/style.h"
#include "report/wrap.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Kind = FunctionRollout::Kind;

std::string ids(const std::vector<const Resource*>& resources) {
    std::vector<std::string> names;
    for (const Resource* resource : resources) names.emplace_back(resource->id);
    return join(names, ", ");
}

constexpr std::size_t most_ids_named = 12;

/// As many as can be taken in; JSON names them all.
std::string some_ids(const std::vector<const Resource*>& resources) {
    if (resources.size() <= most_ids_named) return ids(resources);
    return ids({resources.begin(), resources.begin() + most_ids_named}) + " and " +
           std::to_string(resources.size() - most_ids_named) + " more";
}

/// A step with more resources than that is told by their types.
std::string step_text(const std::vector<const Resource*>& resources) {
    if (resources.size() <= most_ids_named) return ids(resources);
    std::map<std::string_view, std::size_t> counts;
    for (const Resource* resource : resources) ++counts[resource->type];
    std::vector<std::string> parts;
    for (const auto& [type, count] : counts)
        parts.push_back(std::string(type) + (count > 1 ? " (" + std::to_string(count) + ")" : ""));
    return std::to_string(resources.size()) + " resources: " + join(parts, ", ");
}

using Alike = std::vector<const FunctionRollout*>;

bool same_hook(const HookRollout& a, const HookRollout& b) { return a.named == b.named && a.name == b.name; }

/// Would the report say the same of both, names aside?
bool are_alike(const FunctionRollout& a, const FunctionRollout& b) {
    const auto same_alarm = [](const AlarmRollout& x, const AlarmRollout& y) {
        const bool counts = x.watch.kind == AlarmWatch::Kind::counts_failures;
        return x.watch.kind == y.watch.kind &&
               (counts ? x.watch.model == y.watch.model : x.watch.text == y.watch.text);
    };
    return a.type == b.type && a.shift == b.shift && a.unknown == b.unknown &&
           same_hook(a.before, b.before) && same_hook(a.after, b.after) && a.alarms_known == b.alarms_known &&
           a.disarmed == b.disarmed &&
           std::equal(a.alarms.begin(), a.alarms.end(), b.alarms.begin(), b.alarms.end(), same_alarm);
}

/// Of those that CodeDeploy releases. A stack of forty functions has three ways to release them at most.
std::vector<Alike> released_alike(const WorldRollout& world) {
    std::vector<Alike> result;
    for (const FunctionRollout& function : world.functions) {
        if (function.kind != Kind::code_deploy || !function.shown) continue;
        const auto found = std::find_if(result.begin(), result.end(), [&](const Alike& group) {
            return are_alike(*group.front(), function);
        });
        if (found == result.end())
            result.push_back({&function});
        else
            found->push_back(&function);
    }
    return result;
}

class Writer {
public:
    Writer(const Rollout& rollout, TextStyle style, std::size_t columns)
        : rollout_(rollout), style_(style), columns_(columns) {}

    std::string of(const Unit& unit) {
        out_ = paint(unit.path, Paint::bold, style_) + "\n";
        add_assumptions();
        for (const WorldRollout& world : rollout_.worlds) add_world(world);
        if (rollout_.more_worlds > 0)
            paragraph("", count_text(rollout_.more_worlds, "more way") +
                              " to release these functions in other worlds; name one with --environment or "
                              "--parameters.");
        if (!rollout_.complete) paragraph("", "The template has more worlds than were looked at.");
        return std::move(out_);
    }

private:
    void paragraph(std::string_view first, std::string_view text) { out_ += wrapped(first, text, columns_); }
    void title(const std::string& text) {
        std::string lines = wrapped("", text, columns_);
        lines.pop_back();
        out_ += "\n" + paint(lines, Paint::bold, style_) + "\n";
    }

    static std::string durations(const Assumptions& assumptions) {
        const auto times = assumptions.times();
        return times ? "; failing calls take " + few_digits(times->failed) + " ms and others " +
                           few_digits(times->good) + " ms"
                     : "";
    }

    void add_assumptions() {
        const Assumptions& a = rollout_.assumptions;
        paragraph(
            "supposed: ",
            few_digits(a.requests_per_minute) + " calls a minute, of which the new version fails " +
                percent_text(a.error_rate) + " and the old one " + percent_text(a.background_rate) +
                durations(a) + "; a minute's metric is evaluated " + few_digits(a.metric_delay) +
                " s after its end, CodeDeploy looks at the alarms every " + few_digits(a.poll_interval) +
                " s, and a person repairs after " + few_digits(a.repair_minutes) +
                " min what no alarm ended. All of it can be set (--help); docs/rollout.md has the model.");
    }

    void add_world(const WorldRollout& world) {
        if (rollout_.worlds.size() > 1 || !world.when.empty()) {
            const std::string when =
                world.when.empty() ? "in every world" : "when " + short_world(join(world.when, ", or "));
            title(when + (world.production_like && rollout_.worlds.size() > 1 ? " (production-like)" : ""));
        }
        const std::vector<Alike> released = released_alike(world);
        for (const Alike& functions : released) add_release(world, functions);
        if (released.empty())
            out_ += "\nCodeDeploy releases nothing here: whatever changes, changes at once.\n";
        add_others(world);
        if (&world != rollout_.worlds.data() && is_updated_alike(world, rollout_.worlds.front())) {
            out_ += "\n";
            paragraph(
                "",
                "Order of the update, what changes at once and what a rollback does not restore: as above.");
            return;
        }
        add_order(world);
        add_effects(world);
    }

    static bool is_updated_alike(const WorldRollout& a, const WorldRollout& b) {
        const auto releases = [](const WorldRollout& world) {
            return std::count_if(
                world.functions.begin(), world.functions.end(),
                [](const FunctionRollout& function) { return function.kind == Kind::code_deploy; });
        };
        return a.order.waves == b.order.waves && releases(a) == releases(b);
    }

    void add_release(const WorldRollout& world, const Alike& functions) {
        const FunctionRollout& function = *functions.front();
        std::vector<const Resource*> names, waiting;
        for (const FunctionRollout* one : functions) {
            names.push_back(one->function);
            waiting.insert(waiting.end(), one->waiting.begin(), one->waiting.end());
        }
        constexpr std::size_t most_in_title = 4;
        const bool many = names.size() > most_in_title;
        title((many ? std::to_string(names.size()) + " functions" : ids(names)) + ": " +
              (function.type == "?" ? "type not known" : function.type));
        if (many) paragraph("  ", ids(names));
        if (!function.unknown.empty()) paragraph("  ", function.unknown + ".");
        const std::string drawing = timeline(function, style_, columns_);
        if (!drawing.empty()) out_ += "\n" + drawing + "\n";
        add_hooks(function);
        add_steps(function);
        for (const AlarmRollout& alarm : function.alarms) add_alarm(function, alarm);
        if (functions.size() > 1 && !function.alarms.empty())
            paragraph("              ", "These are the alarms of " + std::string(function.function->id) +
                                            "; the others' are alike.");
        add_guard(function);
        std::sort(waiting.begin(), waiting.end());
        waiting.erase(std::unique(waiting.begin(), waiting.end()), waiting.end());
        if (!waiting.empty())
            paragraph("  behind it   ", "only after the release: " + in_order(world, waiting));
        add_types(function);
    }

    /// What waits for another of them behind an arrow.
    [[nodiscard]] std::string in_order(const WorldRollout& world,
                                       const std::vector<const Resource*>& waiting) const {
        std::vector<std::string> steps;
        for (const auto& wave : world.order.waves) {
            std::vector<const Resource*> step;
            std::set_intersection(wave.begin(), wave.end(), waiting.begin(), waiting.end(),
                                  std::back_inserter(step));
            if (!step.empty()) steps.push_back(some_ids(step));
        }
        return join(steps, style_.unicode ? " → " : " -> ");
    }

    void add_hooks(const FunctionRollout& function) {
        const auto add = [&](const char* first, const HookRollout& hook, const std::string& text) {
            const std::string known = hook.function != nullptr ? "" : " (not in this template)";
            if (hook.named) paragraph(first, hook.name + known + text);
        };
        add("  B before    ", function.before,
            ": up to 60 min before minute 0; if it fails, or does not answer, nothing is shifted");
        add("  A after     ", function.after,
            ": up to 60 min when all traffic is shifted; if it fails, everything goes back");
    }

    void add_steps(const FunctionRollout& function) {
        if (function.shift) paragraph("  traffic     ", steps_text(*function.shift) + " min");
    }

    static std::string steps_text(const TrafficShift& shift) {
        constexpr std::size_t most_told = 4;
        const auto steps = shift.steps();
        std::vector<std::string> texts;
        for (const auto& step : steps)
            texts.push_back(few_digits(step.share * 100) + " % at " + few_digits(step.minute));
        if (steps.size() <= most_told) return join(texts, ", ");
        return few_digits(shift.percent) + " % more every " + few_digits(shift.interval) + " min, from " +
               texts.front() + " to " + texts.back();
    }

    void add_alarm(const FunctionRollout& function, const AlarmRollout& alarm) {
        if (alarm.watch.kind != AlarmWatch::Kind::counts_failures)
            return paragraph("  alarm       ", alarm.name + " " + alarm.watch.text + ".");
        std::string text = alarm.name + " watches " + alarm.watch.text + ". Earliest " +
                           few_digits(alarm.times.earliest) + ", typically " +
                           few_digits(alarm.times.typical) + ", at latest " + few_digits(alarm.times.latest) +
                           " min after errors begin";
        if (function.shift && !alarm.in_time)
            text += ": typically too late, all traffic is shifted " + shifted_at(*function.shift);
        if (alarm.outlook)
            text += "; sends this defect back in " + percent_text(alarm.outlook->rollback) + " of releases";
        paragraph("  alarm       ", text + ".");
    }

    void add_guard(const FunctionRollout& function) {
        if (!function.disarmed.empty()) paragraph("  not armed   ", function.disarmed + ".");
        if (!function.alarms_known)
            paragraph(
                "  alarms      ",
                "there may be others that are not known from this template; the numbers are without them.");
        if (function.alarms.empty() && function.alarms_known)
            paragraph("  no alarm    ",
                      std::string("nothing sends a defect back") +
                          (function.before.named || function.after.named ? " but the hooks." : "."));
        if (function.false_alarm)
            paragraph("  false alarm ", percent_text(*function.false_alarm) +
                                            " of releases without a defect are sent back too.");
    }

    [[nodiscard]] bool is_narrow() const {
        constexpr std::size_t table = 76;
        return columns_ < table;
    }

    [[nodiscard]] std::string row(const char* mark, const std::string& type,
                                  const std::vector<std::string>& cells) const {
        constexpr std::size_t name = 29;
        const std::size_t number = is_narrow() ? 7 : 9;
        std::string text = mark + pad(shortened(type, name, style_.unicode), name);
        for (const std::string& cell : cells) text += fill_left(cell, number);
        return text;
    }

    void add_types(const FunctionRollout& function) {
        out_ += "\n" +
                row("  ", "this defect under each type",
                    {is_narrow() ? "back" : "sent back", "at min", "shifted", "failed", "failed"}) +
                "\n";
        out_ += row("  ", "", {"", "", "by then", "if so", "overall"}) + "\n";
        bool coarse = false;
        for (const TypeRollout& type : function.types) {
            const std::string text = row(type.chosen ? "> " : "  ", type.type, cells(type.outlook));
            out_ += (type.chosen ? paint(text, Paint::bold, style_) : text) + "\n";
            coarse = coarse || type.outlook.coarse;
        }
        if (coarse)
            paragraph("  ~ ",
                      "computed with periods that are aligned to the clock, since this alarm has too many "
                      "states: in truth they slide, and it fires earlier.");
    }

    static std::vector<std::string> cells(const Outlook& outlook) {
        const auto if_back = [&](const std::string& text) {
            return outlook.rollback > 0 ? text : std::string("-");
        };
        return {(outlook.coarse ? "~" : "") + percent_text(outlook.rollback),
                if_back(few_digits(outlook.minute)), if_back(percent_text(outlook.share)),
                if_back(few_digits(outlook.failed_with_rollback)), few_digits(outlook.failed)};
    }

    static std::string shifted_at(const TrafficShift& shift) {
        return shift.guarded_until() > 0 ? "at " + few_digits(shift.guarded_until()) + " min" : "at once";
    }

    void add_others(const WorldRollout& world) {
        std::vector<const Resource*> moved, latest;
        for (const FunctionRollout& function : world.functions) {
            if (!function.shown) continue;
            if (function.kind == Kind::alias_at_once) moved.push_back(function.function);
            if (function.kind == Kind::no_alias) latest.push_back(function.function);
        }
        if (moved.empty() && latest.empty()) return;
        title("not released gradually");
        if (!moved.empty())
            paragraph("  alias       ",
                      some_ids(moved) + ": the alias moves at once, without hooks and alarms");
        if (!latest.empty())
            paragraph("  no alias    ", some_ids(latest) + ": new code serves as soon as $LATEST is updated");
    }

    void add_order(const WorldRollout& world) {
        title("order of the update, in parallel within a step");
        std::size_t step = 0;
        for (const auto& wave : world.order.waves) {
            paragraph(fill_left(std::to_string(++step), 4) + "  ", step_text(wave));
            for (const auto& [duration, functions] : releases_in(world, wave))
                paragraph(style_.unicode ? "      → " : "      -> ",
                          "CodeDeploy releases " + some_ids(functions) + ", " + duration);
        }
        if (!world.order.circular.empty())
            paragraph("   never  ",
                      ids(world.order.circular) +
                          ": they depend on each other in a circle, and CloudFormation refuses the template");
    }

    /// Functions whose aliases stand in the step, by how long that takes.
    static std::map<std::string, std::vector<const Resource*>> releases_in(
        const WorldRollout& world, const std::vector<const Resource*>& wave) {
        std::map<std::string, std::vector<const Resource*>> result;
        for (const FunctionRollout& function : world.functions)
            if (function.kind == Kind::code_deploy &&
                std::find(wave.begin(), wave.end(), function.alias) != wave.end())
                result[duration(function)].push_back(function.function);
        return result;
    }

    static std::string duration(const FunctionRollout& function) {
        if (!function.shift) return "for how long is not known";
        const double minutes = function.shift->guarded_until();
        const bool hooks = function.before.named || function.after.named;
        return (minutes > 0 ? few_digits(minutes) + " min" : std::string("at once")) +
               (hooks ? " and the time of its hooks" : "");
    }

    void add_effects(const WorldRollout& world) {
        if (!world.at_once.empty()) title("changes at once, for both versions, and does not shift");
        for (const ChangedAtOnce& group : world.at_once)
            paragraph("  ", std::string(group.kind) + ": " + some_ids(group.resources));
        if (world.data.empty() && world.orphans.empty()) return;
        title("what a rollback does not restore");
        if (!world.data.empty()) paragraph("  ", "what was written meanwhile to " + some_ids(world.data));
        if (!world.lost_on_replacement.empty())
            paragraph("  ",
                      "if the update replaces it, the new copy goes with all that was written to it, for "
                      "want of an UpdateReplacePolicy: " +
                          some_ids(world.lost_on_replacement));
        if (!world.orphans.empty())
            paragraph("  ", "the new version stays behind, since it is retained: " + some_ids(world.orphans));
    }

    const Rollout& rollout_;
    TextStyle style_;
    std::size_t columns_;
    std::string out_;
};

}  // namespace

std::string rollout_text(const Unit& unit, const Rollout& rollout, TextStyle style, std::size_t columns) {
    return Writer(rollout, style, columns).of(unit);
}

}  // namespace stackfit
