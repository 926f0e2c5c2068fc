// report: one file per output format. Knows findings and scores, nothing of template syntax.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stackfit/change.h"
#include "stackfit/fitness_what_if.h"
#include "stackfit/project_explanation.h"
#include "stackfit/rollout.h"

namespace stackfit {

enum class Format : std::uint8_t { text, concise, github, json, markdown, emf, put_metric_data, github_output };
std::optional<Format> format_of(std::string_view name);
std::string_view to_string(Format format);

/// A judged template as reports see it. A file that could not be read has no verdict.
struct ReportedTemplate {
    const Unit* unit = nullptr;
    const Verdict* verdict = nullptr;
    std::optional<Fitness> fitness;
    std::vector<Gain> gains;
    std::optional<WhatIf> what_if;              ///< --what-if
};

/// A named environment's fitness, side by side with the headline's.
struct EnvironmentScore {
    std::string name;
    bool production = false;
    std::optional<Fitness> fitness;
    std::optional<Fitness> least;               ///< of the least fit template
};

struct Report {
    const Project* project = nullptr;
    std::vector<ReportedTemplate> templates;
    std::optional<Fitness> total;               ///< of the project, when it has several templates
    std::optional<WhatIf> total_what_if;
    std::vector<EnvironmentScore> environments;
    Date as_of;
    std::string version, scoring_model;
    bool partial = false;                       ///< checks are disabled or set otherwise: not to be held against other templates
    bool outcomes = false;                      ///< --outcomes
    bool worlds = false;                        ///< --worlds
    bool notes = true;                          ///< findings of severity info too; JSON has them always

    /// Of the run: of the one template, or of all together.
    [[nodiscard]] const std::optional<Fitness>& fitness() const { return templates.size() == 1 ? templates[0].fitness : total; }
};

struct TextStyle {
    bool color = false;
    bool unicode = true;
};

/// Where `notes` is false, one line stands for all findings of severity info; github has not even that.
std::string lint_text(const Report& report, TextStyle style);
/// The worlds of each template, and each finding under those in which it lives.
std::string lint_worlds(const Report& report, TextStyle style);
std::string lint_concise(const Report& report);
std::string lint_github(const Report& report);
std::string report_json(const Report& report);       ///< lint and score: the same document (docs/json.md)
std::string score_text(const Report& report, TextStyle style);
std::string compare_text(const Comparison& comparison, const Revision& old_side, const Revision& new_side, TextStyle style);
std::string compare_json(const Comparison& comparison, const Report& old_side, const Report& new_side);
/// One line for standard error: "3 findings (1 error, 2 warnings; 1 suppressed) in 1 template, fitness 81".
std::string summary_line(const Report& report);
/// The catalogue: a line a check; the published JSON list; one check with its prose and examples.
std::string checks_text(const CheckSet& checks);
std::string checks_json(const CheckSet& checks);
std::string check_text(const CheckInfo& check);
/// "path:line:column" of the beginning of a span: how every message names a place.
std::string place_text(const Sources& sources, Span span);
/// The author's lines at the labels, under the place of the first: what a finding shows below its first line.
std::string snippet_text(const Sources& sources, std::span<const Label> labels, TextStyle style);
/// Why a resource or condition of an expanded template exists, for people and for programs (docs/transform.md).
std::string explanation_text(const Unit& unit, const Sources& sources, const Explanation& explanation, TextStyle style);
std::string explanation_json(const Sources& sources, const Explanation& explanation);
/// For every value of an expanded template, by JSON Pointer, the author's place and the reason (docs/transform.md). One line each.
std::string provenance_json(const Sources& sources, const Node& root);
/// How a stack will be deployed (docs/rollout.md), in lines of at most so many columns.
std::string rollout_text(const Unit& unit, const Rollout& rollout, TextStyle style, std::size_t columns);
std::string rollout_json(const Unit& unit, const Rollout& rollout);
/// One Gantt chart a world and function: Mermaid draws minutes as a clock's.
std::string rollout_mermaid(const Unit& unit, const Rollout& rollout);
/// The first line of a finding: "path:line:column: severity: message [check]".
std::string finding_line(const Project& project, const Finding& finding, TextStyle style);
/// One finding as text: header line, snippet, labels.
std::string finding_text(const Project& project, const Finding& finding, double points, TextStyle style);

}  // namespace stackfit
