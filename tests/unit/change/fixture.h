// Two revisions of a template, and what lies between them.
#pragma once

#include "../project/fixture.h"
#include "stackfit/change_hazards.h"

namespace stackfit {

struct ChangeFixture {
    Fixture before, after;
    std::vector<ChangeSet> sets;
    const ChangeSet& changes = sets.front();
    std::vector<Hazard> hazards;

    ChangeFixture(std::string old_text, std::string new_text, const ProjectOptions& options = {})
        : before(std::move(old_text), options),
          after(std::move(new_text), options),
          sets{change_set(before.unit, after.unit)},
          hazards(find_hazards(sets, before.project, after.project)) {}
    ChangeFixture(const ChangeFixture&) = delete;

    /// "replace Orders: Properties.KeySchema a -> b (always)", a line for each resource and its properties.
    [[nodiscard]] std::string text() const {
        std::string out;
        for (const ResourceChange& one : changes.resources) {
            out += std::string(to_string(one.action)) + " " + std::string(one.id);
            if (!one.old_id.empty() && one.old_id != one.id) out += " (" + std::string(one.old_id) + ")";
            if (one.replacement == Replacement::conditional) out += ", perhaps replaced";
            if (!one.policy.empty()) out += ", " + one.policy;
            if (!one.in_headline) out += ", not in the headline world";
            for (const std::string& world : one.worlds) out += ", " + world;
            out += "\n";
            for (const PropertyChange& property : one.properties) {
                out += "  " + property.path + ": " + property.old_value + " -> " + property.new_value;
                if (property.replacement != Replacement::never)
                    out += ", " + std::string(to_string(property.replacement));
                if (!property.because.empty()) out += ", because of " + std::string(property.because);
                out += property.order ? ", order\n" : "\n";
            }
        }
        return out;
    }
    /// "error name-blocks-replacement Orders", a line each.
    [[nodiscard]] std::string hazard_text() const {
        std::string out;
        for (const Hazard& one : hazards) {
            out +=
                std::string(to_string(one.severity)) + " " + one.kind->id + " " + std::string(one.resource);
            for (const std::string& world : one.worlds) out += ", " + world;
            out += "\n";
        }
        return out;
    }
    [[nodiscard]] bool has(std::string_view hazard) const {
        for (const Hazard& one : hazards)
            if (one.kind->id == hazard) return true;
        return false;
    }
};

}  // namespace stackfit
