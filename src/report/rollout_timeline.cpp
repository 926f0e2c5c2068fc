#include "report/rollout_timeline.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "report/style.h"
#include "report/wrap.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::size_t most_label = 24;

/// Characters of the drawing, and what stands for them where only ASCII is known.
struct Marks {
    const char* shares[9];  // by eighths
    const char *begin, *line, *typical, *end;
};
constexpr Marks blocks = {{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, "├", "─", "●", "┤"};
constexpr Marks letters = {{" ", "_", ".", ":", "-", "=", "+", "*", "#"}, "[", "-", "o", "]"};

bool is_drawn(const AlarmRollout& alarm) { return alarm.watch.kind == AlarmWatch::Kind::counts_failures; }

class Drawing {
public:
    Drawing(const FunctionRollout& function, TextStyle style, std::size_t columns)
        : function_(function),
          shift_(*function.shift),
          marks_(style.unicode ? blocks : letters),
          style_(style) {
        label_ = std::string("traffic").size();
        horizon_ = std::max(5.0, shift_.guarded_until() * 1.1);
        for (const AlarmRollout& alarm : function.alarms) {
            if (!is_drawn(alarm)) continue;
            label_ = std::min(most_label, std::max(label_, code_points(alarm.name)));
            horizon_ = std::max(horizon_, std::min(alarm.times.latest + 0.5, 3 * horizon_));
        }
        constexpr std::size_t margin = 4;  // two columns before the label and two behind it
        width_ = std::max<std::size_t>(20, columns - std::min(columns, label_ + margin + 1));
    }

    std::string draw() {
        std::string out = axis() + row("traffic", traffic()) + text_row(shares());
        if (function_.before.named || function_.after.named) out += row("hooks", hooks());
        for (const AlarmRollout& alarm : function_.alarms)
            if (is_drawn(alarm)) out += row(alarm.name, window(alarm.times));
        return out;
    }

private:
    using Cells = std::vector<std::string>;

    [[nodiscard]] std::size_t column(double minute) const {
        const double place = minute / horizon_ * static_cast<double>(width_ - 1);
        return static_cast<std::size_t>(std::lround(std::clamp(place, 0.0, static_cast<double>(width_ - 1))));
    }

    [[nodiscard]] std::string row(const std::string& label, const Cells& cells) const {
        std::string line = "  " + pad(shortened(label, label_, style_.unicode), label_) + "  ";
        for (const std::string& cell : cells) line += cell;
        return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }

    /// Minutes under which something stands: as many as have room.
    [[nodiscard]] std::string axis() const {
        constexpr double steps[] = {1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960};
        constexpr double room = 5;
        double step = steps[0];
        for (const double candidate : steps) {
            step = candidate;
            if (candidate / horizon_ * static_cast<double>(width_) >= room) break;
        }
        std::string line(width_, ' ');
        for (double minute = 0; minute <= horizon_; minute += step) {
            const std::string text = few_digits(minute);
            const std::size_t at = column(minute);
            if (at + text.size() <= width_ - 4) line.replace(at, text.size(), text);
        }
        line.replace(width_ - 3, 3, "min");
        return text_row(line);
    }

    [[nodiscard]] std::string text_row(const std::string& text) const {
        return "  " + std::string(label_, ' ') + "  " + text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
    }

    /// Under the traffic, how much it is from each step on; of steps without room the last ones stay unsaid.
    [[nodiscard]] std::string shares() const {
        std::string line(width_, ' ');
        std::size_t free = 0;
        for (const auto& step : shift_.steps()) {
            const std::string text = percent_text(step.share);
            const std::size_t at = std::min(column(step.minute), width_ - text.size());
            if (at < free) continue;
            line.replace(at, text.size(), text);
            free = at + text.size() + 1;
        }
        return line;
    }

    [[nodiscard]] Cells traffic() const {
        Cells cells;
        for (std::size_t i = 0; i < width_; ++i) {
            const double minute = static_cast<double>(i) * horizon_ / static_cast<double>(width_ - 1);
            cells.emplace_back(marks_.shares[std::lround(std::ceil(shift_.share(minute) * 8 - 1e-9))]);
        }
        return cells;
    }

    [[nodiscard]] Cells hooks() const {
        Cells cells(width_, " ");
        if (function_.before.named) cells[0] = "B";
        if (function_.after.named) cells[std::max<std::size_t>(1, column(shift_.guarded_until()))] = "A";
        return cells;
    }

    [[nodiscard]] Cells window(const DetectionTimes& times) const {
        Cells cells(width_, " ");
        const std::size_t begin = column(times.earliest), end = column(times.latest);
        for (std::size_t i = begin; i <= end; ++i) cells[i] = marks_.line;
        cells[begin] = marks_.begin;
        cells[end] = marks_.end;
        cells[column(times.typical)] = marks_.typical;
        return cells;
    }

    const FunctionRollout& function_;
    const TrafficShift& shift_;
    const Marks& marks_;
    TextStyle style_;
    std::size_t label_ = 0, width_ = 0;
    double horizon_ = 0;
};

}  // namespace

std::string timeline(const FunctionRollout& function, TextStyle style, std::size_t columns) {
    return function.shift ? Drawing(function, style, columns).draw() : "";
}

std::string few_digits(double value) {
    char buffer[64];
    const bool whole = std::abs(value) >= 9.95 || std::abs(value - std::round(value)) < 0.05;
    std::snprintf(buffer, sizeof buffer, whole ? "%.0f" : "%.1f", value);
    return buffer;
}

std::string percent_text(double share) {
    // What is nearly certain is not certain.
    if (share > 0 && share < 0.005) return "<1 %";
    if (share < 1 && share > 0.995) return ">99 %";
    return std::to_string(std::lround(share * 100)) + " %";
}

}  // namespace stackfit
