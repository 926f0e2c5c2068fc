// The weights, and the name that tells them.
#include <array>
#include <charconv>

#include "stackfit/fitness.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// The shortest text that reads as this number.
std::string number_text(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

/// Every weight, in the form of data/scoring/0.tsv; checks in the order of their ids.
std::string table_of(const ScoringModel& model, const CheckSet& checks) {
    std::string table;
    for (const auto& [family, weight] : model.families)
        table += "family\t" + std::string(to_string(family)) + "\t" + number_text(weight) + "\n";
    table += "complexity\t" + number_text(model.complexity) + "\n";
    for (const CheckInfo& check : checks.checks())
        if (model.weight(check) > 0 || check.weight > 0)
            table += "check\t" + std::string(check.id) + "\t" + std::string(to_string(check.family)) + "\t" +
                     number_text(model.weight(check)) + "\n";
    if (model.forgive_suppressed) table += "forgive-suppressed\n";
    return table;
}

}  // namespace

ScoringModel ScoringModel::standard() {
    ScoringModel model;
    model.families = {{Family::deployment, 35}, {Family::encryption, 20},  {Family::access, 20},
                      {Family::resilience, 10}, {Family::scalability, 10}, {Family::observability, 5}};
    return model;
}

ScoringModel ScoringModel::configured(const ScoringSettings& settings, std::optional<double> complexity,
                                      const CheckSet& checks) {
    constexpr std::size_t digits = 8;
    ScoringModel model = standard();
    const bool changes = !settings.families.empty() || !settings.checks.empty() || complexity ||
                         settings.forgive_suppressed;
    if (!changes) return model;
    const std::string before = table_of(model, checks);
    for (const auto& [family, weight] : settings.families) model.families[family] = weight;
    model.checks = settings.checks;
    model.complexity = complexity.value_or(model.complexity);
    model.forgive_suppressed = settings.forgive_suppressed;
    const std::string after = table_of(model, checks);
    if (after != before) model.name += "+" + sha1_hex(after).substr(0, digits);
    return model;
}

double ScoringModel::weight(const CheckInfo& check) const {
    const auto own = checks.find(check.id);
    return own == checks.end() ? check.weight : own->second;
}

}  // namespace stackfit
