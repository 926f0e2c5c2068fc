// The change itself and its hazards for programs: docs/json.md, docs/compare.schema.json.
#include "report/compare_parts.h"
#include "report/json_parts.h"

namespace stackfit {
namespace {

/// null: there is nothing on that side.
void write_place(JsonWriter& json, std::string_view name, const Sources& sources, Span span) {
    json.key(name);
    if (!span.known()) return json.null();
    json.begin_object();
    json.member("path", sources[span.file].path());
    write_lines(json, sources, span);
    json.end_object();
}

class ChangeJson {
public:
    ChangeJson(JsonWriter& json, const Sources& old_sources, const Sources& new_sources)
        : json_(json), old_(old_sources), new_(new_sources) {}

    void write(const ChangeSet& changes) {
        json_.member("template", template_name(changes));
        json_.member_or_null("old_path", changes.before == nullptr ? std::string_view{}
                                                                   : std::string_view(changes.before->path));
        json_.member_or_null("new_path", changes.after == nullptr ? std::string_view{}
                                                                  : std::string_view(changes.after->path));
        json_.member("complete", changes.complete);
        json_.member("moved_artifacts", static_cast<int>(changes.moved_artifacts));
        json_.list("resources", changes.resources, [&](const ResourceChange& change) { write(change); });
    }

    void write(const Hazard& hazard) {
        json_.member("id", hazard.kind->id);
        json_.member("severity", to_string(hazard.severity));
        json_.member("template", template_name(*hazard.changes));
        json_.member("resource", hazard.resource);
        json_.member("message", hazard.what);
        json_.member("why", hazard.why);
        json_.member("advice", hazard.advice);
        places(hazard.old_span, hazard.new_span);
        json_.strings("worlds", hazard.worlds);
    }

private:
    void places(Span old_span, Span new_span) {
        write_place(json_, "old_place", old_, old_span);
        write_place(json_, "new_place", new_, new_span);
    }

    void write(const ResourceChange& change) {
        json_.member("action", to_string(change.action));
        json_.member("replacement", to_string(change.replacement));
        json_.member("resource", change.id);
        json_.member_or_null("old_resource", change.old_id);
        json_.member("type", change.type);
        json_.member_or_null("old_type", change.old_type);
        json_.member_or_null("policy", change.policy);
        json_.member("made_anew", change.made_anew);
        json_.member("headline", change.in_headline);
        json_.member("production_like", change.production_like);
        json_.strings("worlds", change.worlds);
        places(change.before == nullptr ? Span{} : change.before->id_span,
               change.after == nullptr ? Span{} : change.after->id_span);
        json_.list("properties", change.properties, [&](const PropertyChange& property) { write(property); });
    }

    void write(const PropertyChange& change) {
        json_.member("path", change.path);
        json_.member_or_null("old", change.old_value);
        json_.member_or_null("new", change.new_value);
        json_.member("replacement", to_string(change.replacement));
        json_.member_or_null("because", change.because);
        json_.member("order", change.order);
        places(change.old_span, change.new_span);
    }

    JsonWriter& json_;
    const Sources& old_;
    const Sources& new_;
};

}  // namespace

void write_change(JsonWriter& json, const Comparison& comparison, const Sources& old_sources,
                  const Sources& new_sources) {
    ChangeJson writer(json, old_sources, new_sources);
    json.list("moved_findings", comparison.moved_findings, [&](const MovedFinding& moved) {
        json.member("check", moved.after->check->id);
        json.member_or_null("old_resource", moved.before->resources.empty()
                                                ? std::string_view{}
                                                : moved.before->resources.front());
        json.member_or_null(
            "resource", moved.after->resources.empty() ? std::string_view{} : moved.after->resources.front());
        write_place(json, "old_place", old_sources, moved.before->span);
        write_place(json, "new_place", new_sources, moved.after->span);
    });
    json.list("change_sets", comparison.change_sets,
              [&](const ChangeSet& changes) { writer.write(changes); });
    json.list("hazards", comparison.hazards, [&](const Hazard& hazard) { writer.write(hazard); });
}

}  // namespace stackfit
