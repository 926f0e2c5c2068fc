// The configuration as one template sees it.
#include <algorithm>
#include <set>

#include "configuration_parts.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// The path as a glob of a file in `folder` sees it.
std::string_view seen_from(std::string_view folder, std::string_view path) {
    const auto plain = [](std::string_view text) {
        while (text.starts_with("./")) text.remove_prefix(2);
        return text;
    };
    folder = plain(folder);
    path = plain(path);
    if (path.starts_with(folder)) path.remove_prefix(folder.size());
    return path;
}

template <class T>
void append(std::vector<T>& list, const std::vector<T>& more) {
    list.insert(list.end(), more.begin(), more.end());
}

void apply(const CheckSettings& stronger, CheckSettings& settings) {
    for (const std::string& id : stronger.enable) settings.disable.erase(id);
    settings.disable.insert(stronger.disable.begin(), stronger.disable.end());
    settings.only.insert(stronger.only.begin(), stronger.only.end());
    for (const auto& [id, level] : stronger.severity) settings.severity.insert_or_assign(id, level);
    for (const auto& [id, parameters] : stronger.check_parameters)
        for (const auto& [name, value] : parameters)
            settings.check_parameters[id].insert_or_assign(name, value);
    append(settings.exclude_functions, stronger.exclude_functions);
    append(settings.exclude_resources, stronger.exclude_resources);
    append(settings.exclude_types, stronger.exclude_types);
    settings.exclude_roles.insert(stronger.exclude_roles.begin(), stronger.exclude_roles.end());
    for (const ConfiguredValue& value : stronger.values) remember(settings.values, value);
}

std::set<const CheckInfo*> named(const std::set<std::string, std::less<>>& ids, const CheckSet& set) {
    std::set<const CheckInfo*> checks;
    for (const std::string& id : ids) {
        const auto found = set.find(id);
        checks.insert(found.begin(), found.end());
    }
    return checks;
}

}  // namespace

void remember(std::vector<ConfiguredValue>& values, ConfiguredValue value) {
    const auto same = std::find_if(values.begin(), values.end(), [&](const ConfiguredValue& known) {
        return known.path == value.path && known.item == value.item &&
               (!value.item || known.value == value.value);
    });
    if (same == values.end())
        values.push_back(std::move(value));
    else
        *same = std::move(value);
}

Configuration Configuration::of(std::string_view template_path) const {
    Configuration result = *this;
    result.overrides.clear();
    for (const ConfigurationOverride& one : overrides) {
        const std::string_view seen = seen_from(one.folder, template_path);
        const bool meant = std::any_of(one.files.begin(), one.files.end(),
                                       [&](const std::string& glob) { return matches_glob(glob, seen); });
        if (meant) apply(one, result);
    }
    return result;
}

EnabledChecks::EnabledChecks(const Configuration& configuration, const CheckSet& set)
    : configuration_(configuration),
      only_(named(configuration.only, set)),
      disabled_(named(configuration.disable_always, set)) {}

bool EnabledChecks::contains(const CheckInfo& check) const {
    return (configuration_.only.empty() || only_.contains(&check)) &&
           !configuration_.disable.contains(check.id) && !disabled_.contains(&check);
}

bool Configuration::enables(const CheckSet& set, const CheckInfo& check) const {
    return EnabledChecks(*this, set).contains(check);
}

}  // namespace stackfit
