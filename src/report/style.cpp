#include "report/style.h"

#include <cmath>
#include <cstdio>

#include "stackfit/support/text.h"

namespace stackfit {

std::string place_text(const Sources& sources, Span span) {
    const Source& source = sources[span.file];
    const Position place = source.position(span.begin);
    return source.path() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string paint(std::string_view text, Paint color, TextStyle style) {
    if (!style.color || color == Paint::none) return std::string(text);
    const char* code = "";
    switch (color) {
        case Paint::red: code = "1;31"; break;
        case Paint::yellow: code = "1;33"; break;
        case Paint::blue: code = "1;34"; break;
        case Paint::green: code = "32"; break;
        case Paint::bold: code = "1"; break;
        case Paint::dim: code = "2"; break;
        case Paint::none: break;
    }
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

Paint paint_of(Severity severity) {
    return severity == Severity::error ? Paint::red : severity == Severity::warning ? Paint::yellow : Paint::blue;
}

std::string_view to_string(Verdict::Deployable deployable) {
    switch (deployable) {
        case Verdict::Deployable::yes: return "yes";
        case Verdict::Deployable::in_some_worlds: return "in some worlds";
        case Verdict::Deployable::no: break;
    }
    return "no";
}

std::string count_text(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string score_number(const std::optional<Fitness>& fitness) {
    return fitness ? std::to_string(std::lround(fitness->value)) : "n/a";
}

std::string points_number(double points) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f", std::abs(points) < 0.05 ? 0.0 : points);
    return buffer;
}

std::string resource_list(const std::vector<std::string_view>& resources, std::size_t most) {
    std::string result;
    for (std::size_t i = 0; i < resources.size() && i < most; ++i) result += (i == 0 ? "" : ", ") + std::string(resources[i]);
    if (resources.size() > most) result += " and " + std::to_string(resources.size() - most) + " more";
    return result;
}

std::string short_world(const std::string& world) {
    constexpr int most = 4;
    std::size_t end = 0, commas = 0;
    for (std::size_t at = world.find(", "); at != std::string::npos; at = world.find(", ", at + 1))
        if (++commas == most) end = at;
    if (commas < most) return world;
    return world.substr(0, end) + " and " + std::to_string(commas + 1 - most) + " more";
}

std::string pad(std::string text, std::size_t width) {
    const std::size_t columns = code_points(text);
    if (columns < width) text.append(width - columns, ' ');
    return text;
}

}  // namespace stackfit
