// A template from text, expanded.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "stackfit/sam.h"
#include "support/parsed_template.h"
#include "support/source_dir.h"

namespace stackfit::testing {

/// A file of fixtures/sam/expand.
inline std::string expand_fixture(const std::string& name) {
    std::ifstream in(stackfit::testing::in_source("fixtures/sam/expand/") + name);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The names of its templates, without the extension, sorted.
inline std::vector<std::string> expand_fixtures() {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(stackfit::testing::in_source("fixtures/sam/expand"))) {
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

struct Expanded : ParsedTemplate {
    Arena made;
    Assignment given;
    SamResult result;

    Expanded(std::string text, SamMode mode, std::map<std::string, std::string, std::less<>> parameters = {})
        : ParsedTemplate(std::move(text)) {
        given.parameters = std::move(parameters);
        SamOptions options;
        options.mode = mode;
        options.given = &given;
        result = expand_sam(templ, options, made);
    }

    /// One line a problem: LINE:COLUMN: RESOURCE: MESSAGE [CHECK]
    [[nodiscard]] std::string problems() const {
        std::string lines;
        for (const Problem& problem : result.problems) {
            const Position place = problem.span.known()
                                       ? sources[problem.span.file].position(problem.span.begin)
                                       : Position{0, 0};
            lines += std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + names(problem) +
                     ": " + problem.message +
                     (problem.note ? " (note)" : " [" + std::string(problem.check) + "]") + "\n";
        }
        return lines;
    }
    /// "F", or "F G" where others share the mistake.
    static std::string names(const Problem& problem) {
        std::string text(problem.resource);
        for (const std::string_view other : problem.also) text += " " + std::string(other);
        return text;
    }
    /// The JSON of one resource of the result, on one line; "" when it is not there.
    [[nodiscard]] std::string resource(std::string_view id) const {
        const Node* one = result.root->get("Resources")->get(id);
        return one == nullptr ? "" : write_json(*one, 0);
    }
    [[nodiscard]] std::string condition(std::string_view name) const {
        const Node* all = result.root->get("Conditions");
        const Node* one = all == nullptr ? nullptr : all->get(name);
        return one == nullptr ? "" : write_json(*one, 0);
    }
    /// The ids of the result, in order, separated by blanks.
    [[nodiscard]] std::string ids() const {
        std::string text;
        for (const Member& member : result.root->get("Resources")->members)
            text += (text.empty() ? "" : " ") + std::string(member.key);
        return text;
    }
};

}  // namespace stackfit::testing
