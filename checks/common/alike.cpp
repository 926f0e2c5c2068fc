#include "alike.h"

#include <algorithm>
#include <limits>

#include "../validity/shape_branches.h"
#include "../validity/shape_values.h"
#include "say.h"

namespace stackfit::checks {
namespace {

/// "0100" and 100 are one number to CloudFormation.
std::string key_of(std::string_view literal) {
    const auto number = number_of(literal);
    return number ? number_text(*number) : std::string(literal);
}

void add(std::vector<std::uint32_t>& places, std::uint32_t place) {
    if (places.empty() || places.back() != place) places.push_back(place);
}

}  // namespace

Written::Written(const Template& templ, std::string_view type, const Properties& properties) {
    for (const Resource& resource : templ.resources()) {
        if (resource.type != type) continue;
        const auto place = static_cast<std::uint32_t>(resources_.size());
        places_[&resource] = place;
        all_.push_back(place);
        resources_.push_back(&resource);
    }
    for (const std::string_view name : properties) properties_.push_back(property(templ, name));
}

void Written::read(const Template& templ, const Node* value, Said& said) {
    if (value == nullptr || value->kind == Kind::null || is_no_value(value)) {
        said.open = true;
    } else if (const Node* arguments = choice(*value)) {
        read(templ, arguments->items[1], said);
        read(templ, arguments->items[2], said);
    } else if (value->is_scalar()) {
        said.literals.push_back(key_of(value->text));
    } else if (const Resource* named = referred_resource(templ, *value)) {
        said.names.push_back(named->id);
    } else {
        said.open = true;
    }
}

Written::Property Written::property(const Template& templ, std::string_view name) const {
    Property made;
    for (std::uint32_t place = 0; place < resources_.size(); ++place) {
        const Node* properties = resources_[place]->properties;
        Said& said = made.said.emplace_back();
        read(templ, properties == nullptr ? nullptr : value_of(properties->members, name), said);
        for (const std::string& literal : said.literals) {
            add(made.by_literal[literal], place);
            add(made.with_literal, place);
        }
        for (const std::string_view named : said.names) {
            add(made.by_name[named], place);
            add(made.with_name, place);
        }
        if (said.open) made.open.push_back(place);
    }
    return made;
}

std::vector<const Written::Places*> Written::like(const Property& property, std::uint32_t place) const {
    const Said& said = property.said[place];
    if (said.open) return {&all_};
    std::vector<const Places*> found = {&property.open};
    for (const std::string& literal : said.literals) found.push_back(&property.by_literal.at(literal));
    for (const std::string_view name : said.names) found.push_back(&property.by_name.at(name));
    if (!said.literals.empty()) found.push_back(&property.with_name);
    if (!said.names.empty()) found.push_back(&property.with_literal);
    return found;
}

std::vector<const Resource*> Written::candidates(const Resource& resource) const {
    const std::uint32_t place = places_.at(&resource);
    std::vector<const Places*> fewest = {&all_};
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const Property& property : properties_) {
        std::vector<const Places*> found = like(property, place);
        std::size_t size = 0;
        for (const Places* places : found) size += places->size();
        if (size >= least) continue;
        least = size;
        fewest = std::move(found);
    }
    Places chosen;
    for (const Places* places : fewest) chosen.insert(chosen.end(), places->begin(), places->end());
    if (!std::is_sorted(chosen.begin(), chosen.end())) std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    std::vector<const Resource*> result;
    result.reserve(chosen.size());
    for (const std::uint32_t one : chosen) result.push_back(resources_[one]);
    return result;
}

const Written& written(CheckContext& context, const Resource& subject,
                       const Written::Properties& properties) {
    return context.memory.remember(context.world, context.check.id, nullptr,
                                   [&] { return Written(context.unit.expanded, subject.type, properties); });
}

}  // namespace stackfit::checks
