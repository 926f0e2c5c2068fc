// Names that the template gives to resources that CloudFormation may have to replace.
#include <algorithm>

#include "../common/say.h"
#include "../validity/functions.h"
#include "stackfit/engine.h"
#include "stackfit/spec_resources.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "name-allows-replacement";

using Replacement = PropertySpec::Replacement;

/// The member that gives the resource its physical name, which the author may leave to CloudFormation; null when there is none.
const Member* given_name(const ResourceType& type, const Node& properties) {
    const auto ids = type.primary_identifier();
    const Member* name = ids.size() == 1 ? properties.find(ids[0]) : nullptr;
    if (name == nullptr || name->origin != nullptr || name->value->origin != nullptr) return nullptr;
    const auto property = type.property(ids[0]);
    const bool is_name = property && !property->required &&
                         property->type.kind() == ValueType::Kind::string &&
                         property->replacement == Replacement::always;
    return is_name ? name : nullptr;
}

/// The name is the deployer's to choose, each time.
bool is_chosen(const Node& name, const Template& templ) {
    const Member* ref = function_of(name);
    const Parameter* parameter =
        ref != nullptr && ref->key == "Ref" ? templ.parameter(ref->value->text) : nullptr;
    return parameter != nullptr && parameter->allowed_values.empty();
}

/// A property that the author set, whose change replaces the resource; null when there is none.
const Member* replacing(const ResourceType& type, const Node& properties, std::string_view name) {
    const auto found =
        std::find_if(properties.members.begin(), properties.members.end(), [&](const Member& member) {
            if (member.key == name || member.origin != nullptr) return false;
            const auto property = type.property(member.key);
            return property && property->replacement == Replacement::always;
        });
    return found == properties.members.end() ? nullptr : &*found;
}

void judge(const Template& templ, const Resource& resource, std::vector<Problem>& problems) {
    if (resource.properties == nullptr || resource.origin != nullptr) return;
    const auto type = templ.types().find(resource.type);
    const Member* name = type ? given_name(*type, *resource.properties) : nullptr;
    if (name == nullptr || is_chosen(*name->value, templ)) return;
    const Member* other = replacing(*type, *resource.properties, name->key);
    if (other == nullptr) return;
    problems.push_back(
        {id,
         say(resource.id, " has a name of its own in ", name->key, ", and to change its ", other->key,
             " CloudFormation has to replace it. It creates the new one before it deletes the old one, the "
             "name is "
             "taken, and the update fails. Leave ",
             name->key, " out, and refer to the resource with !Ref."),
         name->key_span, resource.id, false});
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.expanded;
    for (const Resource& resource : templ.resources()) judge(templ, resource, problems);
}

}  // namespace

NativeCheck name_allows_replacement() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
