#include "report/json_parts.h"
#include "stackfit/report.h"

namespace stackfit {
namespace {

void write_cause(JsonWriter& json, const Sources& sources, const Cause& cause) {
    json.member("file", sources[cause.span.file].path());
    write_lines(json, sources, cause.span);
    json.member_or_null("reason", cause.reason);
}

void write_written(JsonWriter& json, const Sources& sources, const Explanation& explanation) {
    json.key("written");
    if (!explanation.written.known()) return json.null();
    json.begin_object();
    json.member_or_null("type", explanation.written_type);
    write_cause(json, sources, {explanation.written, {}});
    json.end_object();
}

}  // namespace

std::string explanation_json(const Sources& sources, const Explanation& explanation) {
    JsonWriter json;
    json.begin_object();
    json.member("id", explanation.id);
    json.member("section", explanation.section);
    json.member("exists", explanation.exists);
    json.member_or_null("type", explanation.type);
    write_written(json, sources, explanation);
    if (!explanation.loop.empty()) json.member("loop", explanation.loop);
    json.strings("made_for", explanation.made_for);
    json.list("causes", explanation.causes, [&](const Cause& cause) { write_cause(json, sources, cause); });
    json.list("parts", explanation.parts, [&](const Explanation::Part& part) {
        json.member("path", part.path);
        write_cause(json, sources, part.cause);
    });
    json.list("becomes", explanation.becomes, [&](const Explanation::Made& made) {
        json.member("id", made.id);
        json.member("type", made.type);
        write_cause(json, sources, made.cause);
    });
    json.end_object();
    return json.take();
}

}  // namespace stackfit
