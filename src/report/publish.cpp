// Limits: Amazon CloudWatch API Reference, PutMetricData, Dimension and MetricDatum; Amazon CloudWatch User Guide, "Specification:
// Embedded metric format".
#include <algorithm>
#include <cstdio>

#include "report/json_writer.h"
#include "report/score_parts.h"
#include "stackfit/report_publish.h"
#include "stackfit/support/ascii.h"

namespace stackfit {
namespace {

using Dimensions = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t longest_name = 255, longest_value = 1024;
constexpr const char *metric = "Fitness", *template_dimension = "Template", *family_dimension = "Family";

bool is_printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

/// A path as the value of a dimension: ASCII, not empty, the end of it when it is too long.
std::string as_value(std::string_view path) {
    std::string value;
    for (const char c : path) {
        if (c > ' ' && c <= '~' && c != '%') {
            value += c;
            continue;
        }
        char buffer[4];
        std::snprintf(buffer, sizeof buffer, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        value += buffer;
    }
    if (value.size() > longest_value) value.erase(0, value.size() - longest_value);
    return value.empty() ? "-" : value;
}

struct Datum {
    Dimensions dimensions;
    double value = 0;
    const ReportedTemplate* of = nullptr;  ///< null: all together
};

void add_data(std::vector<Datum>& data, const Dimensions& dimensions, const std::optional<Fitness>& fitness,
              const ReportedTemplate* of) {
    if (!fitness) return;
    data.push_back({dimensions, fitness->value, of});
    for (const FamilyScore& family : fitness->families) {
        Dimensions own = dimensions;
        own.emplace_back(family_dimension, to_string(family.family));
        data.push_back({std::move(own), family.score, of});
    }
}

/// Of several templates each has its own, and all together have those without the dimension Template.
std::vector<Datum> data_of(const Report& report, const Dimensions& given) {
    std::vector<Datum> data;
    const bool named = report.templates.size() > 1 || given.empty();
    for (const ReportedTemplate& one : report.templates) {
        Dimensions dimensions = given;
        if (named) dimensions.emplace_back(template_dimension, as_value(one.unit->path));
        add_data(data, dimensions, one.fitness, &one);
    }
    if (report.templates.size() > 1) add_data(data, given, report.total, nullptr);
    return data;
}

void write_directive(JsonWriter& json, const Datum& datum, const Publication& publication) {
    json.key("_aws");
    json.begin_object();
    json.key("Timestamp");
    json.integer(publication.seconds * 1000);
    json.key("CloudWatchMetrics");
    json.begin_array();
    json.begin_object();
    json.member("Namespace", publication.name_space);
    json.key("Dimensions");
    json.begin_array();
    json.begin_array();
    for (const auto& [name, value] : datum.dimensions) json.string(name);
    json.end_array();
    json.end_array();
    json.key("Metrics");
    json.begin_array();
    json.begin_object();
    json.member("Name", metric);
    json.member("Unit", "None");
    json.end_object();
    json.end_array();
    json.end_object();
    json.end_array();
    json.end_object();
}

/// What the log has beside the metric: searched by queries, not billed as a metric.
void write_properties(JsonWriter& json, const Report& report, const Datum& datum) {
    std::vector<std::pair<std::string_view, std::string>> properties = {
        {"version", report.version}, {"scoring_model", report.scoring_model}, {"as_of", report.as_of.text()}};
    const bool judged = datum.of == nullptr || datum.of->verdict != nullptr;
    if (judged)
        properties.emplace_back("deployable", datum.of == nullptr ? deployable_text(report)
                                                                  : deployable_text(*datum.of->verdict));
    for (const auto& [name, value] : properties) {
        const bool taken = std::any_of(datum.dimensions.begin(), datum.dimensions.end(),
                                       [&](const auto& d) { return d.first == name; });
        if (!taken) json.member(name, value);
    }
}

std::string iso_time(std::int64_t seconds) {
    constexpr std::int64_t day = 86400;
    const std::int64_t of_day = ((seconds % day) + day) % day;
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(of_day / 3600),
                  static_cast<int>(of_day / 60 % 60), static_cast<int>(of_day % 60));
    return Date::from_unix_seconds(seconds).text() + buffer;
}

}  // namespace

std::optional<std::string> refused_namespace(std::string_view name) {
    constexpr std::string_view others = ".-_/#: ";
    if (name.empty() || name.size() > longest_name || is_blank(name))
        return "a namespace has 1 to 255 characters";
    const bool plain = std::all_of(name.begin(), name.end(), [&](char c) {
        return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
    });
    if (!plain) return "a namespace has letters, digits, blanks and any of . - _ / # : in it";
    if (name.starts_with(':')) return "a namespace does not begin with a colon";
    if (name.starts_with("AWS/")) return "namespaces that begin with AWS/ are those of AWS";
    return std::nullopt;
}

std::optional<std::string> refused_dimension(std::string_view name, std::string_view value) {
    if (name.empty() || name.size() > longest_name || is_blank(name))
        return "the name of a dimension has 1 to 255 characters";
    if (!is_printable_ascii(name) || name.starts_with(':'))
        return "the name of a dimension is ASCII and does not begin with a colon";
    if (name == metric || name == "_aws")
        return "a dimension cannot be called " + std::string(name) + ", which is taken";
    if (name == template_dimension || name == family_dimension)
        return "stackfit gives the dimension " + std::string(name) + " itself";
    if (value.empty() || value.size() > longest_value || is_blank(value))
        return "the value of a dimension has 1 to 1024 characters";
    if (!is_printable_ascii(value)) return "the value of a dimension is ASCII";
    return std::nullopt;
}

std::size_t data_count(const Report& report) { return data_of(report, {}).size(); }

std::string score_emf(const Report& report, const Publication& publication) {
    std::string out;
    for (const Datum& datum : data_of(report, publication.dimensions)) {
        JsonWriter json(JsonWriter::Layout::one_line);
        json.begin_object();
        write_directive(json, datum, publication);
        for (const auto& [name, value] : datum.dimensions) json.member(name, value);
        json.member(metric, datum.value);
        write_properties(json, report, datum);
        json.end_object();
        out += json.take();
    }
    return out;
}

std::string score_put_metric_data(const Report& report, const Publication& publication) {
    JsonWriter json;
    json.begin_object();
    json.member("Namespace", publication.name_space);
    json.list("MetricData", data_of(report, publication.dimensions), [&](const Datum& datum) {
        json.member("MetricName", metric);
        json.list("Dimensions", datum.dimensions, [&](const auto& dimension) {
            json.member("Name", dimension.first);
            json.member("Value", dimension.second);
        });
        json.member("Timestamp", iso_time(publication.seconds));
        json.member("Value", datum.value);
        json.member("Unit", "None");
    });
    json.end_object();
    return json.take();
}

std::string score_github_output(const Report& report) {
    const std::optional<Fitness>& fitness = report.fitness();
    std::string out = "deployable=" + std::string(deployable_text(report)) + "\n";
    // An output that is empty is n/a: 0 would be a number.
    const auto line = [&](std::string_view name, std::optional<double> value) {
        out += std::string(name) + "=" + (value ? exact_number(*value) : "") + "\n";
    };
    line("fitness", fitness ? std::optional(fitness->value) : std::nullopt);
    line("low", fitness ? std::optional(fitness->low.value) : std::nullopt);
    line("high", fitness ? std::optional(fitness->high.value) : std::nullopt);
    for (const Family family : {Family::deployment, Family::encryption, Family::access, Family::resilience,
                                Family::scalability, Family::observability, Family::hygiene}) {
        std::optional<double> score;
        if (fitness)
            for (const FamilyScore& one : fitness->families)
                if (one.family == family) score = one.score;
        line(to_string(family), score);
    }
    return out + "scoring-model=" + report.scoring_model + "\n";
}

}  // namespace stackfit
