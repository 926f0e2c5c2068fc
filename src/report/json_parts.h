// What several JSON documents say alike; private to the report layer.
#pragma once

#include <string_view>

#include "report/json_writer.h"
#include "stackfit/support/source.h"
#include "stackfit/support/system.h"

namespace stackfit {

/// The member `stackfit`: what made the document.
void write_head(JsonWriter& json, std::string_view version, std::string_view scoring_model, Date as_of);
/// The members `line`, `column`, `end_line` and `end_column` of a known span.
void write_lines(JsonWriter& json, const Sources& sources, Span span);

}  // namespace stackfit
