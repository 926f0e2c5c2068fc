// The SVG of `history`: the fitness as a chart, and below it each family as a strip of its own on the same axis, so that no line hides
// another and no colour must be told from another. Jumps are triangles that point up or down; the largest are numbered, and
// told below. Text is the reader's own sans-serif font; colours follow a light or dark page.
#include <algorithm>
#include <cmath>

#include "report/history_words.h"
#include "report/wrap.h"
#include "stackfit/support/printable.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr double width = 960, left = 128, right = 96, plot_width = width - left - right;
constexpr double chart_top = 96, chart_height = 200, strip_height = 40, strip_gap = 18, told_line = 34;
constexpr std::size_t most_told = 8;   ///< events that are numbered and told
constexpr std::size_t most_dots = 60;  ///< revisions; with more, dots run into each other

constexpr const char* style_sheet = R"(  <style>
    text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; font-size: 12px; fill: #1f2328; }
    .page { fill: #ffffff; } .title { font-size: 18px; font-weight: 600; } .strong { font-weight: 600; } .dim { fill: #59636e; } .small { font-size: 11px; }
    .label { font-size: 11px; fill: #59636e; stroke: #ffffff; stroke-width: 3; stroke-linejoin: round; paint-order: stroke; }
    .end { text-anchor: end; } .middle { text-anchor: middle; }
    .grid { stroke: #d9dee3; stroke-width: 1; } .guide { stroke: #59636e; stroke-width: 1; stroke-dasharray: 2 3; }
    .line { fill: none; stroke: #1f2328; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; } .dot { fill: #1f2328; } .range { fill: #1f2328; opacity: 0.10; }
    .family { fill: none; stroke: #0969a8; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; } .point { fill: #0969a8; } .area { fill: #0969a8; opacity: 0.13; }
    .up { fill: #0b6e4f; } .down { fill: #c2410c; } .turn { fill: #59636e; } .gap { fill: #59636e; opacity: 0.14; } .no { fill: #c2410c; } .partly { fill: #c2410c; opacity: 0.45; }
    .badge { fill: #1f2328; } .number { fill: #ffffff; font-size: 11px; font-weight: 600; text-anchor: middle; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; } .page { fill: #0d1117; } .dim { fill: #9aa4af; } .label { fill: #9aa4af; stroke: #0d1117; } .grid { stroke: #30363d; } .guide { stroke: #9aa4af; }
      .line { stroke: #e6edf3; } .dot, .range { fill: #e6edf3; } .family { stroke: #6cb6ff; } .point, .area { fill: #6cb6ff; }
      .up { fill: #4cc38a; } .down, .no, .partly { fill: #ff9a5c; } .gap, .turn { fill: #9aa4af; } .badge { fill: #e6edf3; } .number { fill: #0d1117; }
    }
  </style>
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char one : printable(text)) {
        switch (one) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += one;
        }
    }
    return out;
}

/// A coordinate: a tenth of a pixel is as fine as anybody sees.
std::string at(double value) {
    std::string text = decimal(value, 1);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

struct Point {
    double x = 0, y = 0;
};

class Picture {
public:
    explicit Picture(const History& history)
        : history_(history), entries_(history.entries), families_(families_of(history)) {
        strips_top_ = chart_top + chart_height + 34;
        strips_end_ = strips_top_ + static_cast<double>(families_.size()) * (strip_height + strip_gap);
        choose_told();
    }

    std::string draw() {
        const bool strip = !always_deploys();
        const double axis = strips_end_ + (strip ? 26 : 0);
        const double told_top = axis + 62;
        const double height =
            told_top + static_cast<double>(told_.size()) * told_line + (told_.empty() ? -24 : 6);
        out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + at(width) + "\" height=\"" +
               at(height) + "\" viewBox=\"0 0 " + at(width) + " " + at(height) +
               "\" role=\"img\" aria-labelledby=\"title desc\">\n";
        out_ += "  <title id=\"title\">Fitness of " + escaped(history_.path) +
                "</title>\n  <desc id=\"desc\">" + escaped(history_summary(history_, true)) + "</desc>\n" +
                style_sheet;
        out_ += "  <rect class=\"page\" width=\"" + at(width) + "\" height=\"" + at(height) + "\"/>\n";
        text(24, 34, "title", shortened("Fitness of " + printable(history_.path), 90, true));
        text(24, 54, "dim",
             history_summary(history_, true) + " · judged as of " + history_.as_of.text() +
                 ", scoring model " + history_.scoring_model);
        add_gaps(strips_end_ - strip_gap);
        add_guides(strips_end_ - strip_gap);
        add_chart();
        for (std::size_t i = 0; i < families_.size(); ++i)
            add_strip(families_[i], strips_top_ + static_cast<double>(i) * (strip_height + strip_gap));
        if (strip) add_deployable(strips_end_);
        add_axis(axis);
        add_badges();
        add_told(told_top);
        return out_ + "</svg>\n";
    }

private:
    [[nodiscard]] double x(std::size_t index) const {
        return entries_.size() < 2 ? left + plot_width / 2
                                   : left + plot_width * static_cast<double>(index) /
                                                static_cast<double>(entries_.size() - 1);
    }
    /// Half of what lies between two revisions, within the plot.
    [[nodiscard]] double half_step() const {
        return entries_.size() < 2 ? 24 : plot_width / static_cast<double>(entries_.size() - 1) / 2;
    }

    void text(double text_x, double text_y, const std::string& classes, const std::string& words) {
        out_ += "  <text x=\"" + at(text_x) + "\" y=\"" + at(text_y) + "\"" +
                (classes.empty() ? "" : " class=\"" + classes + "\"") + ">" + escaped(words) + "</text>\n";
    }
    void line(const char* classes, Point from, Point to) {
        out_ += "  <line class=\"" + std::string(classes) + "\" x1=\"" + at(from.x) + "\" y1=\"" +
                at(from.y) + "\" x2=\"" + at(to.x) + "\" y2=\"" + at(to.y) + "\"/>\n";
    }
    void rectangle(const char* classes, double from, double to, double top, double bottom) {
        out_ += "  <rect class=\"" + std::string(classes) + "\" x=\"" + at(from) + "\" y=\"" + at(top) +
                "\" width=\"" + at(to - from) + "\" height=\"" + at(bottom - top) + "\"/>\n";
    }
    void shape(const char* classes, const std::vector<Point>& corners) {
        out_ += "  <path class=\"" + std::string(classes) + "\" d=\"" + path(corners) + "Z\"/>\n";
    }

    /// A triangle under a point that rose or above one that fell, within reach of its strip; a diamond where the family begins or ends.
    void mark(const FamilyJump& jump, Point point, double top) {
        const auto [px, py] = point;
        switch (jump.kind()) {
            case FamilyJump::Kind::rose: {
                const double tip = std::min(py + 4, top + strip_height + 3);
                return shape("up", {{px, tip}, {px - 5, tip + 8}, {px + 5, tip + 8}});
            }
            case FamilyJump::Kind::fell: {
                const double tip = std::max(py - 4, top - 3);
                return shape("down", {{px, tip}, {px - 5, tip - 8}, {px + 5, tip - 8}});
            }
            case FamilyJump::Kind::began:
            case FamilyJump::Kind::ceased:
                return shape("turn", {{px, py - 5}, {px + 5, py}, {px, py + 5}, {px - 5, py}});
        }
    }

    /// The events with the largest jumps, by revision.
    void choose_told() {
        const auto size = [&](std::size_t i) {
            double sum = 0;
            for (const FamilyJump& jump : entries_[i].jumps)
                sum += std::abs(jump.to.value_or(0) - jump.from.value_or(0));
            return sum;
        };
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (!entries_[i].jumps.empty()) told_.push_back(i);
        std::stable_sort(told_.begin(), told_.end(),
                         [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
        if (told_.size() > most_told) told_.resize(most_told);
        std::sort(told_.begin(), told_.end());
    }

    [[nodiscard]] bool always_deploys() const {
        return std::all_of(entries_.begin(), entries_.end(), [](const HistoryEntry& entry) {
            return !entry.standing || entry.standing->deployable == Verdict::Deployable::yes;
        });
    }

    /// Runs of neighbours that have a number: a line is drawn through each, and none across a gap.
    template <class Get>
    [[nodiscard]] std::vector<std::vector<Point>> runs(Get get, double top, double height) const {
        std::vector<std::vector<Point>> result(1);
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const std::optional<double> value =
                entries_[i].state == HistoryEntry::State::scored ? get(*entries_[i].standing) : std::nullopt;
            if (value)
                result.back().push_back({x(i), top + height * (1 - *value / 100)});
            else if (!result.back().empty())
                result.emplace_back();
        }
        if (result.back().empty()) result.pop_back();
        return result;
    }

    static std::string path(const std::vector<Point>& points) {
        std::string d;
        for (const Point& point : points) d += (d.empty() ? "M" : "L") + at(point.x) + " " + at(point.y);
        return d;
    }

    void add_lines(const std::vector<std::vector<Point>>& lines, const char* line_class,
                   const char* dot_class) {
        for (const auto& points : lines) {
            if (points.size() > 1)
                out_ += "  <path class=\"" + std::string(line_class) + "\" d=\"" + path(points) + "\"/>\n";
            for (const Point& point : points)
                if (points.size() == 1 || entries_.size() <= most_dots)
                    out_ += "  <circle class=\"" + std::string(dot_class) + "\" cx=\"" + at(point.x) +
                            "\" cy=\"" + at(point.y) + "\" r=\"" + (line_class[0] == 'l' ? "3.5" : "2.5") +
                            "\"/>\n";
        }
    }

    /// Where there is no number: what stands there instead.
    void add_gaps(double bottom) {
        for (std::size_t i = 0; i < entries_.size();) {
            const auto state = entries_[i].state;
            std::size_t end = i + 1;
            while (end < entries_.size() && entries_[end].state == state) ++end;
            if (state != HistoryEntry::State::scored) {
                const double from = std::max(left - 6, x(i) - half_step()),
                             to = std::min(left + plot_width + 6, x(end - 1) + half_step());
                rectangle("gap", from, to, chart_top, bottom);
                const double middle = (from + to) / 2;
                out_ += "  <text class=\"dim small middle\" transform=\"translate(" + at(middle + 4) + " " +
                        at(chart_top + chart_height / 2) + ") rotate(-90)\">" + escaped(to_string(state)) +
                        "</text>\n";
            }
            i = end;
        }
    }

    void add_guides(double bottom) {
        for (const std::size_t i : told_) line("guide", {x(i), chart_top - 8}, {x(i), bottom});
    }

    void add_chart() {
        for (int value = 0; value <= 100; value += 25) {
            const double y = chart_top + chart_height * (1 - value / 100.0);
            line("grid", {left, y}, {left + plot_width, y});
            text(left - 12, y + 4, "dim small end", std::to_string(value));
        }
        text(24, chart_top + 4, "strong", "fitness");
        const auto low = runs([](const RevisionStanding& standing) { return std::optional(standing.low); },
                              chart_top, chart_height);
        const auto high = runs([](const RevisionStanding& standing) { return std::optional(standing.high); },
                               chart_top, chart_height);
        for (std::size_t i = 0; i < low.size(); ++i) {
            std::vector<Point> outline = high[i];
            outline.insert(outline.end(), low[i].rbegin(), low[i].rend());
            out_ += "  <path class=\"range\" d=\"" + path(outline) + "Z\"/>\n";
        }
        const auto lines =
            runs([](const RevisionStanding& standing) { return standing.fitness; }, chart_top, chart_height);
        add_lines(lines, "line", "dot");
        if (const auto* last = last_scored()) {
            text(left + plot_width + 14, end_of(lines).y + 6, "title", decimal(*last->standing->fitness, 0));
        }
    }

    [[nodiscard]] const HistoryEntry* last_scored() const {
        const auto found = std::find_if(entries_.rbegin(), entries_.rend(), [](const HistoryEntry& entry) {
            return entry.state == HistoryEntry::State::scored;
        });
        return found == entries_.rend() ? nullptr : &*found;
    }
    static Point end_of(const std::vector<std::vector<Point>>& lines) {
        return lines.empty() ? Point{} : lines.back().back();
    }

    void add_strip(Family family, double top) {
        const auto score = [&](const RevisionStanding& standing) { return standing.score(family); };
        line("grid", {left, top}, {left + plot_width, top});
        line("grid", {left, top + strip_height}, {left + plot_width, top + strip_height});
        text(24, top + strip_height / 2 + 4, "strong", std::string(to_string(family)));
        const auto lines = runs(score, top, strip_height);
        for (const auto& points : lines)
            if (points.size() > 1)
                out_ += "  <path class=\"area\" d=\"" + path(points) + "L" + at(points.back().x) + " " +
                        at(top + strip_height) + "L" + at(points.front().x) + " " + at(top + strip_height) +
                        "Z\"/>\n";
        add_lines(lines, "family", "point");
        add_marks(family, top);
        const auto* last = last_scored();
        const auto value = last == nullptr ? std::nullopt : score(*last->standing);
        text(left + plot_width + 14, top + strip_height / 2 + 4, value ? "strong" : "dim",
             value ? decimal(*value, 0) : "n/a");
    }

    /// The jumps of a family; those of numbered events with their numbers where there is room.
    void add_marks(Family family, double top) {
        constexpr double room = 58;
        double free_from = left;
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            for (const FamilyJump& jump : entries_[i].jumps) {
                if (jump.family != family) continue;
                mark(jump, {x(i), top + strip_height * (1 - jump.to.value_or(0) / 100)}, top);
                const bool at_end = x(i) + room > left + plot_width;
                const bool told = std::binary_search(told_.begin(), told_.end(), i);
                if (!told || !jump.from || !jump.to || (at_end ? x(i) - room : x(i)) < free_from) continue;
                free_from = x(i) + (at_end ? 0 : room);
                // Where the line is not: it goes on to the right of the mark, or came from the left of it.
                const bool goes_on = !at_end && i + 1 < entries_.size() && entries_[i + 1].standing;
                const auto beside = at_end    ? jump.from
                                    : goes_on ? entries_[i + 1].standing->score(family)
                                              : jump.to;
                const double y =
                    *jump.to + beside.value_or(*jump.to) > 100 ? top + strip_height - 5 : top + 12;
                text(x(i) + (at_end ? -8 : 8), y, at_end ? "label end" : "label",
                     from_to(jump.from, jump.to, true));
            }
        }
    }

    void add_deployable(double top) {
        text(24, top + 8, "strong", "deploys");
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (!entries_[i].standing || entries_[i].standing->deployable == Verdict::Deployable::yes)
                continue;
            const double from = std::max(left - 6, x(i) - half_step()),
                         to = std::min(left + plot_width + 6, x(i) + half_step());
            rectangle(entries_[i].standing->deployable == Verdict::Deployable::no ? "no" : "partly", from, to,
                      top - 2, top + 8);
        }
        line("grid", {left, top + 9}, {left + plot_width, top + 9});
        if (const auto* last = last_scored())
            text(left + plot_width + 14, top + 8, "strong",
                 std::string(to_string(last->standing->deployable)));
    }

    /// Dates and commits under as many revisions as have room.
    void add_axis(double top) {
        constexpr double room = 84;
        const std::size_t count = entries_.size(),
                          step = std::max<std::size_t>(
                              1, static_cast<std::size_t>(std::ceil(room / (2 * half_step()))));
        for (std::size_t i = (count - 1) % step; i < count; i += step) {  // the newest always
            line("grid", {x(i), top}, {x(i), top + 6});
            text(x(i), top + 20, "small middle", day_of(entries_[i].commit));
            text(x(i), top + 34, "small dim middle", short_id(entries_[i].commit));
        }
    }

    /// Numbers over the guides, moved apart where they would touch.
    void add_badges() {
        constexpr double room = 20;
        std::vector<double> places;
        for (const std::size_t i : told_)
            places.push_back(places.empty() ? x(i) : std::max(x(i), places.back() + room));
        double most = left + plot_width + 8;
        for (auto place = places.rbegin(); place != places.rend(); ++place) {
            *place = std::min(*place, most);
            most = *place - room;
        }
        for (std::size_t n = 0; n < told_.size(); ++n) {
            if (std::abs(places[n] - x(told_[n])) > 0.5)
                line("guide", {places[n], chart_top - 14}, {x(told_[n]), chart_top - 8});
            add_badge({places[n], chart_top - 18}, n + 1);
        }
    }

    void add_badge(Point centre, std::size_t number) {
        out_ +=
            "  <circle class=\"badge\" cx=\"" + at(centre.x) + "\" cy=\"" + at(centre.y) + "\" r=\"8.5\"/>\n";
        text(centre.x, centre.y + 4, "number", std::to_string(number));
    }

    /// Each numbered event in two lines: which families jumped in which commit, and the checks that did it.
    void add_told(double top) {
        constexpr std::size_t longest = 132;
        for (std::size_t n = 0; n < told_.size(); ++n) {
            const HistoryEntry& entry = entries_[told_[n]];
            const double y = top + static_cast<double>(n) * told_line;
            std::vector<std::string> jumps, causes;
            for (const FamilyJump& jump : entry.jumps) {
                jumps.push_back(std::string(to_string(jump.family)) + " " +
                                from_to(jump.from, jump.to, true));
                constexpr std::size_t most = 2;
                if (const std::string words = causes_of(entry, jump.family, most); !words.empty())
                    causes.push_back(words);
            }
            add_badge({33, y - 4}, n + 1);
            const std::string head = day_of(entry.commit) + " · " + short_id(entry.commit) + " · ";
            text(52, y, "",
                 shortened(head + join(jumps, ", ") +
                               (entry.commit.subject.empty() ? "" : " · “" + entry.commit.subject + "”"),
                           longest, true));
            text(52, y + 14, "dim small", shortened(join(causes, "; "), longest + 12, true));
        }
    }

    const History& history_;
    const std::vector<HistoryEntry>& entries_;
    std::vector<Family> families_;
    std::vector<std::size_t> told_;
    double strips_top_ = 0, strips_end_ = 0;
    std::string out_;
};

}  // namespace

std::string history_svg(const History& history) { return Picture(history).draw(); }

}  // namespace stackfit
