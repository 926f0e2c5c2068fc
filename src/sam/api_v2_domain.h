// Domain of an HTTP or WebSocket API.
#pragma once

#include <string>
#include <vector>

#include "context.h"
#include "python_value.h"

namespace stackfit::sam {

struct ApiV2Domain {
    Context& context;
    const SamResource& source;
    Maker make;
    std::string_view api;
    Py& config;
    std::string_view own_tag;  ///< key of SAM's tag on the domain, "" for none
    std::vector<Draft>& out;

    /// The domain name, its mappings to the API's stage, and its DNS records.
    void expand();

private:
    bool check();
    void add_domain_name(const std::string& id);
    void set_mutual_tls(Draft& draft);
    void add_mappings(const std::string& id);
    void add_mapping(const std::string& domain_id, const std::string& id, const Node* key);
    void add_records(const std::string& id);
    const Node* node(std::string_view key);
};

}  // namespace stackfit::sam
