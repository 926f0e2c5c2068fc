// Does a function that is named in an ARN have that name, in whichever template of the run it stands?
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "function-name-matches";
constexpr std::string_view marker = ":function:";

/// The function's name in an ARN; "" when the text is none, or a part of the name is not literal.
std::string_view name_in(std::string_view text) {
    const auto place = text.find(marker);
    if (place == std::string_view::npos) return {};
    const std::string_view rest = text.substr(place + marker.size());
    const auto end = std::find_if_not(rest.begin(), rest.end(),
                                      [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
    const bool open = end != rest.end() && (*end == '$' || *end == '*' || *end == '?' || *end == '{');
    return open ? std::string_view{} : rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

/// The functions of the run.
struct Functions {
    std::map<std::string_view, const Unit*> unnamed;  ///< logical ids of those whose names are generated
    std::set<std::string_view> names;                 ///< as far as they are literal
};

Functions functions_of(const Project& project) {
    Functions functions;
    for (const Unit& unit : project.units()) {
        for (const Resource& resource : unit.expanded.resources()) {
            if (resource.type != "AWS::Lambda::Function" && resource.type != "AWS::Serverless::Function")
                continue;
            const Node* name =
                resource.properties == nullptr ? nullptr : resource.properties->get("FunctionName");
            if (name == nullptr) functions.unnamed.try_emplace(resource.id, &unit);
            if (name != nullptr && name->is_string()) functions.names.insert(name->text);
        }
    }
    return functions;
}

class Search {
public:
    Search(CheckContext& context, std::vector<Problem>& problems) : context_(context), problems_(problems) {}

    void read(const Resource& resource) {
        resource_ = &resource;
        if (resource.properties != nullptr) walk(*resource.properties);
    }

private:
    /// Documents are at most DocumentLimits::depth deep.
    void walk(const Node& node) {
        if (node.is_string()) look_at(node);
        for (const Node* item : node.items) walk(*item);
        for (const Member& member : node.members) walk(*member.value);
    }

    void look_at(const Node& node) {
        const std::string_view name = name_in(node.text);
        if (name.empty()) return;
        // Only a template that writes ARNs of functions pays for this.
        if (!functions_) functions_ = functions_of(context_.project);
        const auto unnamed = functions_->unnamed.find(name);
        if (unnamed == functions_->unnamed.end() || functions_->names.contains(name)) return;
        const Unit& unit = *unnamed->second;
        const bool here = &unit == &context_.unit;
        problems_.push_back(
            {id,
             say("No function is called ", name, here ? ": resource " : ": in ", here ? name : unit.name,
                 here ? "" : " that is a logical id", here ? " has" : ", and the function has",
                 " no FunctionName, so CloudFormation makes a name of the stack's, the logical id and random "
                 "characters. "
                 "What names this ARN reaches nothing. Give the function FunctionName: ",
                 name, here ? ", or refer to it by !GetAtt." : ", or export its ARN and import it here."),
             node.span, resource_->id, false});
    }

    CheckContext& context_;
    std::vector<Problem>& problems_;
    const Resource* resource_ = nullptr;
    std::optional<Functions> functions_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Search search(context, problems);
    for (const Resource& resource : context.unit.expanded.resources()) search.read(resource);
}

}  // namespace

NativeCheck function_name_matches() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
