// {{resolve:service:key}}: written as CloudFormation reads it, and where it is resolved.
#include <algorithm>
#include <string>
#include <vector>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "dynamic-reference";
constexpr std::string_view opening = "{{resolve:";
constexpr std::size_t most_references = 60;  // User Guide, "Using dynamic references"

/// User Guide, "Resources that support dynamic parameter patterns for secure strings".
constexpr char secure_places[][92] = {
    "AWS::DirectoryService::MicrosoftAD.Password",
    "AWS::DirectoryService::SimpleAD.Password",
    "AWS::ElastiCache::ReplicationGroup.AuthToken",
    "AWS::IAM::User.LoginProfile.Password",
    "AWS::KinesisFirehose::DeliveryStream.RedshiftDestinationConfiguration.Password",
    "AWS::OpsWorks::App.AppSource.Password",
    "AWS::OpsWorks::Stack.CustomCookbooksSource.Password",
    "AWS::OpsWorks::Stack.RdsDbInstances.DbPassword",
    "AWS::RDS::DBCluster.MasterUserPassword",
    "AWS::RDS::DBInstance.MasterUserPassword",
    "AWS::Redshift::Cluster.MasterUserPassword",
};

enum class Section : std::uint8_t { properties, metadata, outputs, conditions };

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-' || c == '/';
    });
}

bool is_version(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string parameter_mistake(const std::vector<std::string_view>& parts) {
    if (!is_name(parts[1]))
        return "the name of a parameter has letters, digits, \"_\", \".\", \"-\" and \"/\" only";
    if (parts.size() > 3 || (parts.size() == 3 && !is_version(parts[2])))
        return "after the name of a parameter, only the number of a version can follow";
    return {};
}

std::string secret_mistake(const std::vector<std::string_view>& parts) {
    // An ARN has colons of its own: arn:partition:secretsmanager:region:account:secret:name.
    const std::size_t first = parts[1] == "arn" ? 8 : 2;
    if (parts.size() < first) return "the ARN of the secret is not complete";
    const std::size_t more = parts.size() - first;
    if (more > 0 && parts[first] != "SecretString" && !parts[first].empty())
        return say("after the secret comes SecretString, not \"", parts[first], "\"");
    if (more > 4) return "it has more parts than a secret, SecretString, a key, a stage and a version";
    if (more == 4 && !parts[first + 2].empty() && !parts[first + 3].empty())
        return "it names a stage and a version, which exclude each other";
    return {};
}

/// What is wrong with what stands between "{{resolve:" and "}}"; "" : nothing.
std::string syntax_mistake(const std::vector<std::string_view>& parts) {
    if (parts[0] == "ssm" || parts[0] == "ssm-secure") return parameter_mistake(parts);
    if (parts[0] == "secretsmanager") return secret_mistake(parts);
    return say("the services are ssm, ssm-secure and secretsmanager, not \"", parts[0], "\"");
}

class Walk {
public:
    Walk(CheckContext& context, std::vector<Problem>& problems)
        : templ_(context.unit.source), world_(context.world), problems_(problems) {}

    void run() {
        for (const Resource& resource : templ_.resources()) {
            resource_ = resource.id;
            taken_.assign(resource.condition.empty() ? 0 : 1, {resource.condition, true});
            if (resource.properties != nullptr)
                in(*resource.properties, Section::properties, std::string(resource.type));
            if (const Node* metadata = resource.node->get("Metadata")) in(*metadata, Section::metadata, {});
        }
        resource_ = {};
        taken_.clear();
        if (const Node* outputs = templ_.section("Outputs")) in(*outputs, Section::outputs, {});
        if (const Node* conditions = templ_.section("Conditions")) in(*conditions, Section::conditions, {});
    }

private:
    /// `path`: of the property, without items of lists and functions. Documents are at most DocumentLimits::depth deep.
    void in(const Node& node, Section section, const std::string& path) {
        if (node.is_string()) text(node, section, path);
        if (const Node* arguments = node.get("Fn::If"); arguments != nullptr && arguments->items.size() == 3)
            return in_branches(*arguments, section, path);
        for (const Node* item : node.items) in(*item, section, path);
        for (const Member& member : node.members) {
            const bool function = member.key.starts_with("Fn::");
            in(*member.value, section, function ? path : say(path, ".", member.key));
        }
    }

    void in_branches(const Node& arguments, Section section, const std::string& path) {
        for (const bool branch : {true, false}) {
            taken_.emplace_back(arguments.items[0]->text, branch);
            in(*arguments.items[branch ? 1 : 2], section, path);
            taken_.pop_back();
        }
    }

    void text(const Node& node, Section section, std::string_view path) {
        std::string_view rest = node.text;
        for (std::size_t begin = rest.find(opening); begin != std::string_view::npos;
             begin = rest.find(opening)) {
            rest.remove_prefix(begin + opening.size());
            std::size_t end = rest.find("}}");
            // What Fn::Join puts together is not read.
            if (end == std::string_view::npos) return;
            if (rest.substr(end).starts_with("}}}")) ++end;  // of a variable of Fn::Sub
            reference(node, rest.substr(0, end), section, path);
            rest.remove_prefix(end);
        }
    }

    void reference(const Node& node, std::string_view body, Section section, std::string_view path) {
        const auto parts = split(body, ':');
        if (parts.size() < 2 || parts[1].empty()) return;  // text of another kind
        if (++count_ == most_references + 1)
            add(node.span, say("The template has more than ", std::to_string(most_references),
                               " dynamic references, the most that CloudFormation resolves."));
        if (body.find('$') == std::string_view::npos) {
            const std::string mistake = syntax_mistake(parts);
            if (!mistake.empty())
                return add(node.span, say("The dynamic reference \"", opening, body, "}}\" is not in order: ",
                                          mistake, ". CloudFormation refuses the template."));
        }
        const std::string place = place_mistake(parts[0], section, path);
        if (!place.empty()) add(node.span, say("The dynamic reference \"", opening, body, "}}\" ", place));
    }

    static std::string place_mistake(std::string_view service, Section section, std::string_view path) {
        if (service == "ssm-secure") {
            const bool taken = section == Section::properties && is_one_of(secure_places, path);
            if (!taken)
                return "stands where secure strings are not supported. CloudFormation refuses the template.";
        }
        if (service == "secretsmanager" && section != Section::properties)
            return "stands outside of the properties of resources, where no secret is resolved: the text "
                   "stays as it is.";
        if (service == "ssm" && section == Section::conditions)
            return "stands in a condition, which is evaluated before anything is resolved. Use a parameter "
                   "of the type "
                   "AWS::SSM::Parameter::Value<String>.";
        return {};
    }

    /// Not where a branch that is not taken, or a resource that is not there, has the text.
    void add(Span span, std::string message) {
        for (const auto& [condition, branch] : taken_)
            if (templ_.condition(condition) != nullptr && world_.condition(condition) != branch) return;
        problems_.push_back({id, std::move(message), span, resource_, false});
    }

    const Template& templ_;
    World& world_;
    std::vector<Problem>& problems_;
    std::string_view resource_;
    std::vector<std::pair<std::string_view, bool>>
        taken_;  ///< conditions on the way here, and their branches
    std::size_t count_ = 0;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    // Most templates have none, and pay for one search in their text.
    if (context.sources()[context.unit.file].text().find(opening) == std::string_view::npos) return;
    Walk(context, problems).run();
}

}  // namespace

NativeCheck dynamic_reference() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
