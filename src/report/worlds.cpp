// The worlds of a template for people: a table of them, then every finding once, under the worlds in which it lives.
//
//     template.yaml: 3 worlds
//       1  Environment=production  IsProd true   production-like (headline)
//       2  Environment=staging     IsProd false  not production-like
//       3  Environment=dev         IsProd false  not production-like
//
//     in every world
//       12:3  warning  Bucket Orders keeps no old versions: ... [s3-bucket-versioning-enabled]
//     only in worlds 2 and 3
//       70:54  info  Function Checkout is released all at once: ... [codedeploy-lambda-allatonce-traffic-shift-disabled]
#include <algorithm>
#include <map>

#include "report/json_writer.h"
#include "report/style.h"
#include "report/worlds.h"
#include "stackfit/engine_worlds.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::size_t most_listed = 20;  // rows of the table
constexpr std::size_t most_parts = 4;    // decisions, and conditions, in a row
constexpr std::size_t most_worlds_named = 6;    // worlds in a heading

using Parts = std::vector<std::string>;

Parts decisions_of(const ListedWorld& world) {
    Parts parts;
    for (const Decision& decision : world.decisions) parts.push_back(decision.text());
    return parts;
}

Parts conditions_of(const ListedWorld& world) {
    Parts parts;
    for (const auto& [name, value] : world.conditions) parts.push_back(std::string(name) + (value ? " true" : " false"));
    return parts;
}

/// All parts where they are few. Where they are many: those in which this world is not like the headline world, and of that the first.
std::string parts_text(const Parts& parts, const Parts& headline) {
    Parts shown = parts;
    if (parts.size() > most_parts && &parts != &headline)
        std::erase_if(shown, [&](const std::string& part) { return std::find(headline.begin(), headline.end(), part) != headline.end(); });
    const std::size_t more = shown.size() > most_parts ? shown.size() - most_parts : 0;
    shown.resize(shown.size() - more);
    return join(shown, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

std::string heading(const Unit& unit, const WorldList& list) {
    const std::size_t count = list.worlds.size();
    return unit.path + ": " + (list.complete ? "" : "more than ") + count_text(count, "world") +
           (list.complete ? "" : "; what follows is of the " + std::to_string(count) + " that differ least from the headline world") + "\n";
}

/// The columns of a row: what was decided, and the conditions.
struct Row {
    std::string decisions, conditions;
};

std::vector<Row> rows_of(const WorldList& list) {
    std::vector<Row> rows;
    const Parts decided = decisions_of(list.worlds.front()), conditions = conditions_of(list.worlds.front());
    for (std::size_t i = 0; i < std::min(most_listed, list.worlds.size()); ++i) {
        const ListedWorld& world = list.worlds[i];
        if (i == 0) rows.push_back({parts_text(decided, decided), parts_text(conditions, conditions)});
        else rows.push_back({parts_text(decisions_of(world), decided), parts_text(conditions_of(world), conditions)});
    }
    return rows;
}

std::string table(const WorldList& list, TextStyle style) {
    const std::vector<Row> rows = rows_of(list);
    std::size_t decisions_width = 0, conditions_width = 0;
    for (const Row& row : rows) {
        decisions_width = std::max(decisions_width, code_points(row.decisions));
        conditions_width = std::max(conditions_width, code_points(row.conditions));
    }
    const std::size_t number_width = std::to_string(rows.size()).size();
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        std::string line = "  " + std::string(number_width - number.size(), ' ') + number;
        if (decisions_width > 0) line += "  " + pad(rows[i].decisions, decisions_width);
        if (conditions_width > 0) line += "  " + pad(rows[i].conditions, conditions_width);
        line += list.worlds[i].production_like ? "  production-like" : "  not production-like";
        out += paint(line + (i == 0 ? " (headline)" : ""), i == 0 ? Paint::bold : Paint::none, style) + "\n";
    }
    const std::size_t more = list.worlds.size() - rows.size();
    return out + (more > 0 ? "  and " + std::to_string(more) + " more, which --format json lists\n" : "");
}

/// "when IsProd is false", the finding's own words.
std::string when(const Finding& finding) {
    constexpr std::size_t few = 3;
    std::string text;
    for (std::size_t i = 0; i < finding.worlds.size() && i < few; ++i) text += (i == 0 ? "when " : ", or ") + finding.worlds[i];
    if (finding.worlds.size() > few) text += ", or in " + std::to_string(finding.worlds.size() - few) + " other ways";
    return text;
}

/// "only in worlds 2 and 3: when IsProd is false".
std::string where(const WorldList& list, const std::vector<bool>& in, const Finding& first) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < in.size(); ++i)
        if (in[i]) places.push_back(i);
    if (places.size() == in.size()) return "in every world";
    if (places.empty()) return "in worlds that are not listed: " + when(first);
    if (places.size() > most_worlds_named || places.back() >= most_listed) return "only in " + count_text(places.size(), "world") + ": " + when(first);
    const ListedWorld& world = list.worlds[places.front()];
    const bool named = places.size() == 1 && !world.decisions.empty() && world.decisions.size() <= most_parts;
    std::string text = places.size() == 1 ? "only in world " : "only in worlds ";
    for (const std::size_t& place : places)
        text += (&place == places.data() ? "" : &place == &places.back() ? " and " : ", ") + std::to_string(place + 1);
    return text + ": " + (named ? world.name() : when(first));
}

std::string first_sentence(std::string_view message) {
    const auto end = message.find(". ");
    return std::string(message.substr(0, end == std::string_view::npos ? end : end + 1));
}

std::string line_of(const Sources& sources, const Finding& finding, TextStyle style) {
    const Position begin = sources[finding.span.file].position(finding.span.begin);
    const bool included = finding.span.file != finding.unit->file;
    const std::string place = included ? place_text(sources, finding.span) : std::to_string(begin.line) + ":" + std::to_string(begin.column);
    return "  " + pad(place, 7) + "  " +
           paint(pad(std::string(to_string(finding.severity)), 7), paint_of(finding.severity), style) + "  " + first_sentence(finding.message) + " [" +
           std::string(finding.check->id) + "]\n";
}

/// Everywhere first, then in the order of the text.
std::string findings_text(const Sources& sources, const Verdict& verdict, const WorldList& list, TextStyle style) {
    std::vector<std::pair<std::vector<bool>, std::vector<const Finding*>>> groups;
    for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
        if (verdict.findings[i].suppressed) continue;
        std::vector<bool> in;
        for (const ListedWorld& world : list.worlds) in.push_back(world.holds[i]);
        // In none that were looked at: its own words say where.
        const bool nowhere = std::find(in.begin(), in.end(), true) == in.end();
        auto group = nowhere ? groups.end() : std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == in; });
        if (group == groups.end()) group = groups.insert(group, {in, {}});
        group->second.push_back(&verdict.findings[i]);
    }
    std::stable_partition(groups.begin(), groups.end(), [](const auto& one) { return std::find(one.first.begin(), one.first.end(), false) == one.first.end(); });
    std::string out;
    for (const auto& [in, findings] : groups) {
        out += "\n" + paint(where(list, in, *findings.front()), Paint::bold, style) + "\n";
        for (const Finding* finding : findings) out += line_of(sources, *finding, style);
    }
    return out.empty() ? "\nno findings\n" : out;
}

void write_decision(JsonWriter& json, const Decision& decision) {
    json.begin_object();
    json.member(decision.condition ? "condition" : "parameter", decision.atom);
    if (!decision.condition) json.member("value", decision.value);
    json.member("equal", decision.equal);
    json.end_object();
}

void write_world(JsonWriter& json, const ListedWorld& world, const std::vector<bool>& everywhere) {
    json.begin_object();
    json.member("name", world.name());
    json.key("decisions");
    json.begin_array();
    for (const Decision& decision : world.decisions) write_decision(json, decision);
    json.end_array();
    json.key("conditions");
    json.begin_object();
    for (const auto& [name, value] : world.conditions) json.member(name, value);
    json.end_object();
    json.member("production_like", world.production_like);
    json.key("findings");
    json.begin_array();
    for (std::size_t i = 0; i < world.holds.size(); ++i)
        if (world.holds[i] && !everywhere[i]) json.integer(static_cast<long long>(i));
    json.end_array();
    json.end_object();
}

}  // namespace

std::string lint_worlds(const Report& report, TextStyle style) {
    std::string out;
    for (const ReportedTemplate& one : report.templates) {
        if (!out.empty()) out += "\n";
        if (one.verdict == nullptr || one.unit->worlds == nullptr) {
            if (one.verdict == nullptr) continue;
            for (const Finding& finding : one.verdict->findings) out += finding_line(*report.project, finding, style);
            continue;
        }
        const WorldList list = list_worlds(*one.verdict);
        out += heading(*one.unit, list);
        if (list.worlds.size() > 1) out += table(list, style);
        out += findings_text(report.project->sources(), *one.verdict, list, style);
    }
    return out;
}

void write_worlds(JsonWriter& json, const Verdict& verdict) {
    const WorldList list = list_worlds(verdict);
    std::vector<bool> everywhere(verdict.findings.size(), true);
    for (const ListedWorld& world : list.worlds)
        for (std::size_t i = 0; i < everywhere.size(); ++i) everywhere[i] = everywhere[i] && world.holds[i];
    json.key("worlds");
    json.begin_object();
    json.member("complete", list.complete);
    json.key("everywhere");
    json.begin_array();
    for (std::size_t i = 0; i < everywhere.size(); ++i)
        if (everywhere[i]) json.integer(static_cast<long long>(i));
    json.end_array();
    json.key("list");
    json.begin_array();
    for (const ListedWorld& world : list.worlds) write_world(json, world, everywhere);
    json.end_array();
    json.end_object();
}

}  // namespace stackfit
