// SAM's form and what SAM makes of it get the same verdicts: a deployment check may not depend on how a release was written.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "stackfit/checks.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

using Lines = std::vector<std::string>;

/// The expansion does not show what the author asked of SAM: how its versions are named, and what switches CodeDeploy off.
bool reads_sam(const Outcome& outcome) {
    return outcome.check->id == "version-follows-code" ||
           outcome.check->id == "version-follows-configuration" ||
           outcome.check->id == "deployment-preference-switch";
}

std::string_view status(const Judgement& judgement) {
    if (judgement.status == Judgement::Status::not_applicable) return "not applicable";
    if (judgement.status == Judgement::Status::unknown) return "unknown";
    return judgement.value < 0.5 ? "fails" : "passes";
}

/// "hook-has-time Checkout fails", of every deployment check and function.
Lines verdicts(const CheckSet& checks, const std::string& text) {
    Project project;
    const Unit& unit = project.add_text("template", text, {});
    const Verdict verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    Lines lines;
    for (const Outcome& outcome : verdict.outcomes) {
        if (outcome.check->family != Family::deployment || outcome.subject == nullptr || reads_sam(outcome))
            continue;
        lines.push_back(std::string(outcome.check->id) + " " + std::string(outcome.subject->id) + " " +
                        std::string(status(outcome.headline())));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// What `stackfit transform` prints; nothing for a template that SAM refuses.
std::string transformed(const std::string& text) {
    Project project;
    ProjectOptions options;
    options.mode = SamMode::transform;
    const Unit& unit = project.add_text("template", text, options);
    return unit.readable && unit.is_template && !unit.refused ? write_json(*unit.expanded.root(), 2)
                                                              : std::string{};
}

/// Templates for SAM without parameters, whose values the transform would fix: the examples of the deployment checks, and the seeds.
std::vector<std::string> templates(const CheckSet& checks) {
    std::vector<std::string> texts;
    const auto add = [&](const std::string& text) {
        const bool suits = text.find("AWS::Serverless-2016-10-31") != std::string::npos &&
                           text.find("\nParameters:") == std::string::npos;
        if (suits) texts.push_back(text);
    };
    for (const CheckInfo& check : checks.checks())
        for (const Example& example :
             examples(check.family == Family::deployment ? check.markdown : std::string_view{}))
            add(std::string(example.text));
    for (const auto& file :
         std::filesystem::directory_iterator(stackfit::testing::in_source("fixtures/seeds"))) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        add(text.str());
    }
    return texts;
}

}  // namespace

TEST_CASE("property: SAM's form and its own expansion get the same verdicts") {
    const CheckSet checks = catalogue();
    int compared = 0;
    for (const std::string& text : templates(checks)) {
        const std::string expansion = transformed(text);
        if (expansion.empty()) continue;
        CAPTURE(text);
        const Lines one = verdicts(checks, text), other = verdicts(checks, expansion);
        for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i) CHECK(one[i] == other[i]);
        CHECK(one.size() == other.size());
        ++compared;
    }
    CHECK(compared > 30);
}
