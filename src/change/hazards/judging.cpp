#include "judging.h"

#include <algorithm>
#include <iterator>

#include "../difference.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr HazardKind kinds[] = {
    {"stateful-resource-removed", Severity::error, "What a removed resource holds is deleted with it"},
    {"stateful-resource-replaced", Severity::error, "What a replaced resource holds is deleted with it"},
    {"stateful-resource-renamed", Severity::error, "A resource that holds data gets another logical id"},
    {"deletion-protection-dropped", Severity::warning, "A resource that holds data is no longer kept"},
    {"type-changed", Severity::error, "The same logical id has another type"},
    {"service-token-changed", Severity::error, "A custom resource gets another provider"},
    {"function-replaced", Severity::error, "A function with an alias is replaced"},
    {"name-blocks-replacement", Severity::error, "A resource that is replaced has a fixed name"},
    {"name-still-taken", Severity::error, "A new resource has the name of one that is deleted only later"},
    {"export-in-use-removed", Severity::error, "An export that another template imports is removed"},
    {"export-in-use-changed", Severity::error, "An export that another template imports gets another value"},
    {"export-removed", Severity::info, "An export is removed that no template here imports"},
    {"alias-removed", Severity::error, "A function loses its alias"},
    {"alias-replaced", Severity::error, "A function gets an alias of another name"},
    {"gradual-deployment-removed", Severity::error, "A function is no longer released gradually"},
    {"new-version-not-published", Severity::error,
     "A function changes and no new version of it is published"},
    {"role-changes-during-shift", Severity::error, "Role or dead-letter queue change with a gradual release"},
    {"provisioned-concurrency-changes-during-shift", Severity::warning,
     "Provisioned concurrency changes with a gradual release"},
    {"contract-changes-during-shift", Severity::warning,
     "What both versions use changes incompatibly while traffic shifts"},
    {"configuration-changes-during-shift", Severity::warning,
     "What both versions read changes at once while traffic shifts"},
    {"api-changes-before-code", Severity::warning, "An API changes before the code behind it"},
    {"changes-beside-shift", Severity::info, "Other resources change at once while traffic shifts"},
    {"permissions-removed-during-shift", Severity::warning,
     "The old version loses permissions while it still serves"},
    {"api-change-not-deployed", Severity::error, "An API changes and no new deployment of it is made"},
};

}  // namespace

std::span<const HazardKind> hazard_kinds() { return kinds; }

std::vector<Hazard> find_hazards(const std::vector<ChangeSet>& changes, const Project& before,
                                 const Project& after) {
    using namespace change;
    constexpr void (*families[])(Judging&) = {
        find_data_hazards,   find_identity_hazards,   find_name_hazards,
        find_export_hazards, find_release_hazards,    find_version_hazards,
        find_shift_hazards,  find_permission_hazards, find_api_hazards};
    std::vector<Hazard> found;
    for (const ChangeSet& one : changes) {
        if (one.before == nullptr || one.after == nullptr) continue;
        std::vector<Hazard> here;
        Judging judging(one, before, after, here);
        for (const auto family : families) family(judging);
        std::stable_sort(here.begin(), here.end(),
                         [](const Hazard& a, const Hazard& b) { return a.kind < b.kind; });
        std::move(here.begin(), here.end(), std::back_inserter(found));
    }
    return found;
}

namespace change {
namespace {

std::string shown(World& world, const Value& value) { return value.absent() ? "" : world.show(value); }

Release read_release(World& world, const Graph& graph, const Resource& function) {
    const Deployment deployment = deployment_of(world, graph, function);
    Release release;
    release.function = &function;
    release.alias = deployment.alias;
    release.version = deployment.version;
    release.group = deployment.group;
    release.by_code_deploy = deployment.has_update_policy;
    release.gradual = deployment.has_update_policy && is_gradual(world, graph, deployment) == Tri::yes;
    release.type = shown(world, type_of(world, graph, deployment).value);
    if (deployment.alias != nullptr)
        release.alias_name = shown(world, world.get(deployment.alias->properties, "Name"));
    const Value role = world.get(function.properties, "Role");
    if (role.is_text() && role.text.size() == 1)
        release.role = graph.templ().resource(role.text.front().name);
    return release;
}

/// Of the functions that exist in the headline world.
std::vector<Release> read_releases(const Unit& unit, const Graph& graph) {
    std::vector<Release> releases;
    unit.worlds->explore(
        [&](World& world) {
            for (const Resource& resource : graph.templ().resources())
                if (resource.type == "AWS::Lambda::Function" && world.exists(resource.id))
                    releases.push_back(read_release(world, graph, resource));
        },
        1);
    return releases;
}

std::vector<ReleasePair> pair_releases(const ChangeSet& changes, const Graph& old_graph,
                                       const Graph& new_graph) {
    std::vector<ReleasePair> pairs;
    if (same_tree(*changes.before->expanded.root(), *changes.after->expanded.root())) return pairs;
    const std::vector<Release> before = read_releases(*changes.before, old_graph);
    for (const Release& after : read_releases(*changes.after, new_graph)) {
        const ResourceChange* change = changes.of(after.function->id);
        const Resource* old_one =
            change != nullptr ? change->before : old_graph.templ().resource(after.function->id);
        for (const Release& one : before)
            if (one.function == old_one) pairs.push_back({one, after});
    }
    return pairs;
}

}  // namespace

Judging::Judging(const ChangeSet& changes_, const Project& before_, const Project& after_,
                 std::vector<Hazard>& found)
    : changes(changes_),
      before(before_),
      after(after_),
      old_graph(changes_.before->expanded),
      new_graph(changes_.after->expanded),
      found_(found) {
    releases_ = pair_releases(changes, old_graph, new_graph);
}

bool Judging::publishes(const ReleasePair& release) const {
    if (release.after.version == nullptr || release.before.version == nullptr) return false;
    const ResourceChange* version = changes.of(release.after.version->id);
    return version != nullptr && version->action != ResourceChange::Action::modify;
}

bool Judging::shifts(const ReleasePair& release) const {
    const bool alias_stays =
        release.before.alias != nullptr && release.before.alias_name == release.after.alias_name;
    return release.after.gradual && alias_stays && publishes(release);
}

Hazard& Judging::add(const char* kind, std::string_view resource, Words words) {
    Hazard hazard;
    hazard.kind = std::find_if(std::begin(kinds), std::end(kinds),
                               [&](const HazardKind& one) { return std::string_view(one.id) == kind; });
    hazard.severity = hazard.kind->severity;
    hazard.changes = &changes;
    hazard.resource = resource;
    hazard.what = std::move(words.what);
    hazard.why = std::move(words.why);
    hazard.advice = std::move(words.advice);
    found_.push_back(std::move(hazard));
    return found_.back();
}

Hazard& Judging::report(const char* kind, const ResourceChange& change, Words words,
                        const PropertyChange* at) {
    Hazard& hazard = add(kind, change.id, std::move(words));
    hazard.worlds = change.worlds;
    if (!change.production_like) hazard.severity = Severity::info;
    if (change.before != nullptr) hazard.old_span = at != nullptr ? at->old_span : change.before->id_span;
    if (change.after != nullptr) hazard.new_span = at != nullptr ? at->new_span : change.after->id_span;
    return hazard;
}

Hazard& Judging::report(const char* kind, const Resource* old_one, const Resource* new_one, Words words) {
    Hazard& hazard = add(kind, (new_one != nullptr ? new_one : old_one)->id, std::move(words));
    if (old_one != nullptr) hazard.old_span = old_one->id_span;
    if (new_one != nullptr) hazard.new_span = new_one->id_span;
    return hazard;
}

std::string named(std::string_view type, std::string_view id) {
    return std::string(type.substr(type.rfind(':') + 1)) + " " + std::string(id);
}

std::string first_of(std::vector<std::string> names, std::size_t most) {
    const std::size_t more = names.size() > most ? names.size() - most : 0;
    names.resize(names.size() - more);
    return join(names, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

std::string property_name(const PropertyChange& change) {
    return change.path.substr(change.path.find('.') + 1);
}

std::string replacing_properties(const ResourceChange& change) {
    std::vector<std::string> names;
    for (const PropertyChange& one : change.properties)
        if (one.replacement == change.replacement) names.push_back(property_name(one));
    return first_of(std::move(names));
}

const PropertyChange* replacing_property(const ResourceChange& change) {
    const auto found =
        std::find_if(change.properties.begin(), change.properties.end(),
                     [&](const PropertyChange& one) { return one.replacement == change.replacement; });
    return found == change.properties.end() ? nullptr : &*found;
}

bool is_property(const PropertyChange& change, std::string_view property) {
    return is_within(change.path, property);
}

void soften(Hazard& hazard) { hazard.severity = std::min(hazard.severity, Severity::warning); }

}  // namespace change
}  // namespace stackfit
