// The checks of a set as a configuration has them.
#include "judging.h"

namespace stackfit {

ActiveChecks::ActiveChecks(const CheckSet& checks, const Configuration& configuration)
    : set_(checks),
      configuration_(configuration),
      enabled_(configuration, checks),
      made_(checks.checks().size(), nullptr) {}

const ActiveCheck& ActiveChecks::at(std::size_t index) const {
    return made_[index] != nullptr ? *made_[index] : make(index);
}

const ActiveCheck& ActiveChecks::make(std::size_t index) const {
    const CheckInfo& info = set_.checks()[index];
    ActiveCheck& check = active_.emplace_back();
    made_[index] = &check;
    check.info = &info;
    check.enabled = enabled_.contains(info);
    const auto severity = configuration_.severity.find(info.id);
    check.severity = severity != configuration_.severity.end() ? severity->second : info.severity;
    for (const auto& parameter : info.parameters)
        check.parameters.emplace(parameter.name, parameter.default_value);
    if (const auto given = configuration_.check_parameters.find(info.id);
        given != configuration_.check_parameters.end())
        for (const auto& [name, value] : given->second) check.parameters[name] = value;
    for (const std::string_view need : info.needs)
        if (const ActiveCheck* needed = by_id(need)) check.needs.push_back(needed);
    return check;
}

const ActiveCheck* ActiveChecks::by_id(std::string_view id) const {
    const auto index = set_.index_of(id);
    return index ? &at(*index) : nullptr;
}

}  // namespace stackfit
