// What the forms of `score` have in common; private to the report layer.
#pragma once

#include "stackfit/fitness_percentiles.h"
#include "stackfit/report.h"

namespace stackfit {

/// "yes", "no", "in some worlds".
std::string_view deployable_text(const Verdict& verdict);
/// Of all together: "no" when any is not or cannot be read, "in some worlds" when any is only there.
std::string_view deployable_text(const Report& report);

/// Nothing where the number cannot be held against others: own weights, checks disabled or set otherwise, nothing to judge but hygiene.
std::optional<Standing> standing_of(const Report& report, const ReportedTemplate& one);
std::optional<Standing> standing_of(const Report& report, const FamilyScore& family);
/// "better than 83 % of 1,372 public templates".
std::string standing_text(const Standing& standing);
/// 1372 as "1,372".
std::string grouped(long long number);

/// The points of gains with one decimal, which add up to what is missing.
std::vector<double> rounded_points(const std::vector<Gain>& gains);
/// "line 12", "lines 12, 30 and 3 more"; "" when no finding has a place.
std::string lines_text(const Report& report, const Gain& gain);
/// The checks among some outcomes with their resources: "hook-has-time of Checkout and Cart".
std::vector<std::string> by_check(const std::vector<const Outcome*>& outcomes);
/// "52.61"; whole numbers without decimals.
std::string exact_number(double value);

}  // namespace stackfit
