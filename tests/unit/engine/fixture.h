// Checks and templates from text, judged. Check files get the parts that a test does not care about.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit::testing {

/// A check file with this front matter beyond the usual, and this rule ("" : none).
inline CheckFile check_file(const std::string& id, const std::string& rule,
                            const std::string& front = "family: resilience\nweight: 3\n",
                            const std::string& subject = "AWS::S3::Bucket") {
    std::string text = "---\nid: " + id + "\ntitle: T\nseverity: warning\nsince: 0.1\nsubject: " + subject +
                       "\n" + front + "---\nProse.\n";
    if (!rule.empty()) text += "```check\n" + rule + "\n```\n";
    return {"checks/" + id + ".md", text};
}

/// A CheckSet and the blob it views.
struct CompiledChecks {
    std::vector<std::byte> blob;
    CheckSet set;

    explicit CompiledChecks(const std::vector<CheckFile>& files, std::span<const NativeCheck> natives = {}) {
        Sources sources;
        auto compiled = compile_checks(files, sources);
        if (!compiled) {
            error = compiled.error().message;
            return;
        }
        blob = std::move(compiled.value());
        set = std::move(CheckSet::from_blob(blob, natives).value());
    }

    std::string error;
};

/// "line:column severity id: message {resources} [worlds]" for each finding; "(reason)" when suppressed.
inline std::string finding_line(const Project& project, const Finding& finding) {
    const auto position = project.sources()[finding.span.file].position(finding.span.begin);
    std::string line = std::to_string(position.line) + ":" + std::to_string(position.column) + " " +
                       std::string(to_string(finding.severity)) + " " + std::string(finding.check->id) +
                       ": " + finding.message;
    if (finding.resources.size() > 1) {
        line += " {";
        for (const auto resource : finding.resources)
            line += std::string(resource) + (resource == finding.resources.back() ? "}" : " ");
    }
    for (const auto& world : finding.worlds) line += " [" + world + "]";
    if (finding.suppressed) line += " (" + finding.suppressed->reason + ")";
    return line;
}

/// One template judged.
struct Judged {
    Project project;
    Configuration configuration;
    Verdict verdict;

    Judged(const CheckSet& checks, std::string text, const std::string& settings = "",
           JudgeOptions options = {Date{2026, 11, 21}}) {
        Sources sources;
        configuration = read_configuration(".stackfit.yaml", settings, checks, sources).value();
        const Unit& unit = project.add_text("template.yaml", std::move(text), {});
        verdict = judge(project, unit, checks, configuration, options);
    }

    [[nodiscard]] std::vector<std::string> findings() const {
        std::vector<std::string> lines;
        for (const Finding& finding : verdict.findings) lines.push_back(finding_line(project, finding));
        return lines;
    }
    [[nodiscard]] const Outcome* outcome(std::string_view check, std::string_view subject) const {
        for (const Outcome& one : verdict.outcomes)
            if (one.check->id == check && one.subject != nullptr && one.subject->id == subject) return &one;
        return nullptr;
    }
};

}  // namespace stackfit::testing

/// Lists of findings read well when a check of them fails.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string text;
        for (const auto& line : lines) text += "\n    " + line;
        return text.c_str();
    }
};
