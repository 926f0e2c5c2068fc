// Which names a template declares, and which it may get from a macro; private to the graph layer.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// A SAM resource that the expansion left alone: what it will become, and in which order, is not known.
inline bool is_unexpanded(const Resource& resource) { return resource.type.starts_with("AWS::Serverless::"); }

class Names {
public:
    explicit Names(const Template& templ);

    /// Pseudo parameters, parameters, and the identifiers of loops seen so far.
    [[nodiscard]] bool is_value(std::string_view name) const;
    /// May a macro, an include or an unexpanded resource provide a resource or parameter of this name?
    [[nodiscard]] bool may_be_generated(std::string_view name) const;
    [[nodiscard]] bool condition(std::string_view name) const;
    [[nodiscard]] bool mapping(std::string_view name) const;
    void bind(std::string_view identifier) { identifiers_.insert(identifier); }

private:
    /// May a macro or an include add to the section what it likes?
    [[nodiscard]] bool is_open(std::string_view section) const;
    /// Does a loop that is not expanded make this name, or one that is, for other values of its parameters?
    [[nodiscard]] bool comes_of_loop(std::string_view name) const;

    const Template& templ_;
    bool serverless_left_ = false;
    std::vector<std::string_view>
        generators_;  ///< ids of modules and of SAM resources that were not expanded
    std::set<std::string_view> identifiers_;
    std::set<std::string> loop_names_;  ///< globs of the names that loops make which are not expanded
};

/// "F.Alias", "F.Version", "Api.Stage", "Api.Deployment" for what SAM generated.
std::map<std::string, const Resource*, std::less<>> generated_names(const Template& templ);

}  // namespace stackfit
