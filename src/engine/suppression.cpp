// What the author asked not to be told: comments `# stackfit: ignore[id, ...] reason` and `Metadata: {stackfit: {ignore: ...}}`.
//
// A suppression speaks of a region of the file: of the node that a comment stands above or beside, of the resource or template whose
// Metadata it is in, or of the whole file. It covers the findings of its check that point into the region or whose subject is declared
// there. So a comment at a logical id covers all that is said of the resource, one at a property only what points at it.
#include <algorithm>
#include <map>
#include <utility>

#include "judging.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

struct Request {
    std::string_view id;  ///< as written
    std::string reason;
    Span place;   ///< where it is written
    Span region;  ///< what it speaks of
    std::vector<const ActiveCheck*> checks;
    bool used = false;
};

bool within(const Span& inner, const Span& outer) {
    return inner.file == outer.file && inner.begin >= outer.begin && inner.begin < outer.end;
}

Span whole_file(const Judging& judging) {
    const FileId file = judging.unit.file;
    return {file, 0, static_cast<std::uint32_t>(judging.project.sources()[file].text().size() + 1)};
}

/// Members and items of the document in the order of the text, each from its key to the end of its value.
void collect_regions(const Node& node, std::vector<Span>& regions) {
    for (const Node* item : node.items) {
        regions.push_back(item->span);
        collect_regions(*item, regions);
    }
    for (const Member& member : node.members) {
        regions.push_back({member.key_span.file, member.key_span.begin,
                           std::max(member.key_span.end, member.value->span.end)});
        collect_regions(*member.value, regions);
    }
}

/// Reads the comments and the metadata of one unit.
class Requests {
public:
    Requests(const Judging& judging, Findings& findings) : judging_(judging), findings_(findings) {
        read_comments();
        if (const Node* root = judging.unit.document.root) read_metadata(*root, whole_file(judging));
        for (const Resource& resource : judging.unit.source.resources())
            read_metadata(*resource.node, {resource.id_span.file, resource.id_span.begin,
                                           std::max(resource.id_span.end, resource.node->span.end)});
    }

    void apply(std::vector<Finding>& findings);
    void report_unused();

private:
    void read_comments();
    void read_comment(const Comment& comment);
    void read_metadata(const Node& owner, const Span& region);
    void add(std::string_view id, std::string_view reason, const Span& place, const Span& region);
    bool covers(const Request& request, const Finding& finding) const;
    Span region_of(const Comment& comment) const;
    void report(std::string_view check, const Span& place, std::string message);

    const Judging& judging_;
    Findings& findings_;
    std::vector<Span> regions_;  // sorted by begin, an outer one before what it holds
    std::vector<Request> list_;
};

void Requests::read_comments() {
    const Source& source = judging_.project.sources()[judging_.unit.file];
    const auto comments = find_comments(source, judging_.unit.document);
    if (comments.empty() || judging_.unit.document.root == nullptr) return;
    collect_regions(*judging_.unit.document.root, regions_);
    std::stable_sort(regions_.begin(), regions_.end(), [](const Span& a, const Span& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    for (const Comment& comment : comments) read_comment(comment);
}

/// "ignore[id, id] reason" or "ignore-file[id] reason".
void Requests::read_comment(const Comment& comment) {
    const std::size_t open = comment.text.find('['), close = comment.text.find(']');
    const std::string_view word = trim(comment.text.substr(0, open));
    const bool whole = word == "ignore-file";
    if (open > close || close == std::string_view::npos || (word != "ignore" && !whole)) {
        report("suppression-unknown-check", comment.span,
               "This comment is for stackfit, which does not understand it: nothing is ignored. Write \"# "
               "stackfit: ignore[check-id] reason\", or ignore-file[check-id].");
        return;
    }
    const Span region = whole ? whole_file(judging_) : region_of(comment);
    for (const std::string_view id : split(comment.text.substr(open + 1, close - open - 1), ','))
        add(trim(id), trim(comment.text.substr(close + 1)), comment.span, region);
}

Span Requests::region_of(const Comment& comment) const {
    const auto from = [&](std::size_t offset) {
        return std::lower_bound(regions_.begin(), regions_.end(), offset,
                                [](const Span& region, std::size_t at) { return region.begin < at; });
    };
    const Span nothing{comment.span.file, comment.span.end, comment.span.end};
    if (comment.own_line) {
        const auto next = from(comment.span.end);
        return next != regions_.end() ? *next : nothing;
    }
    const std::string_view before =
        judging_.project.sources()[judging_.unit.file].text().substr(0, comment.span.begin);
    const auto first = from(before.find_last_of('\n') + 1);
    if (first != regions_.end() && first->begin < comment.span.begin) return *first;
    return first != regions_.begin() ? *(first - 1) : nothing;
}

void Requests::read_metadata(const Node& owner, const Span& region) {
    const Node* metadata = owner.get("Metadata");
    const Node* ours = metadata != nullptr ? metadata->get("stackfit") : nullptr;
    const Node* ignore = ours != nullptr ? ours->get("ignore") : nullptr;
    if (ignore == nullptr) return;
    for (const Node* item : ignore->items) {
        const Node* id = item->is_mapping() ? item->get("id") : item;
        const Node* reason = item->get("reason");
        const auto id_text = id != nullptr ? scalar_text(*id) : std::nullopt;
        if (!id_text) continue;
        add(*id_text,
            reason != nullptr ? scalar_text(*reason).value_or(std::string_view{}) : std::string_view{},
            id->span, region);
    }
}

void Requests::add(std::string_view id, std::string_view reason, const Span& place, const Span& region) {
    Request request{id, std::string(reason), place, region, {}, false};
    for (const CheckInfo* info : judging_.set.find(id))
        request.checks.push_back(judging_.checks.by_id(info->id));
    if (!request.checks.empty()) {
        list_.push_back(std::move(request));
        return;
    }
    const std::string_view meant = judging_.set.suggestion(id);
    report("suppression-unknown-check", place,
           "There is no check \"" + std::string(id) + "\", so nothing is ignored." +
               (meant.empty() ? std::string{} : " Did you mean \"" + std::string(meant) + "\"?"));
}

void Requests::report(std::string_view check, const Span& place, std::string message) {
    const ActiveCheck* active = judging_.checks.by_id(check);
    if (active == nullptr || !active->enabled) return;
    Finding finding;
    finding.check = active->info;
    finding.severity = active->severity;
    finding.unit = &judging_.unit;
    finding.message = std::move(message);
    finding.span = place;
    findings_.mistakes.push_back(std::move(finding));
}

void Requests::report_unused() {
    for (const Request& request : list_) {
        const bool judged = std::any_of(request.checks.begin(), request.checks.end(),
                                        [&](const ActiveCheck* check) { return judging_.judges(*check); });
        if (request.used || !judged) continue;
        report("suppression-unused", request.place,
               "Nothing here is reported by " + std::string(request.id) +
                   ": ignoring it hides only what will go wrong later. Remove it.");
    }
}

void Requests::apply(std::vector<Finding>& findings) {
    std::map<std::string_view, std::vector<Request*>> by_check;
    for (Request& request : list_)
        for (const ActiveCheck* check : request.checks) by_check[check->info->id].push_back(&request);
    for (Finding& finding : findings) {
        const auto requests = by_check.find(finding.check->id);
        if (requests == by_check.end()) continue;
        for (Request* request : requests->second) {
            if (!covers(*request, finding)) continue;
            request->used = true;
            if (!finding.suppressed) finding.suppressed = Suppression{request->reason, request->place};
        }
    }
}

bool Requests::covers(const Request& request, const Finding& finding) const {
    if (within(finding.span, request.region)) return true;
    return std::any_of(finding.resources.begin(), finding.resources.end(), [&](std::string_view id) {
        const Resource* resource = judging_.unit.expanded.resource(id);
        return resource != nullptr && within(resource->id_span, request.region);
    });
}

}  // namespace

void suppress(const Judging& judging, Findings& findings) {
    Requests requests(judging, findings);
    requests.apply(findings.failures);
    requests.apply(findings.mistakes);
    requests.report_unused();
}

}  // namespace stackfit
