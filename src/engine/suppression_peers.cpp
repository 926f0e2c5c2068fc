// The suppressions of cfn-lint, cfn_nag, checkov and guard, for those who come from there and asked for it (`honour`).
//
//     cfn-lint   Metadata: {cfn-lint: {config: {ignore_checks: [W3005]}}} of a resource or of the template
//     cfn_nag    Metadata: {cfn_nag: {rules_to_suppress: [{id: W35, reason: ...}]}} of a resource
//     checkov    Metadata: {checkov: {skip: [{id: CKV_AWS_18, comment: ...}]}} of a resource, and a comment `# checkov:skip=CKV_AWS_18:reason`
//                anywhere in it, up to what follows the resource in the file
//     guard      Metadata: {guard: {SuppressedRules: [S3_BUCKET_LOGGING_ENABLED]}} of a resource
//
// They count only where one id of the peer is one of our checks and the check is that id alone: who silenced one of four ids of checkov has not
// said that the other three do not matter. What a peer has and we have not is none of our business.
#include <algorithm>

#include "stackfit/document_comments.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "suppression.h"

namespace stackfit {
namespace {

bool all_of_kind(std::string_view text, bool (*kind)(char)) {
    return !text.empty() && std::all_of(text.begin(), text.end(), kind);
}
bool is_constant(char c) { return is_upper(c) || is_digit(c) || c == '_'; }

/// Whose id an alias is, by its form: E3001, W35, CKV2_AWS_5, S3_BUCKET_LOGGING_ENABLED. "": none of the four.
std::string_view peer_of(std::string_view id) {
    if (id.starts_with("CKV_") || id.starts_with("CKV2_")) return "checkov";
    const bool lettered = !id.empty() && all_of_kind(id.substr(1), is_digit);
    if (lettered && id.size() == 5 && std::string_view("EWI").find(id[0]) != std::string_view::npos)
        return "cfn-lint";
    if (lettered && id.size() <= 4 && std::string_view("WF").find(id[0]) != std::string_view::npos)
        return "cfn_nag";
    return all_of_kind(id, is_constant) && id.find('_') != std::string_view::npos ? "guard" : "";
}

/// An entry at any depth below Metadata, or null.
const Node* below(const Node& owner, std::initializer_list<std::string_view> keys) {
    const Node* node = owner.get("Metadata");
    for (const std::string_view key : keys) node = node == nullptr ? nullptr : node->get(key);
    return node;
}

class PeerReader {
public:
    PeerReader(const Judging& judging, SuppressionRequests& requests)
        : judging_(judging), requests_(requests) {}

    void read() {
        if (const Node* root = judging_.unit.document.root; root != nullptr && honours("cfn-lint"))
            list("cfn-lint", below(*root, {"cfn-lint", "config", "ignore_checks"}), "", whole_file(judging_));
        for (const Resource& resource : judging_.unit.source.resources()) {
            const Node& node = *resource.node;
            const Span region = region_of(resource);
            if (honours("cfn-lint"))
                list("cfn-lint", below(node, {"cfn-lint", "config", "ignore_checks"}), "", region);
            if (honours("cfn_nag"))
                list("cfn_nag", below(node, {"cfn_nag", "rules_to_suppress"}), "reason", region);
            if (honours("checkov")) list("checkov", below(node, {"checkov", "skip"}), "comment", region);
            if (honours("guard")) list("guard", below(node, {"guard", "SuppressedRules"}), "", region);
        }
        if (honours("checkov")) checkov_comments();
    }

private:
    [[nodiscard]] bool honours(std::string_view peer) const {
        return judging_.configuration.honour.contains(peer);
    }

    /// Ids, or {id: ..., REASON: ...}.
    void list(std::string_view peer, const Node* entries, std::string_view reason_key, const Span& region) {
        if (entries == nullptr) return;
        for (const Node* entry : entries->items) {
            const Node* id = entry->is_mapping() ? entry->get("id") : entry;
            const auto text = id != nullptr ? scalar_text(*id) : std::nullopt;
            const Node* reason = entry->get(reason_key);
            if (text)
                add(peer, *text, reason != nullptr ? scalar_text(*reason).value_or("") : "", id->span,
                    region);
        }
    }

    /// "CKV_AWS_18:reason", within the resource that it is for. An id ends where no id goes on, as for checkov.
    void checkov_comments() {
        const Source& source = judging_.project.sources()[judging_.unit.file];
        for (const Comment& comment : find_comments(source, judging_.unit.document, "checkov:skip=")) {
            const std::string_view text = trim(comment.text);
            const auto end =
                static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_constant) - text.begin());
            const std::string_view rest = text.substr(end);
            const std::string_view reason = rest.starts_with(':') ? trim(rest.substr(1)) : std::string_view{};
            for (const Resource& resource : judging_.unit.source.resources()) {
                const Span region = region_of(resource);
                const bool inside = region.file == comment.span.file && region.begin <= comment.span.begin &&
                                    comment.span.begin < region.end;
                if (inside || behind(resource, comment, source))
                    add("checkov", text.substr(0, end), reason, comment.span, region);
            }
        }
    }

    /// With nothing but comments between it and the resource.
    static bool behind(const Resource& resource, const Comment& comment, const Source& source) {
        const Span region = region_of(resource);
        if (region.file != comment.span.file || region.end > comment.span.begin) return false;
        const auto between = split(source.text().substr(region.end, comment.span.begin - region.end), '\n');
        return std::all_of(between.begin(), between.end(), [](std::string_view line) {
            return trim(line).empty() || trim(line).front() == '#';
        });
    }

    void add(std::string_view peer, std::string_view id, std::string_view reason, const Span& place,
             const Span& region) {
        const auto found = judging_.set.find(id);
        if (found.empty() || peer_of(id) != peer) return;
        if (!one_to_one(peer, found)) {
            requests_.notes.push_back(line_of(place) + std::string(peer) + " ignores " + std::string(id) +
                                      ", which is not one check of stackfit: not honoured");
            return;
        }
        SuppressionRequest request;
        request.id = id;
        request.reason = std::string(reason);
        request.place = place;
        request.region = region;
        request.peer = peer;
        request.checks = {judging_.checks.by_id(found[0]->id)};
        requests_.list.push_back(std::move(request));
    }

    static bool one_to_one(std::string_view peer, const std::vector<const CheckInfo*>& found) {
        const auto& aliases = found[0]->aliases;
        return found.size() == 1 &&
               std::count_if(aliases.begin(), aliases.end(),
                             [&](std::string_view alias) { return peer_of(alias) == peer; }) == 1;
    }

    [[nodiscard]] std::string line_of(const Span& place) const {
        return "line " + std::to_string(judging_.project.sources()[place.file].position(place.begin).line) +
               ": ";
    }

    const Judging& judging_;
    SuppressionRequests& requests_;
};

}  // namespace

void read_peer_suppressions(const Judging& judging, SuppressionRequests& requests) {
    if (!judging.configuration.honour.empty()) PeerReader(judging, requests).read();
}

}  // namespace stackfit
