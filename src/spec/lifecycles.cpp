#include <algorithm>
#include <iterator>

#include "stackfit/spec_lifecycles.h"
#include "tables.h"

namespace stackfit {
namespace {

struct LifecycleRow {
    char type[44];  ///< "AWS::QLDB::" stands for all types that begin so
    Lifecycle::Status status;
    int date;  ///< as YYYYMMDD; 0: not known
};

#include "service_lifecycles.inc"

bool is_of(const LifecycleRow& row, std::string_view type) {
    std::size_t same = 0;  // most differ soon: nothing is searched for its end
    while (row.type[same] != 0 && same < type.size() && row.type[same] == type[same]) ++same;
    if (row.type[same] != 0) return false;
    return same == type.size() || row.type[same - 1] == ':';
}

}  // namespace

const char* const service_lifecycles_version = STACKFIT_SERVICE_LIFECYCLES_VERSION;

std::optional<Lifecycle> lifecycle(std::string_view resource_type) {
    const auto row = std::find_if(std::begin(lifecycle_rows), std::end(lifecycle_rows),
                                  [&](const LifecycleRow& one) { return is_of(one, resource_type); });
    if (row == std::end(lifecycle_rows)) return std::nullopt;
    Lifecycle made;
    made.status = row->status;
    if (row->date != 0) made.date = Date{row->date / 10000, row->date / 100 % 100, row->date % 100};
    return made;
}

}  // namespace stackfit
