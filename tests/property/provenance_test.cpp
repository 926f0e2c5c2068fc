// Laws of the SAM expansion over every template that is at hand: whatever stands in the result, the author wrote it, or it says which of the
// author's lines causes it and why.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "stackfit/project_explanation.h"
#include "stackfit/template.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Templates below a folder, in order; none when there is no such folder.
std::vector<fs::path> templates_in(const fs::path& folder) {
    std::vector<fs::path> paths;
    if (!fs::is_directory(folder)) return paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".yaml" || extension == ".yml" || extension == ".json" || extension == ".template")
            paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

using Place = std::pair<std::uint32_t, std::uint32_t>;
Place place_of(Span span) { return {span.begin, span.end}; }

/// The places at which the author wrote a value or a key.
struct Written {
    std::set<Place> values, keys;

    void read(const Node& node) {
        values.insert(place_of(node.span));
        for (const Node* item : node.items) read(*item);
        for (const Member& member : node.members) {
            keys.insert(place_of(member.key_span));
            read(*member.value);
        }
    }
};

/// The paths of what has neither an author nor a cause.
class Audit {
public:
    explicit Audit(const Written& written) : written_(written) {}

    void visit(const Node& node, const std::string& path) {
        judge(node.origin, node.span, written_.values, path);
        for (std::size_t i = 0; i < node.items.size(); ++i)
            visit(*node.items[i], path + "/" + std::to_string(i));
        for (const Member& member : node.members) {
            const std::string below = path + "/" + std::string(member.key);
            judge(member.origin, member.key_span, written_.keys, below + " (key)");
            visit(*member.value, below);
        }
    }

    std::string bad;

private:
    void judge(const Origin* origin, Span span, const std::set<Place>& author, const std::string& path) {
        if (!span.known())
            bad += path + ": no place\n";
        else if (origin == nullptr && author.count(place_of(span)) == 0)
            bad += path + ": not the author's, and no reason\n";
        for (; origin != nullptr; origin = origin->cause)
            if (origin->reason.empty()) bad += path + ": an empty reason\n";
    }

    const Written& written_;
};

std::string audited(const fs::path& path, SamMode mode) {
    Sources sources;
    Arena arena;
    const FileId file = sources.add(path.string(), text_of(path));
    const Document document = read_document(sources, file, arena);
    if (document.root == nullptr) return {};
    Written written;
    written.read(*document.root);
    const Template templ = Template::read(document.root);
    Assignment given;
    given.defaults_are_given = mode == SamMode::transform;
    SamOptions options;
    options.mode = mode;
    options.given = &given;
    const SamResult result = expand_sam(templ, options, arena);
    if (result.root == nullptr) return {};
    Audit audit(written);
    audit.visit(*result.root, "");
    for (const Problem& problem : result.problems)
        if (!problem.span.known()) audit.bad += problem.message + ": no place\n";
    return audit.bad;
}

/// The names of an expanded template that do not say who wrote them, or why and for whom they were made.
std::string unexplained(const fs::path& path) {
    Project project;
    ProjectOptions options;
    options.mode = SamMode::transform;
    options.given.defaults_are_given = true;
    const Unit& unit = project.add_text(path.string(), text_of(path), options);
    std::string bad;
    if (unit.refused) return bad;  // nothing is given out
    for (const char* section : {"Resources", "Conditions"}) {
        const bool usable = unit.readable && unit.is_template;
        const Node* node = usable ? unit.expanded.section(section) : nullptr;
        if (node == nullptr) continue;
        for (const Member& member : node->members) {
            const auto found = explain(unit, member.key);
            if (is_loop(member.key)) continue;  // left as it is
            const bool made =
                found && !found->causes.empty() &&
                (!found->made_for.empty() || !found->loop.empty() || found->section != "Resources");
            if (!found || (!found->written.known() && !made)) bad += std::string(member.key) + "\n";
        }
    }
    return bad;
}

std::vector<fs::path> templates_at_hand() {
    std::vector<fs::path> paths = templates_in(testing::in_source("fixtures"));
    for (const auto& path : templates_in(testing::in_source("../shared/data/sam/input")))
        paths.push_back(path);
    return paths;
}

}  // namespace

TEST_CASE("every resource and condition of an expanded template is explained") {
    for (const fs::path& path : templates_at_hand()) {
        CAPTURE(path.string());
        CHECK(unexplained(path) == "");
    }
}

TEST_CASE("every value and key of an expanded template is the author's, or has a cause and a reason") {
    const std::vector<fs::path> paths = templates_at_hand();
    REQUIRE(paths.size() > 50);
    for (const fs::path& path : paths) {
        for (const SamMode mode : {SamMode::judge, SamMode::transform}) {
            CAPTURE(path.string());
            CAPTURE(static_cast<int>(mode));
            CHECK(audited(path, mode) == "");
        }
    }
}
