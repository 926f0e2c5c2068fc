#include "report/json_writer.h"
#include "stackfit/report.h"

namespace stackfit {
namespace {

void write_cause(JsonWriter& json, const Sources& sources, const Cause& cause) {
    const Source& source = sources[cause.span.file];
    const Position begin = source.position(cause.span.begin), end = source.position(cause.span.end);
    json.member("file", source.path());
    json.member("line", begin.line);
    json.member("column", begin.column);
    json.member("end_line", end.line);
    json.member("end_column", end.column);
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
    json.key("made_for");
    json.begin_array();
    for (const std::string_view id : explanation.made_for) json.string(id);
    json.end_array();
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
