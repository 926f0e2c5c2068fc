#include "report/history_plot.h"

#include <algorithm>
#include <cmath>

#include "report/history_words.h"
#include "report/wrap.h"

namespace stackfit {
namespace {

constexpr std::size_t label_width = 17;   // the longest name of a family, and two columns on each side
constexpr std::size_t values_width = 12;  // "  100 → 100"
constexpr int chart_rows = 8;

/// By eighths of a row; ASCII has as many heights as a line has.
constexpr const char* blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr const char* letters[] = {" ", "_", ".", ":", "-", "=", "+", "*", "#"};

Paint paint_of_score(double score) {
    return score >= 80 ? Paint::green : score >= 50 ? Paint::yellow : Paint::red;
}

class Plot {
public:
    Plot(const History& history, TextStyle style, std::size_t columns) : history_(history), style_(style) {
        const std::size_t count = history.entries.size(), room = columns - label_width - values_width;
        constexpr std::size_t widest = 8;
        cell_ = std::max<std::size_t>(1, std::min(widest, room / std::max<std::size_t>(1, count)));
        width_ = std::min(room, count * cell_);
    }

    std::string draw() {
        const auto fitness = [](const HistoryEntry& entry) {
            return entry.state == HistoryEntry::State::scored ? entry.standing->fitness : std::nullopt;
        };
        std::string out = chart(values(fitness)) + axis();
        for (const Family family : families_of(history_)) out += line(family);
        return out;
    }

private:
    using Values = std::vector<std::optional<double>>;

    /// The revisions that share a column: [first, last].
    [[nodiscard]] std::pair<std::size_t, std::size_t> revisions_at(std::size_t column) const {
        const std::size_t count = history_.entries.size();
        if (cell_ > 1 || count <= width_) return {column / cell_, column / cell_};
        return {column * count / width_, (column + 1) * count / width_ - 1};
    }

    /// A number for each column: that of the last revision in it.
    template <class Get>
    [[nodiscard]] Values values(Get get) const {
        Values result;
        for (std::size_t column = 0; column < width_; ++column)
            result.push_back(get(history_.entries[revisions_at(column).second]));
        return result;
    }

    [[nodiscard]] const char* height(int eighths) const {
        return (style_.unicode ? blocks : letters)[eighths < 0 ? 0 : eighths > 8 ? 8 : eighths];
    }

    /// A line without what is blank at its end.
    static std::string row(const std::string& label, const std::string& cells) {
        const std::string whole = label + cells;
        return whole.substr(0, whole.find_last_not_of(' ') + 1) + "\n";
    }

    [[nodiscard]] std::string chart(const Values& numbers) const {
        std::string out;
        for (int from_top = 0; from_top < chart_rows; ++from_top) {
            const int below = chart_rows - 1 - from_top;  // whole rows under this one
            const std::string label = from_top == 0                ? "100"
                                      : from_top == chart_rows / 2 ? "50"
                                      : from_top + 1 == chart_rows ? "0"
                                                                   : "";
            std::string cells;
            for (const auto& number : numbers) {
                const int eighths =
                    number ? static_cast<int>(std::lround(*number / 100 * chart_rows * 8)) - 8 * below : 0;
                const int least = number && below == 0 ? 1 : 0;  // a number is never nothing
                cells += height(std::max(eighths, least));
            }
            const std::string name = from_top == 0 ? "  fitness" : "";
            out +=
                row(pad(name, label_width - 6) + fill_left(label, 4) + (style_.unicode ? " ┤" : " |"), cells);
        }
        return out;
    }

    [[nodiscard]] std::string axis() const {
        const std::string first = day_of(history_.entries.front().commit),
                          last = day_of(history_.entries.back().commit);
        std::string text = first;
        if (first != last && width_ >= first.size() + 2 + last.size())
            text += std::string(width_ - first.size() - last.size(), ' ') + last;
        return row(std::string(label_width, ' '), text) + "\n";
    }

    [[nodiscard]] std::string line(Family family) const {
        const Values numbers = values([&](const HistoryEntry& entry) {
            return entry.state == HistoryEntry::State::scored ? entry.standing->score(family) : std::nullopt;
        });
        std::string cells;
        for (const auto& number : numbers)
            cells += number ? height(std::max(1, static_cast<int>(std::lround(*number / 100 * 8)))) : " ";
        const auto is_number = [](const std::optional<double>& number) { return number.has_value(); };
        const auto first = std::find_if(numbers.begin(), numbers.end(), is_number);
        const auto last = std::find_if(numbers.rbegin(), numbers.rend(), is_number);
        if (first == numbers.end()) return "";
        cells = paint(cells, paint_of_score(**last), style_);
        return row("  " + pad(std::string(to_string(family)), label_width - 2),
                   cells + "  " + from_to(*first, *last, style_.unicode)) +
               marks(family);
    }

    /// Where the family jumped; "" when it never did.
    [[nodiscard]] std::string marks(Family family) const {
        std::string cells;
        bool any = false;
        for (std::size_t column = 0; column < width_; ++column) {
            const auto [first, last] = revisions_at(column);
            const FamilyJump* found = nullptr;
            for (std::size_t i = first; i <= last; ++i)
                for (const FamilyJump& jump : history_.entries[i].jumps)
                    if (jump.family == family && column % cell_ == 0) found = &jump;
            any = any || found != nullptr;
            cells += found != nullptr ? jump_mark(*found, style_.unicode) : " ";
        }
        return any ? row(std::string(label_width, ' '), cells) : "";
    }

    const History& history_;
    TextStyle style_;
    std::size_t cell_ = 1, width_ = 0;
};

}  // namespace

const char* jump_mark(const FamilyJump& jump, bool unicode) {
    switch (jump.kind()) {
        case FamilyJump::Kind::rose: return unicode ? "▲" : "^";
        case FamilyJump::Kind::fell: return unicode ? "▼" : "v";
        case FamilyJump::Kind::began: return unicode ? "◆" : "*";
        case FamilyJump::Kind::ceased: break;
    }
    return unicode ? "◇" : "o";
}

Paint jump_paint(const FamilyJump& jump) {
    return jump.kind() == FamilyJump::Kind::rose   ? Paint::green
           : jump.kind() == FamilyJump::Kind::fell ? Paint::red
                                                   : Paint::none;
}

std::string history_plot(const History& history, TextStyle style, std::size_t columns) {
    const bool any =
        std::any_of(history.entries.begin(), history.entries.end(),
                    [](const HistoryEntry& entry) { return entry.state == HistoryEntry::State::scored; });
    return any ? Plot(history, style, columns).draw() : "";
}

}  // namespace stackfit
