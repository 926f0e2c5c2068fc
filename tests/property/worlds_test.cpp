// What must not change a verdict: an unrelated parameter and condition, the order of sections and resources, other names. Over every fixture
// that is a template, and a part of the published templates where they are at hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <random>
#include <set>

#include "stackfit/checks.h"
#include "stackfit/support/system.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

const CheckSet& checks() {
    static const CheckSet all = catalogue();
    return all;
}

/// A template that can be changed: its tree, and the project that owns it.
struct Parsed {
    Project project;
    const Unit* unit = nullptr;

    explicit Parsed(const std::string& text) { unit = &project.add_text("template.yaml", text, {}); }
    [[nodiscard]] bool usable() const {
        return unit->readable && unit->is_template && unit->document.errors.empty();
    }
    [[nodiscard]] const Node& root() const { return *unit->document.root; }
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// Findings without places: "check severity message". Which of several that are one mistake is named first depends on the order, so lists of
/// resources are sorted, and the names of worlds are left out.
std::string verdict_of(const std::string& text) {
    const Parsed parsed(text);
    std::multiset<std::string> lines;
    if (!parsed.unit->readable) return {};
    for (const Finding& finding :
         judge(parsed.project, *parsed.unit, checks(), {}, {Date{2026, 11, 21}}).findings) {
        std::set<std::string> resources(finding.resources.begin(), finding.resources.end());
        // A mistake of the template as a whole is told at the first of its places.
        if (finding.check->subjects == std::vector<std::string_view>{"Template"}) resources.clear();
        std::string line = std::string(finding.check->id) + " " + std::string(to_string(finding.severity)) +
                           (finding.worlds.empty() ? "" : " in some worlds");
        for (const std::string& resource : resources) line += " " + resource;
        lines.insert(line + "\n");
    }
    return std::accumulate(lines.begin(), lines.end(), std::string());
}

std::ptrdiff_t findings_of(const std::string& text) {
    const std::string verdict = verdict_of(text);
    return std::count(verdict.begin(), verdict.end(), '\n');
}

std::vector<std::string> texts_below(const std::filesystem::path& folder, std::size_t every) {
    std::vector<std::filesystem::path> paths;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        const auto ending = entry.path().extension();
        if (entry.is_regular_file() && (ending == ".yaml" || ending == ".yml" || ending == ".json"))
            paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < paths.size(); i += every)
        if (auto text = RealFileSystem().read(paths[i].string(), 200'000))
            texts.push_back(std::move(text.value()));
    return texts;
}

/// Written anew as JSON, so that a changed tree and the tree it comes from are read alike.
const std::vector<std::string>& templates() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> found;
        std::vector<std::string> texts;
        for (const char* folder : {"fixtures/worlds", "fixtures/seeds", "fixtures/sam", "fixtures/projects",
                                   "fixtures/templates", "fixtures/transform", "fixtures/revisions"})
            for (auto& text : texts_below(testing::in_source(folder), 1)) texts.push_back(std::move(text));
        // Published templates, which are not part of the source tree.
        if (const char* corpus = std::getenv("STACKFIT_TEST_CORPUS"))
            for (auto& text : texts_below(corpus, 10)) texts.push_back(std::move(text));
        for (const std::string& text : texts) {
            const Parsed parsed(text);
            if (!parsed.usable()) continue;
            // What is added to a piece of a template may make a whole one of it.
            std::string written = write_json(parsed.root(), 1);
            if (verdict_of(written).find("template-fragment ") == std::string::npos)
                found.push_back(std::move(written));
        }
        return found;
    }();
    return all;
}

/// The tree as JSON, the members of some maps in another order: those of the template itself and of Resources, Conditions, ....
class Shuffled {
public:
    explicit Shuffled(unsigned seed) : random_(seed) {}

    std::string text(const Node& root) {
        Arena arena;
        Builder build(arena);
        std::vector<Member> members = shuffled(root);
        for (Member& section : members) {
            const bool ordered =
                section.key == "Metadata" || section.key == "Transform" || section.key == "Globals";
            if (ordered || !section.value->is_mapping()) continue;
            section.value = build.mapping(shuffled(*section.value), section.value->span, nullptr);
        }
        return write_json(*build.mapping(members, root.span, nullptr), 1);
    }

private:
    std::vector<Member> shuffled(const Node& map) {
        std::vector<Member> members(map.members.begin(), map.members.end());
        std::shuffle(members.begin(), members.end(), random_);
        return members;
    }

    std::mt19937 random_;
};

/// A parameter that names production, and a condition on it, with nothing that uses them but an output.
std::string with_unrelated(const Node& root) {
    std::string text = write_json(root, 0);
    const auto add = [&](std::string_view section, std::string entry) {
        const std::string key = "\"" + std::string(section) + "\":{";
        const Node* node = root.get(section);
        if (node == nullptr) {
            text.insert(1, key + entry + "},");
        } else if (node->is_mapping()) {
            Arena arena;
            Builder build(arena);
            const std::string old = "\"" + std::string(section) + "\":" + write_json(*node, 0);
            const auto at = text.find(old);
            if (at == std::string::npos) return false;
            text.insert(at + key.size(), entry + (node->members.empty() ? "" : ","));
        } else {
            return false;
        }
        return true;
    };
    const bool added =
        add("Parameters",
            R"("UnrelatedColor":{"Type":"String","AllowedValues":["blue","green"],"Default":"blue"})") &&
        add("Conditions", R"("UnrelatedIsBlue":{"Fn::Equals":[{"Ref":"UnrelatedColor"},"blue"]})") &&
        add("Outputs",
            R"("UnrelatedOutput":{"Condition":"UnrelatedIsBlue","Value":{"Ref":"UnrelatedColor"}})");
    return added ? text : std::string();
}

std::vector<std::string> keys(const Node& root, std::string_view section) {
    std::vector<std::string> names;
    if (const Node* node = root.get(section))
        for (const Member& member : node->members) names.emplace_back(member.key);
    return names;
}

}  // namespace

TEST_CASE("the order of sections, resources and conditions changes no verdict") {
    REQUIRE(templates().size() > 10);
    for (const std::string& text : templates()) {
        const Parsed parsed(text);
        const std::string before = verdict_of(text);
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const std::string other = Shuffled(seed).text(parsed.root());
            CAPTURE(text.substr(0, 400));
            CHECK(verdict_of(other) == before);
        }
    }
}

TEST_CASE("an unrelated parameter and condition change no verdict") {
    for (const std::string& text : templates()) {
        const std::string other = with_unrelated(Parsed(text).root());
        if (other.empty()) continue;
        CAPTURE(text.substr(0, 400));
        CHECK(verdict_of(other) == verdict_of(text));
    }
}

TEST_CASE("other names of parameters and conditions change no verdict") {
    for (const std::string& text : templates()) {
        const Parsed parsed(text);
        std::string other = text;
        for (const char* section : {"Parameters", "Conditions"}) {
            for (const std::string& name : keys(parsed.root(), section)) {
                const std::string quoted = "\"" + name + "\"";
                // Only what is declared once, and is no property or resource besides.
                const std::string declared = quoted + ":";
                const auto at = text.find(declared);
                if (at == std::string::npos || text.find(declared, at + 1) != std::string::npos) continue;
                other = replaced(other, quoted, "\"" + name + "Renamed\"");
                other = replaced(other, "${" + name + "}", "${" + name + "Renamed}");
            }
        }
        CAPTURE(verdict_of(text));
        CAPTURE(verdict_of(other));
        CAPTURE(text.substr(0, 400));
        CHECK(findings_of(other) == findings_of(text));
    }
}
