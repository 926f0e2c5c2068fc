// The configuration as one template sees it.
#include <algorithm>
#include <filesystem>
#include <set>

#include "configuration_parts.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

namespace fs = std::filesystem;

fs::path whole_path(std::string_view working_directory, std::string_view path) {
    return (fs::path(working_directory) / fs::path(path.empty() ? "." : path)).lexically_normal();
}

/// A glob that ends with a slash means all that is below.
std::string normal_glob(std::string_view glob) {
    std::string normal = fs::path(glob).lexically_normal().generic_string();
    return normal.ends_with('/') ? normal + "**" : normal;
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

std::string seen_from(std::string_view folder, std::string_view path, std::string_view working_directory) {
    const fs::path whole = whole_path(working_directory, path);
    const fs::path seen = whole.lexically_relative(whole_path(working_directory, folder));
    return (seen.empty() ? whole : seen).generic_string();
}

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
    return configuration_for(*this, template_path, {});
}

Configuration configuration_for(const Configuration& configuration, std::string_view template_path,
                                std::string_view working_directory) {
    Configuration result = configuration;
    result.overrides.clear();
    const std::string whole = whole_path(working_directory, template_path).generic_string();
    for (const ConfigurationOverride& one : configuration.overrides) {
        const std::string seen = seen_from(one.folder, template_path, working_directory);
        const auto means = [&](const std::string& glob) {
            return matches_glob(normal_glob(glob), glob.starts_with('/') ? whole : seen);
        };
        const bool meant = std::any_of(one.files.begin(), one.files.end(), means);
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
