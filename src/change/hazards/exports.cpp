// Exports freeze while they are imported ("Exporting stack output values"): no removal, no other value.
#include <map>
#include <set>
#include <utility>

#include "../evaluated.h"
#include "judging.h"
#include "stackfit/template_pieces.h"

namespace stackfit::change {
namespace {

struct Exported {
    const Member* output = nullptr;
    Evaluated value;
};

/// By name, in the headline world.
std::map<std::string, Exported> exports_of(const Unit& unit) {
    std::map<std::string, Exported> found;
    const Node* outputs = unit.expanded.section("Outputs");
    if (outputs == nullptr) return found;
    unit.worlds->explore(
        [&](World& world) {
            for (const Member& output : outputs->members) {
                const Node* condition = output.value->get("Condition");
                const Value name = world.at(output.value, {"Export", "Name"});
                if (!name.is_text() || (condition != nullptr && !world.condition(condition->text))) continue;
                found.emplace(to_string(name.text),
                              Exported{&output, evaluated(world, output.value->get("Value"))});
            }
        },
        1);
    return found;
}

void collect_imports(World& world, const Node& node, std::set<std::string>& names) {
    for (const Member& member : node.members) {
        if (member.key == "Fn::ImportValue") {
            const Value name = world.evaluate(member.value);
            if (name.is_text()) names.insert(to_string(name.text));
        }
        collect_imports(world, *member.value, names);
    }
    for (const Node* item : node.items) collect_imports(world, *item, names);
}

/// Who imports what, in the headline world of each template; of several the first. Read when it is first asked.
class Imports {
public:
    explicit Imports(const Project& project) : project_(project) {}

    /// Null: nobody.
    [[nodiscard]] const Unit* importer(const std::string& name) {
        if (!std::exchange(read_, true)) read();
        const auto found = importers_.find(name);
        return found == importers_.end() ? nullptr : found->second;
    }

private:
    void read() {
        for (const Unit& unit : project_.units()) {
            if (unit.worlds == nullptr || unit.expanded.root() == nullptr) continue;
            std::set<std::string> names;
            unit.worlds->explore([&](World& world) { collect_imports(world, *unit.expanded.root(), names); },
                                 1);
            for (const std::string& name : names) importers_.emplace(name, &unit);
        }
    }

    const Project& project_;
    bool read_ = false;
    std::map<std::string, const Unit*> importers_;
};

/// A resource that the value refers to and that becomes another one; "" when there is none.
std::string_view replaced_in(const Judging& judging, const Evaluated& value) {
    std::string_view found;
    each_piece(value, [&](const Piece& piece) {
        const ResourceChange* change = is_of_a_resource(piece) ? judging.changes.of(piece.name) : nullptr;
        if (change != nullptr && change->replacement == Replacement::always) found = change->id;
    });
    return found;
}

Hazard& at_output(Judging& judging, const char* kind, const Member& old_output, const Member* new_output,
                  Judging::Words words) {
    ResourceChange change;
    change.id = old_output.key;
    Hazard& hazard = judging.report(kind, change, std::move(words));
    hazard.old_span = old_output.key_span;
    if (new_output != nullptr) hazard.new_span = new_output->key_span;
    return hazard;
}

void removed(Judging& judging, Imports& imports, const std::string& name, const Member& output) {
    const Unit* user = imports.importer(name);
    const Member* still = nullptr;
    if (const Node* outputs = judging.changes.after->expanded.section("Outputs"))
        still = outputs->find(output.key);
    if (user == nullptr) {
        at_output(
            judging, "export-removed", output, still,
            {"Output " + std::string(output.key) + " no longer exports " + name + ".",
             "No template of this run imports it. Where a stack does, CloudFormation refuses the update.",
             "Ask with aws cloudformation list-imports --export-name before the release."});
        return;
    }
    at_output(judging, "export-in-use-removed", output, still,
              {"Output " + std::string(output.key) + " no longer exports " + name + ", which " + user->name +
                   " imports.",
               "CloudFormation refuses to remove an export as long as a stack imports it.",
               "Release first the importing template without the import, then this one."});
}

void changed(Judging& judging, Imports& imports, const std::string& name, const Exported& was,
             const Exported& is) {
    const std::string_view replaced = replaced_in(judging, is.value);
    if (same(was.value, is.value) && replaced.empty()) return;
    const Unit* user = imports.importer(name);
    if (user == nullptr) return;
    const std::string how = replaced.empty()
                                ? "from " + to_string(was.value, 80) + " to " + to_string(is.value, 80)
                                : "because " + std::string(replaced) + " is replaced";
    at_output(judging, "export-in-use-changed", *was.output, is.output,
              {"The value of export " + name + " changes, " + how + ", and " + user->name + " imports it.",
               "CloudFormation refuses to change the value of an export as long as a stack imports it.",
               "Export the new value under a second name, move the importing templates to it, then remove "
               "the first one."});
}

}  // namespace

void find_export_hazards(Judging& judging) {
    const auto then = exports_of(*judging.changes.before);
    if (then.empty()) return;
    const auto now = exports_of(*judging.changes.after);
    Imports imports(judging.before);
    for (const auto& [name, was] : then) {
        const auto found = now.find(name);
        found == now.end() ? removed(judging, imports, name, *was.output)
                           : changed(judging, imports, name, was, found->second);
    }
}

}  // namespace stackfit::change
