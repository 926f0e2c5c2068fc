// Failures as findings, each still of one subject; conclude.cpp makes one finding of one mistake.
#include <algorithm>
#include <tuple>
#include <utility>

#include "judging.h"
#include "stackfit/template_world_text.h"

namespace stackfit {
namespace {

/// The runs in which one failure was seen.
struct Seen {
    std::vector<Leaf> leaves;
    bool in_headline = false, production_like = false;

    void add(std::size_t run, bool is_production_like) {
        leaves[run].chosen = true;
        in_headline = in_headline || run == 0;
        production_like = production_like || is_production_like;
    }
};

/// DESIGN 3.2: what fails only in worlds that are not production-like is a remark, unless it keeps the template from being deployed.
Severity severity_of(const ActiveCheck& check, const Seen& seen) {
    return seen.production_like || check.info->family == Family::validity ? check.severity : Severity::info;
}

Finding finding_of(const Judging& judging, const ActiveCheck& check, const Seen& seen) {
    Finding finding;
    finding.check = check.info;
    finding.severity = severity_of(check, seen);
    finding.unit = &judging.unit;
    finding.when = chosen_worlds(seen.leaves);
    for (const Conjunction& world : finding.when) finding.worlds.push_back(conjunction_text(world));
    finding.in_headline = seen.in_headline;
    return finding;
}

/// The origin of what stands at `span` within the tree, or null. Depth is bounded by the document's.
const Origin* origin_at(const Node& node, const Span& span) {
    if (node.span == span && node.origin != nullptr) return node.origin;
    for (const Node* item : node.items)
        if (const Origin* origin = origin_at(*item, span)) return origin;
    for (const Member& member : node.members) {
        if (member.key_span == span && member.origin != nullptr) return member.origin;
        if (const Origin* origin = origin_at(*member.value, span)) return origin;
    }
    return nullptr;
}

/// Says how a value that nobody wrote came to be where the caret is. A resource that the author named needs no such words, whatever
/// SAM made of it.
void add_origin_label(const Judging& judging, Finding& finding, const Resource* resource) {
    if (resource == nullptr || !finding.labels.empty() || !finding.span.known()) return;
    const bool named = finding.span == resource->id_span;
    if (named && judging.unit.source.resource(resource->id) != nullptr) return;
    const Origin* origin = named ? resource->origin : origin_at(*resource->node, finding.span);
    if (origin != nullptr)
        finding.labels.push_back({finding.span, "expanded from " + std::string(origin->reason)});
}

Span start_of(const Template& templ) {
    const Node* root = templ.root();
    return root != nullptr && !root->members.empty() ? root->members[0].key_span : Span{};
}

std::vector<Leaf> leaves_of(const Outcome& outcome) {
    std::vector<Leaf> leaves;
    for (const Case& one : outcome.cases) leaves.push_back({&one.decisions, false});
    return leaves;
}

std::vector<Leaf> leaves_of(const Found& found) {
    std::vector<Leaf> leaves;
    for (const auto& run : found.exploration.runs) leaves.push_back({&run.decisions, false});
    return leaves;
}

bool is_finding(const Judgement& judgement) { return fails(judgement) && !judgement.implied; }

bool same_place(const Judgement& a, const Judgement& b) { return a.at == b.at && a.location == b.location; }

/// What a failing judgement reports: itself, and what else it found.
std::vector<const Judgement*> mistakes_of(const Judgement& judgement) {
    std::vector<const Judgement*> mistakes = {&judgement};
    for (const Judgement& more : judgement.also) mistakes.push_back(&more);
    return mistakes;
}

/// One mistake of a subject, in all the worlds that have it.
struct Failure {
    const Judgement* judgement = nullptr;
    Seen seen;
};

/// In the order of the worlds, so that the headline world (cases[0]) comes first.
std::vector<Failure> failures_of(const Outcome& outcome) {
    std::vector<Failure> failures;
    for (std::size_t i = 0; i < outcome.cases.size(); ++i) {
        if (!is_finding(outcome.cases[i].judgement)) continue;
        for (const Judgement* mistake : mistakes_of(outcome.cases[i].judgement)) {
            auto failure = std::find_if(failures.begin(), failures.end(), [&](const Failure& known) {
                return same_place(*known.judgement, *mistake);
            });
            if (failure == failures.end())
                failure = failures.insert(failure, Failure{mistake, Seen{leaves_of(outcome)}});
            failure->seen.add(i, outcome.cases[i].production_like);
        }
    }
    return failures;
}

Finding failure(const Judging& judging, const ActiveCheck& check, const Outcome& outcome, const Seen& seen,
                const Judgement& judgement) {
    Finding finding = finding_of(judging, check, seen);
    const Resource* location = judgement.location != nullptr ? judgement.location : outcome.subject;
    finding.message = judgement.message;
    finding.span = judgement.at;
    finding.property = judgement.property;
    finding.labels = judgement.labels;
    if (!finding.span.known())
        finding.span = location != nullptr ? location->id_span : start_of(judging.unit.expanded);
    if (outcome.subject != nullptr) finding.resources.push_back(outcome.subject->id);
    add_origin_label(judging, finding, location);
    return finding;
}

}  // namespace

void add_failures(const Judging& judging, const ActiveCheck& check, const Outcome& outcome,
                  Findings& findings) {
    const std::vector<Failure> failures = failures_of(outcome);
    for (const Failure& one : failures) {
        Finding finding = failure(judging, check, outcome, one.seen, *one.judgement);
        // Its points are counted once, with the first.
        if (&one == failures.data() && check.info->weight > 0) finding.outcomes.push_back(&outcome);
        findings.failures.push_back(std::move(finding));
    }
}

void add_problems(const Judging& judging, const Found& found, Findings& findings) {
    using Key = std::tuple<std::string_view, std::uint32_t, std::uint32_t, std::uint32_t, std::string_view,
                           std::string_view>;
    std::map<Key, std::pair<const Problem*, Seen>> seen;
    for (std::size_t i = 0; i < found.runs.size(); ++i) {
        for (const Problem& problem : found.runs[i]) {
            const Key key{problem.check,    problem.span.file, problem.span.begin,
                          problem.span.end, problem.message,   problem.resource};
            const auto [entry, fresh] = seen.try_emplace(key, &problem, Seen{});
            if (fresh) entry->second.second.leaves = leaves_of(found);
            entry->second.second.add(i, found.exploration.runs[i].production_like);
        }
    }
    for (const auto& [key, entry] : seen) {
        const Problem& problem = *entry.first;
        const ActiveCheck* check = judging.checks.by_id(problem.check);
        if (problem.note || check == nullptr) findings.notes.push_back(problem.message);
        if (problem.note || check == nullptr || !judging.judges(*check)) continue;
        const Resource* resource = judging.unit.expanded.resource(problem.resource);
        if (resource != nullptr && judging.excludes(*check, *resource)) continue;
        Finding finding = finding_of(judging, *check, entry.second);
        finding.message = problem.message;
        finding.span = problem.span;
        if (!finding.span.known())
            finding.span = resource != nullptr ? resource->id_span : start_of(judging.unit.expanded);
        if (!problem.resource.empty()) finding.resources.push_back(problem.resource);
        finding.resources.insert(finding.resources.end(), problem.also.begin(), problem.also.end());
        add_origin_label(judging, finding, resource);
        findings.mistakes.push_back(std::move(finding));
    }
}

Outcome outcome_of(const Judging& judging, const ActiveCheck& check, const Resource* subject,
                   const Found& found) {
    Outcome outcome{check.info, &judging.unit, subject, {}, found.exploration.complete, false};
    for (std::size_t i = 0; i < found.runs.size(); ++i) {
        const auto concerns = [&](const Problem& problem) {
            return problem.check == check.info->id && !problem.note &&
                   (subject == nullptr || problem.resource == subject->id);
        };
        const auto problem = std::find_if(found.runs[i].begin(), found.runs[i].end(), concerns);
        const bool clean = problem == found.runs[i].end();
        Case one{found.exploration.runs[i].decisions, found.exploration.runs[i].production_like,
                 Judgement::pass()};
        if (!clean) one.judgement = Judgement::fail(problem->message, problem->span);
        outcome.cases.push_back(std::move(one));
    }
    return outcome;
}

}  // namespace stackfit
