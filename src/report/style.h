// Colours and small formatting that all text reports share; private to the report layer.
#pragma once

#include <string>
#include <string_view>

#include "stackfit/report.h"

namespace stackfit {

enum class Paint { none, red, yellow, blue, green, bold, dim };

std::string paint(std::string_view text, Paint color, TextStyle style);
Paint paint_of(Severity severity);
/// "yes", "in some worlds", "no".
std::string_view to_string(Verdict::Deployable deployable);
/// "3 findings", "1 finding".
std::string count_text(std::size_t count, std::string_view noun);
/// A score for people: whole points, "n/a" when there is none.
std::string score_number(const std::optional<Fitness>& fitness);
/// Points for people: "4.2".
std::string points_number(double points);
/// "Orders, Checkout and 3 more".
std::string resource_list(const std::vector<std::string_view>& resources, std::size_t most = 4);
std::string pad(std::string text, std::size_t width);
/// The headline world for people: at most four decisions, then how many more. JSON has them all.
std::string short_world(const std::string& world);

}  // namespace stackfit
