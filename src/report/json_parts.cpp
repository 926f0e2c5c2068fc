#include "report/json_parts.h"

namespace stackfit {

void write_head(JsonWriter& json, std::string_view version, std::string_view scoring_model, Date as_of) {
    json.key("stackfit");
    json.begin_object();
    json.member("version", version);
    json.member("scoring_model", scoring_model);
    json.member("as_of", as_of.text());
    json.end_object();
}

void write_lines(JsonWriter& json, const Sources& sources, Span span) {
    const Source& source = sources[span.file];
    const Position begin = source.position(span.begin), end = source.position(span.end);
    json.member("line", begin.line);
    json.member("column", begin.column);
    json.member("end_line", end.line);
    json.member("end_column", end.column);
}

}  // namespace stackfit
