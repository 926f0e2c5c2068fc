// The runs of an exploration as lines, for tests of what the worlds of a template are.
#pragma once

#include <functional>
#include <initializer_list>
#include <ostream>
#include <string>
#include <vector>

#include "support/parsed_template.h"

namespace stackfit::testing {

/// Every run of a body as "decisions -> answer" lines, the headline first.
inline std::vector<std::string> run_lines(const ParsedTemplate& parsed, const std::function<std::string(World&)>& body, const Assignment& given = {}, int budget = 64) {
    Worlds worlds(parsed.templ, given);
    std::vector<std::string> answers;
    const auto seen = worlds.explore([&](World& world) { answers.push_back(body(world)); }, budget);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        std::string line;
        for (const Decision& decision : seen.runs[i].decisions) line += (line.empty() ? "" : ", ") + decision.text();
        line += (line.empty() ? "" : " ") + ("-> " + answers[i]);
        if (!seen.runs[i].production_like) line += " (not production)";
        lines.push_back(line);
    }
    if (!seen.complete) lines.emplace_back("incomplete");
    return lines;
}

/// Lines as one text, so that a failure shows both.
struct Lines {
    std::string text;
    Lines(std::initializer_list<std::string> lines) {
        for (const auto& line : lines) text += line + "\n";
    }
    explicit Lines(const std::vector<std::string>& lines) {
        for (const auto& line : lines) text += line + "\n";
    }
    friend bool operator==(const Lines&, const Lines&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Lines& lines) { return out << "\n" << lines.text; }
};

inline Lines runs(const ParsedTemplate& parsed, const std::function<std::string(World&)>& body, const Assignment& given = {}) {
    return Lines(run_lines(parsed, body, given));
}

}  // namespace stackfit::testing
