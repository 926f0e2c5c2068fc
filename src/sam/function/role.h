// The execution roles that SAM makes: for a function, a state machine, an event.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// The policies of a role, each once, in order; comparing costs a hash of the policy's JSON.
class RolePolicies {
public:
    void add_managed(const Node* arn);
    /// An inline policy {PolicyName, PolicyDocument}; `once`: not when the same document is there.
    void add_inline(const Node* policy, bool once = false);

    [[nodiscard]] const std::vector<const Node*>& managed() const { return managed_; }
    [[nodiscard]] const std::vector<const Node*>& inlines() const { return inlines_; }

private:
    std::vector<const Node*> managed_;
    std::vector<const Node*> inlines_;
    std::set<std::string> managed_seen_;
    std::set<std::string> documents_seen_;
};

/// Adds the entries of Policies, templates already filled in: managed policies by ARN, statements as inline policies of `role`.
void add_policies(Context& context, const SamResource& source, const Maker& make, std::string_view role,
                  RolePolicies& out);

/// A managed policy as a role lists it: its ARN when SAM knows the name, else what was written.
const Node* managed_policy(Context& context, const Maker& make, const Node* policy);
/// The managed policy for writing to X-Ray, by the name it has in this partition.
std::string_view tracing_policy(const Context& context);

/// A Maker for the execution role of a function or state machine: caused by its Policies, else by itself.
Maker role_maker(Context& context, const SamResource& source);
/// That role, with the source's RolePath and PermissionsBoundary.
Draft execution_role(Context& context, const SamResource& source, const Node* assume,
                     const RolePolicies& policies, const Node* tags);

/// {Version, Statement: [{Action: [sts:AssumeRole], Effect: Allow, Principal: {Service: [service]}}]}
const Node* assume_role_document(const Maker& make, std::string_view service);

/// An inline policy with one statement, named `id` + `suffix`; the document has no Version, as the service writes it.
const Node* one_statement_policy(const Maker& make, std::string_view name, std::string_view action,
                                 const Node* resource);

/// The inline policy to write objects into a bucket.
const Node* bucket_write_policy(const Maker& make, std::string_view name, const Node* arn);

}  // namespace stackfit::sam
