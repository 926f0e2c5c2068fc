// The life cycle of Lambda's runtimes. The rows are plain characters and numbers: a table of string_view would cost
// a relocation an entry at every start of the program, whether a check asks for it or not.
#include <algorithm>
#include <array>
#include <iterator>

#include "stackfit/spec.h"
#include "tables.h"

namespace stackfit {
namespace {

struct RuntimeRow {
    char name[24];
    char successor[24];
    int deprecated, create_blocked, update_blocked;  ///< as YYYYMMDD; 0: not announced
};

#include "lambda_runtimes.inc"

constexpr std::size_t runtime_count = std::size(runtime_rows);

std::optional<Date> date_of(int day) {
    if (day == 0) return std::nullopt;
    return Date{day / 10000, day / 100 % 100, day % 100};
}

using RuntimeTable = std::array<LambdaRuntime, runtime_count>;

RuntimeTable read_rows() {
    RuntimeTable table;
    std::transform(std::begin(runtime_rows), std::end(runtime_rows), table.begin(),
                   [](const RuntimeRow& row) {
                       return LambdaRuntime{row.name, row.successor, date_of(row.deprecated),
                                            date_of(row.create_blocked), date_of(row.update_blocked)};
                   });
    return table;
}

}  // namespace

const char* const lambda_runtimes_version = STACKFIT_LAMBDA_RUNTIMES_VERSION;

std::span<const LambdaRuntime> lambda_runtimes() {
    static const RuntimeTable table = read_rows();
    return table;
}

const LambdaRuntime* lambda_runtime(std::string_view name) {
    const auto table = lambda_runtimes();
    const auto found = std::lower_bound(
        table.begin(), table.end(), name,
        [](const LambdaRuntime& runtime, std::string_view wanted) { return runtime.name < wanted; });
    return found != table.end() && found->name == name ? &*found : nullptr;
}

}  // namespace stackfit
