// What one expansion shares among the types it expands.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sam/api/apis.h"
#include "sam/api/usage_plan.h"
#include "sam/draft.h"
#include "sam/events/event_source_mappings.h"
#include "sam/intrinsics.h"
#include "sam/output.h"
#include "sam/placeholders.h"
#include "sam/problems.h"
#include "sam/rewritten.h"
#include "stackfit/sam.h"

namespace stackfit::sam {

/// A function's deployment preference, kept until all functions are expanded (code_deploy.cpp).
struct Preference {
    Preference(std::string_view function_id, Maker maker) : function(function_id), make(maker) {}

    std::string_view function;
    Maker make;
    const Node* type = nullptr;
    const Node* alarms = nullptr;
    const Node* role = nullptr;
    const Node* triggers = nullptr;
    const Node* tags = nullptr;  ///< propagated ones only
    std::string_view condition;  ///< of its group; "" : unconditional
};

/// A Route 53 record set group that the domains of several APIs share (record_sets.h).
struct RecordSetGroup {
    Draft draft;
    std::vector<const Node*> records;
    bool replaced = false;  ///< a group of the same id that stands alone was made after it
};

/// A connector written in `Connectors` of another resource.
struct EmbeddedConnector {
    SamResource resource;
    std::string_view owner;
};

struct Context {
    Context(const Template& templ, const SamOptions& options, Arena& arena);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    [[nodiscard]] bool judging() const { return mode == SamMode::judge; }
    /// A Maker for what `span` causes: "AutoPublishAlias -> AWS::Lambda::Alias".
    Maker maker(Span span, std::string_view cause, std::string_view made);
    /// Adds a condition to the template in place of one of that name.
    void add_condition(const Maker& make, std::string_view name, const Node* expression);
    void remove_condition(std::string_view name);
    /// arn:PARTITION:iam::aws:policy/NAME
    const Node* aws_policy(const Maker& make, std::string_view name);
    std::string_view text(std::string_view text) { return build.text(text); }
    /// The Properties of a resource as they enter the expansion, Globals merged; null when there is no such resource.
    [[nodiscard]] const Node* properties_of(std::string_view id) const;

    const Template& templ;
    SamMode mode;
    std::string_view region;
    std::string_view partition;
    Arena& arena;
    Builder build;
    Problems problems;
    Placeholders placeholders;
    Resolver resolver;
    std::vector<SamResource> sources;  ///< every AWS::Serverless resource, in the order of the template
    std::unordered_map<std::string_view, std::size_t> source_index;
    std::vector<EmbeddedConnector> embedded;
    std::unordered_map<std::string_view, std::size_t> embedded_index;
    Output output;  ///< the resources so far
    EventSourceMappings event_source_mappings;
    std::unordered_map<std::string_view, const Node*>
        globals;                               ///< the sections of Globals, their origins set
    std::set<std::string_view> refused_early;  ///< functions and state machines with a refused API event
    std::vector<Member> conditions;            ///< new ones
    std::vector<Preference> preferences;
    /// A node of Globals is shared by all functions that do not override it, and the service writes into it while expanding the
    /// first one: the others see what that one left (e.g. the queue of EventInvokeConfig).
    std::unordered_map<const Node*, const Node*> overwritten;
    Rewritten rewritten;
    Apis apis;
    std::string_view repository_url;  ///< the template of an application of the repository, "" when not known
    std::map<std::string, RecordSetGroup> record_sets;
    SharedUsagePlan shared_plan;
    std::unordered_map<std::string_view, std::string_view> renamed;  ///< resources whose id got a hash

private:
    std::unordered_map<std::string_view, std::size_t> condition_index_;
};

}  // namespace stackfit::sam
