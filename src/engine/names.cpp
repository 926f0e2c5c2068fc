// The words for families and severities, and the ways to make a Judgement.
#include <array>
#include <utility>

#include "stackfit/engine.h"

namespace stackfit {
namespace {

constexpr std::array<const char*, 8> family_names = {"deployment",  "encryption",    "access",   "resilience",
                                                     "scalability", "observability", "validity", "hygiene"};
constexpr std::array<const char*, 3> severity_names = {"info", "warning", "error"};

template <class Enum, std::size_t N>
std::optional<Enum> index_of(const std::array<const char*, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (name == names[i]) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Family family) { return family_names[static_cast<std::size_t>(family)]; }
std::string_view to_string(Severity severity) { return severity_names[static_cast<std::size_t>(severity)]; }
std::optional<Family> family_of(std::string_view name) { return index_of<Family>(family_names, name); }
std::optional<Severity> severity_of(std::string_view name) {
    return index_of<Severity>(severity_names, name);
}

Judgement Judgement::pass(double value) {
    Judgement judgement;
    judgement.status = Status::judged;
    judgement.value = value;
    return judgement;
}

Judgement Judgement::fail(std::string message, Span at, std::string property, double value) {
    Judgement judgement = pass(value);
    judgement.message = std::move(message);
    judgement.at = at;
    judgement.property = std::move(property);
    return judgement;
}

Judgement Judgement::unknown(std::string reason) {
    Judgement judgement;
    judgement.status = Status::unknown;
    judgement.message = std::move(reason);
    return judgement;
}

Judgement Judgement::not_applicable() { return {}; }

}  // namespace stackfit
