// AWS::Serverless::CapacityProvider: the capacity provider, and the role with which Lambda runs its instances where the author names none.
#include "sam/function/function.h"
#include "sam/function/role.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/schema.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;
constexpr Functions refused = Functions::refused;

constexpr PropertyRule capacity_provider_rules[] = {
    {"CapacityProviderName", text | map, optional, anything, anything, refused},
    {"VpcConfig", map, Need::required, anything, anything, refused},
    {"OperatorRole", text | map, optional, anything, anything, refused},
    {"Tags", map, optional, anything, anything, refused},
    {"PropagateTags", boolean, optional, anything, anything, refused},
    {"InstanceRequirements", map, optional, anything, anything, refused},
    {"ScalingConfig", map, optional, anything, anything, refused},
    {"KmsKeyArn", text | map, optional, anything, anything, refused},
};

constexpr std::string_view created_by = "lambda:createdBy";

class Provider {
public:
    Provider(Context& context, const SamResource& source, const Node* properties)
        : context_(context), source_(source), properties_(properties) {}

    void expand(std::vector<Draft>& out) const {
        const Node* own_role = value_of(properties_, "OperatorRole");
        if (!truthy(own_role)) out.push_back(role());
        const Node* made_arn = truthy(own_role) ? nullptr : out.back().arn();
        out.push_back(provider(made_arn));
    }

    /// Instance types are either the only ones allowed or the ones left out.
    void check() const {
        const Node* requirements = value_of(properties_, "InstanceRequirements");
        const Member* excluded = member_of(requirements, "ExcludedTypes");
        if (member_of(requirements, "AllowedTypes") == nullptr || excluded == nullptr) return;
        context_.problems.refuse(
            excluded->key_span,
            "'InstanceRequirements' takes either AllowedTypes or ExcludedTypes, not both.");
    }

private:
    [[nodiscard]] Draft role() const {
        const Maker make = context_.maker(source_.id_span, source_.type, "AWS::IAM::Role");
        Draft role(std::string(source_.id) + "OperatorRole", "AWS::IAM::Role", make, source_.inherited());
        role.set("AssumeRolePolicyDocument", assume_role_document(make, "lambda.amazonaws.com"));
        role.set("ManagedPolicyArns",
                 make.list({context_.aws_policy(make, "AWSLambdaManagedEC2ResourceOperator")}));
        role.set("Tags", tags(make, false));
        return role;
    }

    [[nodiscard]] Draft provider(const Node* made_role) const {
        const Maker make = context_.maker(source_.id_span, source_.type, "AWS::Lambda::CapacityProvider");
        Draft provider(source_.id, "AWS::Lambda::CapacityProvider", make, source_.attributes);
        provider.id_span = source_.id_span;
        provider.depends_on = source_.depends_on;
        for (const char* name : {"CapacityProviderName", "KmsKeyArn"}) {
            if (truthy(value_of(properties_, name))) provider.pass(properties_, name);
        }
        provider.set("VpcConfig", without_nulls(context_.build, *value_of(properties_, "VpcConfig")));
        const Node* role = made_role != nullptr ? made_role : value_of(properties_, "OperatorRole");
        provider.set("PermissionsConfig", make.map({{"CapacityProviderOperatorRoleArn", role}}));
        provider.set("Tags", tags(make, true));
        provider.set("InstanceRequirements", requirements());
        provider.set("CapacityProviderScalingConfig", scaling());
        return provider;
    }

    /// SAM's own tag and, on the provider or where they are propagated, the author's.
    [[nodiscard]] const Node* tags(const Maker& make, bool provider) const {
        const Node* own = value_of(properties_, "Tags");
        const bool propagated = truthy(value_of(properties_, "PropagateTags"));
        std::vector<Member> all;
        const auto add_own = [&] {
            if (own == nullptr) return;
            for (const Member& tag : own->members) set_member(all, tag);
        };
        if (provider) add_own();
        set_member(all, make.member(created_by, make.text("SAM")));
        if (propagated) add_own();
        std::vector<const Node*> list;
        append_tags(make, make.map(all), list);
        return make.list(list);
    }

    /// A section's members that have a value, named as CloudFormation names them.
    [[nodiscard]] std::vector<Member> renamed(
        const Node* section, std::initializer_list<std::pair<const char*, const char*>> names) const {
        std::vector<Member> members;
        for (const auto& [from, to] : names) {
            const Member* member = member_of(section, from);
            if (member == nullptr) continue;
            members.push_back(*member);
            members.back().key = to;
        }
        return members;
    }

    [[nodiscard]] const Node* requirements() const {
        const Member* section = member_of(properties_, "InstanceRequirements");
        if (section == nullptr) return nullptr;
        const std::vector<Member> members =
            renamed(section->value, {{"Architectures", "Architectures"},
                                     {"AllowedTypes", "AllowedInstanceTypes"},
                                     {"ExcludedTypes", "ExcludedInstanceTypes"}});
        return members.empty() ? nullptr : section_maker(*section).map(members);
    }

    /// Scaling is automatic unless a utilization is aimed at.
    [[nodiscard]] const Node* scaling() const {
        const Member* section = member_of(properties_, "ScalingConfig");
        if (section == nullptr) return nullptr;
        std::vector<Member> members = renamed(section->value, {{"MaxVCpuCount", "MaxVCpuCount"}});
        const Member* target = member_of(section->value, "AverageCPUUtilization");
        if (members.empty() && target == nullptr) return nullptr;
        const Maker make = section_maker(target != nullptr ? *target : *section);
        members.push_back(make.member("ScalingMode", make.text(target != nullptr ? "Manual" : "Auto")));
        if (target != nullptr) {
            const Node* policy =
                make.map({{"PredefinedMetricType", make.text("LambdaCapacityProviderAverageCPUUtilization")},
                          {"TargetValue", target->value}});
            members.push_back(make.member("ScalingPolicies", make.list({policy})));
        }
        return make.map(members);
    }

    [[nodiscard]] Maker section_maker(const Member& member) const {
        return context_.maker(member.key_span, member.key, "AWS::Lambda::CapacityProvider");
    }

    Context& context_;
    const SamResource& source_;
    const Node* properties_;  ///< as the schema reads them
};

}  // namespace

void expand_capacity_provider(Context& context, const SamResource& source, std::vector<Draft>& out) {
    if (!check_properties(capacity_provider_rules, *source.properties, source.type, source.id_span, context.problems)) return;
    const Member all{source.id, source.id_span, source.properties, nullptr};
    std::vector<Mistake> mistakes;
    const Node* properties =
        read_by_schema(context, Schema::capacity_provider, all, source.type, "", mistakes);
    context.problems.refuse_together("sam-property", mistakes);
    if (properties == nullptr) return;
    const Provider provider(context, source, properties);
    provider.check();
    provider.expand(out);
}

}  // namespace stackfit::sam
