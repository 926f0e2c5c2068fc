// What the files that make a Configuration share.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/engine_configuration.h"

namespace stackfit {

/// The reader of the file of this index: the one that it was found with, or a new one.
std::shared_ptr<StrictYaml> reader_of(const ConfigurationFiles& files, std::size_t index,
                                      const Sources& sources);

/// Where `path` leads from the folder of `file`: paths in a configuration are relative to the file that they stand in.
std::string beside(std::string_view file, std::string_view path);

/// The path, relative to the folder ("" or "conf/") where both can be told from one place; else the path in its normal form.
std::string seen_from(std::string_view folder, std::string_view path, std::string_view working_directory);

/// The checks of a set that a configuration enables. Ids and aliases are looked up once: each is looked for in the whole set.
class EnabledChecks {
public:
    EnabledChecks(const Configuration& configuration, const CheckSet& set);

    [[nodiscard]] bool contains(const CheckInfo& check) const;

private:
    const Configuration& configuration_;
    std::set<const CheckInfo*> only_, disabled_;
};

/// Adds a value, or puts it in the place of an earlier one of its path; of a list, of an equal item.
void remember(std::vector<ConfiguredValue>& values, ConfiguredValue value);

}  // namespace stackfit
