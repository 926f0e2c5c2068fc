// A finding as text: the header line, then the author's line with a caret, then a second label where SAM or Globals made the value.
//
//     template.yaml:12:7: warning: Bucket Orders keeps no old versions. [s3-bucket-versioning-enabled]
//        |
//     12 |     Type: AWS::S3::Bucket
//        |     ^^^^
#include <algorithm>

#include "report/style.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::size_t widest_line = 140;

/// The line with tabs as one space and control characters gone, so that carets stand under what they mean.
std::string printable(std::string_view line) {
    std::string result;
    for (const char c : line) result += c == '\t' ? ' ' : static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return result;
}

struct Mark {
    int line;
    std::size_t column, width;  // in code points, column 1-based
};

Mark mark_of(const Source& source, Span span) {
    const Position begin = source.position(span.begin), end = source.position(span.end);
    const std::size_t line_length = code_points(source.line(begin.line));
    const auto column = static_cast<std::size_t>(begin.column);
    const std::size_t last = end.line == begin.line ? static_cast<std::size_t>(end.column) : line_length + 1;
    return {begin.line, column, std::max<std::size_t>(1, last > column ? last - column : 1)};
}

void add_excerpt(std::string& out, const Source& source, Span span, std::string_view label, std::size_t gutter, Paint color, TextStyle style) {
    Mark mark = mark_of(source, span);
    std::string line = printable(source.line(mark.line));
    if (line.size() > widest_line) line = line.substr(0, widest_line) + "...";
    if (mark.column > widest_line) mark.column = widest_line;
    mark.width = std::min(mark.width, widest_line + 3 - mark.column + 1);
    const std::string number = std::to_string(mark.line);
    out += std::string(gutter - number.size(), ' ') + paint(number + " | ", Paint::dim, style) + line + "\n";
    out += std::string(gutter, ' ') + paint(" | ", Paint::dim, style) + std::string(mark.column - 1, ' ') +
           paint(std::string(mark.width, '^') + (label.empty() ? "" : " " + std::string(label)), color, style) + "\n";
}

std::size_t gutter_of(const Sources& sources, std::span<const Label> labels) {
    std::size_t gutter = 0;
    for (const Label& label : labels)
        gutter = std::max(gutter, std::to_string(sources[label.span.file].position(label.span.begin).line).size());
    return gutter;
}

/// The labelled lines; the first in `color`. A label at the place of the first is a remark below it.
void add_excerpts(std::string& out, const Sources& sources, std::span<const Label> labels, std::size_t gutter, Paint color, TextStyle style) {
    out += std::string(gutter, ' ') + paint(" |", Paint::dim, style) + "\n";
    for (const Label& label : labels) {
        const bool first = &label == labels.data();
        if (!first && label.span == labels[0].span) out += std::string(gutter, ' ') + paint(" = ", Paint::dim, style) + label.message + "\n";
        else add_excerpt(out, sources[label.span.file], label.span, label.message, gutter, first ? color : Paint::blue, style);
    }
}

}  // namespace

std::string finding_line(const Project& project, const Finding& finding, TextStyle style) {
    return paint(place_text(project.sources(), finding.span), Paint::bold, style) + ": " +
           paint(to_string(finding.severity), paint_of(finding.severity), style) + ": " + finding.message + " [" + std::string(finding.check->id) + "]\n";
}

std::string snippet_text(const Sources& sources, std::span<const Label> labels, TextStyle style) {
    std::string out = paint(place_text(sources, labels[0].span), Paint::bold, style) + "\n";
    add_excerpts(out, sources, labels, gutter_of(sources, labels), Paint::blue, style);
    return out;
}

std::string finding_text(const Project& project, const Finding& finding, double points, TextStyle style) {
    std::string out = finding_line(project, finding, style);
    if (project.sources()[finding.span.file].text().empty()) return out;  // a file that could not be read has no line to show
    std::vector<Label> labels{{finding.span, {}}};
    labels.insert(labels.end(), finding.labels.begin(), finding.labels.end());
    const std::size_t gutter = gutter_of(project.sources(), labels);
    add_excerpts(out, project.sources(), labels, gutter, paint_of(finding.severity), style);
    std::string note;
    if (finding.resources.size() > 1) note = "for " + resource_list(finding.resources, 8);
    if (!finding.worlds.empty()) {
        note += note.empty() ? "when " : "; when ";
        for (std::size_t i = 0; i < finding.worlds.size() && i < 3; ++i) note += (i == 0 ? "" : ", or ") + finding.worlds[i];
        if (finding.worlds.size() > 3) note += ", or in " + count_text(finding.worlds.size() - 3, "other world");
    }
    if (!finding.construct.empty()) note += (note.empty() ? "" : "; ") + ("construct " + std::string(finding.construct));
    if (points >= 0.05) note += (note.empty() ? "" : "; ") + ("costs " + points_number(points) + " points");
    if (!note.empty()) out += std::string(gutter, ' ') + paint(" = ", Paint::dim, style) + note + "\n";
    return out;
}

}  // namespace stackfit
