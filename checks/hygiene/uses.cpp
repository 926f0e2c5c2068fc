#include "uses.h"

#include "../common/say.h"

namespace stackfit::checks {
namespace {

class Walk {
public:
    explicit Walk(const std::function<void(const Use&)>& visit) : visit_(visit) {}

    void resources(const Template& source) {
        each_resource(source, [&](std::string_view name, const Node& resource) {
            resource_ = name;
            in(resource);
        });
        resource_ = {};
    }

    /// Documents are at most DocumentLimits::depth deep.
    void in(const Node& node) {
        if (const Member* function = intrinsic(node)) visit_({node, *function, resource_});
        for (const Node* item : node.items)
            if (!item->is_scalar()) in(*item);
        for (const Member& member : node.members)
            if (!member.value->is_scalar()) in(*member.value);
    }

private:
    const std::function<void(const Use&)>& visit_;
    std::string_view resource_;
};

}  // namespace

void each_use(const Template& source, const std::function<void(const Use&)>& visit) {
    Walk walk(visit);
    if (source.root() == nullptr) return;
    for (const Member& section : source.root()->members) {
        if (section.key == "Resources")
            walk.resources(source);
        else if (section.key != "Metadata")
            walk.in(*section.value);
    }
}

void each_resource(const Template& source,
                   const std::function<void(std::string_view name, const Node& resource)>& visit) {
    const Node* section = source.section("Resources");
    if (section == nullptr) return;
    for (const Member& member : section->members)
        visit(is_stand_in(member.key) ? std::string_view{} : member.key, *member.value);
}

std::string quoted(std::string_view text) {
    constexpr std::size_t most = 60;
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool whole = line.size() == text.size() && text.size() <= most;
    return whole ? say("\"", text, "\"") : say("\"", line.substr(0, most), "...\"");
}

}  // namespace stackfit::checks
