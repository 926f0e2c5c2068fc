// What the service refuses about a function's properties taken together.
#include "sam/function/function.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

void refuse_together(Context& context, const SamResource& source, std::string_view a, std::string_view b) {
    if (source.property(a) == nullptr || source.property(b) == nullptr) return;
    context.problems.refuse(source.key_span(b),
                            "'" + std::string(a) + "' and '" + std::string(b) + "' cannot be set together.");
}

void needs(Context& context, const SamResource& source, std::string_view a, std::string_view b,
           std::string_view why) {
    if (source.property(a) == nullptr || source.property(b) != nullptr) return;
    context.problems.refuse(source.key_span(a),
                            "'" + std::string(a) + "' needs '" + std::string(b) + "'" + std::string(why));
}

void check_dead_letter_queue(Context& context, const SamResource& source) {
    const Member* queue = source.property("DeadLetterQueue");
    if (queue == nullptr || !truthy(queue->value)) return;
    const Node* type = value_of(queue->value, "Type");
    if (!truthy(type) || !truthy(value_of(queue->value, "TargetArn"))) {
        context.problems.refuse(queue->key_span,
                                "'DeadLetterQueue' needs both Type (SQS or SNS) and TargetArn.");
    } else if (!is_text(type, "SQS") && !is_text(type, "SNS")) {
        context.problems.refuse(type->span,
                                "Type of 'DeadLetterQueue' must be SQS or SNS, not " + quote(type) + ".");
    }
}

void check_tenancy(Context& context, const SamResource& source) {
    if (!truthy(source.value("TenancyConfig"))) return;
    for (const char* other : {"ProvisionedConcurrencyConfig", "FunctionUrlConfig", "SnapStart"}) {
        if (!truthy(source.value(other))) continue;
        context.problems.refuse(
            source.key_span(other),
            "'" + std::string(other) + "' is not supported by functions with 'TenancyConfig'.");
    }
    const Node* events = source.value("Events");
    if (events == nullptr) return;
    for (const Member& event : events->members) {
        const Node* type = event.value->get("Type");
        if (is_text(type, "Api") || is_text(type, "HttpApi")) continue;
        context.problems.refuse(
            event.key_span,
            "A function with 'TenancyConfig' takes only events of type Api and HttpApi, but event '" +
                std::string(event.key) + "' is " + quote(type) + ".");
    }
}

void check_zip(Context& context, const SamResource& source) {
    for (const char* name : {"Runtime", "Handler"}) {
        if (truthy(source.value(name))) continue;
        context.problems.refuse(
            source.id_span, "'" + std::string(name) +
                                "' is missing; a function with PackageType Zip needs Runtime and Handler.");
        return;
    }
    if (truthy(source.value("ImageConfig"))) {
        context.problems.refuse(source.key_span("ImageConfig"),
                                "'ImageConfig' needs PackageType Image; this function's is Zip.");
    }
}

void check_image(Context& context, const SamResource& source) {
    std::vector<std::string> misplaced;
    Span first;
    for (const char* name : {"Handler", "Runtime", "Layers"}) {
        if (!truthy(source.value(name))) continue;
        if (misplaced.empty()) first = source.key_span(name);
        misplaced.push_back("'" + std::string(name) + "'");
    }
    if (misplaced.empty()) return;
    context.problems.refuse(first, join(misplaced, " and ") + (misplaced.size() > 1 ? " have" : " has") +
                                       " no place in a function with PackageType Image.");
}

void check_package(Context& context, const SamResource& source) {
    const Node* type = source.value("PackageType");
    if (!truthy(type) || is_text(type, "Zip")) {
        check_zip(context, source);
    } else if (is_text(type, "Image")) {
        check_image(context, source);
    } else {
        context.problems.refuse(source.key_span("PackageType"),
                                "'PackageType' must be Zip or Image, not " + quote(type) + ".");
    }
}

}  // namespace

void check_function_rules(Context& context, const SamResource& source) {
    refuse_together(context, source, "CapacityProviderConfig", "ProvisionedConcurrencyConfig");
    refuse_together(context, source, "CapacityProviderConfig", "VpcConfig");
    needs(context, source, "FunctionScalingConfig", "CapacityProviderConfig", ".");
    needs(context, source, "VersionDeletionPolicy", "AutoPublishAlias",
          ": without an alias no version is published.");
    if (truthy(source.value("ProvisionedConcurrencyConfig")) && !truthy(source.value("AutoPublishAlias"))) {
        context.problems.refuse(source.key_span("ProvisionedConcurrencyConfig"),
                                "'ProvisionedConcurrencyConfig' needs 'AutoPublishAlias': concurrency is "
                                "provisioned for an alias.");
    }
    check_dead_letter_queue(context, source);
    check_tenancy(context, source);
    check_package(context, source);
}

}  // namespace stackfit::sam
