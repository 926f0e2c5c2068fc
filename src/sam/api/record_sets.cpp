#include "sam/api/record_sets.h"

#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {

const Node* RecordSetRequest::value(std::string_view key) {
    Editable* found = route.value(key);
    return found == nullptr ? nullptr : context.apis.heap().to_node(*found);
}

bool RecordSetRequest::check() {
    const std::size_t before = context.problems.refusals();
    if (route.value("HostedZoneId") == nullptr && route.value("HostedZoneName") == nullptr) {
        context.problems.refuse(route.span, "'Domain.Route53' needs HostedZoneId or HostedZoneName.");
    }
    const Editable* separate = route.get("SeparateRecordSetGroup");
    if (sharing == RecordSharing::by_choice && truthy(separate) && separate->kind != Kind::boolean) {
        context.problems.refuse(separate->span,
                                "'Domain.Route53.SeparateRecordSetGroup' must be true or false.");
    }
    return context.problems.refusals() == before;
}

std::vector<const Node*> RecordSetRequest::records(const Node* target) {
    const auto record = [&](std::string_view type) {
        return make.map({{"Name", domain_name},
                         {"Type", make.text(type)},
                         {"AliasTarget", target},
                         {"Region", value("Region")},
                         {"SetIdentifier", value("SetIdentifier")}});
    };
    std::vector<const Node*> made{record("A")};
    const Editable* v6 = route.value("IpV6");
    if (v6 != nullptr && v6->kind == Kind::boolean && truthy(v6)) made.push_back(record("AAAA"));
    return made;
}

bool RecordSetRequest::is_separate() const {
    return sharing == RecordSharing::by_choice && truthy(route.get("SeparateRecordSetGroup"));
}

Draft RecordSetRequest::group(const std::string& id) {
    Draft draft(id, "AWS::Route53::RecordSetGroup",
                make.why("Domain.Route53 -> AWS::Route53::RecordSetGroup"), source.inherited());
    for (const char* key : {"HostedZoneId", "HostedZoneName"}) {
        if (is_separate() && !truthy(route.get(key))) continue;
        draft.set(key, value(key));
        // A REST API passes both on; the others the name only where no id is written.
        if (sharing != RecordSharing::by_choice && route.has(key)) break;
    }
    return draft;
}

void RecordSetRequest::add(const Node* target, std::vector<Draft>& out) {
    const Node* zone = truthy(route.get("HostedZoneId")) ? value("HostedZoneId") : value("HostedZoneName");
    const std::vector<const Node*> made = records(target);
    const bool separate = is_separate();
    const std::string id = "RecordSetGroup" + hash_suffix(separate ? make.list({zone, domain_name}) : zone);
    auto found = context.record_sets.find(id);
    if (separate || sharing == RecordSharing::never) {
        out.push_back(group(id));
        out.back().set("RecordSets", make.list(made));
        if (found != context.record_sets.end()) found->second.replaced = true;
        return;
    }
    if (found == context.record_sets.end())
        found = context.record_sets.emplace(id, RecordSetGroup{group(id), {}}).first;
    RecordSetGroup& shared = found->second;
    shared.replaced = false;
    shared.draft.sources.push_back(source.id);
    shared.records.insert(shared.records.end(), made.begin(), made.end());
}

void finish_record_sets(Context& context, std::vector<Draft>& out) {
    for (auto& [id, group] : context.record_sets) {
        if (group.replaced) continue;
        group.draft.set("RecordSets", group.draft.make.list(group.records));
        out.push_back(group.draft);
    }
}

}  // namespace stackfit::sam
