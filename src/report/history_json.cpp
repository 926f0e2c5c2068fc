// The JSON of `history`: a published contract (docs/history.md, docs/history.schema.json).
#include "report/history_words.h"
#include "report/json_parts.h"
#include "stackfit/support/printable.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// "in_some_worlds" of "in some worlds".
std::string word(std::string_view words) { return replace_all(words, " ", "_"); }

void write_fitness(JsonWriter& json, const HistoryEntry& entry) {
    json.key("fitness");
    if (entry.state != HistoryEntry::State::scored) return json.null();
    const RevisionStanding& standing = *entry.standing;
    json.begin_object();
    json.member("value", *standing.fitness);
    json.member("low", standing.low);
    json.member("high", standing.high);
    json.key("families");
    json.begin_object();
    for (const auto& [family, score] : standing.families) json.member(to_string(family), score);
    json.end_object();
    json.end_object();
}

void write_change(JsonWriter& json, const HistoryEntry& entry) {
    json.member_or_null("change", entry.change);
    json.list("jumps", entry.jumps, [&](const FamilyJump& jump) {
        json.member("family", to_string(jump.family));
        json.member_or_null("from", jump.from);
        json.member_or_null("to", jump.to);
    });
    json.list("causes", entry.causes, [&](const CheckChange& cause) {
        json.member("check", cause.check);
        json.member("family", to_string(cause.family));
        json.member_or_null("from", cause.from);
        json.member_or_null("to", cause.to);
        json.member("points", cause.points);
    });
    json.member("other_points", entry.other);
}

void write_entry(JsonWriter& json, const HistoryEntry& entry) {
    json.member("commit", entry.commit.id);
    json.member("time", entry.commit.moment());
    json.member("subject", entry.commit.subject);
    json.member("merge", entry.commit.merge);
    json.member("path", valid_utf8(entry.path));
    json.member_or_null("renamed_from", valid_utf8(entry.renamed_from));
    json.member("state", word(to_string(entry.state)));
    json.member_or_null("problem", valid_utf8(entry.problem));
    json.member("templates", entry.standing ? static_cast<int>(entry.standing->templates) : 0);
    json.member_or_null("deployable", entry.standing && entry.standing->templates > 0
                                          ? word(to_string(entry.standing->deployable))
                                          : "");
    write_fitness(json, entry);
    write_change(json, entry);
}

}  // namespace

std::string history_json(const History& history) {
    JsonWriter json;
    json.begin_object();
    write_head(json, history.version, history.scoring_model, history.as_of);
    json.member("path", valid_utf8(history.path));
    json.member("complete", history.complete);
    json.member("unchanged_commits", static_cast<int>(history.unchanged));
    json.member("jump_threshold", jump_threshold);
    json.list("revisions", history.entries, [&](const HistoryEntry& entry) { write_entry(json, entry); });
    json.end_object();
    return json.take();
}

}  // namespace stackfit
