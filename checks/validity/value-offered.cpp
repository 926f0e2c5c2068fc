// Instance types and engine versions against what the services offer.
#include <algorithm>

#include "../common/say.h"
#include "branch_walk.h"
#include "macros.h"
#include "shape_values.h"
#include "stackfit/spec_values.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "value-offered";

class Offers : BranchWalk {
public:
    /// `region`: where the template is deployed; "": not known.
    Offers(const Template& templ, std::string_view region) : BranchWalk(id), templ_(templ), region_(region) {}

    std::vector<Mistake> run() {
        for (const Resource& resource : templ_.resources()) {
            if (resource.properties == nullptr) continue;
            resource_ = &resource;
            for (const OfferedValues& offered : offered_values(resource.type)) where(offered);
        }
        return std::move(mistakes_);
    }

private:
    void where(const OfferedValues& offered) {
        if (offered.condition.empty()) return values(offered);
        at_path(*resource_->properties, offered.condition, [&](const Node& node, Span) {
            branches(node, [&](const Node& value) {
                if (value.is_scalar() && to_lower(value.text) == offered.condition_value) values(offered);
            });
        });
    }

    void values(const OfferedValues& offered) {
        at_path(*resource_->properties, offered.path, [&](const Node& node, Span) {
            branches(node, [&](const Node& value) {
                if (value.is_scalar() && value.kind != Kind::null && !is_filled_in(value.text) &&
                    value.text.find("${") == std::string_view::npos)
                    judge(offered, value);
            });
        });
    }

    void judge(const OfferedValues& offered, const Node& value) {
        if (!offered.offered(value.text)) return unknown(offered, value);
        if (region_.empty() || offered.offered_in(region_, value.text)) return;
        const auto regions = offered.regions_of(value.text);
        add(value.span,
            say("'", name_of(offered), "' of ", resource_->type, " cannot be ", shown(value), " in ", region_,
                ": there it is not offered. ", resource_->id, " cannot be created; ",
                std::to_string(regions.size()), " other regions have it, among them ", regions.front(), "."));
    }

    void unknown(const OfferedValues& offered, const Node& value) {
        const std::vector<std::string_view> known = offered.values();
        if (offered.versions && (value.text.ends_with(".x") || is_newer(value.text, known))) return;
        const std::string_view meant = closest(value.text, known);
        const std::string engine = offered.condition.empty() ? std::string()
                                                             : say(" where '", offered.condition, "' is \"",
                                                                   offered.condition_value, "\"");
        add(value.span, say("'", name_of(offered), "' of ", resource_->type, " cannot be ", shown(value),
                            engine, ": no region offers it. AWS refuses the resource.",
                            meant.empty() ? std::string() : say(" Did you mean \"", meant, "\"?")));
    }

    static std::string_view name_of(const OfferedValues& offered) {
        return offered.path.substr(offered.path.rfind('.') + 1);
    }

    const Template& templ_;
    std::string_view region_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.expanded)) return;
    const auto region = context.world.peek_value("AWS::Region");
    std::vector<Mistake> mistakes = Offers(context.unit.expanded, region.value_or("")).run();
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck value_offered() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
