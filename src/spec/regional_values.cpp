#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "stackfit/spec_values.h"
#include "stackfit/support/text.h"
#include "tables.h"

// The symbols of regional_values_table.S.
extern "C" {
extern const char stackfit_regional_values[];
extern const char stackfit_regional_values_end[];
}

namespace stackfit {
namespace {

struct Place {
    char type[52];
    char path[112];
    char condition[8];
    char value[24];
    std::uint32_t begin, end;
    bool versions;
};

#include "regional_values.inc"

std::string_view table() {
    return {stackfit_regional_values,
            static_cast<std::size_t>(stackfit_regional_values_end - stackfit_regional_values)};
}

/// In the order of the bits of masks: the second line of the table.
std::vector<std::string_view> regions() {
    constexpr std::string_view word = "\nregions ";
    const std::size_t begin = table().find(word) + word.size();
    return split(table().substr(begin, table().find('\n', begin) - begin), ' ');
}

/// The mask before the values of a line.
std::uint64_t mask_of(std::string_view line) {
    if (line.starts_with('*')) return ~std::uint64_t{0};
    std::uint64_t mask = 0;
    std::from_chars(line.data(), line.data() + line.find(' '), mask, 16);
    return mask;
}

/// 0: nowhere.
std::uint64_t mask_of_value(std::string_view lines, std::string_view value) {
    for (const std::string_view line : split(lines, '\n')) {
        const std::size_t blank = line.find(' ');
        if (blank == std::string_view::npos) continue;
        const std::vector<std::string_view> values = split(line.substr(blank + 1), ' ');
        if (std::find(values.begin(), values.end(), value) != values.end()) return mask_of(line);
    }
    return 0;
}

/// The number in front; 0 when there is none.
std::uint64_t leading_number(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_less(std::string_view a, std::string_view b) {
    const std::vector<std::string_view> left = split(a, '.');
    const std::vector<std::string_view> right = split(b, '.');
    return std::lexicographical_compare(
        left.begin(), left.end(), right.begin(), right.end(),
        [](std::string_view x, std::string_view y) { return leading_number(x) < leading_number(y); });
}

}  // namespace

const char* const regional_values_version = STACKFIT_REGIONAL_VALUES_VERSION;

bool OfferedValues::offered(std::string_view value) const { return mask_of_value(lines, value) != 0; }

bool OfferedValues::offered_in(std::string_view region, std::string_view value) const {
    const std::vector<std::string_view> all = regions();
    const auto found = std::find(all.begin(), all.end(), region);
    return found == all.end() || ((mask_of_value(lines, value) >> (found - all.begin())) & 1) != 0;
}

std::vector<std::string_view> OfferedValues::regions_of(std::string_view value) const {
    const std::uint64_t mask = mask_of_value(lines, value);
    std::vector<std::string_view> found;
    const std::vector<std::string_view> all = regions();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (((mask >> i) & 1) != 0) found.push_back(all[i]);
    }
    return found;
}

std::vector<std::string_view> OfferedValues::values() const {
    std::vector<std::string_view> all;
    for (const std::string_view line : split(lines, '\n')) {
        const std::size_t blank = line.find(' ');
        if (blank == std::string_view::npos) continue;
        for (const std::string_view value : split(line.substr(blank + 1), ' ')) all.push_back(value);
    }
    return all;
}

std::vector<OfferedValues> offered_values(std::string_view resource_type) {
    std::vector<OfferedValues> made;
    const auto first =
        std::lower_bound(std::begin(places), std::end(places), resource_type,
                         [](const Place& row, std::string_view type) { return row.type < type; });
    for (auto row = first; row != std::end(places) && resource_type == row->type; ++row) {
        OfferedValues& one = made.emplace_back();
        one.path = row->path;
        one.condition = row->condition;
        one.condition_value = row->value;
        one.lines = table().substr(row->begin, row->end - row->begin);
        one.versions = row->versions;
    }
    return made;
}

bool is_newer(std::string_view version, const std::vector<std::string_view>& known) {
    const std::uint64_t major = leading_number(version);
    return std::any_of(known.begin(), known.end(),
                       [&](std::string_view one) { return leading_number(one) <= major; }) &&
           std::none_of(known.begin(), known.end(), [&](std::string_view one) {
               return leading_number(one) == major && !is_less(one, version);
           });
}

}  // namespace stackfit
