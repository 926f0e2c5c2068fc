// The text of `history`: a table from the oldest revision to the newest, and the drawing.
#include <algorithm>
#include <cmath>

#include "report/history_plot.h"
#include "report/history_words.h"
#include "report/wrap.h"
#include "stackfit/support/printable.h"

namespace stackfit {
namespace {

constexpr std::size_t columns_before_families = 35;
constexpr std::size_t family_columns = 5;
constexpr const char* under = "           ";  // what belongs to a line stands under its date

class Table {
public:
    Table(const History& history, TextStyle style, std::size_t columns)
        : history_(history), style_(style), columns_(columns), families_(families_of(history)) {}

    std::string draw() {
        add_head();
        const auto& entries = history_.entries;
        for (std::size_t i = 0; i < entries.size();) {
            const std::size_t alike = run_of_equals(i);
            constexpr std::size_t worth_folding = 3;
            if (alike >= worth_folding) {
                out_ += paint("  " + std::string(style_.unicode ? "⋮" : ":") + "        " +
                                  count_text(alike, "revision") + " with the same numbers",
                              Paint::dim, style_) +
                        "\n";
                i += alike;
                continue;
            }
            add(entries[i++]);
        }
        return std::move(out_);
    }

private:
    [[nodiscard]] bool same_numbers(const HistoryEntry& a, const HistoryEntry& b) const {
        if (a.state != HistoryEntry::State::scored || b.state != HistoryEntry::State::scored) return false;
        return cells(a) == cells(b) && decimal(*a.standing->fitness, 1) == decimal(*b.standing->fitness, 1) &&
               a.standing->deployable == b.standing->deployable && b.renamed_from.empty();
    }

    /// How many revisions from here on say what the one before them said. The newest is always told.
    [[nodiscard]] std::size_t run_of_equals(std::size_t at) const {
        const auto& entries = history_.entries;
        std::size_t end = at;
        while (end > 0 && end + 1 < entries.size() && same_numbers(entries[end - 1], entries[end])) ++end;
        return end - at;
    }

    void add_head() {
        std::string line = "  commit   date      fitness change";
        for (const Family family : families_)
            line += fill_left(std::string(to_string(family).substr(0, 3)), family_columns - 1) + " ";
        out_ += paint(line + " deploys", Paint::bold, style_) + "\n";
    }

    /// One score a family, and a mark where it jumped.
    [[nodiscard]] std::string cells(const HistoryEntry& entry) const {
        std::string line;
        for (const Family family : families_) {
            const auto score = entry.standing->score(family);
            line += fill_left(score ? decimal(*score, 0) : style_.unicode ? "–" : "-", family_columns - 1);
            const auto jump = std::find_if(entry.jumps.begin(), entry.jumps.end(),
                                           [&](const FamilyJump& one) { return one.family == family; });
            line += jump == entry.jumps.end()
                        ? " "
                        : paint(jump_mark(*jump, style_.unicode), jump_paint(*jump), style_);
        }
        return line;
    }

    [[nodiscard]] std::string numbers(const HistoryEntry& entry) const {
        std::string line = fill_left(decimal(*entry.standing->fitness, 1), 7);
        const std::string change =
            entry.change && std::abs(*entry.change) >= 0.05 ? signed_number(*entry.change) : "";
        line += paint(fill_left(change, 7), change.starts_with('-') ? Paint::red : Paint::green, style_);
        line += cells(entry) + " ";
        switch (entry.standing->deployable) {
            case Verdict::Deployable::yes: return line + "yes    ";
            case Verdict::Deployable::in_some_worlds: return line + "partly ";
            case Verdict::Deployable::no: break;
        }
        return line + paint("no", Paint::red, style_) + "     ";
    }

    void add(const HistoryEntry& entry) {
        const std::string head = "  " + short_id(entry.commit) + "  " + day_of(entry.commit);
        if (entry.state == HistoryEntry::State::scored) {
            const std::string line = head + numbers(entry) + subject(entry);
            out_ += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        } else {
            const std::string why = entry.problem.empty() ? "" : ": " + printable(entry.problem);
            out_ += wrapped(head + "   ", std::string(to_string(entry.state)) + why, columns_);
        }
        if (!entry.renamed_from.empty())
            out_ += wrapped(under, "renamed from " + printable(entry.renamed_from), columns_);
        for (const FamilyJump& jump : entry.jumps) add_jump(entry, jump);
    }

    /// The subject where there is room for one.
    [[nodiscard]] std::string subject(const HistoryEntry& entry) const {
        constexpr std::size_t least = 16;
        const std::size_t used = columns_before_families + families_.size() * family_columns + 8 + 2;
        if (columns_ < used + least) return "";
        return "  " + shortened(entry.commit.subject, columns_ - used, style_.unicode);
    }

    void add_jump(const HistoryEntry& entry, const FamilyJump& jump) {
        constexpr std::size_t most = 3;
        std::string text =
            std::string(to_string(jump.family)) + " " + from_to(jump.from, jump.to, style_.unicode);
        const std::string causes = causes_of(entry, jump.family, most);
        if (!causes.empty()) text += ": " + causes;
        out_ += wrapped(std::string(under) + jump_mark(jump, style_.unicode) + " ", text, columns_);
    }

    const History& history_;
    TextStyle style_;
    std::size_t columns_;
    std::vector<Family> families_;
    std::string out_;
};

}  // namespace

std::string history_text(const History& history, TextStyle style, std::size_t columns) {
    std::string out = paint(printable(history.path), Paint::bold, style) + ": " +
                      history_summary(history, style.unicode) + "\n\n";
    out += Table(history, style, columns).draw();
    const std::string plot = history_plot(history, style, columns);
    return plot.empty() ? out : out + "\n" + plot;
}

}  // namespace stackfit
