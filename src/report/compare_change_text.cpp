// The change itself as text: hazards like findings, with the lines of both sides; then what happens to each resource.
#include <algorithm>

#include "report/compare_parts.h"
#include "report/style.h"
#include "report/wrap.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Action = ResourceChange::Action;

constexpr std::size_t most_properties = 6;
constexpr std::size_t most_shown = 70;  // columns of a value

Paint paint_of(const ResourceChange& change) {
    switch (change.action) {
        case Action::add: return Paint::green;
        case Action::modify: return change.replacement == Replacement::never ? Paint::blue : Paint::yellow;
        default: return Paint::red;
    }
}

std::string line_text(const Sources& sources, Span span) {
    return span.known() ? std::to_string(sources[span.file].position(span.begin).line) : "-";
}

/// What templates say may have line breaks and worse in it.
std::string on_one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

class ChangeText {
public:
    ChangeText(const Sources& old_sources, const Sources& new_sources, TextStyle style)
        : old_(old_sources), new_(new_sources), style_(style) {}

    std::string of(const ChangeSet& changes) {
        out_.clear();
        for (const ResourceChange& change : changes.resources) add(change);
        return std::move(out_);
    }

private:
    void add(const ResourceChange& change) {
        out_ += "  " + paint(pad(std::string(action_word(change)), 11), paint_of(change), style_) + " " +
                std::string(change.id);
        if (change.action == Action::rename || (change.made_anew && change.old_id != change.id))
            out_ += " (was " + std::string(change.old_id) + ")";
        out_ += "  " + paint(change.type, Paint::dim, style_);
        if (change.action == Action::retype) out_ += " (was " + std::string(change.old_type) + ")";
        const bool kept = change.policy == "Retain" || change.policy == "Snapshot";
        if (kept) out_ += change.policy == "Retain" ? "; the old one is kept" : "; a snapshot is taken";
        if (const std::string when = when_text(change.worlds); !when.empty()) out_ += "; " + when;
        out_ += "\n";
        std::size_t count = 0;
        for (const PropertyChange& property : change.properties)
            if (++count <= most_properties) add(property);
        if (count > most_properties)
            out_ += "      and " + count_text(count - most_properties, "more change") + "\n";
    }

    void add(const PropertyChange& change) {
        out_ += "      " + change.path + ": " +
                shortened(on_one_line(value_change(change)), most_shown, style_.unicode);
        if (change.replacement != Replacement::never)
            out_ += change.replacement == Replacement::always ? " (replaces)" : " (may replace)";
        out_ +=
            paint("  line " + line_text(old_, change.old_span) + " -> " + line_text(new_, change.new_span),
                  Paint::dim, style_) +
            "\n";
    }

    const Sources& old_;
    const Sources& new_;
    TextStyle style_;
    std::string out_;
};

std::string hazard_text(const Hazard& hazard, const Sources& old_sources, const Sources& new_sources,
                        TextStyle style) {
    const bool in_new = hazard.new_span.known();
    const Sources& sources = in_new ? new_sources : old_sources;
    const Span span = in_new ? hazard.new_span : hazard.old_span;
    std::string out = (span.known() ? paint(place_text(sources, span), Paint::bold, style) + ": " : "") +
                      paint(to_string(hazard.severity), paint_of(hazard.severity), style) + ": " +
                      on_one_line(hazard.what) + " [" + hazard.kind->id + "]\n";
    for (const bool new_side : {false, true}) {
        const Span one = new_side ? hazard.new_span : hazard.old_span;
        if (!one.known()) continue;
        const Label label{one, {}};
        out += std::string(new_side ? "  new " : "  old ") +
               snippet_text(new_side ? new_sources : old_sources, {&label, 1}, style);
    }
    out += "   = " + on_one_line(hazard.why) + "\n   = " + on_one_line(hazard.advice) + "\n";
    if (const std::string when = when_text(hazard.worlds); !when.empty()) out += "   = " + when + "\n";
    return out;
}

}  // namespace

std::string hazards_text(const Comparison& comparison, const Revision& old_side, const Revision& new_side,
                         TextStyle style) {
    std::string out;
    for (const Hazard& hazard : comparison.hazards)
        out += hazard_text(hazard, old_side.project->sources(), new_side.project->sources(), style);
    return out.empty() ? out : "\nhazards of the change:\n" + out;
}

std::string changes_text(const Comparison& comparison, const Revision& old_side, const Revision& new_side,
                         TextStyle style) {
    std::string out;
    for (const ChangeSet& changes : comparison.change_sets) {
        if (changes.before == nullptr || changes.after == nullptr) {
            out += "\n" + template_name(changes) + ": the template is " +
                   (changes.before == nullptr ? "new" : "gone") +
                   "; whether a stack comes or goes with it, it does not say\n";
            continue;
        }
        const std::string counts = change_counts(changes);
        if (!counts.empty())
            out += "\nresources of " + template_name(changes) + ": " + counts + "\n" +
                   ChangeText(old_side.project->sources(), new_side.project->sources(), style).of(changes);
        if (changes.moved_artifacts > 0)
            out += (counts.empty() ? "\nresources of " + template_name(changes) + ":\n" : "") + "  " +
                   count_text(changes.moved_artifacts, "resource") + " differ" +
                   (changes.moved_artifacts == 1 ? "s" : "") +
                   " only in where the code lies: one side is packaged or built. Whether it is the same code "
                   "is not known\n";
        if (!changes.complete) out += "  there are more worlds than were looked at\n";
    }
    return out;
}

}  // namespace stackfit
