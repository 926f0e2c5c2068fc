#include <algorithm>
#include <iterator>
#include <set>

#include "stackfit/graph_fragments.h"
#include "surroundings.h"

namespace stackfit {
namespace {

constexpr const char* declaring_sections[] = {"Parameters", "Mappings", "Conditions", "Globals", "Rules"};

/// "Checkout" of "Checkout.Alias": what has to be declared.
std::string_view declared_part(std::string_view name) { return name.substr(0, name.find('.')); }

bool declares(const Template& templ, std::string_view name) {
    const Node* mappings = templ.section("Mappings");
    return templ.resource(name) != nullptr || templ.parameter(name) != nullptr ||
           templ.condition(name) != nullptr || (mappings != nullptr && mappings->find(name) != nullptr);
}

bool has_declaring_section(const Template& templ) {
    return std::any_of(std::begin(declaring_sections), std::end(declaring_sections),
                       [&](const char* name) { return templ.section(name) != nullptr; });
}

const Resource* first_serverless(const Template& templ) {
    const auto& all = templ.resources();
    const auto found =
        std::find_if(all.begin(), all.end(), [](const Resource& one) { return is_serverless(one.type); });
    return found == all.end() ? nullptr : &*found;
}

/// A function that can only do with the Globals of another file.
bool lacks_globals(const Resource& resource) {
    return resource.type == "AWS::Serverless::Function" && resource.properties != nullptr &&
           resource.properties->find("Runtime") == nullptr &&
           resource.properties->find("PackageType") == nullptr;
}

/// What one file says about itself. A name alone is no sign: a template that forgets its Transform may also have a slip.
bool is_piece_by_itself(const Template& source, const Graph& graph) {
    if (!source.transforms().empty()) return false;
    constexpr std::size_t many = 8;  // below, a file is a template with mistakes
    const auto& missing = graph.dangling();
    if (missing.size() >= many && missing.size() > graph.edges().size()) return true;
    if (first_serverless(source) == nullptr) return false;
    if (has_declaring_section(source)) return false;
    const auto& all = source.resources();
    return !missing.empty() && std::any_of(all.begin(), all.end(), lacks_globals);
}

std::vector<std::string_view> missing_names(const Graph& graph) {
    std::vector<std::string_view> names;
    std::set<std::string_view> seen;
    for (const Dangling& one : graph.dangling())
        if (seen.insert(one.name).second) names.push_back(one.name);
    return names;
}

/// What the files around a template tell of it. One that shares a name with another proves nothing: folders of templates that know nothing of
/// each other are common.
class Evidence {
public:
    Evidence(const Template& source, Fragment& fragment)
        : source_(source),
          fragment_(fragment),
          may_be_piece_(source.transforms().empty() && !source.resources().empty()) {}

    void see(const Neighbour& other) {
        const Graph graph(*other.templ);
        const bool piece = is_piece_by_itself(*other.templ, graph);
        const bool shown = holds_all_of_it(other, graph) || is_frame_of_it(*other.templ, graph);
        if (may_be_piece_ && (shown || (piece && needs_it(graph)))) fragment_.kind = Fragment::Kind::piece;
        if (piece ? !completes(graph) : !completes_all(*other.templ, graph)) return;
        for (const std::string_view name : fragment_.missing)
            if (declares(*other.templ, declared_part(name))) fragment_.merged.try_emplace(name, other.path);
    }

private:
    /// A whole template in a folder above has been built from it, and from what it lacks.
    bool holds_all_of_it(const Neighbour& other, const Graph& graph) const {
        if (!other.above || !graph.dangling().empty()) return false;
        const auto& own = source_.resources();
        const auto is_same = [&](const Resource& one) {
            const Resource* same = other.templ->resource(one.id);
            return same != nullptr && same->type == one.type;
        };
        return std::all_of(own.begin(), own.end(), is_same) && declares_what_is_missing(*other.templ);
    }

    bool declares_what_is_missing(const Template& other) const {
        return std::all_of(fragment_.missing.begin(), fragment_.missing.end(),
                           [&](std::string_view name) { return declares(other, declared_part(name)); });
    }

    /// Does a template refer to its resources, and declare all that they refer to?
    bool is_frame_of_it(const Template& other, const Graph& graph) const {
        return !other.transforms().empty() && !has_declaring_section(source_) && needs_it(graph) &&
               declares_what_is_missing(other);
    }

    bool needs_it(const Graph& other) const {
        return std::any_of(other.dangling().begin(), other.dangling().end(), [&](const Dangling& one) {
            return source_.resource(declared_part(one.name)) != nullptr;
        });
    }

    bool is_declared_here(const Dangling& one) const { return declares(source_, declared_part(one.name)); }

    /// Does the template have something that the piece lacks? One that refers to nothing lacks the Transform.
    bool completes(const Graph& piece) const {
        const auto& missing = piece.dangling();
        if (missing.empty()) return source_.has_transform("AWS::Serverless");
        return std::any_of(missing.begin(), missing.end(),
                           [&](const Dangling& one) { return is_declared_here(one); });
    }

    /// Has the other file nothing but resources, and the template all that they refer to?
    bool completes_all(const Template& other, const Graph& graph) const {
        const auto& missing = graph.dangling();
        return !may_be_piece_ && other.transforms().empty() && !has_declaring_section(other) &&
               !missing.empty() && std::all_of(missing.begin(), missing.end(), [&](const Dangling& one) {
                   return is_declared_here(one);
               });
    }

    const Template& source_;
    Fragment& fragment_;
    bool may_be_piece_;
};

const Member* first_directive(const Node& node) {
    if (const Member* found = directive(node)) return found;
    for (const Node* item : node.items)
        if (const Member* found = first_directive(*item)) return found;
    for (const Member& member : node.members)
        if (const Member* found = first_directive(*member.value)) return found;
    return nullptr;
}

/// The text says fast that there is none, as nearly always. Documents are at most DocumentLimits::depth deep.
const Member* first_directive(const Project& project, const Unit& unit) {
    const std::string_view text = project.sources()[unit.file].text();
    return text.find("Rain::") == std::string_view::npos ? nullptr : first_directive(*unit.source.root());
}

/// What the files around it show, when it does not show it itself.
void look_around(const Project& project, const Unit& unit, const FileSystem* files, Fragment& fragment) {
    std::vector<std::string_view> words;
    for (const std::string_view name : fragment.missing) words.push_back(declared_part(name));
    for (const Resource& resource : unit.source.resources()) words.push_back(resource.id);
    Evidence evidence(unit.source, fragment);
    visit_neighbours(project, unit, files, words, [&](const Neighbour& other) { evidence.see(other); });
    if (fragment.kind == Fragment::Kind::none && !fragment.merged.empty())
        fragment.kind = Fragment::Kind::frame;
}

}  // namespace

Fragment find_fragment(const Project& project, const Unit& unit, const Graph& graph,
                       const FileSystem* files) {
    Fragment fragment;
    const Template& source = unit.source;
    if (!source.has_transform("AWS::Serverless") && source.macro() == nullptr)
        fragment.serverless = first_serverless(source);
    fragment.directive = first_directive(project, unit);
    fragment.missing = missing_names(graph);
    if (is_piece_by_itself(source, graph))
        fragment.kind = Fragment::Kind::piece;
    else if (!fragment.missing.empty())
        look_around(project, unit, files, fragment);
    if (fragment.kind == Fragment::Kind::none && fragment.directive != nullptr)
        fragment.kind = Fragment::Kind::source;
    return fragment;
}

}  // namespace stackfit
