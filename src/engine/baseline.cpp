// The baseline: which findings were there, by template, resource, property and check, and how many. One object a line, sorted, so that two branches
// that mend different things merge.
//
//     {
//       "stackfit-baseline": 1,
//       "findings": [
//         {"template": "orders.yaml", "resource": "Orders", "property": "", "check": "dynamodb-pitr-enabled", "count": 1}
//       ]
//     }
#include <algorithm>
#include <filesystem>
#include <set>

#include "configuration_parts.h"
#include "stackfit/engine_baseline.h"
#include "stackfit/support/text.h"
#include "strict_yaml.h"

namespace stackfit {
namespace {

constexpr std::string_view version_key = "stackfit-baseline";

/// Where paths are told from: the baseline's folder, so that they are the same from wherever stackfit is run.
struct PathOrigin {
    std::string_view folder, working_directory;

    [[nodiscard]] std::string path(std::string_view path) const {
        const std::string seen = seen_from(folder, path, working_directory);
        const bool below = !seen.starts_with("../") && !seen.starts_with('/');
        return below ? seen : std::filesystem::path(path).lexically_normal().generic_string();
    }
};

KnownFinding key_of(const Finding& finding, const PathOrigin& origin) {
    return {origin.path(finding.unit->path),
            finding.resources.empty() ? std::string{} : std::string(finding.resources.front()),
            finding.property, std::string(finding.check->id)};
}

class BaselineReader {
public:
    BaselineReader(StrictYaml& reader, Baseline& result) : reader_(reader), result_(result) {}

    void read(const Node& root) {
        if (!reader_.mapping(root, "A baseline") || !reader_.only_keys(root, {version_key, "findings"}))
            return;
        const Node *version = root.get(version_key), *findings = root.get("findings");
        if (version == nullptr || findings == nullptr)
            return reader_.fail(root.span,
                                "This is no baseline: it lacks \"stackfit-baseline\" or \"findings\". Write "
                                "one with --write-baseline.");
        if (version->text != "1")
            return reader_.fail(version->span, "Only baselines of version 1 are known.");
        if (!findings->is_sequence()) return reader_.fail(findings->span, "\"findings\" must be a list.");
        for (const Node* one : findings->items) {
            finding(*one);
            if (reader_.failed()) return;
        }
    }

private:
    void finding(const Node& node) {
        if (!reader_.mapping(node, "A finding") ||
            !reader_.only_keys(node, {"template", "resource", "property", "check", "count"}))
            return;
        KnownFinding known{text(node, "template"), text(node, "resource"), text(node, "property"),
                           text(node, "check")};
        const Node* count = node.get("count");
        const auto number = count == nullptr ? std::optional(1.0) : reader_.number(*count, "\"count\"");
        if (reader_.failed()) return;
        if (*number < 1 || *number > most || count_is_broken(count))
            return reader_.fail(count->span, "\"count\" must be a whole number from 1.");
        result_[std::move(known)] += static_cast<std::size_t>(*number);
    }

    static bool count_is_broken(const Node* count) {
        return count != nullptr && count->kind != Kind::integer;
    }

    std::string text(const Node& node, std::string_view key) {
        const Node* value = node.get(key);
        if (value == nullptr) reader_.fail(node.span, "A finding lacks \"" + std::string(key) + "\".");
        return value == nullptr
                   ? ""
                   : std::string(reader_.text(*value, "\"" + std::string(key) + "\"").value_or(""));
    }

    static constexpr double most = 1e6;
    StrictYaml& reader_;
    Baseline& result_;
};

void append_member(std::string& out, std::string_view name, std::string_view value) {
    append_json_string(out, name);
    out += ": ";
    append_json_string(out, value);
    out += ", ";
}

}  // namespace

Baseline baseline_of(const std::deque<Verdict>& verdicts, std::string_view folder,
                     std::string_view working_directory) {
    const PathOrigin origin{folder, working_directory};
    Baseline baseline;
    for (const Verdict& verdict : verdicts)
        for (const Finding& finding : verdict.findings)
            if (!finding.suppressed) ++baseline[key_of(finding, origin)];
    return baseline;
}

std::string baseline_text(const Baseline& baseline) {
    std::string out = "{\n  \"" + std::string(version_key) + "\": 1,\n  \"findings\": [";
    for (const auto& [known, count] : baseline) {
        out += out.back() == '[' ? "\n    {" : ",\n    {";
        append_member(out, "template", known.path);
        append_member(out, "resource", known.resource);
        append_member(out, "property", known.property);
        append_member(out, "check", known.check);
        out += "\"count\": " + std::to_string(count) + "}";
    }
    return out + (baseline.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

Result<Baseline> read_baseline(std::string path, std::string text, Sources& sources) {
    Baseline result;
    const FileId file = sources.add(std::move(path), std::move(text));
    StrictYaml reader(sources, file);
    const Node* root = reader.read_all();
    if (root != nullptr)
        BaselineReader(reader, result).read(*root);
    else
        reader.fail({file, 0, 0}, "This is no baseline: it is empty. Write one with --write-baseline.");
    if (reader.failed()) return reader.error();
    return result;
}

std::vector<GoneFinding> apply_baseline(const Baseline& baseline, std::string_view folder,
                                        std::deque<Verdict>& verdicts,
                                        const std::function<bool(const Unit&, std::string_view check)>& runs,
                                        std::string_view working_directory) {
    const PathOrigin origin{folder, working_directory};
    Baseline left = baseline;
    std::map<std::string, const Unit*> units;
    for (Verdict& verdict : verdicts) {
        if (verdict.unit->readable) units.emplace(origin.path(verdict.unit->path), verdict.unit);
        for (Finding& finding : verdict.findings) {
            const auto known = finding.suppressed ? left.end() : left.find(key_of(finding, origin));
            if (known == left.end() || known->second == 0) continue;
            --known->second;
            finding.baselined = true;
        }
    }
    std::vector<GoneFinding> gone;
    for (const auto& [finding, count] : left) {
        const auto unit = units.find(finding.path);
        if (count > 0 && unit != units.end() && runs(*unit->second, finding.check))
            gone.push_back({finding, count});
    }
    return gone;
}

}  // namespace stackfit
