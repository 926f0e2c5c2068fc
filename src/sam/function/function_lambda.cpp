// The AWS::Lambda::Function itself: properties passed on, code, tags, tracing, dead letter queue.
#include "sam/function/code_location.h"
#include "sam/function/function.h"
#include "sam/schema.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

/// Passed as they are, in the order in which the service writes them.
constexpr char passed[][32] = {
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Role",
    "Environment",
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "Layers",
    "FileSystemConfigs",
    "ImageConfig",
    "PackageType",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "CodeSigningConfigArn",
    "RuntimeManagementConfig",
    "LoggingConfig",
    "TenancyConfig",
    "RecursiveLoop",
    "DurableConfig",
    "PublishToLatestPublished",
};

bool is_image(const SamResource& source) { return is_text(source.value("PackageType"), "Image"); }

const Node* image_code(Context& context, const SamResource& source, const Maker& make) {
    const Node* uri = source.value("ImageUri");
    if (truthy(uri)) return make.map({{"ImageUri", uri}});
    // `sam build` makes the image from Metadata.Dockerfile and friends, and writes ImageUri.
    const bool built = context.judging() && source.node->get("Metadata") != nullptr;
    if (built) return make.map({{"ImageUri", make.why("sam build").text("built-by-sam")}});
    context.problems.refuse(source.key_span("ImageUri"),
                            "A function with PackageType Image needs 'ImageUri'.");
    return nullptr;
}

const Node* location_code(const Maker& make, const S3Location& location) {
    return make.map(
        {{"S3Bucket", location.bucket}, {"S3Key", location.key}, {"S3ObjectVersion", location.version}});
}

const Node* zip_code(Context& context, const SamResource& source, const Maker& make) {
    if (const Node* inline_code = source.value("InlineCode")) return make.map({{"ZipFile", inline_code}});
    const Member* uri = source.property("CodeUri");
    if (uri != nullptr) {
        const auto location = s3_location(context, make.at(uri->value->span), *uri);
        return location ? location_code(make, *location) : nullptr;
    }
    // `sam package` uploads the template's own folder when no CodeUri is written. It packages templates of SAM only.
    if (context.judging() && context.templ.has_transform("AWS::Serverless"))
        return location_code(make, packaged_location(make, "."));
    context.problems.refuse(source.id_span, "A function needs its code: set 'CodeUri' or 'InlineCode'.");
    return nullptr;
}

const Node* code(Context& context, const SamResource& source, const Maker& make) {
    const Node* made = is_image(source) ? image_code(context, source, make) : zip_code(context, source, make);
    const Node* key = source.value("SourceKMSKeyArn");
    if (made == nullptr || !truthy(key) || is_image(source)) return made;
    return make.build().with(*made, make.member("SourceKMSKeyArn", key));
}

const Node* capacity(Context& context, const SamResource& source) {
    const Member* written = source.property("CapacityProviderConfig");
    if (written == nullptr || !truthy(written->value)) return nullptr;
    std::vector<Mistake> mistakes;
    const Node* config =
        read_by_schema(context, Schema::function_capacity, *written, source.type, written->key, mistakes);
    context.problems.refuse_together("sam-property", mistakes);
    if (config == nullptr) return nullptr;
    const Maker make = context.maker(written->key_span, written->key, "AWS::Lambda::Function");
    constexpr std::string_view concurrency = "PerExecutionEnvironmentMaxConcurrency";
    constexpr std::string_view memory = "ExecutionEnvironmentMemoryGiBPerVCpu";
    const Node* inner = make.map({{"CapacityProviderArn", value_of(config, "Arn")},
                                  {concurrency, value_of(config, concurrency)},
                                  {memory, value_of(config, memory)}});
    return make.map({{"LambdaManagedInstancesCapacityProviderConfig", inner}});
}

}  // namespace

Draft make_lambda(Context& context, const SamResource& source) {
    const Maker make = context.maker(source.id_span, "AWS::Serverless::Function", "AWS::Lambda::Function");
    Draft lambda(source.id, "AWS::Lambda::Function", make, source.attributes);
    lambda.id_span = source.id_span;
    lambda.depends_on = source.depends_on;
    if (truthy(source.value("FunctionName"))) lambda.pass(source, "FunctionName");
    for (const char* name : passed) lambda.pass(source, name);
    lambda.set("Code", code(context, source, make));
    lambda.set("Tags", tag_list(context, make, source.property("Tags")));
    const Node* tracing = source.value("Tracing");
    if (truthy(tracing) && !is_text(context.resolver.read(tracing).value, "Disabled")) {
        lambda.set("TracingConfig",
                   make.at(tracing->span).map({{"Mode", context.resolver.left_behind(tracing)}}));
    }
    const Node* queue = source.value("DeadLetterQueue");
    if (truthy(queue))
        lambda.set("DeadLetterConfig", make.map({{"TargetArn", value_of(queue, "TargetArn")}}));
    lambda.set("CapacityProviderConfig", capacity(context, source));
    if (truthy(source.value("FunctionScalingConfig"))) lambda.pass(source, "FunctionScalingConfig");
    return lambda;
}

}  // namespace stackfit::sam
