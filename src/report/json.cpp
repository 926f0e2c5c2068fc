// The JSON report: a published contract, described in docs/json.md and docs/report.schema.json.
#include <algorithm>

#include "report/compare_parts.h"
#include "report/json_parts.h"
#include "report/score_parts.h"
#include "report/style.h"
#include "report/worlds.h"
#include "stackfit/fitness_evolutionary.h"

namespace stackfit {

namespace {

void write_bound(JsonWriter& json, std::string_view name, const Bound& bound) {
    json.key(name);
    json.begin_object();
    json.member("value", bound.value);
    json.member("world", bound.world);
    json.end_object();
}

void write_fitness(JsonWriter& json, std::string_view name, const std::optional<Fitness>& fitness) {
    json.key(name);
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
    if (fitness->forgiven) json.member("forgiven", true);
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

void write_finding(JsonWriter& json, const Report& report, const Finding& finding, double points) {
    json.begin_object();
    json.member("check", finding.check->id);
    json.member("severity", to_string(finding.severity));
    json.member("message", finding.message);
    json.member("path", report.project->sources()[finding.span.file].path());
    write_lines(json, report.project->sources(), finding.span);
    json.key("resource");
    if (finding.resources.empty()) json.null();
    else json.string(finding.resources.front());
    json.strings("resources", finding.resources);
    json.member("property", finding.property);
    json.strings("worlds", finding.worlds);
    json.member("points", points);
    json.strings("aliases", finding.check->aliases);
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

void write_first_and_all(JsonWriter& json, const std::vector<std::string_view>& resources) {
    json.member_or_null("resource", resources.empty() ? std::string_view{} : resources.front());
    json.strings("resources", resources);
}

void write_gains(JsonWriter& json, const std::vector<Gain>& gains) {
    json.list("gains", gains, [&](const Gain& gain) {
        json.member("check", gain.check->id);
        write_first_and_all(json, gain.resources);
        json.member("points", gain.points);
        json.member("implied", gain.implied);
        json.member("then", gain.then);
    });
}

void write_metrics(JsonWriter& json, const Report& report, const ReportedTemplate& one) {
    json.key("metrics");
    json.begin_object();
    if (const auto sum = evolutionary_metric(*one.unit, report.as_of)) json.member("evolutionary", *sum);
    json.end_object();
}

void write_standing(JsonWriter& json, std::string_view name, const std::optional<Standing>& standing) {
    if (!standing) return;
    json.key(name);
    json.begin_object();
    json.member("better_than", standing->better_than);
    json.member("templates", standing->templates);
    json.end_object();
}

void write_standings(JsonWriter& json, const Report& report, const ReportedTemplate& one) {
    const auto whole = standing_of(report, one);
    if (!whole) return;
    json.key("percentiles");
    json.begin_object();
    write_standing(json, "fitness", whole);
    json.key("families");
    json.begin_object();
    for (const FamilyScore& family : one.fitness->families) write_standing(json, to_string(family.family), standing_of(report, family));
    json.end_object();
    json.end_object();
}

void write_supposed(JsonWriter& json, std::string_view name, const std::vector<const Outcome*>& outcomes) {
    json.list(name, outcomes, [&](const Outcome* outcome) {
        json.member("check", outcome->check->id);
        json.member_or_null("resource", outcome->subject == nullptr ? std::string_view{} : outcome->subject->id);
    });
}

void write_what_if(JsonWriter& json, const std::optional<WhatIf>& what_if) {
    if (!what_if) return;
    json.key("what_if");
    json.begin_object();
    write_supposed(json, "mended", what_if->mended);
    write_supposed(json, "required", what_if->required);
    write_supposed(json, "opened", what_if->opened);
    write_fitness(json, "least", what_if->least);
    write_fitness(json, "most", what_if->most);
    json.end_object();
}

void write_unexplored(JsonWriter& json, const Verdict& verdict) {
    if (verdict.unexplored.empty()) return;
    json.list("unexplored", verdict.unexplored, [&](const Unexplored& one) {
        json.member("check", one.check->id);
        json.member_or_null("resource", one.subject == nullptr ? std::string_view{} : one.subject->id);
        json.member("worlds", one.worlds);
    });
}

void write_template(JsonWriter& json, const Report& report, const ReportedTemplate& one) {
    json.begin_object();
    json.member("path", one.unit->path);
    json.member("readable", one.unit->readable);
    json.key("deployable");
    if (!one.unit->readable || one.verdict == nullptr) json.null();
    else json.string(deployable_text(*one.verdict));
    json.member("world", one.unit->worlds ? one.unit->worlds->headline_text() : std::string{});
    write_fitness(json, "fitness", one.fitness);
    write_standings(json, report, one);
    write_metrics(json, report, one);
    json.key("findings");
    json.begin_array();
    if (one.verdict != nullptr)
        for (const Finding& finding : one.verdict->findings) write_finding(json, report, finding, one.fitness ? points_of(finding, *one.fitness) : 0);
    json.end_array();
    write_gains(json, one.gains);
    write_what_if(json, one.what_if);
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
    write_fitness(json, "fitness", report.fitness());
    write_what_if(json, report.total_what_if);
    json.end_object();
}

void write_environments(JsonWriter& json, const Report& report) {
    if (report.environments.empty()) return;
    json.list("environments", report.environments, [&](const EnvironmentScore& environment) {
        json.member("name", environment.name);
        json.member("production", environment.production);
        write_fitness(json, "fitness", environment.fitness);
    });
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
    write_head(json, report.version, report.scoring_model, report.as_of);
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
    write_head(json, new_side.version, new_side.scoring_model, new_side.as_of);
    json.member_or_null("old", comparison.old_value);
    json.member_or_null("new", comparison.new_value);
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
