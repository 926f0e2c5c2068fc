#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/template_loops.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "transform-missing";

/// The first attribute of a resource that only SAM knows: any resource may have one.
const Member* serverless_attribute(const Template& source, const Resource*& owner) {
    if (source.has_transform("AWS::Serverless") || source.macro() != nullptr) return nullptr;
    for (const Resource& resource : source.resources()) {
        for (const Member& member : resource.node->members) {
            owner = &resource;
            if (member.key == "Connectors" || member.key == "IgnoreGlobals") return &member;
        }
    }
    return nullptr;
}

const Member* extension(const Template& source) {
    if (source.has_transform("AWS::LanguageExtensions")) return nullptr;
    for (const char* name : {"Conditions", "Resources", "Outputs"}) {
        const Node* section = source.section(name);
        const Member* use = section == nullptr ? nullptr : first_extension(*section);
        if (use != nullptr) return use;
    }
    return nullptr;
}

/// One line is missing, however many resources need it.
void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& source = context.unit.source;
    const Resource* owner = nullptr;
    if (const Resource* resource = context.fragment.serverless) {
        problems.push_back(
            {id,
             say("CloudFormation does not know ", resource->type, ", the type of ", resource->id,
                 ": the template has no Transform: AWS::Serverless-2016-10-31. It refuses the template. Add "
                 "the line."),
             resource->node->get("Type")->span,
             resource->id,
             false,
             {}});
    } else if (const Member* attribute = serverless_attribute(source, owner)) {
        problems.push_back(
            {id,
             say("CloudFormation itself does not know ", attribute->key, ", which ", owner->id,
                 " has: the template has no Transform: AWS::Serverless-2016-10-31. It refuses the "
                 "template. Add the line."),
             attribute->key_span,
             owner->id,
             false,
             {}});
    } else if (const Member* use = extension(source); use != nullptr && source.macro() == nullptr) {
        problems.push_back({id,
                            say("CloudFormation itself does not know ", extension_name(*use),
                                ": the template has no Transform: AWS::LanguageExtensions. It refuses the "
                                "template. Add the line."),
                            use->key_span,
                            {},
                            false,
                            {}});
    }
}

}  // namespace

NativeCheck transform_missing() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
