// A rule over a subject in one world: does it apply, which grade does it get, and where and how is that said.
#include "rule.h"

#include "interpreter.h"
#include "message.h"

namespace stackfit {
namespace {

struct Place {
    Span span;
    std::string property;
    Value value;
};

std::string joined(const BlobView& blob, ListRef path) {
    std::string result;
    for (std::uint32_t i = 0; i < path.count; ++i)
        result += (i == 0 ? "" : ".") + std::string(blob.item(path, i));
    return result;
}

/// Where the subject begins when nothing nearer is to be shown.
Span name_of(const Resource* resource, const Node* start) {
    if (resource != nullptr) return resource->id_span;
    return start != nullptr && !start->members.empty() ? start->members[0].key_span : Span{};
}

/// A mapping or list that begins below its key is pointed at by the key: its own first line says nothing of it as a whole.
Span span_of(const CheckContext& context, const Member& member, const Value& value) {
    const Span& span = value.node->span;  // of the branch that was taken, not of the whole Fn::If
    if (value.node->is_scalar() || !span.known() || span.file != member.key_span.file ||
        span.begin < member.key_span.end)
        return span;
    const std::string_view between =
        context.sources()[span.file].text().substr(member.key_span.end, span.begin - member.key_span.end);
    return between.find('\n') == std::string_view::npos ? span : member.key_span;
}

/// The value at the path; else the key of the deepest part of it that is there; else the resource's name. "Properties" alone says less
/// than the name does.
Place place_of(CheckContext& context, const BlobView& blob, const Scope& scope, ListRef path) {
    Walk found = walk(context.world, blob, scope.start, path);
    Place place{name_of(scope.resource, scope.start), joined(blob, path), {}};
    const bool item = scope.resource != nullptr && scope.start != scope.resource->node;
    if (path.count > 0 && found.depth == path.count) {
        place.span = span_of(context, *found.deepest, found.value);
    } else if (found.deepest != nullptr && (item || found.deepest->key != "Properties")) {
        place.span = found.deepest->key_span;
    } else if (item) {
        place.span = scope.start->span;
    }
    place.value = std::move(found.value);
    return place;
}

/// The path that the blamed predicate looks at, in its own scope.
Place place_of(CheckContext& context, const BlobView& blob, const Blame& blame, const Scope& subject) {
    if (blame.node == no_index) return place_of(context, blob, subject, {});
    const BlobNode node = blob.node(blame.node);
    if (node.kind == NodeKind::policy_lacks) {  // its scope is the very part of the statement
        Place place = place_of(context, blob, blame.scope, {});
        place.property = joined(blob, node.path);
        return place;
    }
    return place_of(context, blob, blame.scope, node.kind == NodeKind::related_via ? ListRef{} : node.path);
}

Judgement worded(Judgement judgement, CheckContext& context, const Place& place, std::string_view message,
                 const Resource* subject) {
    judgement.message = fill_message(message, context, subject, place.value);
    judgement.at = place.span;
    judgement.property = place.property;
    return judgement;
}

}  // namespace

Judgement judge_rule(CheckContext& context, const Rule& rule, const Resource* subject) {
    const BlobView& blob = rule.blob;
    const BlobRule record = blob.rule(rule.index);
    const Scope scope{subject, subject != nullptr ? subject->node : context.unit.expanded.root()};
    Interpreter interpreter(context, blob);
    if (record.when != no_index) {
        const Answer applies = interpreter.evaluate(record.when, scope);
        if (applies.tri == Tri::no) return Judgement::not_applicable();
        if (applies.tri == Tri::unknown) return Judgement::unknown(applies.reason);
    }

    Blame blame;  // of the first, best grade that was missed
    for (std::uint32_t i = record.arms; i != no_index; i = blob.node(i).next) {
        const BlobNode arm = blob.node(i);
        Answer holds{Tri::yes, {}, {}};
        if (arm.child != no_index) holds = interpreter.evaluate(arm.child, scope);
        if (holds.tri == Tri::unknown) return Judgement::unknown(holds.reason);
        if (holds.tri == Tri::no) {
            if (blame.node == no_index) blame = holds.blame;
            continue;
        }
        Judgement judgement = Judgement::pass(arm.number);
        if (arm.number >= 1) return judgement;
        const Place place = record.at.count > 0 ? place_of(context, blob, scope, record.at)
                                                : place_of(context, blob, blame, scope);
        TextRef message = arm.message.size > 0 ? arm.message : blame.message;
        if (message.size == 0) message = record.message;
        return worded(std::move(judgement), context, place, blob.text(message), subject);
    }
    return Judgement::unknown("the rule has no grade for this");
}

}  // namespace stackfit
