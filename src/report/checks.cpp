// The catalogue as a list, and one check in full.
#include <algorithm>
#include <map>
#include <set>

#include "report/json_writer.h"
#include "report/style.h"
#include "stackfit/report_controls.h"
#include "stackfit/spec_compliance.h"

namespace stackfit {
namespace {

/// "NIST SP 800-53 r5"; "AWS Security Hub".
std::string framework_of(const ComplianceRow& row) {
    return std::string(row.framework) + (row.version.empty() ? "" : " " + std::string(row.version));
}

/// The controls that speak of a check, a line a framework, and where that stands; "" where none is known.
std::string compliance_text(std::string_view check) {
    std::map<std::string, std::vector<std::string_view>> frameworks;
    std::map<std::string_view, std::string_view> sources;
    for (const ComplianceRow& row : compliance_of(check)) {
        auto& controls = frameworks[framework_of(row)];
        for (const std::string_view control : row.controls)
            if (std::find(controls.begin(), controls.end(), control) == controls.end())
                controls.push_back(control);
        sources[row.source] = row.read;
    }
    if (frameworks.empty()) return "";
    std::string out = "\nControls of compliance frameworks that are examined with it:\n\n";
    for (const auto& [framework, controls] : frameworks) {
        out += "    " + framework + ":";
        for (const std::string_view control : controls) out += " " + std::string(control);
        out += "\n";
    }
    for (const auto& [source, read] : sources)
        out += "    (" + std::string(source) + ", " + std::string(read) + ")\n";
    return out;
}

}  // namespace

std::string checks_text(const CheckSet& checks) {
    std::string out;
    for (const CheckInfo& check : checks.checks()) {
        out += pad(std::string(check.id), 52) + " " + pad(std::string(to_string(check.family)), 14) + pad(std::string(to_string(check.severity)), 9) +
               std::string(check.title) + "\n";
    }
    return out;
}

std::string checks_json(const CheckSet& checks) {
    JsonWriter json;
    json.begin_array();
    for (const CheckInfo& check : checks.checks()) {
        json.begin_object();
        json.member("id", check.id);
        json.member("title", check.title);
        json.member("family", to_string(check.family));
        json.member("severity", to_string(check.severity));
        json.member("weight", check.weight);
        json.strings("subjects", check.subjects);
        json.strings("aliases", check.aliases);
        json.list("compliance", compliance_of(check.id), [&](const ComplianceRow& row) {
            json.member("framework", row.framework);
            json.member("version", row.version);
            json.strings("controls", row.controls);
            json.member("source", row.source);
            json.member("read", row.read);
        });
        json.member("fixable", check.fixable);
        if (check.own) json.member("own", true);
        json.end_object();
    }
    json.end_array();
    return json.take();
}

std::string check_text(const CheckInfo& check) {
    std::string out = std::string(check.id) + ": " + std::string(check.title) + "\n";
    out += std::string(to_string(check.family)) + ", " + std::string(to_string(check.severity)) + ", weight " + std::to_string(check.weight);
    if (check.own) out += "; a check of your own";
    if (!check.aliases.empty()) {
        out += "; also known as";
        for (const auto alias : check.aliases) out += " " + std::string(alias);
    }
    out += "\n\n" + std::string(check.prose);
    if (out.back() != '\n') out += "\n";
    out += compliance_text(check.id);
    for (const Example& example : examples(check.markdown)) {
        out += example.kind == "fails" ? "\nThis is reported:\n\n" : example.kind == "passes" ? "\nThis is not:\n\n" : "\nFixed:\n\n";
        std::size_t begin = 0;
        while (begin < example.text.size()) {
            const auto end = std::min(example.text.find('\n', begin), example.text.size());
            out += "    " + std::string(example.text.substr(begin, end - begin)) + "\n";
            begin = end + 1;
        }
    }
    return out;
}

std::string control_text(std::string_view control, const CheckSet& checks) {
    std::map<std::string, std::set<std::string_view>> frameworks;
    std::set<std::string_view> found;
    for (const ComplianceRow& row : compliance_with(control)) {
        frameworks[framework_of(row) + ", " + std::string(row.controls.front())].insert(row.check);
        found.insert(row.check);
    }
    if (found.empty()) return "";
    if (found.size() == 1) return check_text(*checks.by_id(*found.begin()));
    std::string out;
    for (const auto& [name, ids] : frameworks) {
        out += (out.empty() ? "" : "\n") + name + " is examined with:\n";
        for (const std::string_view id : ids)
            out += "    " + pad(std::string(id), 52) + " " + std::string(checks.by_id(id)->title) + "\n";
    }
    return out;
}

}  // namespace stackfit
