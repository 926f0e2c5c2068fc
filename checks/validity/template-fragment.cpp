#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "template-fragment";
constexpr std::string_view refused =
    " CloudFormation refuses it as it stands; a build step has to put the files together. ";
constexpr std::string_view advice = " Lint the template that is built.";

/// "A, B and 12 other names"
std::string some_of(const std::vector<std::string_view>& names) {
    constexpr std::size_t shown = 3;
    std::string text;
    const std::size_t count = names.size() > shown ? shown - 1 : names.size();
    for (std::size_t i = 0; i < count; ++i) {
        const bool last = i + 1 == names.size();
        text += say(i == 0 ? "" : last ? " and " : ", ", names[i]);
    }
    if (names.size() > shown) text += say(" and ", std::to_string(names.size() - count), " other names");
    return text;
}

/// The end of a sentence about the file.
std::string what_it_lacks(const Fragment& fragment) {
    std::string names;
    if (!fragment.missing.empty())
        names = say("refers to ", some_of(fragment.missing), ", which it does not declare");
    if (fragment.serverless == nullptr) return names;
    const std::string transform =
        say("has a resource of type ", fragment.serverless->type, ", but no Transform");
    return names.empty() ? transform + " and no Globals" : say(names, ", and ", transform);
}

std::string about_piece(const Fragment& fragment) {
    return say(
        "This file is a piece of a template: it ", what_it_lacks(fragment), ".", refused,
        "What the others may hold is not judged: what it refers to, Globals, the Transform, and resources "
        "that stand beside its own.",
        advice);
}

/// A path as seen from the folder of the template.
std::string_view seen_from(const Unit& unit, std::string_view path) {
    const auto slash = unit.path.find_last_of('/');
    if (slash == std::string::npos) return path;
    const std::string_view folder = std::string_view(unit.path).substr(0, slash + 1);
    return path.starts_with(folder) ? path.substr(folder.size()) : path;
}

std::string about_frame(const Unit& unit, const Fragment& fragment) {
    std::vector<std::string_view> found, lost;
    for (const std::string_view name : fragment.missing)
        (fragment.merged.contains(name) ? found : lost).push_back(name);
    return say("This file is completed by others: it refers to ", some_of(found), ", and ", found.front(),
               " is declared in ", seen_from(unit, fragment.merged.at(found.front())),
               ", a piece of a template.", refused,
               "References to what the pieces may declare are not judged",
               lost.empty() ? "." : say("; none of those around it declares ", some_of(lost), "."), advice);
}

std::string about_source(const Member& directive) {
    const std::string_view key = directive.key;
    return say(
        "This file is a source of rain: ", key.starts_with("Fn::") ? key.substr(4) : key,
        " is a directive, which \"rain pkg\" replaces. CloudFormation refuses the file as it stands. What "
        "directives stand for is not judged. Lint what rain writes.");
}

Span first_reference(const Graph& graph, const Fragment& fragment) {
    for (const Dangling& one : graph.dangling())
        if (fragment.merged.contains(one.name)) return one.span;
    return {};
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Fragment& fragment = context.fragment;
    const auto add = [&](std::string message, Span at) {
        problems.push_back({id, std::move(message), at, {}, false});
    };
    switch (fragment.kind) {
        case Fragment::Kind::none: break;
        case Fragment::Kind::piece: {
            const Member* resources = context.unit.source.root()->find("Resources");
            add(about_piece(fragment), resources != nullptr ? resources->key_span : Span{});
            break;
        }
        case Fragment::Kind::frame:
            add(about_frame(context.unit, fragment), first_reference(context.graph, fragment));
            break;
        case Fragment::Kind::source:
            add(about_source(*fragment.directive), fragment.directive->key_span);
            break;
    }
}

}  // namespace

NativeCheck template_fragment() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
