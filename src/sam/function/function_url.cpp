// FunctionUrlConfig: a URL for the function or its alias, and who may call it.
#include "sam/function/function.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

struct CorsRule {
    char name[18];
    Kind kind;
};

constexpr CorsRule cors_rules[] = {
    {"AllowOrigins", Kind::sequence}, {"AllowMethods", Kind::sequence},  {"AllowCredentials", Kind::boolean},
    {"AllowHeaders", Kind::sequence}, {"ExposeHeaders", Kind::sequence}, {"MaxAge", Kind::integer},
};

bool is_of_kind(const Node& value, Kind kind) {
    return value.kind == kind || (kind == Kind::integer && value.kind == Kind::boolean);
}

void check_cors_member(Context& context, const Member& member) {
    for (const CorsRule& rule : cors_rules) {
        if (member.key != rule.name) continue;
        if (is_intrinsic(member.value) || is_of_kind(*member.value, rule.kind)) return;
        Node expected;
        expected.kind = rule.kind;
        context.problems.refuse(member.key_span,
                                "'" + std::string(member.key) + "' in 'FunctionUrlConfig.Cors' must be " +
                                    a_kind(expected) + ", but it is " + a_kind(*member.value) + ".");
        return;
    }
    context.problems.refuse(member.key_span,
                            "'" + std::string(member.key) + "' is not known in 'FunctionUrlConfig.Cors'.");
}

void check_url(Context& context, const Member& config) {
    if (is_intrinsic(config.value)) return;
    const Member* auth = member_of(config.value, "AuthType");
    const bool known = auth != nullptr && (is_intrinsic(auth->value) || is_text(auth->value, "AWS_IAM") ||
                                           is_text(auth->value, "NONE"));
    if (!known) {
        context.problems.refuse(
            auth == nullptr ? config.key_span : auth->value->span,
            "'FunctionUrlConfig' needs AuthType AWS_IAM or NONE" +
                (auth == nullptr ? std::string(".") : ", not " + quote(auth->value) + "."));
    }
    const Node* cors = value_of(config.value, "Cors");
    if (!truthy(cors) || is_intrinsic(cors)) return;
    if (!cors->is_mapping()) {
        context.problems.refuse(cors->span, "'FunctionUrlConfig.Cors' must be a map.");
        return;
    }
    for (const Member& member : cors->members) check_cors_member(context, member);
}

Draft permission(const SamResource& source, const Maker& make, std::string_view suffix,
                 std::string_view action, const Node* function) {
    Draft made(std::string(source.id) + std::string(suffix), "AWS::Lambda::Permission", make,
               source.inherited());
    made.set("Action", make.text(action));
    made.set("FunctionName", function);
    made.set("Principal", make.text("*"));
    return made;
}

}  // namespace

void make_function_url(Context& context, const SamResource& source, const FunctionParts& parts,
                       std::vector<Draft>& out) {
    const Member* config = source.property("FunctionUrlConfig");
    if (config == nullptr || !truthy(config->value)) return;
    check_url(context, *config);
    const Target target = parts.target(source);
    const Maker make = context.maker(config->key_span, "FunctionUrlConfig", "AWS::Lambda::Url");
    Draft url(std::string(source.id) + "Url", "AWS::Lambda::Url", make, source.inherited());
    const Node* auth = value_of(config->value, "AuthType");
    const Node* cors = value_of(config->value, "Cors");
    if (truthy(cors)) url.set("Cors", cors);
    url.set("AuthType", auth);
    url.set("TargetFunctionArn", target.name(make));
    url.set("InvokeMode", value_of(config->value, "InvokeMode"));
    out.push_back(std::move(url));
    if (!is_text(auth, "NONE")) return;
    const Maker open =
        context.maker(config->key_span, "FunctionUrlConfig.AuthType NONE", "AWS::Lambda::Permission");
    out.push_back(
        permission(source, open, "UrlPublicPermissions", "lambda:InvokeFunctionUrl", target.name(open)));
    out.back().set("FunctionUrlAuthType", auth);
    out.push_back(
        permission(source, open, "URLInvokeAllowPublicAccess", "lambda:InvokeFunction", target.name(open)));
    out.back().set("InvokedViaFunctionUrl", open.yes(true));
}

}  // namespace stackfit::sam
