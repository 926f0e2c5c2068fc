#include "sam/context.h"

#include "sam/value.h"
#include "stackfit/template_regions.h"

namespace stackfit::sam {

Context::Context(const Template& templ_, const SamOptions& options, Arena& arena_)
    : templ(templ_),
      mode(options.mode),
      region(options.region),
      partition(partition_of(options.region)),
      arena(arena_),
      build(arena_),
      resolver(templ_, options, partition_of(options.region), build, problems),
      apis(*this),
      repository_url(options.repository_url) {}

Maker Context::maker(Span span, std::string_view cause, std::string_view made) {
    return {build, span, build.origin(build.text(std::string(cause) + " -> " + std::string(made)))};
}

void Context::add_condition(const Maker& make, std::string_view name, const Node* expression) {
    const Member made = make.member(name, expression);
    const auto [place, added] = condition_index_.emplace(made.key, conditions.size());
    if (added) {
        conditions.push_back(made);
    } else {
        conditions[place->second] = made;
    }
}

void Context::remove_condition(std::string_view name) {
    const auto found = condition_index_.find(name);
    if (found == condition_index_.end()) return;
    conditions.erase(conditions.begin() + static_cast<std::ptrdiff_t>(found->second));
    condition_index_.clear();
    for (std::size_t i = 0; i < conditions.size(); ++i) condition_index_.emplace(conditions[i].key, i);
}

const Node* Context::properties_of(std::string_view id) const {
    if (const auto found = source_index.find(id); found != source_index.end())
        return sources[found->second].properties;
    const Resource* resource = templ.resource(id);
    return resource == nullptr ? nullptr : resource->properties;
}

const Node* Context::aws_policy(const Maker& make, std::string_view name) {
    return make.text("arn:" + std::string(partition) + ":iam::aws:policy/" + std::string(name));
}

}  // namespace stackfit::sam
