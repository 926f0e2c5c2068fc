// The JSON report: a published contract, described in docs/json.md and docs/report.schema.json.
#include <algorithm>

#include "report/compare_parts.h"
#include "report/json_writer.h"
#include "report/style.h"
#include "report/worlds.h"

namespace stackfit {

std::optional<Format> format_of(std::string_view name) {
    if (name == "text") return Format::text;
    if (name == "concise") return Format::concise;
    if (name == "github") return Format::github;
    if (name == "json") return Format::json;
    return std::nullopt;
}

namespace {

void write_strings(JsonWriter& json, std::string_view name, const auto& texts) {
    json.key(name);
    json.begin_array();
    for (const auto& text : texts) json.string(text);
    json.end_array();
}

void write_head(JsonWriter& json, const Report& report) {
    json.key("stackfit");
    json.begin_object();
    json.member("version", report.version);
    json.member("scoring_model", report.scoring_model);
    json.member("as_of", report.as_of.text());
    json.end_object();
}

void write_bound(JsonWriter& json, std::string_view name, const Bound& bound) {
    json.key(name);
    json.begin_object();
    json.member("value", bound.value);
    json.member("world", bound.world);
    json.end_object();
}

void write_fitness(JsonWriter& json, const std::optional<Fitness>& fitness) {
    json.key("fitness");
    if (!fitness) return json.null();
    json.begin_object();
    json.member("value", fitness->value);
    json.member("low", fitness->low.value);
    json.member("high", fitness->high.value);
    json.key("bounds");
    json.begin_object();
    json.member("exact", fitness->bounds_exact);
    write_bound(json, "low", fitness->low);
    write_bound(json, "high", fitness->high);
    json.end_object();
    json.member("complexity", fitness->complexity);
    json.member("waived", fitness->waived);
    json.key("families");
    json.begin_object();
    for (const FamilyScore& family : fitness->families) {
        json.key(to_string(family.family));
        json.begin_object();
        json.member("score", family.score);
        json.member("weight", family.weight);
        json.member("outcomes", family.outcomes);
        json.member("unknown", family.unknown);
        json.end_object();
    }
    json.end_object();
    json.end_object();
}

void write_place(JsonWriter& json, const Sources& sources, Span span) {
    const Position begin = sources[span.file].position(span.begin), end = sources[span.file].position(span.end);
    json.member("line", begin.line);
    json.member("column", begin.column);
    json.member("end_line", end.line);
    json.member("end_column", end.column);
}

void write_finding(JsonWriter& json, const Report& report, const Finding& finding, double points) {
    json.begin_object();
    json.member("check", finding.check->id);
    json.member("severity", to_string(finding.severity));
    json.member("message", finding.message);
    json.member("path", report.project->sources()[finding.span.file].path());
    write_place(json, report.project->sources(), finding.span);
    json.key("resource");
    if (finding.resources.empty()) json.null();
    else json.string(finding.resources.front());
    write_strings(json, "resources", finding.resources);
    json.member("property", finding.property);
    write_strings(json, "worlds", finding.worlds);
    json.member("points", points);
    write_strings(json, "aliases", finding.check->aliases);
    json.key("suppressed");
    if (finding.suppressed) {
        json.begin_object();
        json.member("reason", finding.suppressed->reason);
        json.end_object();
    } else {
        json.null();
    }
    if (finding.baselined) json.member("baselined", true);
    json.end_object();
}

const char* status_of(const Judgement& judgement) {
    if (judgement.status != Judgement::Status::judged) return "unknown";
    return judgement.value < 0.5 ? "fail" : "pass";
}

/// Where the author mends it: what SAM made stands in no text, so the resource that it made it for.
std::string_view written_resource(const Unit& unit, std::string_view id) {
    if (unit.source.resource(id) != nullptr) return id;
    std::string_view source;
    for (const MadeResource& made : unit.made) {
        if (made.id != id || made.source == source) continue;
        if (!source.empty()) return id;  // made for several
        source = made.source;
    }
    return source.empty() ? id : source;
}

void write_location(JsonWriter& json, const Report& report, const Outcome& outcome) {
    const Judgement& judgement = outcome.headline();
    const Resource* resource = judgement.location != nullptr ? judgement.location : outcome.subject;
    const Span span = judgement.at.known() ? judgement.at : resource != nullptr ? resource->id_span : Span{};
    json.key("location");
    json.begin_object();
    json.key("resource");
    if (resource == nullptr) json.null();
    else json.string(written_resource(*outcome.unit, resource->id));
    if (span.known()) json.member("line", report.project->sources()[span.file].position(span.begin).line);
    json.member("property", judgement.property);
    json.end_object();
}

/// Outcomes that apply in the headline world: from them and the weights the whole score can be computed again.
void write_outcomes(JsonWriter& json, const Report& report, const Verdict& verdict) {
    json.key("outcomes");
    json.begin_array();
    for (const Outcome& outcome : verdict.outcomes) {
        const Judgement& judgement = outcome.headline();
        if (judgement.status == Judgement::Status::not_applicable) continue;
        json.begin_object();
        json.member("check", outcome.check->id);
        json.key("resource");
        if (outcome.subject == nullptr) json.null();
        else json.string(outcome.subject->id);
        json.member("status", status_of(judgement));
        json.key("value");
        if (judgement.status == Judgement::Status::judged) json.number(judgement.value);
        else json.null();
        json.member("implied", judgement.implied);
        json.member("waived", outcome.waived);
        if (judgement.aws_config) json.member("aws_config", *judgement.aws_config ? "COMPLIANT" : "NON_COMPLIANT");
        write_location(json, report, outcome);
        json.end_object();
    }
    json.end_array();
}

void write_gains(JsonWriter& json, const std::vector<Gain>& gains) {
    json.key("gains");
    json.begin_array();
    for (const Gain& gain : gains) {
        json.begin_object();
        json.member("check", gain.check->id);
        json.key("resource");
        if (gain.resources.empty()) json.null();
        else json.string(gain.resources.front());
        write_strings(json, "resources", gain.resources);
        json.member("points", gain.points);
        json.end_object();
    }
    json.end_array();
}

void write_unexplored(JsonWriter& json, const Verdict& verdict) {
    if (verdict.unexplored.empty()) return;
    json.list("unexplored", verdict.unexplored, [&](const Unexplored& one) {
        json.member("check", one.check->id);
        json.member_or_null("resource", one.subject == nullptr ? std::string_view{} : one.subject->id);
        json.member("worlds", one.worlds);
    });
}

const char* deployable_of(const Verdict& verdict) {
    switch (verdict.deployable) {
        case Verdict::Deployable::yes: return "yes";
        case Verdict::Deployable::no: return "no";
        case Verdict::Deployable::in_some_worlds: return "in some worlds";
    }
    return "yes";
}

void write_template(JsonWriter& json, const Report& report, const ReportedTemplate& one) {
    json.begin_object();
    json.member("path", one.unit->path);
    json.member("readable", one.unit->readable);
    json.key("deployable");
    if (!one.unit->readable || one.verdict == nullptr) json.null();
    else json.string(deployable_of(*one.verdict));
    json.member("world", one.unit->worlds ? one.unit->worlds->headline_text() : std::string{});
    write_fitness(json, one.fitness);
    json.key("metrics");
    json.begin_object();
    json.end_object();
    json.key("findings");
    json.begin_array();
    if (one.verdict != nullptr)
        for (const Finding& finding : one.verdict->findings) write_finding(json, report, finding, one.fitness ? points_of(finding, *one.fitness) : 0);
    json.end_array();
    write_gains(json, one.gains);
    if (one.verdict != nullptr) write_unexplored(json, *one.verdict);
    if (report.worlds && one.verdict != nullptr) write_worlds(json, *one.verdict);
    if (report.outcomes && one.verdict != nullptr) write_outcomes(json, report, *one.verdict);
    json.end_object();
}

void write_summary(JsonWriter& json, const Report& report) {
    int count[3] = {0, 0, 0}, suppressed = 0, baselined = 0, unreadable = 0;
    for (const ReportedTemplate& one : report.templates) {
        unreadable += one.unit->readable ? 0 : 1;
        if (one.verdict == nullptr) continue;
        for (const Finding& finding : one.verdict->findings) {
            if (finding.suppressed) ++suppressed;
            else if (finding.baselined) ++baselined;
            else ++count[static_cast<std::size_t>(finding.severity)];
        }
    }
    json.key("summary");
    json.begin_object();
    json.member("templates", static_cast<int>(report.templates.size()));
    json.member("unreadable", unreadable);
    json.member("errors", count[2]);
    json.member("warnings", count[1]);
    json.member("infos", count[0]);
    json.member("suppressed", suppressed);
    if (baselined > 0) json.member("baselined", baselined);
    write_fitness(json, report.templates.size() == 1 ? report.templates[0].fitness : report.total);
    json.end_object();
}

void write_environments(JsonWriter& json, const Report& report) {
    if (report.environments.empty()) return;
    json.list("environments", report.environments, [&](const EnvironmentScore& environment) {
        json.member("name", environment.name);
        json.member("production", environment.production);
        write_fitness(json, environment.fitness);
    });
}

void write_optional(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
    json.key(name);
    if (value) json.number(*value);
    else json.null();
}

void write_found(JsonWriter& json, std::string_view name, const std::vector<const Finding*>& findings, const Report& side) {
    json.key(name);
    json.begin_array();
    for (const Finding* finding : findings) {
        const auto one = std::find_if(side.templates.begin(), side.templates.end(), [&](const auto& t) { return t.unit == finding->unit; });
        const bool scored = one != side.templates.end() && one->fitness;
        write_finding(json, side, *finding, scored ? points_of(*finding, *one->fitness) : 0);
    }
    json.end_array();
}

}  // namespace

std::string report_json(const Report& report) {
    JsonWriter json;
    json.begin_object();
    write_head(json, report);
    json.key("templates");
    json.begin_array();
    for (const ReportedTemplate& one : report.templates) write_template(json, report, one);
    json.end_array();
    write_environments(json, report);
    write_summary(json, report);
    json.end_object();
    return json.take();
}

std::string compare_json(const Comparison& comparison, const Report& old_side, const Report& new_side) {
    JsonWriter json;
    json.begin_object();
    write_head(json, new_side);
    write_optional(json, "old", comparison.old_value);
    write_optional(json, "new", comparison.new_value);
    json.member("like_for_like", comparison.like_for_like);
    json.member("like_for_like_low", comparison.like_for_like_low);
    json.member("mix", comparison.mix);
    json.member("became_undeployable", comparison.became_undeployable);
    json.member("was_undeployable", comparison.was_undeployable);
    json.key("changes");
    json.begin_array();
    for (const OutcomeChange& change : comparison.changes) {
        json.begin_object();
        json.member("check", change.check->id);
        json.member("resource", change.resource);
        json.member("old", change.old_value);
        json.member("new", change.new_value);
        json.member("points", change.points);
        json.end_object();
    }
    json.end_array();
    write_found(json, "new_findings", comparison.new_findings, new_side);
    write_found(json, "fixed_findings", comparison.fixed_findings, old_side);
    write_found(json, "unchanged_findings", comparison.unchanged_findings, new_side);
    write_change(json, comparison, old_side.project->sources(), new_side.project->sources());
    json.end_object();
    return json.take();
}

}  // namespace stackfit
