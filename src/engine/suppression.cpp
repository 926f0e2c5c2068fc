// Applies what the author asked not to be told, and reports the suppressions that do nothing, that have ended, and that say no reason.
//
// A suppression covers the findings of its check that point into its region, with the caret or with one of their labels, or whose subject is
// declared there. So a comment at a logical id covers all that is said of the resource, one at a property only what points at it.
#include "suppression.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace stackfit {
namespace {

bool within(const Span& inner, const Span& outer) {
    return inner.file == outer.file && inner.begin >= outer.begin && inner.begin < outer.end;
}

class Suppressing {
public:
    Suppressing(const Judging& judging, Findings& findings)
        : judging_(judging), findings_(findings), requests_(read_suppressions(judging)) {}

    void apply(std::vector<Finding>& findings);
    void report();

private:
    [[nodiscard]] bool covers(const SuppressionRequest& request, const Finding& finding) const;
    [[nodiscard]] bool ended(const SuppressionRequest& request) const {
        return request.until && *request.until < judging_.options.as_of;
    }
    void report_use(const SuppressionRequest& request);
    void report(std::string_view check, const Span& place, std::string message);

    const Judging& judging_;
    Findings& findings_;
    SuppressionRequests requests_;
};

void Suppressing::apply(std::vector<Finding>& findings) {
    std::map<std::string_view, std::vector<SuppressionRequest*>> by_check;
    for (SuppressionRequest& request : requests_.list)
        for (const ActiveCheck* check : request.checks) by_check[check->info->id].push_back(&request);
    for (Finding& finding : findings) {
        const auto requests = by_check.find(finding.check->id);
        if (requests == by_check.end()) continue;
        for (SuppressionRequest* request : requests->second) {
            if (!covers(*request, finding)) continue;
            request->used = true;
            if (!finding.suppressed && !ended(*request))
                finding.suppressed = Suppression{request->reason, request->place};
        }
    }
}

bool Suppressing::covers(const SuppressionRequest& request, const Finding& finding) const {
    if (within(finding.span, request.region)) return true;
    const auto labelled = [&](const Label& label) { return within(label.span, request.region); };
    if (std::any_of(finding.labels.begin(), finding.labels.end(), labelled)) return true;
    return std::any_of(finding.resources.begin(), finding.resources.end(), [&](std::string_view id) {
        const Resource* resource = judging_.unit.expanded.resource(id);
        return resource != nullptr && within(resource->id_span, request.region);
    });
}

void Suppressing::report() {
    for (SuppressionMistake& mistake : requests_.mistakes)
        report("suppression-unknown-check", mistake.place, std::move(mistake.message));
    std::move(requests_.notes.begin(), requests_.notes.end(), std::back_inserter(findings_.notes));
    std::set<std::uint32_t> without_reason;
    for (const SuppressionRequest& request : requests_.list) {
        if (!request.peer.empty()) continue;  // what a peer's suppression is good for is the peer's business
        report_use(request);
        if (request.reason.empty() && without_reason.insert(request.place.begin).second)
            report("suppression-has-reason", request.place,
                   "This suppression gives no reason. Whoever reads it later cannot tell whether it still "
                   "holds, and so it stays. Say in a few "
                   "words why the finding does not matter here.");
    }
}

/// One mistake of a suppression is told once: what does nothing need not have ended too.
void Suppressing::report_use(const SuppressionRequest& request) {
    const bool judged = std::any_of(request.checks.begin(), request.checks.end(),
                                    [&](const ActiveCheck* check) { return judging_.judges(*check); });
    if (!judged) return;
    if (!request.used)
        return report("suppression-unused", request.place,
                      "Nothing here is reported by " + std::string(request.id) +
                          ": ignoring it hides only what will go wrong later. Remove it.");
    if (ended(request))
        report("suppression-expired", request.place,
               "The suppression of " + std::string(request.id) + " ended on " + request.until->text() +
                   ": what it covered is reported again. Mend that, or give the suppression a later date and "
                   "a reason that still holds.");
}

void Suppressing::report(std::string_view check, const Span& place, std::string message) {
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

}  // namespace

void suppress(const Judging& judging, Findings& findings) {
    Suppressing suppressing(judging, findings);
    suppressing.apply(findings.failures);
    suppressing.apply(findings.mistakes);
    suppressing.report();
}

}  // namespace stackfit
