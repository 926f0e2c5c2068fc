// The CSV of `history`: a line a revision; a family that does not apply is empty (docs/history.md).
#include "report/history_words.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// As RFC 4180 quotes: only where it must.
std::string field(const std::string& text) {
    return text.find_first_of(",\"\r\n") == std::string::npos ? text
                                                              : '"' + replace_all(text, "\"", "\"\"") + '"';
}

std::string number(const std::optional<double>& value) { return value ? decimal(*value, 2) : ""; }

std::string line_of(const HistoryEntry& entry) {
    const bool scored = entry.state == HistoryEntry::State::scored;
    const RevisionStanding none;
    const RevisionStanding& standing = entry.standing ? *entry.standing : none;
    std::vector<std::string> fields = {
        entry.commit.id,
        entry.commit.moment(),
        field(entry.path),
        std::string(to_string(entry.state)),
        number(standing.fitness),
        scored ? decimal(standing.low, 2) : "",
        scored ? decimal(standing.high, 2) : "",
        number(entry.change),
        std::string(standing.templates > 0 ? to_string(standing.deployable) : "")};
    for (const Family family : scored_families) fields.push_back(number(standing.score(family)));
    std::vector<std::string> jumps;
    for (const FamilyJump& jump : entry.jumps) jumps.emplace_back(to_string(jump.family));
    fields.push_back(field(join(jumps, " ")));
    return join(fields, ",") + "\n";
}

}  // namespace

std::string history_csv(const History& history) {
    std::string out = "commit,time,path,state,fitness,low,high,change,deployable";
    for (const Family family : scored_families) out += "," + std::string(to_string(family));
    out += ",jumps\n";
    for (const HistoryEntry& entry : history.entries) out += line_of(entry);
    return out;
}

}  // namespace stackfit
