// A template from text, expanded.
#pragma once

#include <string>

#include "stackfit/sam.h"
#include "support/parsed_template.h"

namespace stackfit::testing {

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
            lines += std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
                     std::string(problem.resource) + ": " + problem.message +
                     (problem.note ? " (note)" : " [" + std::string(problem.check) + "]") + "\n";
        }
        return lines;
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
