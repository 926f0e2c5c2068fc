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
    json.key("reason");
    if (cause.reason.empty())
        json.null();
    else
        json.string(cause.reason);
}

void write_text_or_null(JsonWriter& json, std::string_view name, std::string_view text) {
    json.key(name);
    if (text.empty())
        json.null();
    else
        json.string(text);
}

void write_written(JsonWriter& json, const Sources& sources, const Explanation& explanation) {
    json.key("written");
    if (!explanation.written.known()) return json.null();
    json.begin_object();
    write_text_or_null(json, "type", explanation.written_type);
    write_cause(json, sources, {explanation.written, {}});
    json.end_object();
}

template <class Items, class Write>
void write_list(JsonWriter& json, std::string_view name, const Items& items, Write write) {
    json.key(name);
    json.begin_array();
    for (const auto& item : items) {
        json.begin_object();
        write(item);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string explanation_json(const Sources& sources, const Explanation& explanation) {
    JsonWriter json;
    json.begin_object();
    json.member("id", explanation.id);
    json.member("section", explanation.section);
    json.member("exists", explanation.exists);
    write_text_or_null(json, "type", explanation.type);
    write_written(json, sources, explanation);
    if (!explanation.loop.empty()) json.member("loop", explanation.loop);
    json.key("made_for");
    json.begin_array();
    for (const std::string_view id : explanation.made_for) json.string(id);
    json.end_array();
    write_list(json, "causes", explanation.causes,
               [&](const Cause& cause) { write_cause(json, sources, cause); });
    write_list(json, "parts", explanation.parts, [&](const Explanation::Part& part) {
        json.member("path", part.path);
        write_cause(json, sources, part.cause);
    });
    write_list(json, "becomes", explanation.becomes, [&](const Explanation::Made& made) {
        json.member("id", made.id);
        json.member("type", made.type);
        write_cause(json, sources, made.cause);
    });
    json.end_object();
    return json.take();
}

}  // namespace stackfit
