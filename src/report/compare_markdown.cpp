// `compare` as a comment on a pull request: what decides stands open, lists are folded, and all of it fits.
#include <algorithm>

#include "report/compare_parts.h"
#include "report/markdown.h"
#include "report/style.h"
#include "stackfit/report_compare.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// GitHub refuses a comment of more than 65,536 characters; bytes are never fewer. The rest is for the ends of lists.
constexpr std::size_t most_bytes = 64'000;

const char* sign_of(Severity severity) {
    return severity == Severity::error ? "🔴" : severity == Severity::warning ? "🟠" : "🔵";
}

class CommentWriter {
public:
    CommentWriter(const Comparison& comparison, const Revision& old_side, const Revision& new_side)
        : comparison_(comparison), old_(old_side), new_(new_side) {}

    std::string write(const std::vector<std::string>& broken) {
        verdict(broken);
        numbers();
        hazards();
        for (const ChangeSet& changes : comparison_.change_sets) change(changes);
        findings("New findings", comparison_.new_findings, new_);
        findings("Fixed findings", comparison_.fixed_findings, old_);
        add("\n<sub>" + markdown_text(old_.name) + " → " + markdown_text(new_.name) + "; " +
            std::to_string(comparison_.unchanged_findings.size()) + " findings unchanged</sub>\n");
        return std::move(out_);
    }

private:
    /// Whether it fitted. What is left out is counted by the caller.
    bool add(const std::string& text) {
        if (out_.size() + text.size() > most_bytes) return false;
        out_ += text;
        return true;
    }

    void verdict(const std::vector<std::string>& broken) {
        const std::string fitness = comparison_.old_value && comparison_.new_value
                                        ? "fitness " + fitness_text(comparison_.old_value) + " → " +
                                              fitness_text(comparison_.new_value) + " (" +
                                              signed_points(*comparison_.new_value - *comparison_.old_value) +
                                              ")"
                                        : "the fitness is not compared: one side has nothing to judge";
        add(std::string("### stackfit ") + (broken.empty() ? "✅" : "❌") + " " + fitness + "\n\n");
        for (const std::string& reason : broken) add("- ❌ " + markdown_text(reason) + "\n");
        if (comparison_.was_undeployable)
            add("- " + markdown_text(old_.name) + " could not be deployed either\n");
    }

    /// Families of both sides, as far as both have them.
    void numbers() {
        if (!old_.fitness || !new_.fitness) return;
        MarkdownTable table({{"", false}, {"old", true}, {"new", true}, {"change", true}});
        for (const FamilyScore& family : new_.fitness->families) {
            const auto& before = old_.fitness->families;
            const auto was = std::find_if(before.begin(), before.end(), [&](const FamilyScore& one) {
                return one.family == family.family;
            });
            table.row({std::string(to_string(family.family)),
                       was == before.end() ? "n/a" : fitness_text(was->score), fitness_text(family.score),
                       was == before.end() ? "" : signed_points(family.score - was->score)});
        }
        table.row({"**fitness**", fitness_text(comparison_.old_value), fitness_text(comparison_.new_value),
                   signed_points(new_.fitness->value - old_.fitness->value)});
        add("\n" + table.text() + "\nLike for like " + signed_points(comparison_.like_for_like) + ", mix " +
            signed_points(comparison_.mix) + ".\n");
    }

    void hazards() {
        if (comparison_.hazards.empty()) return;
        add("\n#### " + count_text(comparison_.hazards.size(), "hazard") + " of the change\n\n");
        std::vector<const Hazard*> worst;
        for (const Hazard& hazard : comparison_.hazards) worst.push_back(&hazard);
        std::stable_sort(worst.begin(), worst.end(),
                         [](const Hazard* a, const Hazard* b) { return a->severity > b->severity; });
        std::size_t left_out = 0;
        for (const Hazard* hazard : worst) {
            const std::string when = when_text(hazard->worlds);
            const std::string text =
                "<details><summary>" + std::string(sign_of(hazard->severity)) + " " +
                std::string(to_string(hazard->severity)) + ": " + html(hazard->what) + "</summary>\n\n" +
                markdown_text(hazard->why) + "\n\n**What to do:** " + markdown_text(hazard->advice) + "\n\n" +
                (when.empty() ? "" : "Only " + markdown_text(when) + ".\n\n") + places(*hazard) + " · " +
                markdown_code(hazard->kind->id) + "\n\n</details>\n";
            if (!add(text)) ++left_out;
        }
        more(left_out, "more hazard");
    }

    [[nodiscard]] std::string places(const Hazard& hazard) const {
        const auto place = [](const char* word, const Revision& side, Span span) {
            return span.known() ? word + markdown_code(place_text(side.project->sources(), span))
                                : std::string();
        };
        return place("", new_, hazard.new_span) +
               place(hazard.new_span.known() ? ", before " : "before: ", old_, hazard.old_span);
    }

    /// A summary is HTML, in which Markdown is not read.
    static std::string html(std::string_view text) {
        std::string out;
        for (const char c : text) {
            if (c == '&')
                out += "&amp;";
            else if (c == '<')
                out += "&lt;";
            else if (c == '>')
                out += "&gt;";
            else if (c == '@')
                out += "&#64;<!-- -->";
            else
                out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
        return replace_all(out, "://", ":<!-- -->//");
    }

    void more(std::size_t count, std::string_view what) {
        if (count > 0) out_ += "\n… and " + count_text(count, what) + "; the text and JSON forms have all.\n";
    }

    void change(const ChangeSet& changes) {
        if (changes.before == nullptr || changes.after == nullptr) {
            add("\n" + markdown_code(template_name(changes)) + " is " +
                (changes.before == nullptr ? "new" : "gone") + ".\n");
            return;
        }
        const std::string counts = change_counts(changes);
        if (counts.empty()) return;
        if (!add("\n<details><summary>Resources of " + html(template_name(changes)) + ": " + counts +
                 "</summary>\n\n"))
            return;
        std::size_t left_out = 0;
        for (const ResourceChange& one : changes.resources)
            if (!add(resource(one))) ++left_out;
        more(left_out, "more resource");
        out_ += "\n</details>\n";
    }

    static std::string resource(const ResourceChange& one) {
        constexpr std::size_t most = 12;
        std::string text = "- **" + std::string(action_word(one)) + "** " + markdown_code(one.id);
        if (one.action == ResourceChange::Action::rename) text += " (was " + markdown_code(one.old_id) + ")";
        text += " " + markdown_text(one.type);
        if (one.policy == "Retain" || one.policy == "Snapshot")
            text += one.policy == "Retain" ? ", the old one is kept" : ", with a snapshot";
        if (const std::string when = when_text(one.worlds); !when.empty()) text += ", " + markdown_text(when);
        text += "\n";
        std::size_t count = 0;
        for (const PropertyChange& property : one.properties)
            if (++count <= most)
                text += "  - " + markdown_code(property.path) + ": " + value(property) +
                        (property.replacement == Replacement::never    ? ""
                         : property.replacement == Replacement::always ? " *(replaces)*"
                                                                       : " *(may replace)*") +
                        "\n";
        if (count > most) text += "  - and " + std::to_string(count - most) + " more\n";
        return text;
    }

    static std::string value(const PropertyChange& property) {
        if (!property.because.empty()) return markdown_code(property.because) + " is replaced";
        const auto shown = [](const std::string& text) {
            return text.empty() ? std::string("*not set*") : markdown_code(text);
        };
        return (property.order ? "another order: " : "") + shown(property.old_value) + " → " +
               shown(property.new_value);
    }

    void findings(const char* title, const std::vector<const Finding*>& list, const Revision& side) {
        if (list.empty()) return;
        if (!add("\n<details><summary>" + std::string(title) + ": " + std::to_string(list.size()) +
                 "</summary>\n\n"))
            return;
        std::size_t left_out = 0;
        for (const Finding* finding : list) {
            const std::string text = "- " + std::string(sign_of(finding->severity)) + " " +
                                     markdown_code(place_text(side.project->sources(), finding->span)) + " " +
                                     markdown_text(finding->message) + " " +
                                     markdown_code(finding->check->id) + "\n";
            if (!add(text)) ++left_out;
        }
        more(left_out, "more finding");
        out_ += "\n</details>\n";
    }

    const Comparison& comparison_;
    const Revision& old_;
    const Revision& new_;
    std::string out_;
};

}  // namespace

std::string compare_markdown(const Comparison& comparison, const Revision& old_side, const Revision& new_side,
                             const std::vector<std::string>& broken) {
    return CommentWriter(comparison, old_side, new_side).write(broken);
}

}  // namespace stackfit
