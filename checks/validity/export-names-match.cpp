// Names under which the templates of a run share values: each once, and each import the name of an export.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "export-names-match";

struct Exported {
    std::string_view name;
    const Unit* unit = nullptr;
    Span span;
};

void add_exports(const Unit& unit, std::vector<Exported>& exports) {
    const Node* outputs = unit.expanded.section("Outputs");
    if (outputs == nullptr) return;
    for (const Member& output : outputs->members) {
        const Node* exported = output.value->get("Export");
        const Node* name = exported == nullptr ? nullptr : exported->get("Name");
        if (name != nullptr && name->is_string() && !name->text.empty())
            exports.push_back({name->text, &unit, name->span});
    }
}

/// Exports with literal names, in the order of the run; gathered only for a template that exports or imports something.
class Exports {
public:
    explicit Exports(const Project& project) : project_(project) {}

    const std::vector<Exported>& all() {
        if (!gathered_) {
            gathered_.emplace();
            for (const Unit& unit : project_.units()) add_exports(unit, *gathered_);
        }
        return *gathered_;
    }

private:
    const Project& project_;
    std::optional<std::vector<Exported>> gathered_;
};

std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name)
        if (is_letter_or_digit(c)) letters += to_lower(c);
    return letters;
}

/// The same but for letter case, separators, or at most two letters within a word. Endings tell names of a series apart: subnet-a, subnet-b.
bool is_slip(std::string_view written, std::string_view meant) {
    if (letters_of(written) == letters_of(meant)) return true;
    const auto [a, b] = std::mismatch(written.begin(), written.end(), meant.begin(), meant.end());
    const std::string_view rest(written.substr(static_cast<std::size_t>(a - written.begin())));
    const std::string_view other(meant.substr(static_cast<std::size_t>(b - meant.begin())));
    const auto same_end = static_cast<std::size_t>(
        std::mismatch(rest.rbegin(), rest.rend(), other.rbegin(), other.rend()).first - rest.rbegin());
    constexpr std::size_t shortest = 8, end = 3, slip = 2;
    const std::string_view one = rest.substr(0, rest.size() - same_end),
                           two = other.substr(0, other.size() - same_end);
    return written.size() >= shortest && same_end >= end && one.size() <= slip && two.size() <= slip &&
           std::all_of(one.begin(), one.end(), is_letter) && std::all_of(two.begin(), two.end(), is_letter) &&
           one.size() + two.size() <= slip;
}

auto folder_of(const Unit& unit) { return std::filesystem::path(unit.path).parent_path(); }

/// The same template in another format: Shop.yaml and Shop.json. One of them is deployed.
bool is_other_format(const Unit& a, const Unit& b) {
    const std::filesystem::path one(a.path), other(b.path);
    return &a != &b && one.stem() == other.stem() && one.extension() != other.extension();
}

void find_twins(const CheckContext& context, Exports& exports, std::vector<Problem>& problems) {
    std::vector<Exported> own;
    add_exports(context.unit, own);
    if (own.empty()) return;
    std::map<std::string_view, const Exported*> first;
    for (const Exported& one : exports.all()) {
        if (folder_of(*one.unit) != folder_of(context.unit) || is_other_format(*one.unit, context.unit))
            continue;
        const auto [known, fresh] = first.try_emplace(one.name, &one);
        if (fresh || one.unit != &context.unit) continue;
        const Exported& other = *known->second;
        const int line = context.sources()[other.span.file].position(other.span.begin).line;
        problems.push_back({id,
                            say("The name ", one.name, " is exported twice: ", other.unit->name,
                                " exports it in line ", std::to_string(line),
                                " as well. A name may be exported once in a region: the second stack is "
                                "refused. Put something of its "
                                "own into each name, such as ${AWS::StackName}."),
                            one.span,
                            {},
                            false});
    }
}

/// Imports with literal names.
class Imports {
public:
    Imports(const CheckContext& context, Exports& exports, std::vector<Problem>& problems)
        : context_(context), exports_(exports), problems_(problems) {}

    void read(const Resource& resource) {
        resource_ = &resource;
        walk(*resource.node);
    }

private:
    /// Documents are at most DocumentLimits::depth deep.
    void walk(const Node& node) {
        const Member* function = intrinsic(node);
        if (function != nullptr && function->key == "Fn::ImportValue" && function->value->is_string())
            return look_at(*function->value);
        for (const Node* item : node.items) walk(*item);
        for (const Member& member : node.members) walk(*member.value);
    }

    void look_at(const Node& name) {
        if (context_.project.exported(name.text) != nullptr) return;
        const std::vector<Exported>& exports = exports_.all();
        const auto meant = std::find_if(exports.begin(), exports.end(),
                                        [&](const Exported& one) { return is_slip(name.text, one.name); });
        if (meant == exports.end()) return;
        problems_.push_back(
            {id,
             say("Nothing exports ", name.text, ", but ", meant->unit->name, " exports ", meant->name,
                 ". An import names an export to the letter; the stack is refused. Did you mean ",
                 meant->name, "?"),
             name.span, resource_->id, false});
    }

    const CheckContext& context_;
    Exports& exports_;
    std::vector<Problem>& problems_;
    const Resource* resource_ = nullptr;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Exports exports(context.project);
    find_twins(context, exports, problems);
    Imports imports(context, exports, problems);
    for (const Resource& resource : context.unit.expanded.resources()) imports.read(resource);
}

}  // namespace

NativeCheck export_names_match() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
