// What the forms of `compare` say alike; private to the report layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/json_writer.h"
#include "stackfit/report.h"

namespace stackfit {

/// "+1.50", "-0.25", "+0.00".
std::string signed_points(double points);
/// "81.20", "n/a".
std::string fitness_text(const std::optional<double>& value);
/// "2 added, 1 replaced, 3 modified in place"; "" : nothing changes.
std::string change_counts(const ChangeSet& changes);
/// "add", "modify", "may replace": what is to be read at a glance.
std::string_view action_word(const ResourceChange& change);
/// "Id -> OrderId", "(not set) -> 5", "Orders is replaced".
std::string value_change(const PropertyChange& change);
/// "when Environment=prod, or Environment=test"; "" : always.
std::string when_text(const std::vector<std::string>& worlds);
/// The template that the change set is of, as NEW calls it.
const std::string& template_name(const ChangeSet& changes);

/// Hazards and the change itself, as text; "" when there are none.
std::string hazards_text(const Comparison& comparison, const Revision& old_side, const Revision& new_side,
                         TextStyle style);
std::string changes_text(const Comparison& comparison, const Revision& old_side, const Revision& new_side,
                         TextStyle style);

/// Members `change_sets` and `hazards` of the JSON document.
void write_change(JsonWriter& json, const Comparison& comparison, const Sources& old_sources,
                  const Sources& new_sources);

}  // namespace stackfit
