// Route 53 records of API domains. All domains of REST and HTTP APIs in one hosted zone share one record set group, unless they ask for
// their own. A WebSocket API's records stand alone, though in a group of the same id: of several the last one counts.
#pragma once

#include <string>
#include <vector>

#include "sam/context.h"
#include "sam/editable.h"

namespace stackfit::sam {

enum class RecordSharing : std::uint8_t {
    by_zone,    ///< HTTP APIs
    by_choice,  ///< REST APIs: by zone, unless SeparateRecordSetGroup
    never,      ///< WebSocket APIs
};

struct RecordSetRequest {
    Context& context;
    const SamResource& source;
    const Maker& make;
    Editable& route;  ///< Domain.Route53
    const Node* domain_name;
    RecordSharing sharing;

    /// True when a hosted zone is given.
    bool check();
    /// Adds the A record, and AAAA with IpV6, that point to `target`. A group of its own goes to `out`, a shared one to the context.
    void add(const Node* target, std::vector<Draft>& out);

private:
    std::vector<const Node*> records(const Node* target);
    [[nodiscard]] bool is_separate() const;
    Draft group(const std::string& id);
    const Node* value(std::string_view key);
};

/// The shared groups, as drafts.
void finish_record_sets(Context& context, std::vector<Draft>& out);

}  // namespace stackfit::sam
