#include "globals_table.h"

namespace stackfit::sam {
namespace {

constexpr GlobalsSection sections[] = {
    {"Api",
     "Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables"
     " EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses"
     " AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain AlwaysDeploy PropagateTags"
     " SecurityPolicy EndpointAccessMode"},
    {"CapacityProvider",
     "VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags"},
    {"Function",
     "Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags"
     " PropagateTags Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers"
     " DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions"
     " ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig FileSystemConfigs"
     " CodeSigningConfigArn Architectures SnapStart EphemeralStorage FunctionUrlConfig"
     " RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig DurableConfig"
     " CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished VersionDeletionPolicy"},
    {"HttpApi",
     "Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain"
     " RouteSettings FailOnWarnings PropagateTags"},
    {"LayerVersion", "PublishLambdaVersion"},
    {"SimpleTable", "SSESpecification"},
    {"StateMachine", "PropagateTags"},
    {"WebSocketApi",
     "AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint"
     " DisableSchemaValidation Domain FailOnWarnings IpAddressType PropagateTags RouteSelectionExpression"
     " RouteSettings StageVariables Tags"},
};

}  // namespace

std::span<const GlobalsSection> globals_sections() { return sections; }

const GlobalsSection* find_globals_section(std::string_view type) {
    for (const GlobalsSection& section : sections) {
        if (type == section.type) return &section;
    }
    return nullptr;
}

}  // namespace stackfit::sam
