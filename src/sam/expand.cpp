// The pipeline: Globals, then every AWS::Serverless resource in the service's order, then what only the whole template can say
// (CodeDeploy, buckets, references), then the new document.
#include <algorithm>

#include "sam/api/record_sets.h"
#include "sam/connector/connector.h"
#include "sam/function/code_deploy.h"
#include "sam/function/function.h"
#include "sam/globals.h"
#include "sam/logical_ids.h"
#include "sam/references.h"
#include "sam/resources.h"
#include "sam/serverless.h"
#include "sam/state_machine/state_machine.h"
#include "sam/value.h"
#include "sam/verify_ids.h"

namespace stackfit::sam {
namespace {

using Expand = void (*)(Context&, const SamResource&, std::vector<Draft>&);

struct Type {
    char name[40];
    int group;  ///< the service expands functions first, since their events write into APIs
    Expand expand;
};

constexpr int connectors = 4;  ///< the last group: a connector looks at what all others became

constexpr Type types[] = {
    {"AWS::Serverless::Function", 0, expand_function},
    {"AWS::Serverless::StateMachine", 1, expand_state_machine},
    {"AWS::Serverless::Api", 2, expand_rest_api},
    {"AWS::Serverless::HttpApi", 2, expand_http_api_resource},
    {"AWS::Serverless::WebSocketApi", 2, expand_web_socket_api},
    {"AWS::Serverless::SimpleTable", 3, expand_simple_table},
    {"AWS::Serverless::LayerVersion", 3, expand_layer},
    {"AWS::Serverless::Application", 3, expand_application},
    {"AWS::Serverless::GraphQLApi", 3, expand_graphql_api},
    {"AWS::Serverless::CapacityProvider", 3, expand_capacity_provider},
    {"AWS::Serverless::Connector", connectors, expand_connector},
};

const Type* find_type(std::string_view name) {
    for (const Type& type : types) {
        if (name == type.name) return &type;
    }
    return nullptr;
}

class Expansion {
public:
    Expansion(const Template& templ, const SamOptions& options, Arena& arena)
        : context_(templ, options, arena), references_(context_) {}

    SamResult run() {
        collect_sources(context_);
        context_.apis.read();
        context_.apis.collect_events();
        context_.problems.enter(Stage::resources);
        collect_embedded_connectors(context_);
        place_others();
        for (int group = 0; group <= connectors; ++group) {
            if (group == connectors) put_rewritten();
            for (const std::string_view id : context_.apis.order()) {
                const SamResource* source = source_of(id);
                const Type* type = source == nullptr ? nullptr : find_type(source->type);
                if (type != nullptr && type->group == group) expand(*source, *type);
            }
        }
        finish();
        return result();
    }

private:
    /// A resource to expand: of the template, or an implicit API in its place.
    const SamResource* source_of(std::string_view id) {
        const Api* api = context_.apis.find(id);
        if (api != nullptr && api->implicit) return &api->made;
        const auto embedded = context_.embedded_index.find(id);
        if (embedded != context_.embedded_index.end()) return &context_.embedded[embedded->second].resource;
        const auto found = context_.source_index.find(id);
        return found == context_.source_index.end() ? nullptr : &context_.sources[found->second];
    }

    /// Resources that are not SAM's keep their places; those of SAM are put again when they were expanded.
    void place_others() {
        const Node* resources = context_.templ.section("Resources");
        if (resources == nullptr) return;
        for (std::size_t i = 0; i < resources->members.size(); ++i) {
            owners_.emplace(resources->members[i].key, i);
            Member resource = resources->members[i];
            if (resource.value->find("Connectors") != nullptr)
                resource.value = context_.build.without(*resource.value, "Connectors");
            context_.output.put(i, resource);
        }
        last_owner_ = resources->members.size();
        for (const EmbeddedConnector& connector : context_.embedded)
            owners_.emplace(connector.resource.id, owners_.at(connector.owner));
    }

    void expand(const SamResource& source, const Type& type) {
        context_.problems.of(source.id);
        const std::size_t before = context_.problems.refusals();
        const std::size_t preferences = context_.preferences.size();
        std::vector<Draft> drafts;
        if (check_logical_id(context_, source.id, source.id_span)) type.expand(context_, source, drafts);
        if (context_.problems.refusals() != before || context_.refused_early.count(source.id) != 0) {
            context_.rewritten.discard();
            context_.preferences.erase(
                context_.preferences.begin() + static_cast<std::ptrdiff_t>(preferences),
                context_.preferences.end());
            return;
        }
        const bool propagates = truthy(source.value("PropagateTags")) && truthy(source.value("Tags"));
        context_.rewritten.commit(propagates ? source.value("Tags") : nullptr);
        references_.learn(source, drafts);
        verify_ids(context_, source, drafts);
        put(source, drafts);
    }

    void put(const SamResource& source, const std::vector<Draft>& drafts) {
        changed_ = true;
        const auto place = owners_.find(source.id);
        const std::size_t owner = place == owners_.end() ? last_owner_ : place->second;
        const bool replaced = std::any_of(drafts.begin(), drafts.end(),
                                          [&](const Draft& draft) { return draft.id == source.id; });
        if (!replaced) context_.output.remove(source.id);
        for (const Draft& draft : drafts) put(owner, draft, source.id);
    }

    /// For which of the author's resources something is made: those that made SAM add an implicit API or a connector, else itself.
    void record(std::string_view made, std::string_view source) {
        const Api* api = context_.apis.find(source);
        const auto embedded = context_.embedded_index.find(source);
        if (api != nullptr && api->implicit) {
            for (const std::string_view user : api->users) made_.push_back({made, user});
        } else if (embedded != context_.embedded_index.end()) {
            made_.push_back({made, context_.embedded[embedded->second].owner});
        } else {
            made_.push_back({made, source});
        }
    }

    void put(std::size_t owner, const Draft& draft, std::string_view source) {
        for (const std::string_view other : draft.sources) record(draft.id, other);
        if (draft.sources.empty()) record(draft.id, source);
        Member member = draft.make.member(draft.id, draft.node());
        if (draft.id_span.known()) member.key_span = draft.id_span;
        context_.output.put(owner, member);
    }

    /// The author's resources that events wrote into.
    void put_rewritten() {
        for (const Rewritten::Result& result : context_.rewritten.finish(context_.templ, context_.build)) {
            context_.output.put(last_owner_, result.member);
        }
    }

    void finish() {
        context_.problems.of({});
        std::vector<Draft> deployments;
        finish_deployments(context_, deployments);
        finish_record_sets(context_, deployments);
        for (const Draft& draft : deployments) put(last_owner_, draft, {});
    }

    const Node* conditions(const Node* old) {
        if (context_.conditions.empty()) return old;
        std::vector<Member> members;
        if (old != nullptr) members.assign(old->members.begin(), old->members.end());
        std::unordered_map<std::string_view, std::size_t> index;
        for (std::size_t i = 0; i < members.size(); ++i) index.emplace(members[i].key, i);
        for (const Member& made : context_.conditions) {
            const auto found = index.find(made.key);
            if (found == index.end())
                members.push_back(made);
            else
                members[found->second] = made;
        }
        const Member& first = context_.conditions.front();
        return context_.build.mapping(members, old == nullptr ? first.key_span : old->span, first.origin);
    }

    const Node* resources(const Node& old) {
        return context_.build.mapping(context_.output.members(context_.build), old.span, old.origin);
    }

    /// Without the service's own line; the transforms that are left to others stay while judging, and that of loops that are left.
    const Node* transforms(const Node& old) {
        const auto kept = [&](const Node& name) {
            return context_.judging() ? !is_sam(name) : is_text(&name, "AWS::LanguageExtensions");
        };
        if (!old.is_sequence()) return kept(old) ? &old : nullptr;
        std::vector<const Node*> left;
        for (const Node* item : old.items) {
            if (kept(*item)) left.push_back(item);
        }
        return left.empty() ? nullptr : context_.build.sequence(left, old.span, old.origin);
    }

    static bool is_sam(const Node& name) {
        return name.is_string() && name.text.starts_with("AWS::Serverless-");
    }

    const Node* document() {
        const Node& root = *context_.templ.root();
        std::vector<Member> members;
        bool has_conditions = false;
        for (const Member& section : root.members) {
            Member kept = section;
            if (section.key == "Globals") continue;
            if (section.key == "Transform") kept.value = transforms(*section.value);
            if (section.key == "Resources" && section.value->is_mapping())
                kept.value = resources(*section.value);
            if (section.key == "Conditions" && section.value->is_mapping())
                kept.value = conditions(section.value);
            has_conditions = has_conditions || section.key == "Conditions";
            if (kept.value != nullptr) members.push_back(kept);
        }
        if (!has_conditions && !context_.conditions.empty()) {
            Member made = context_.conditions.front();
            made.key = "Conditions";
            made.value = conditions(nullptr);
            members.push_back(made);
        }
        return references_.redirected(context_.build.mapping(members, root.span, root.origin));
    }

    SamResult result() {
        SamResult result;
        result.refused = context_.problems.refusals() > 0;
        result.changed = changed_;
        result.made = std::move(made_);
        result.root = document();
        result.problems = context_.problems.finish();
        for (Problem& note : context_.placeholders.notes()) result.problems.push_back(std::move(note));
        return result;
    }

    Context context_;
    References references_;
    std::unordered_map<std::string_view, std::size_t> owners_;
    std::vector<MadeResource> made_;
    std::size_t last_owner_ = 0;
    bool changed_ = false;
};

bool concerns_sam(const Template& templ) {
    if (templ.root() == nullptr || !templ.root()->is_mapping()) return false;
    if (templ.root()->find("Globals") != nullptr || templ.has_transform("AWS::Serverless")) return true;
    const Member* misnamed = templ.misnamed_resources();
    const Member* written = misnamed == nullptr ? templ.root()->find("Resources") : misnamed;
    if (written == nullptr) return false;
    if (!written->value->is_mapping()) return true;  // no template at all: the service says so
    for (const Member& resource : written->value->members) {
        const Node* type = resource.value->get("Type");
        if (type != nullptr && type->is_string() && type->text.starts_with("AWS::Serverless::")) return true;
        if (resource.value->find("Connectors") != nullptr) return true;
    }
    return false;
}

}  // namespace

SamResult expand_serverless(const Template& templ, const SamOptions& options, Arena& arena) {
    if (concerns_sam(templ)) return Expansion(templ, options, arena).run();
    SamResult unchanged;
    unchanged.root = templ.root();
    return unchanged;
}

}  // namespace stackfit::sam
