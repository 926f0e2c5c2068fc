#include "stackfit/template_regions.h"

#include <algorithm>
#include <iterator>

#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// botocore 1.43.11, data/endpoints.json: regionRegex and dnsSuffix of each partition.
struct Partition {
    char prefix[9];  ///< of the names of its regions
    char name[11];
    char url_suffix[18];
};
constexpr Partition partitions[] = {
    {"cn-", "aws-cn", "amazonaws.com.cn"},       {"us-iso-", "aws-iso", "c2s.ic.gov"},
    {"us-isob", "aws-iso-b", "sc2s.sgov.gov"},   {"us-gov", "aws-us-gov", "amazonaws.com"},
    {"eu-isoe", "aws-iso-e", "cloud.adc-e.uk"},  {"us-isof", "aws-iso-f", "csp.hci.ic.gov"},
    {"eusc-", "aws-eusc", "amazonaws.eu"},
};

}  // namespace

bool is_region_name(std::string_view text) {
    const auto parts = split(text, '-');
    if (parts.size() < 3) return false;
    for (const auto& part : parts) {
        const bool last = &part == &parts.back();
        const std::string_view allowed = last ? "0123456789" : "abcdefghijklmnopqrstuvwxyz";
        if (part.empty() || part.find_first_not_of(allowed) != std::string_view::npos) return false;
    }
    return true;
}

std::string_view partition_of(std::string_view region) {
    const auto found = std::find_if(std::begin(partitions), std::end(partitions), [&](const Partition& one) { return region.starts_with(one.prefix); });
    return found == std::end(partitions) ? "aws" : found->name;
}

std::string_view url_suffix_of(std::string_view partition) {
    const auto found = std::find_if(std::begin(partitions), std::end(partitions), [&](const Partition& one) { return partition == one.name; });
    return found == std::end(partitions) ? "amazonaws.com" : found->url_suffix;
}

}  // namespace stackfit
