// Resources of one type that say the same of themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit::checks {

/// What the resources of one type have written in some of their properties, for finding those that may be alike without asking a world.
class Written {
public:
    using Properties = std::vector<std::string_view>;

    Written(const Template& templ, std::string_view type, const Properties& properties);

    /// Those that may say the same as the resource in each of the properties, in some world; itself among them, in the order of the
    /// template. They are looked up by the one property that leaves the fewest, so some may differ in another.
    [[nodiscard]] std::vector<const Resource*> candidates(const Resource& resource) const;

private:
    using Places = std::vector<std::uint32_t>;  ///< indices into resources_, ascending

    /// All that a property can be, over the branches of Fn::If.
    struct Said {
        std::vector<std::string> literals;
        std::vector<std::string_view> names;  ///< of resources, by Ref and Fn::GetAtt
        bool open = false;                    ///< anything: it is not there, or it is computed
    };
    /// Two literals are told apart, and two resources; a literal and a resource are not: it may have that name.
    struct Property {
        std::vector<Said> said;  ///< of each resource
        std::unordered_map<std::string, Places> by_literal;
        std::unordered_map<std::string_view, Places> by_name;
        Places with_literal, with_name, open;
    };

    static void read(const Template& templ, const Node* value, Said& said);
    [[nodiscard]] Property property(const Template& templ, std::string_view name) const;
    [[nodiscard]] std::vector<const Places*> like(const Property& property, std::uint32_t place) const;

    std::vector<const Resource*> resources_;
    std::unordered_map<const Resource*, std::uint32_t> places_;
    Places all_;
    std::vector<Property> properties_;
};

/// Of the subject's type, read once for the check.
const Written& written(CheckContext& context, const Resource& subject, const Written::Properties& properties);

/// The subject and those that are like it, in the order of the template; nothing when it is not known whether there are any.
/// `same` is asked of (subject, other) before their existence is: most pairs differ in what is written. It says no where one of the
/// properties is known to differ; pairs that differ there in writing are not asked about.
template <class Same>
std::optional<std::vector<const Resource*>> alike(CheckContext& context, const Resource& subject,
                                                  const Written::Properties& properties, Same same) {
    std::vector<const Resource*> found;
    bool known = true;
    for (const Resource* other : written(context, subject, properties).candidates(subject)) {
        if (other == &subject) {
            found.push_back(other);
            continue;
        }
        const Tri answer = same(subject, *other);
        if (answer == Tri::no || !context.world.exists(other->id)) continue;
        if (answer == Tri::unknown)
            known = false;
        else
            found.push_back(other);
    }
    if (found.size() == 1 && !known) return std::nullopt;
    return found;
}

/// Where one mistake of all of them is told, so that it is told once: at the second.
inline const Resource& place_of_mistake(const std::vector<const Resource*>& alike) { return *alike[1]; }

inline std::vector<std::string_view> ids_of(const std::vector<const Resource*>& resources) {
    std::vector<std::string_view> ids;
    ids.reserve(resources.size());
    for (const Resource* resource : resources) ids.push_back(resource->id);
    return ids;
}

}  // namespace stackfit::checks
