// The table (data/stateful-types.txt): a comment, then a line a type, sorted: name, "snapshot" or nothing, what it holds.
#include <string>

#include "sorted_rows.h"
#include "stackfit/spec_stateful.h"

// The symbols of stateful_types_table.S.
extern "C" {
extern const char stackfit_stateful_types[];
extern const char stackfit_stateful_types_end[];
}

namespace stackfit {
namespace {

std::string_view rows() {
    std::string_view text(stackfit_stateful_types,
                          static_cast<std::size_t>(stackfit_stateful_types_end - stackfit_stateful_types));
    take_line(text);  // where it comes from
    return text;
}

}  // namespace

std::optional<StatefulType> stateful_type(std::string_view resource_type) {
    std::string_view found = rows_from(rows(), std::string(resource_type) + "\t");
    std::string_view line = take_line(found);
    if (take_cell(line) != resource_type) return std::nullopt;
    StatefulType type;
    type.snapshots = take_cell(line) == "snapshot";
    type.holds = line;
    return type;
}

}  // namespace stackfit
