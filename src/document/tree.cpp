#include "document/tree.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_set>

namespace stackfit {
namespace {

/// Never the text of a key that somebody wrote: it is compared by address.
constexpr std::string_view merge_marker = "<<";

bool is_merge(const Member& member) { return member.key.data() == merge_marker.data(); }

/// The mappings that the value of a `<<` names: itself, or each of a list. Empty when it is neither.
std::vector<const Node*> merge_sources(const Node& value) {
    if (value.is_mapping()) return {&value};
    if (value.kind != Kind::sequence) return {};
    std::vector<const Node*> sources(value.items.begin(), value.items.end());
    const bool all =
        std::all_of(sources.begin(), sources.end(), [](const Node* node) { return node->is_mapping(); });
    return all ? sources : std::vector<const Node*>{};
}

}  // namespace

void TreeBuilder::fail(std::uint32_t begin, std::string message) {
    if (failed_) return;
    failed_ = true;
    errors_.push_back({SyntaxError::Kind::syntax, std::move(message), input_.span(begin, begin), {}});
}

const Node* TreeBuilder::make(const Node& node) {
    if (++nodes_ > limits_.nodes) {
        fail(node.span.begin - input_.base,
             "the file has more than " + std::to_string(limits_.nodes) + " values");
    }
    return arena_.make(node);
}

std::uint32_t TreeBuilder::open_bracket() const {
    const auto bracketed = std::find_if(frames_.rbegin(), frames_.rend(), [this](const Frame& frame) {
        return input_.at(frame.begin) == '[' || input_.at(frame.begin) == '{';
    });
    return bracketed == frames_.rend() ? input_.size() : bracketed->begin;
}

void TreeBuilder::key(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    members_.push_back({text, input_.span(begin, end), nullptr, nullptr});
    frames_.back().expects_key = false;
}

void TreeBuilder::merge_key(std::uint32_t begin, std::uint32_t end) {
    key(merge_marker, begin, end);
    frames_.back().merges = true;
}

Finished TreeBuilder::scalar(const PlacedScalar& place, const PlacedTag& tag) {
    Node node;
    node.kind = place.scalar.kind;
    node.block = place.block;
    node.text = place.scalar.text;
    node.span = input_.span(place.begin, place.end);
    const std::uint32_t before = nodes_;
    const Node* made = wrap(make(node), tag);
    const Finished finished{made, nodes_ - before, tag.is_function() ? 1U : 0U};
    add(finished);
    return finished;
}

void TreeBuilder::open(Kind kind, std::uint32_t begin, const PlacedTag& tag) {
    if (frames_.size() >= limits_.depth) {
        fail(begin, "values are nested more than " + std::to_string(limits_.depth) + " deep");
    }
    Frame frame;
    frame.kind = kind;
    frame.expects_key = kind == Kind::mapping;
    frame.begin = begin;
    frame.nodes_before = nodes_;
    frame.first = kind == Kind::mapping ? members_.size() : items_.size();
    frame.tag = tag;
    frames_.push_back(frame);
}

Finished TreeBuilder::close(std::uint32_t end) {
    const Frame frame = frames_.back();
    Node node = frame.kind == Kind::mapping ? mapping_of(frame) : sequence_of(frame);
    node.kind = frame.kind;
    node.span = input_.span(frame.begin, end);
    frames_.pop_back();
    const Node* made = wrap(make(node), frame.tag);
    const Finished finished{made, nodes_ - frame.nodes_before,
                            frame.height + (frame.tag.is_function() ? 2U : 1U)};
    add(finished);
    return finished;
}

bool TreeBuilder::repeat(const Finished& anchored, std::uint32_t begin, std::uint32_t end,
                         std::string_view reason) {
    if (anchored.weight > limits_.nodes - std::min(nodes_, limits_.nodes)) return false;
    if (frames_.size() + anchored.height > limits_.depth) return false;
    Origin origin;
    origin.reason = reason;
    Node node = *anchored.node;
    node.span = input_.span(begin, end);
    node.origin = arena_.make(origin);
    nodes_ += anchored.weight;
    add({arena_.make(node), anchored.weight, anchored.height});
    return true;
}

void TreeBuilder::add(const Finished& child) {
    if (frames_.empty()) {
        root_ = child.node;
        return;
    }
    Frame& frame = frames_.back();
    frame.height = std::max(frame.height, child.height);
    if (frame.kind == Kind::sequence) {
        items_.push_back(child.node);
    } else {
        members_.back().value = child.node;
        frame.expects_key = true;
    }
}

Node TreeBuilder::sequence_of(const Frame& frame) {
    const std::vector<const Node*> items(items_.begin() + static_cast<std::ptrdiff_t>(frame.first),
                                         items_.end());
    items_.resize(frame.first);
    Node node;
    node.items = arena_.copy(items);
    return node;
}

Node TreeBuilder::mapping_of(const Frame& frame) {
    std::vector<Member> members(members_.begin() + static_cast<std::ptrdiff_t>(frame.first), members_.end());
    members_.resize(frame.first);
    Node node;
    if (frame.merges) members = merged(members);
    node.members = unique_members(members, node.duplicate);
    return node;
}

void TreeBuilder::report_duplicate(const Member& first, const Member& later) {
    errors_.push_back(
        {SyntaxError::Kind::duplicate_key,
         "the key " + std::string(later.key) + " is given more than once; only the last value counts",
         later.key_span, first.key_span});
}

/// Reports every later occurrence of a key, and leaves the last.
std::span<const Member> TreeBuilder::unique_members(std::vector<Member>& members, bool& duplicate) {
    std::vector<std::uint32_t> order(members.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&members](std::uint32_t a, std::uint32_t b) {
        const int compared = members[a].key.compare(members[b].key);
        return compared != 0 ? compared < 0 : a < b;
    });
    std::uint32_t first = 0;  // of a run of equal keys
    for (std::uint32_t i = 1; i < order.size(); ++i) {
        if (members[order[i]].key != members[order[first]].key) {
            first = i;
            continue;
        }
        report_duplicate(members[order[first]], members[order[i]]);
        members[order[i - 1]].value = nullptr;
        duplicate = true;
    }
    if (duplicate) std::erase_if(members, [](const Member& member) { return member.value == nullptr; });
    return arena_.copy(members);
}

/// Puts the members that each `<<` brings in its place. Keys written here win, then earlier sources win, as
/// in YAML's "Merge Key Language-Independent Type". A `<<` that does not name mappings stays an ordinary key.
std::vector<Member> TreeBuilder::merged(const std::vector<Member>& members) {
    std::unordered_set<std::string_view> taken;
    for (const Member& member : members) {
        if (!is_merge(member)) taken.insert(member.key);
    }
    Origin origin;
    origin.reason = merge_marker;
    const Origin* const merge_origin = arena_.make(origin);
    std::vector<Member> result;
    for (const Member& member : members) {
        const std::vector<const Node*> sources =
            is_merge(member) ? merge_sources(*member.value) : std::vector<const Node*>{};
        if (sources.empty()) result.push_back(member);
        for (const Node* source : sources) {
            for (Member brought : source->members) {
                brought.origin = merge_origin;
                if (taken.insert(brought.key).second) result.push_back(brought);
            }
        }
    }
    return result;
}

/// `!Sub x` -> {Fn::Sub: x}. Anything but a function's tag changes nothing.
const Node* TreeBuilder::wrap(const Node* inner, const PlacedTag& tag) {
    if (!tag.is_function()) return inner;
    const bool attribute = tag.tag.key == "Fn::GetAtt" && inner->is_string();
    const Member member{tag.tag.key, input_.span(tag.begin, tag.end),
                        attribute ? split_attribute(*inner) : inner, nullptr};
    Node node;
    node.kind = Kind::mapping;
    node.short_form = true;
    node.members = {arena_.make(member), 1};
    node.span = {input_.file, member.key_span.begin, std::max(member.key_span.end, inner->span.end)};
    return make(node);
}

/// `a.b.c` -> [a, b.c]: the first dot ends the logical id. A name without a dot is a list of one.
const Node* TreeBuilder::split_attribute(const Node& name) {
    const std::size_t dot = name.text.find('.');
    // The parts have places of their own when the text is the file's own bytes.
    const std::less_equal<const char*> up_to;
    const char* const file = input_.text.data();
    const bool in_file =
        up_to(file, name.text.data()) && up_to(name.text.data() + name.text.size(), file + input_.size());
    std::vector<const Node*> parts;
    const auto part = [&](std::string_view text) {
        Node node = name;
        node.text = text;
        if (in_file) {
            const auto begin = static_cast<std::uint32_t>(text.data() - file);
            node.span = input_.span(begin, begin + static_cast<std::uint32_t>(text.size()));
        }
        parts.push_back(make(node));
    };
    part(name.text.substr(0, dot));
    if (dot != std::string_view::npos) part(name.text.substr(dot + 1));
    Node list;
    list.kind = Kind::sequence;
    list.items = arena_.copy(parts);
    list.span = name.span;
    return make(list);
}

}  // namespace stackfit
