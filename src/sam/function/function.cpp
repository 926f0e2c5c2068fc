#include "sam/function/function.h"

#include "sam/events/events.h"
#include "sam/function/policies.h"
#include "sam/properties.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;

constexpr PropertyRule rules[] = {
    {"FunctionName", text | map},
    {"Handler"},
    {"Runtime"},
    {"CodeUri"},
    {"ImageUri"},
    {"PackageType"},
    {"InlineCode"},
    {"DeadLetterQueue", map},
    {"Description"},
    {"MemorySize"},
    {"Timeout"},
    {"VpcConfig"},
    {"Role", text},
    {"AssumeRolePolicyDocument", map},
    {"Policies", text | map | list, optional, text | map},
    {"RolePath"},
    {"PermissionsBoundary", text},
    {"Environment", map, optional, anything, map},
    {"Events", map, optional, anything, map},
    {"Tags", map},
    {"PropagateTags", boolean},
    {"Tracing", text | map},
    {"KmsKeyArn"},
    {"DeploymentPreference", map},
    {"ReservedConcurrentExecutions"},
    {"Layers", list, optional, text | map},
    {"EventInvokeConfig", map},
    {"EphemeralStorage"},
    {"AutoPublishAlias", text},
    {"AutoPublishCodeSha256", text},
    {"AutoPublishAliasAllProperties", boolean, optional, anything, anything, Functions::refused},
    {"VersionDescription"},
    {"ProvisionedConcurrencyConfig"},
    {"FileSystemConfigs"},
    {"ImageConfig"},
    {"CodeSigningConfigArn"},
    {"Architectures"},
    {"SnapStart", map},
    {"FunctionUrlConfig", map},
    {"RuntimeManagementConfig"},
    {"LoggingConfig"},
    {"RecursiveLoop"},
    {"SourceKMSKeyArn"},
    {"CapacityProviderConfig", map},
    {"FunctionScalingConfig", map},
    {"VersionDeletionPolicy", text, optional, anything, anything, Functions::allowed, "Delete|Retain"},
    {"PublishToLatestPublished"},
    {"TenancyConfig"},
    {"DurableConfig", map},
};

}  // namespace

Target FunctionParts::target(const SamResource& source) const {
    return {alias ? alias->id : function.id, alias ? Target::Kind::function_alias : Target::Kind::function,
            source.inherited()};
}

void expand_function(Context& context, const SamResource& written, std::vector<Draft>& out) {
    Problems& problems = context.problems;
    if (!check_properties(rules, *written.properties, written.type, written.id_span, problems)) return;
    const SamResource source = with_policy_templates(context, written);
    const std::vector<LinkedEvent> events = link_function_events(context, source);
    check_function_rules(context, source);

    FunctionParts parts{make_lambda(context, source), {}, {}, {}, nullptr, {}, {}};
    make_version_and_alias(context, source, parts);
    std::vector<Draft> others;
    make_function_url(context, source, parts, others);
    add_deployment_preference(context, source, parts);
    make_event_invoke_config(context, source, parts, others);
    collect_policies(context, source, parts);
    expand_function_events(source, events, parts, others);
    make_function_role(context, source, parts, others);

    out.push_back(std::move(parts.function));
    if (parts.version) out.push_back(std::move(*parts.version));
    if (parts.alias) out.push_back(std::move(*parts.alias));
    for (Draft& other : others) out.push_back(std::move(other));
    const Node* propagate = source.value("PropagateTags");
    if (truthy(propagate) && truthy(source.value("Tags"))) propagate_tags(source.value("Tags"), out);
}

}  // namespace stackfit::sam
