// The JSON of `history`: a published contract (docs/history.md, docs/history.schema.json).
#include "report/history_words.h"
#include "report/json_writer.h"
#include "stackfit/support/printable.h"

namespace stackfit {
namespace {

void write_number_or_null(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
    json.key(name);
    value ? json.number(*value) : json.null();
}

const char* word(HistoryEntry::State state) {
    switch (state) {
        case HistoryEntry::State::scored: return "scored";
        case HistoryEntry::State::nothing_to_judge: return "nothing_to_judge";
        case HistoryEntry::State::deleted: return "deleted";
        case HistoryEntry::State::unreadable: break;
    }
    return "unreadable";
}

const char* word(Verdict::Deployable deployable) {
    switch (deployable) {
        case Verdict::Deployable::yes: return "yes";
        case Verdict::Deployable::in_some_worlds: return "in_some_worlds";
        case Verdict::Deployable::no: break;
    }
    return "no";
}

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
    write_number_or_null(json, "change", entry.change);
    json.list("jumps", entry.jumps, [&](const FamilyJump& jump) {
        json.member("family", to_string(jump.family));
        write_number_or_null(json, "from", jump.from);
        write_number_or_null(json, "to", jump.to);
    });
    json.list("causes", entry.causes, [&](const CheckChange& cause) {
        json.member("check", cause.check);
        json.member("family", to_string(cause.family));
        write_number_or_null(json, "from", cause.from);
        write_number_or_null(json, "to", cause.to);
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
    json.member("state", word(entry.state));
    json.member_or_null("problem", valid_utf8(entry.problem));
    json.member("templates", entry.standing ? static_cast<int>(entry.standing->templates) : 0);
    json.member_or_null("deployable", entry.standing && entry.standing->templates > 0
                                          ? word(entry.standing->deployable)
                                          : "");
    write_fitness(json, entry);
    write_change(json, entry);
}

}  // namespace

std::string history_json(const History& history) {
    JsonWriter json;
    json.begin_object();
    json.key("stackfit");
    json.begin_object();
    json.member("version", history.version);
    json.member("scoring_model", history.scoring_model);
    json.member("as_of", history.as_of.text());
    json.end_object();
    json.member("path", valid_utf8(history.path));
    json.member("complete", history.complete);
    json.member("unchanged_commits", static_cast<int>(history.unchanged));
    json.member("jump_threshold", jump_threshold);
    json.list("revisions", history.entries, [&](const HistoryEntry& entry) { write_entry(json, entry); });
    json.end_object();
    return json.take();
}

}  // namespace stackfit
