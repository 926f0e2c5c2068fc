// Names of AWS managed policies and of SAM's policy templates, searched in the generated tables' text.
#include "sam/fact_table.h"
#include "sam/function/policies.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

#include "sam/function/managed_policies.inc"
#include "sam/function/policy_templates.inc"

constexpr char paths[][20] = {"", "aws-service-role/", "service-role/", "job-function/"};
constexpr char partitions[][12] = {"aws", "aws-cn", "aws-us-gov", "aws-eusc"};

unsigned partition_bit(std::string_view partition) {
    for (std::size_t i = 0; i < std::size(partitions); ++i) {
        if (partition == partitions[i]) return 1U << i;
    }
    return 0;
}

unsigned hexadecimal(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

}  // namespace

std::string managed_policy_arn(std::string_view name, std::string_view partition) {
    const std::string_view row =
        find_fact(std::string_view(managed_policies, sizeof managed_policies - 1), name);
    if (row.size() != 2 || (hexadecimal(row[1]) & partition_bit(partition)) == 0) return {};
    return "arn:" + std::string(partition) + ":iam::aws:policy/" + paths[row[0] - '0'] + std::string(name);
}

PolicyTemplate find_policy_template(std::string_view name) {
    const std::string_view row =
        find_fact(std::string_view(policy_templates, sizeof policy_templates - 1), name);
    const std::size_t blank = row.find(' ');
    if (blank == std::string_view::npos) return {};
    return {row.substr(0, blank), row.substr(blank + 1)};
}

std::string_view closest_policy_template(std::string_view name) {
    std::vector<std::string_view> names;
    for (const std::string_view line :
         split(std::string_view(policy_templates, sizeof policy_templates - 1), '\n')) {
        names.push_back(line.substr(0, line.find(' ')));
    }
    return closest(name, names);
}

}  // namespace stackfit::sam
