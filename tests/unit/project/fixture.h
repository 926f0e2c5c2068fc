// One template, read and expanded, with its graph; for the tests of project and of the layers above it.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "stackfit/graph.h"

namespace stackfit {

struct Fixture {
    explicit Fixture(std::string text, const ProjectOptions& options = {})
        : unit(project.add_text("template.yaml", std::move(text), options)), graph(unit.expanded) {}

    [[nodiscard]] const Resource& resource(std::string_view id) const {
        const Resource* found = unit.expanded.resource(id);
        REQUIRE_MESSAGE(found != nullptr, std::string(id));
        return *found;
    }
    [[nodiscard]] std::string text(Span span) const {
        return std::string(project.sources()[span.file].text(span));
    }

    /// Calls `body` in the headline world only.
    void in_headline(const std::function<void(World&)>& body) {
        REQUIRE(unit.worlds != nullptr);
        unit.worlds->explore(body, 1);
    }

    Project project;
    Unit& unit;
    Graph graph;
};

inline std::string to_string(Tri tri) {
    if (tri == Tri::unknown) return "unknown";
    return tri == Tri::yes ? "yes" : "no";
}

}  // namespace stackfit
