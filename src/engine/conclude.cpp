// From failures to the findings of the verdict: one mistake, one finding; points where they belong; in the order of the text.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "judging.h"

namespace stackfit {
namespace {

template <class T>
void append_new(std::vector<T>& list, const std::vector<T>& more) {
    for (const T& item : more)
        if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

/// `other` is the same mistake seen at another subject.
void absorb(Finding& finding, Finding&& other) {
    append_new(finding.resources, other.resources);
    finding.outcomes.insert(finding.outcomes.end(), other.outcomes.begin(), other.outcomes.end());
    finding.severity = std::max(finding.severity, other.severity);
    finding.in_headline = finding.in_headline || other.in_headline;
    const bool everywhere = finding.when.empty() || other.when.empty();
    if (everywhere) finding.when.clear(), finding.worlds.clear();
    if (everywhere) return;
    append_new(finding.when, other.when);
    append_new(finding.worlds, other.worlds);
}

/// One finding for those of one check at one place that `same` takes for one mistake (the first there, and the next); suppressed and not
/// suppressed ones stay apart.
template <class Same>
std::vector<Finding> merged(std::vector<Finding> findings, Same same) {
    using Key = std::tuple<std::string_view, FileId, std::uint32_t, std::uint32_t, bool>;
    std::map<Key, std::size_t> places;
    std::vector<Finding> result;
    for (Finding& finding : findings) {
        const Key key{finding.check->id, finding.span.file, finding.span.begin, finding.span.end,
                      finding.suppressed.has_value()};
        const auto [place, fresh] = places.try_emplace(key, result.size());
        if (!fresh && same(result[place->second], finding))
            absorb(result[place->second], std::move(finding));
        else
            result.push_back(std::move(finding));
    }
    return result;
}

/// What was asked apart can come out as the same mistake of the same resource several times.
std::vector<Finding> without_repeats(std::vector<Finding> mistakes) {
    using Key = std::tuple<std::string_view, FileId, std::uint32_t, std::uint32_t, std::string,
                           std::vector<std::string_view>, bool>;
    std::map<Key, std::size_t> seen;
    std::vector<Finding> result;
    for (Finding& mistake : mistakes) {
        Key key{mistake.check->id, mistake.span.file, mistake.span.begin,
                mistake.span.end,  mistake.message,   mistake.resources,
                mistake.suppressed.has_value()};
        const auto [known, fresh] = seen.try_emplace(std::move(key), result.size());
        if (fresh)
            result.push_back(std::move(mistake));
        else
            absorb(result[known->second], std::move(mistake));
    }
    return result;
}

/// Failures of one check at one place are one mistake.
std::vector<Finding> merged_failures(std::vector<Finding> failures) {
    return merged(std::move(failures), [](const Finding&, const Finding&) { return true; });
}

/// Mistakes of one check at one place that concern several resources are one too: a loop or Globals put it into each.
std::vector<Finding> merged_mistakes(std::vector<Finding> mistakes) {
    return merged(without_repeats(std::move(mistakes)), [](const Finding& first, const Finding& next) {
        return !next.resources.empty() && !first.resources.empty() &&
               std::find(first.resources.begin(), first.resources.end(), next.resources.front()) ==
                   first.resources.end();
    });
}

bool before(const Finding& a, const Finding& b) {
    const auto key = [](const Finding& f) {
        return std::tuple(f.span.file, f.span.begin, f.check->id, std::string_view(f.message), f.span.end,
                          f.suppressed.has_value());
    };
    return key(a) < key(b);
}

/// Finds the finding that explains a lost point.
class Carriers {
public:
    Carriers(const Judging& judging, std::vector<Finding>& findings)
        : judging_(judging), findings_(findings) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            if (findings[i].resources.empty()) places_.try_emplace({findings[i].check->id, {}}, i);
            for (const std::string_view resource : findings[i].resources)
                places_.try_emplace({findings[i].check->id, resource}, i);
        }
    }

    /// The check's own finding, or that of a check it needs. As deep as the chain of needs.
    Finding* of(std::string_view check, std::string_view resource) {
        const auto own = places_.find({check, resource});
        if (own != places_.end()) return &findings_[own->second];
        const ActiveCheck* active = judging_.checks.by_id(check);
        if (active == nullptr) return nullptr;
        for (const ActiveCheck* needed : active->needs)
            if (Finding* finding = of(needed->info->id, resource)) return finding;
        return nullptr;
    }

private:
    const Judging& judging_;
    std::vector<Finding>& findings_;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> places_;
};

/// The first failure of the outcome, or null.
const Judgement* failure_of(const Outcome& outcome) {
    const auto found = std::find_if(outcome.cases.begin(), outcome.cases.end(),
                                    [](const Case& one) { return fails(one.judgement); });
    return found != outcome.cases.end() ? &found->judgement : nullptr;
}

/// The first mistake of a check that judges the template as a whole, whichever resource it names.
Finding* first_of(std::vector<Finding>& findings, const CheckInfo& check) {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const Finding& finding) { return finding.check == &check; });
    return found != findings.end() ? &*found : nullptr;
}

/// Outcomes that failed without a finding of their own: implied ones, and those of checks that find their mistakes themselves.
void carry_the_rest(const Judging& judging, const std::deque<Outcome>& outcomes,
                    std::vector<Finding>& findings) {
    std::set<const Outcome*> carried;
    for (const Finding& finding : findings) carried.insert(finding.outcomes.begin(), finding.outcomes.end());
    Carriers carriers(judging, findings);
    for (const Outcome& outcome : outcomes) {
        const Judgement* failure = failure_of(outcome);
        if (failure == nullptr || outcome.check->weight == 0 || carried.contains(&outcome)) continue;
        const std::string_view cause = failure->implied_by.empty() ? outcome.check->id : failure->implied_by;
        Finding* finding =
            carriers.of(cause, outcome.subject != nullptr ? outcome.subject->id : std::string_view{});
        if (finding == nullptr && outcome.subject == nullptr) finding = first_of(findings, *outcome.check);
        if (finding != nullptr) finding->outcomes.push_back(&outcome);
    }
}

/// The CDK writes into each resource which construct it came from (AWS CDK Developer Guide, "Metadata").
std::string_view construct_of(const Template& templ, const Finding& finding) {
    const Resource* resource =
        finding.resources.empty() ? nullptr : templ.resource(finding.resources.front());
    const Node* metadata = resource == nullptr ? nullptr : resource->node->get("Metadata");
    const Node* path = metadata == nullptr ? nullptr : metadata->get("aws:cdk:path");
    return path != nullptr && path->is_string() ? path->text : std::string_view{};
}

}  // namespace

std::vector<Finding> conclude(const Judging& judging, std::deque<Outcome>& outcomes, Findings collected) {
    std::vector<Finding> findings = merged_failures(std::move(collected.failures));
    std::vector<Finding> mistakes = merged_mistakes(std::move(collected.mistakes));
    std::move(mistakes.begin(), mistakes.end(), std::back_inserter(findings));
    std::stable_sort(findings.begin(), findings.end(), before);
    carry_the_rest(judging, outcomes, findings);

    for (Finding& finding : findings) finding.construct = construct_of(judging.unit.expanded, finding);

    std::set<const Outcome*> waived;
    for (const Finding& finding : findings)
        if (finding.suppressed) waived.insert(finding.outcomes.begin(), finding.outcomes.end());
    for (Outcome& outcome : outcomes) outcome.waived = waived.contains(&outcome);
    return findings;
}

}  // namespace stackfit
