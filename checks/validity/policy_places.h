// Which properties hold policies, and what the service wants of them beyond the grammar that all policies share.
#pragma once

#include <cstdint>
#include <span>

namespace stackfit::checks {

enum class Wanted : std::uint8_t { no, maybe, yes };

/// What may stand for a resource in a statement.
enum class Resources : std::uint8_t {
    anything,        ///< names of the service's own
    arns,            ///< ARNs, or "*" for all
    arns_of_its_own  ///< ARNs only
};

struct PolicyKind {
    char name[20];  ///< in words
    Wanted principal, resource;
    Resources resources;
    bool
        iam;  ///< IAM keeps it, which has more rules than other services: letters and digits in each Sid, no Sid twice
};

struct PolicyPlace {
    char type[40];
    char path[52];
    std::uint8_t kind;
    bool one_statement = false;  ///< the property is a statement
};

std::span<const PolicyPlace> policy_places();
const PolicyKind& policy_kind(const PolicyPlace& place);

}  // namespace stackfit::checks
