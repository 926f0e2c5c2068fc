// Why something stands in an expanded template: a sentence, the author's lines, then what of it comes from elsewhere.
//
//     GreetAliaslive is an AWS::Lambda::Alias that SAM makes for Greet.
//
//     template.yaml:15:7
//        |
//     15 |       AutoPublishAlias: live
//        |       ^^^^^^^^^^^^^^^^ AutoPublishAlias -> AWS::Lambda::Alias
//
//     from other lines:
//       16  DeploymentPreference -> UpdatePolicy: UpdatePolicy
#include <algorithm>

#include "report/style.h"

namespace stackfit {
namespace {

constexpr std::size_t most_paths = 8;

std::string_view noun(std::string_view section) {
    if (section == "Conditions") return "condition";
    if (section == "Parameters") return "parameter";
    if (section == "Mappings") return "mapping";
    if (section == "Outputs") return "output";
    if (section == "Rules") return "rule";
    return "resource";
}

std::string a_thing(std::string_view name) {
    if (name.empty()) return "a resource without a type";
    constexpr std::string_view vowels = "AEIOUaeiou";
    return (vowels.find(name[0]) != std::string_view::npos ? "an " : "a ") + std::string(name);
}

int line_of(const Sources& sources, Span span) { return sources[span.file].position(span.begin).line; }

std::string what_it_is(const Sources& sources, const Explanation& explanation) {
    const std::string id(explanation.id);
    const bool resource = explanation.section == "Resources";
    const std::string kind = resource ? a_thing(explanation.type) : a_thing(noun(explanation.section));
    const std::string written =
        explanation.written.known() ? "line " + std::to_string(line_of(sources, explanation.written)) : "";
    if (!explanation.exists) {
        const std::string was = resource ? a_thing(explanation.written_type) : kind;
        return id + " is not in the expanded template. You wrote it at " + written + " as " + was +
               (explanation.becomes.empty() ? "." : ", which SAM replaces.");
    }
    if (explanation.causes.empty()) return id + " is " + kind + ". You wrote it at " + written + ".";
    if (!written.empty() && explanation.written_type != explanation.type)
        return id + " is " + kind + ". You wrote it at " + written + " as " +
               a_thing(explanation.written_type) + ", which SAM expands.";
    if (!written.empty())
        return id + " is " + kind + ". You wrote it at " + written + ", and SAM adds to it.";
    const std::string made_for =
        explanation.made_for.empty() ? "" : " for " + resource_list(explanation.made_for, most_paths);
    if (made_for.empty() && !explanation.loop.empty())
        return id + " is " + kind + " that the loop " + std::string(explanation.loop) + " makes.";
    return id + " is " + kind + " that SAM makes" + made_for + ".";
}

bool holds(const Resource& resource, Span place) {
    return place.file == resource.id_span.file && place.begin >= resource.id_span.begin &&
           place.end <= resource.node->span.end;
}

/// Where it stands, or why it is made; then some of the resources that it is made for, when that line is in none of them but in Globals.
std::vector<Label> labels_of(const Unit& unit, const Explanation& explanation) {
    constexpr std::size_t most = 3;
    const std::string_view reason =
        explanation.causes.empty() ? "written here" : explanation.causes[0].reason;
    if (explanation.written.known())
        return {{explanation.written, explanation.exists ? std::string(reason) : "replaced"}};
    std::vector<Label> labels, users;
    for (const Cause& cause : explanation.causes) labels.push_back({cause.span, std::string(cause.reason)});
    for (const std::string_view id : explanation.made_for) {
        const Resource* resource = unit.source.resource(id);
        if (resource != nullptr && holds(*resource, labels[0].span)) return labels;
        if (resource != nullptr && users.size() < most)
            users.push_back({resource->id_span, "for this resource"});
    }
    labels.insert(labels.end(), users.begin(), users.end());
    return labels;
}

/// "Properties.X" as "X": the attributes of a resource are called by names that no property has.
std::string short_path(const std::string& path) {
    constexpr std::string_view prefix = "Properties.";
    return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

struct Group {
    int first_line, last_line;
    std::string_view reason;
    std::vector<std::string> paths;
};

/// Parts of one reason and line; what the author wrote is one group, whatever its lines. In the order of the lines.
std::vector<Group> groups_of(const Sources& sources, const Explanation& explanation) {
    std::vector<Group> groups;
    for (const Explanation::Part& part : explanation.parts) {
        const int line = line_of(sources, part.cause.span);
        const bool written = part.cause.reason.empty();
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.reason == part.cause.reason && (written || group.first_line == line);
        });
        Group& group =
            same != groups.end() ? *same : groups.emplace_back(Group{line, line, part.cause.reason, {}});
        group.first_line = std::min(group.first_line, line);
        group.last_line = std::max(group.last_line, line);
        group.paths.push_back(short_path(part.path));
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.first_line < b.first_line; });
    return groups;
}

std::string lines_text(const Group& group) {
    const std::string first = std::to_string(group.first_line);
    return group.first_line == group.last_line ? first : first + "-" + std::to_string(group.last_line);
}

std::string paths_text(const std::vector<std::string>& paths) {
    const std::vector<std::string_view> views(paths.begin(), paths.end());
    return resource_list(views, most_paths);
}

void add_parts(std::string& out, const Sources& sources, const Explanation& explanation) {
    const std::vector<Group> groups = groups_of(sources, explanation);
    if (groups.empty()) return;
    std::size_t width = 0;
    for (const Group& group : groups) width = std::max(width, lines_text(group).size());
    out += "\nfrom other lines:\n";
    for (const Group& group : groups) {
        const std::string lines = lines_text(group);
        out += "  " + std::string(width - lines.size(), ' ') + lines + "  " +
               (group.reason.empty() ? "as written" : std::string(group.reason)) + ": " +
               paths_text(group.paths) + "\n";
    }
}

void add_becomes(std::string& out, const Explanation& explanation) {
    if (explanation.becomes.empty()) return;
    std::size_t ids = 0, types = 0;
    for (const Explanation::Made& made : explanation.becomes) {
        ids = std::max(ids, made.id.size());
        types = std::max(types, made.type.size());
    }
    out += explanation.exists ? "\nSAM also makes of it:\n" : "\nSAM makes of it:\n";
    for (const Explanation::Made& made : explanation.becomes)
        out += "  " + pad(std::string(made.id), ids + 2) + pad(std::string(made.type), types + 2) +
               std::string(made.cause.reason) + "\n";
}

}  // namespace

std::string explanation_text(const Unit& unit, const Sources& sources, const Explanation& explanation,
                             TextStyle style) {
    std::string out = what_it_is(sources, explanation) + "\n\n";
    out += snippet_text(sources, labels_of(unit, explanation), style);
    add_parts(out, sources, explanation);
    add_becomes(out, explanation);
    return out;
}

}  // namespace stackfit
