// Parameters: what is declared of them, apart from the Default (parameter-default).
#include <algorithm>
#include <cstdlib>

#include "../common/quotas.h"
#include "section.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "parameter-shape";

constexpr KeyShape keys[] = {{"Type", of_text, true},    {"AllowedPattern", of_text},
                             {"AllowedValues", of_list}, {"ConstraintDescription", of_text},
                             {"Default", of_text},       {"Description", of_text},
                             {"MaxLength", of_number},   {"MaxValue", of_number},
                             {"MinLength", of_number},   {"MinValue", of_number},
                             {"NoEcho", of_boolean}};

/// CloudFormation User Guide, "CloudFormation-supplied parameter types". Those in List<> and AWS::SSM::Parameter::Value<> are not
/// looked at closer: the service takes more than the page says.
constexpr char types[][40] = {"String",
                              "Number",
                              "CommaDelimitedList",
                              "AWS::EC2::AvailabilityZone::Name",
                              "AWS::EC2::Image::Id",
                              "AWS::EC2::Instance::Id",
                              "AWS::EC2::KeyPair::KeyName",
                              "AWS::EC2::SecurityGroup::GroupName",
                              "AWS::EC2::SecurityGroup::Id",
                              "AWS::EC2::Subnet::Id",
                              "AWS::EC2::VPC::Id",
                              "AWS::EC2::Volume::Id",
                              "AWS::Route53::HostedZone::Id",
                              "AWS::SSM::Parameter::Name"};

bool is_type(std::string_view type) {
    const bool made = type.starts_with("List<") || type.starts_with("AWS::SSM::Parameter::Value<");
    return (made && type.ends_with(">") && type.find("<>") == std::string_view::npos) ||
           is_one_of(types, type);
}

std::string_view meant(std::string_view type) {
    std::vector<std::string_view> names;
    for (const auto& one : types) names.emplace_back(one);
    return closest(type, names);
}

class Declaration {
public:
    Declaration(const Member& member, Report& report)
        : entry_{"Parameter", member}, node_(*member.value), report_(report) {}

    void check() {
        check_name(entry_, report_);
        if (!check_keys(entry_, keys, report_)) return;
        type();
        allowed_values();
        bounds("MinLength", "MaxLength");
        bounds("MinValue", "MaxValue");
        check_bytes(entry_, "Default", quotas::parameter_value_bytes, report_);
        check_bytes(entry_, "Description", quotas::parameter_description_characters, report_);
    }

private:
    void type() {
        const Member* type = node_.find("Type");
        if (type == nullptr || !type->value->is_string()) return;
        const std::string_view name = type->value->text;
        if (!is_type(name)) return unknown_type(*type);
        if (name == "Number") {
            for (const std::string_view key : {"AllowedPattern", "MinLength", "MaxLength"})
                only_for(key, "text");
        } else {
            for (const std::string_view key : {"MinValue", "MaxValue"}) only_for(key, "a Number");
        }
    }

    void unknown_type(const Member& type) {
        std::string message = say(entry_.name(), " has the type \"", type.value->text,
                                  "\", which CloudFormation does not know. ");
        const auto wanted = meant(type.value->text);
        message += wanted.empty() ? std::string(
                                        "It refuses the template. The types are String, Number, "
                                        "CommaDelimitedList, List<Number> and those of AWS resources.")
                                  : say("Did you mean \"", wanted, "\"?");
        report_.add(place_of_value(type), std::move(message));
    }

    void only_for(std::string_view key, std::string_view what) {
        const Member* member = node_.find(key);
        if (member == nullptr || member->value->kind == Kind::null) return;
        report_.add(member->key_span,
                    say(entry_.name(), " is of type ", node_.get("Type")->text, " and has a ", key,
                        ", which is for ", what, ". CloudFormation refuses the template."));
    }

    void allowed_values() {
        const Node* allowed = node_.get("AllowedValues");
        if (allowed == nullptr) return;
        for (const Node* value : allowed->items) {
            if (!value->is_scalar())
                report_.add(value->span,
                            say(entry_.name(), " allows ", describe(*value),
                                "; AllowedValues are texts. CloudFormation refuses the template."));
            else if (value->text.size() > quotas::parameter_value_bytes)
                report_.add(
                    value->span,
                    say(entry_.name(), " allows a value of ", std::to_string(value->text.size()),
                        " bytes; a value has at most ", std::to_string(quotas::parameter_value_bytes), "."));
        }
    }

    void bounds(std::string_view least, std::string_view most) {
        const Node* low = node_.get(least);
        const Member* high = node_.find(most);
        if (low == nullptr || high == nullptr || !has_shape(*low, of_number) ||
            !has_shape(*high->value, of_number))
            return;
        const std::string from(low->text), to(high->value->text);
        if (std::strtod(from.c_str(), nullptr) <= std::strtod(to.c_str(), nullptr)) return;
        report_.add(place_of_value(*high), say(entry_.name(), " has a ", least, " of ", from, " and a ", most,
                                               " of ", to, ": no value is allowed."));
    }

    Entry entry_;
    const Node& node_;
    Report& report_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Report report(id, context.unit, problems);
    const Template& templ = context.unit.source;
    check_count(templ, "Parameters", quotas::parameters, report);
    const Member* section = templ.root()->find("Parameters");
    if (section == nullptr) return;
    check_section(templ, "Parameters", report);
    // What replaces keys elsewhere is not taken in this section ("Fn::Transform", AWS::Include transform).
    for (const Member& parameter : section->value->members) Declaration(parameter, report).check();
}

}  // namespace

NativeCheck parameter_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
