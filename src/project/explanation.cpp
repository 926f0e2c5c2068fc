#include <algorithm>
#include <set>

#include "stackfit/project_explanation.h"
#include "stackfit/support/text.h"
#include "stackfit/template.h"

namespace stackfit {
namespace {

// Where a name is looked for, in this order.
constexpr char sections[][11] = {"Resources", "Conditions", "Parameters", "Mappings", "Outputs", "Rules"};

const Member* find_in(const Template& templ, std::string_view section, std::string_view id) {
    const Node* node = templ.section(section);
    return node == nullptr ? nullptr : node->find(id);
}

std::string_view type_of(const Template& templ, std::string_view id) {
    const Resource* resource = templ.resource(id);
    return resource == nullptr ? std::string_view{} : resource->type;
}

bool same_cause(const Cause& a, const Cause& b) {
    return a.reason == b.reason && (a.reason.empty() || a.span == b.span);
}

/// The parts of a tree that come from elsewhere than the whole. Depth is bounded by the document's.
class Parts {
public:
    explicit Parts(Cause whole) : whole_(whole) {}

    void collect(const Node& node, const std::string& path, const Cause& around) {
        const std::string prefix = path.empty() ? "" : path + ".";
        for (const Member& member : node.members)
            visit(*member.value, prefix + std::string(member.key), around);
        for (std::size_t i = 0; i < node.items.size(); ++i)
            visit(*node.items[i], path + "[" + std::to_string(i) + "]", around);
    }

    std::vector<Explanation::Part> found;

private:
    void visit(const Node& node, const std::string& path, const Cause& around) {
        const Cause cause = cause_of(node);
        // Below a part, only another reason is news; another line of the same one is not.
        const bool told =
            same_cause(cause, whole_) || (cause.reason == around.reason && !same_cause(around, whole_));
        if (cause.span.known() && !told) found.push_back({path, cause});
        collect(node, path, cause);
    }

    Cause whole_;
};

void add_once(std::vector<std::string_view>& ids, std::string_view id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// Whom a resource was made for, and what else was made for it.
void add_relatives(const Unit& unit, Explanation& explanation) {
    std::set<std::string_view> seen;
    for (const MadeResource& made : unit.made) {
        const Resource* resource = unit.expanded.resource(made.id);
        if (resource == nullptr) continue;
        if (made.id == explanation.id)
            add_once(explanation.made_for, made.source);
        else if (made.source == explanation.id && seen.insert(made.id).second)
            explanation.becomes.push_back({made.id, resource->type, cause_of(*resource->node)});
    }
}

void add_origin(const Member& member, Explanation& explanation) {
    const Cause cause = cause_of(*member.value);
    for (const Origin* origin = member.value->origin; origin != nullptr; origin = origin->cause) {
        explanation.causes.push_back({cause.span, origin->reason});
        if (is_loop(origin->reason)) explanation.loop = origin->reason.substr(0, origin->reason.find('['));
    }
    // What SAM adds to a resource of the author's own stands out from what he wrote.
    const bool added_to = explanation.written.known() && explanation.written_type == explanation.type;
    const Cause whole = added_to ? Cause{explanation.written, {}} : cause;
    Parts parts(whole);
    parts.collect(*member.value, "", whole);
    explanation.parts = std::move(parts.found);
}

template <class Visit>
void each_name(const Unit& unit, Visit visit) {
    for (const Template* templ : {&unit.expanded, &unit.source}) {
        for (const char* section : sections) {
            const Node* node = templ->section(section);
            if (node == nullptr) continue;
            for (const Member& member : node->members) visit(member.key);
        }
    }
}

}  // namespace

Cause cause_of(const Node& node) {
    return {node.span, node.origin == nullptr ? std::string_view{} : node.origin->reason};
}

std::optional<Explanation> explain(const Unit& unit, std::string_view id) {
    for (const char* section : sections) {
        const Member* written = find_in(unit.source, section, id);
        const Member* member = find_in(unit.expanded, section, id);
        if (written == nullptr && member == nullptr) continue;
        Explanation explanation;
        explanation.id = (member != nullptr ? member : written)->key;
        explanation.section = section;
        explanation.exists = member != nullptr;
        if (written != nullptr) explanation.written = written->key_span;
        const bool resource = explanation.section == "Resources";
        if (resource && written != nullptr) explanation.written_type = type_of(unit.source, id);
        if (resource) explanation.type = type_of(unit.expanded, id);
        if (member != nullptr) add_origin(*member, explanation);
        if (resource) add_relatives(unit, explanation);
        return explanation;
    }
    return std::nullopt;
}

std::string_view closest_name(const Unit& unit, std::string_view id) {
    std::vector<std::string_view> names;
    each_name(unit, [&](std::string_view name) { names.push_back(name); });
    const std::string_view near = closest(id, names);
    if (!near.empty() || id.empty()) return near;
    // Most likely without the hash at its end.
    const auto longer =
        std::find_if(names.begin(), names.end(), [&](std::string_view name) { return name.starts_with(id); });
    return longer == names.end() ? std::string_view{} : *longer;
}

}  // namespace stackfit
