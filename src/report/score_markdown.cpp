// `score --format markdown`: for a job summary (1 MiB at most) or a comment on a pull request (65,536 characters at most).
#include <algorithm>
#include <cmath>

#include "report/markdown.h"
#include "report/score_parts.h"
#include "report/style.h"
#include "stackfit/report_publish.h"

namespace stackfit {
namespace {

/// Parts are added as long as there is room: the first ones matter most.
class Bounded {
public:
    explicit Bounded(std::size_t most) : most_(most - std::min(most, last_words_.size())) {}

    /// False: there is no room for it, nor for anything after it.
    bool add(const std::string& part) {
        full_ = full_ || text_.size() + part.size() > most_;
        if (!full_) text_ += part;
        return !full_;
    }
    [[nodiscard]] std::string take() && { return std::move(text_) + (full_ ? std::string(last_words_) : ""); }

private:
    static constexpr std::string_view last_words_ =
        "\nThe rest is too long for a comment: see `stackfit score`.\n";
    std::size_t most_;
    std::string text_;
    bool full_ = false;
};

std::string spread(const Fitness& fitness) {
    const long low = std::lround(fitness.low.value), value = std::lround(fitness.value),
               high = std::lround(fitness.high.value);
    return low == value && high == value ? "" : std::to_string(low) + " to " + std::to_string(high);
}

std::string head(const std::string& name, const std::optional<Fitness>& fitness) {
    std::string out = "### " + name + ": fitness " + score_number(fitness) + "\n\n";
    if (!fitness) return out + "There is nothing to judge.\n\n";
    std::vector<std::string> facts;
    if (!fitness->world.empty()) facts.push_back("where " + markdown_text(short_world(fitness->world)));
    if (const std::string between = spread(*fitness); !between.empty())
        facts.push_back(between + " over all worlds");
    for (std::size_t i = 0; i < facts.size(); ++i) out += (i == 0 ? "" : "; ") + facts[i];
    return facts.empty() ? out : out + ".\n\n";
}

std::string families(const Report& report, const Fitness& fitness, bool standings) {
    std::vector<MarkdownTable::Column> columns = {{"family"}, {"score", true}, {"points lost", true}};
    if (standings) columns.push_back({"better than", true});
    MarkdownTable table(columns);
    for (const FamilyScore& family : fitness.families) {
        std::vector<std::string> cells = {std::string(to_string(family.family)),
                                          std::to_string(std::lround(family.score)),
                                          points_number(family.weight * (1 - family.score / 100))};
        const auto place = standing_of(report, family);
        if (standings) cells.push_back(place ? std::to_string(place->better_than) + " %" : "");
        table.row(cells);
    }
    return table.text() + "\n";
}

std::string gains(const Report& report, const ReportedTemplate& one, std::size_t most) {
    if (one.gains.empty()) return {};
    MarkdownTable table({{"what would raise it most"}, {"where"}, {"points", true}, {"then", true}});
    const std::vector<double> points = rounded_points(one.gains);
    const std::size_t shown = std::min(one.gains.size(), most);
    double rest = 0;
    for (std::size_t i = 0; i < one.gains.size(); ++i) {
        const Gain& gain = one.gains[i];
        if (i >= shown) {
            rest += points[i];
            continue;
        }
        std::string where = markdown_text(resource_list(gain.resources));
        if (const std::string lines = lines_text(report, gain); !lines.empty())
            where += (where.empty() ? "" : ", ") + lines;
        table.row(
            {markdown_code(gain.check->id), where, "+" + points_number(points[i]), points_number(gain.then)});
    }
    if (shown < one.gains.size())
        table.row({count_text(one.gains.size() - shown, "smaller one"), "", "+" + points_number(rest),
                   points_number(one.gains.back().then)});
    return table.text() + "\n";
}

std::string deployable(const ReportedTemplate& one) {
    if (one.verdict == nullptr || one.verdict->deployable == Verdict::Deployable::yes) return {};
    return "**Deployable: " + std::string(deployable_text(*one.verdict)) + ".**\n\n";
}

std::string section(const Report& report, const ReportedTemplate& one) {
    constexpr std::size_t most_gains = 10;
    const std::string name = markdown_code(one.unit->path);
    if (!one.unit->readable) return "### " + name + " cannot be read\n\n";
    std::string out = head(name, one.fitness) + deployable(one);
    if (!one.fitness) return out;
    const auto place = standing_of(report, one);
    if (place) out += "The fitness is " + standing_text(*place) + ".\n\n";
    out += families(report, *one.fitness, place.has_value());
    if (one.fitness->waived >= 0.05)
        out += "Suppressions waive " + points_number(one.fitness->waived) + " points, " +
               (one.fitness->forgiven ? "which are forgiven" : "which are still counted") + ".\n\n";
    return out + gains(report, one, most_gains);
}

/// The unfit ones first; n/a last.
std::vector<const ReportedTemplate*> worst_first(const Report& report) {
    std::vector<const ReportedTemplate*> list;
    for (const ReportedTemplate& one : report.templates) list.push_back(&one);
    const auto key = [](const ReportedTemplate* one) {
        return !one->unit->readable ? -1 : one->fitness ? one->fitness->value : 101;
    };
    std::stable_sort(list.begin(), list.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
    return list;
}

std::string overview(const std::vector<const ReportedTemplate*>& list) {
    constexpr std::size_t most = 100;
    MarkdownTable table({{"template"}, {"fitness", true}, {"low to high", true}, {"deployable"}});
    for (std::size_t i = 0; i < list.size() && i < most; ++i) {
        const ReportedTemplate& one = *list[i];
        const bool judged = one.unit->readable && one.verdict != nullptr;
        table.row({markdown_code(one.unit->path),
                   one.unit->readable ? score_number(one.fitness) : "cannot be read",
                   one.fitness ? spread(*one.fitness) : "",
                   judged ? std::string(deployable_text(*one.verdict)) : ""});
    }
    if (list.size() > most)
        table.row({"and " + std::to_string(list.size() - most) + " more, which are fitter", "", "", ""});
    return table.text() + "\n";
}

std::string environments(const Report& report) {
    if (report.environments.empty()) return {};
    MarkdownTable table({{"environment"}, {"fitness", true}});
    for (const EnvironmentScore& one : report.environments)
        table.row(
            {markdown_text(one.name) + (one.production ? " (production)" : ""), score_number(one.fitness)});
    return table.text() + "\n";
}

std::string foot(const Report& report) {
    return "<sub>stackfit " + report.version + ", scoring model " + report.scoring_model + ", as of " +
           report.as_of.text() + "</sub>\n";
}

}  // namespace

std::string score_markdown(const Report& report, std::size_t most) {
    const std::string last = foot(report);
    Bounded out(most - std::min(most, last.size()));
    const auto list = worst_first(report);
    if (list.size() > 1) {
        out.add(head(count_text(list.size(), "template") + " together", report.total));
        if (report.total) out.add(families(report, *report.total, false));
        out.add(overview(list));
    }
    out.add(environments(report));
    for (const ReportedTemplate* one : list)
        if (!out.add(section(report, *one))) break;
    return std::move(out).take() + last;
}

}  // namespace stackfit
