// The forms of a history, with what only hostile or very long histories have.
#include <doctest/doctest.h>

#include "cli/progress.h"
#include "stackfit/report_history.h"
#include "stackfit/support/text.h"

using namespace stackfit;

namespace {

HistoryEntry entry(HistoryEntry::State state, double fitness = 0) {
    HistoryEntry made;
    made.commit = {std::string(40, 'a'), "Subject", 1'700'000'000, false};
    made.path = "t.yaml";
    made.state = state;
    if (state != HistoryEntry::State::scored) return made;
    auto standing = std::make_shared<RevisionStanding>();
    standing->fitness = standing->low = standing->high = fitness;
    standing->families[Family::access] = fitness;
    standing->templates = 1;
    made.standing = standing;
    return made;
}

History history_of(std::vector<HistoryEntry> entries) {
    History history;
    history.path = "t.yaml";
    history.entries = std::move(entries);
    explain_changes(history.entries);
    return history;
}

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    for (const auto line : split(text, '\n')) longest = std::max(longest, code_points(line));
    return longest;
}

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("text of an author cannot leave its place in the SVG or the terminal") {
    HistoryEntry evil = entry(HistoryEntry::State::scored, 80);
    evil.path = "a<b>&\"\x1b[31m\n.yaml";
    evil.commit.subject = "</text><script>";
    History history = history_of({entry(HistoryEntry::State::scored, 20), evil});
    history.path = evil.path;
    const std::string svg = history_svg(history), text = history_text(history, {}, 80);
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("a&lt;b&gt;&amp;&quot; [31m .yaml") != std::string::npos);
    CHECK(svg.find('\x1b') == std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("renamed from t.yaml") != std::string::npos);
}

TEST_CASE("a field with a comma, a quote or a line end is quoted in the CSV") {
    HistoryEntry odd = entry(HistoryEntry::State::scored, 80);
    odd.path = "a,\"b\"\n.yaml";
    CHECK(history_csv(history_of({odd})).find(",\"a,\"\"b\"\"\n.yaml\",scored,80.00,") != std::string::npos);
}

TEST_CASE("lines fit, however many revisions there are") {
    std::vector<HistoryEntry> entries;
    for (int i = 0; i < 1000; ++i) entries.push_back(entry(HistoryEntry::State::scored, i % 97));
    const History history = history_of(entries);
    for (const std::size_t columns : {66U, 80U, 120U})
        CHECK(longest_line(history_text(history, {}, columns)) <= columns);
    CHECK(longest_line(history_text(history, {false, false}, 80)) <= 80);
    CHECK(times(history_svg(history), "class=\"badge\"") ==
          16);  // eight events, each over its guide and in the list
}

TEST_CASE("revisions with the same numbers are told once, and the newest always") {
    std::vector<HistoryEntry> entries(10, entry(HistoryEntry::State::scored, 50));
    const std::string text = history_text(history_of(entries), {}, 80);
    CHECK(times(text, "aaaaaaa") == 2);
    CHECK(text.find("8 revisions with the same numbers") != std::string::npos);
}

TEST_CASE("what has no number is a gap that says why") {
    HistoryEntry broken = entry(HistoryEntry::State::unreadable);
    broken.problem = "line 3: no";
    const History history =
        history_of({entry(HistoryEntry::State::scored, 50), broken, entry(HistoryEntry::State::deleted),
                    entry(HistoryEntry::State::scored, 60)});
    const std::string text = history_text(history, {false, false}, 80), svg = history_svg(history);
    CHECK(text.find("unreadable: line 3: no") != std::string::npos);
    CHECK(text.find("2023-11-14   deleted") != std::string::npos);
    CHECK(times(svg, "class=\"gap\"") == 2);
    CHECK(times(svg, "class=\"line\" d=\"") == 0);  // a point on each side, and no line across
    CHECK(times(svg, "class=\"dot\"") == 2);
}

TEST_CASE("a history without any number has every form") {
    const History history = history_of({entry(HistoryEntry::State::unreadable)});
    CHECK(history_text(history, {}, 80).find("fitness n/a over 1 revision, 2023-11-14") != std::string::npos);
    CHECK(history_svg(history).find("n/a over 1 revision") != std::string::npos);
    CHECK(history_json(history).find("\"fitness\": null") != std::string::npos);
    CHECK(times(history_csv(history), "\n") == 2);
}

TEST_CASE("the bar shows how far it is") {
    CHECK(Progress::bar("scoring", 0, 4, false) == "scoring .............................. 0/4");
    CHECK(Progress::bar("scoring", 2, 4, false) == "scoring ###############............... 2/4");
    CHECK(Progress::bar("scoring", 4, 4, true).ends_with("█ 4/4"));
    CHECK(Progress::bar("scoring", 0, 0, false).ends_with("# 0/0"));
}
