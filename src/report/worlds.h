// The worlds of a template in the JSON report; private to the report layer.
#pragma once

#include "report/json_writer.h"
#include "stackfit/engine.h"

namespace stackfit {

/// The member "worlds" of a template.
void write_worlds(JsonWriter& json, const Verdict& verdict);

}  // namespace stackfit
