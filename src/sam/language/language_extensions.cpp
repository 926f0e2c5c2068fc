#include "sam/language/language_extensions.h"

#include <algorithm>

#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

/// What these functions may be used in ("Functions and attributes provided by the transform are only supported in ..."). Nothing is said of
/// Globals, which come into resources later.
bool is_section(std::string_view name) {
    return name == "Resources" || name == "Conditions" || name == "Outputs" || name == "Globals";
}

constexpr const char* policy_values[] = {"Delete", "Retain", "RetainExceptOnCreate", "Snapshot"};

}  // namespace

LanguageExtensions::LanguageExtensions(const Template& templ, const SamOptions& options, Arena& arena,
                                       Remarks& remarks)
    : templ_(templ),
      options_(options),
      build_(arena),
      arena_(arena),
      remarks_(remarks),
      resolving_(options.mode == SamMode::transform) {}

/// Conditions come first: the others may depend on them.
const Node* LanguageExtensions::expand() {
    const Node& root = *templ_.root();
    if (const Node* conditions = templ_.section("Conditions"))
        conditions_ = section(*conditions, Keys::conditions);
    std::vector<Member> members;
    for (const Member& member : root.members) {
        Member& made = members.emplace_back(member);
        place_ = member.key_span;
        if (!is_section(member.key)) {
            const Member* use = member.key == "Transform" ? nullptr : first_extension(*member.value);
            if (use != nullptr)
                refuse(use->key_span, std::string(extension_name(*use)) + " stands in " +
                                          std::string(member.key) +
                                          "; AWS::LanguageExtensions works in Resources, Conditions and "
                                          "Outputs only.");
        } else if (!member.value->is_mapping()) {
            continue;
        } else if (member.key == "Conditions") {
            made.value = conditions_;
        } else {
            made.value = section(*member.value, member.key == "Resources" ? Keys::resources
                                                : member.key == "Outputs" ? Keys::outputs
                                                                          : Keys::properties);
        }
    }
    remarks_.of({});
    return build_.mapping(members, root.span, root.origin);
}

const Node* LanguageExtensions::section(const Node& section, Keys keys) {
    const Made made = rewrite_map(section, keys);
    return made.node;
}

const Node* LanguageExtensions::value_of(const Node& node) {
    const Made made = rewrite_now(node);
    return made.known ? made.node : nullptr;
}

LanguageExtensions::Made LanguageExtensions::rewrite(const Node& node) {
    if (!spend(1)) return {&node, false};
    if (node.is_scalar()) return {copy(node), true};
    if (node.is_sequence()) return rewrite_items(node);
    const Member* function = intrinsic(node);
    if (function == nullptr || is_stand_in(function->key)) return rewrite_map(node, Keys::properties);
    return apply(node, *function);
}

LanguageExtensions::Made LanguageExtensions::rewrite_items(const Node& node) {
    std::vector<const Node*> items;
    bool known = true;
    for (const Node* item : node.items) {
        const Made made = rewrite(*item);
        known = known && made.known;
        if (made.node != nullptr) items.push_back(made.node);
    }
    const bool same =
        origin_ == nullptr && std::equal(items.begin(), items.end(), node.items.begin(), node.items.end());
    return {same ? &node : build_.sequence(items, node.span, origin_ == nullptr ? node.origin : origin_),
            known};
}

LanguageExtensions::Made LanguageExtensions::rewrite_map(const Node& node, Keys keys) {
    Map map{keys, {}, {}, true};
    bool same = origin_ == nullptr;
    if (stand_in(node) != nullptr) {
        for (const Member& member : node.members) {
            if (!is_loop(member.key)) map.taken.insert(member.key);
        }
    }
    for (const Member& member : node.members) {
        if (is_loop(member.key)) {
            loop(member, map);
            same = false;
            continue;
        }
        const Made made = rewrite_member(member, keys);
        map.known = map.known && made.known;
        same = same && made.node == member.value;
        if (made.node == nullptr) continue;
        Member& written = map.members.emplace_back(member);
        written.value = made.node;
        if (origin_ != nullptr) written.origin = origin_;
    }
    if (same) return {&node, map.known};
    return {build_.mapping(map.members, node.span, origin_ == nullptr ? node.origin : origin_), map.known};
}

LanguageExtensions::Made LanguageExtensions::rewrite_member(const Member& member, Keys keys) {
    if (member.key == "Fn::Transform") return {member.value, false};  // the macro's own business
    if (keys == Keys::resources || keys == Keys::outputs) {
        remarks_.of(keys == Keys::resources ? member.key : std::string_view{});
        return rewrite_declaration(*member.value, keys);
    }
    return rewrite(*member.value);
}

/// A resource or an output.
LanguageExtensions::Made LanguageExtensions::rewrite_declaration(const Node& node, Keys keys) {
    if (!node.is_mapping() || !spend(1)) return {&node, false};
    std::vector<Member> members;
    bool same = origin_ == nullptr;
    for (const Member& attribute : node.members) {
        const Made made = rewrite_attribute(attribute, keys);
        same = same && made.node == attribute.value;
        if (made.node == nullptr) continue;
        Member& written = members.emplace_back(attribute);
        written.value = made.node;
        if (origin_ != nullptr) written.origin = origin_;
    }
    if (same) return {&node, false};
    return {build_.mapping(members, node.span, origin_ == nullptr ? node.origin : origin_), false};
}

/// The attributes that take no function otherwise get their names here. A list of one dependency comes out as a text.
LanguageExtensions::Made LanguageExtensions::rewrite_attribute(const Member& attribute, Keys keys) {
    const std::string_view name = attribute.key;
    if (name == "Fn::Transform") return {attribute.value, false};
    if (name == "Condition" || (name == "DependsOn" && keys == Keys::resources)) {
        const Made made = rewrite_now(*attribute.value);
        const bool one = options_.mode == SamMode::transform && name == "DependsOn" && made.node != nullptr &&
                         made.node->items.size() == 1;
        return one ? Made{made.node->items[0], made.known} : made;
    }
    const Made made = rewrite(*attribute.value);
    const bool is_policy = name == "DeletionPolicy" || name == "UpdateReplacePolicy";
    if (is_policy && keys == Keys::resources && attribute.value->is_mapping())
        return {policy(attribute, made), made.known};
    return made;
}

/// "Intrinsic functions in DeletionPolicy and UpdateReplacePolicy attributes": the value must be known, and be one of a few words. While
/// judging, the check resource-policies looks at the result in every world.
const Node* LanguageExtensions::policy(const Member& attribute, Made made) {
    const std::string name(attribute.key);
    if (options_.mode == SamMode::judge) return made.node;
    if (made.node == nullptr) {
        refuse(attribute.value->span, name +
                                          " becomes AWS::NoValue; it must be a text that is known before "
                                          "anything is created.");
    } else if (made.known) {
        const bool valid = made.node->is_string() && is_one_of(policy_values, made.node->text);
        if (!valid)
            refuse(attribute.value->span, name + " becomes " + quote(made.node) +
                                              "; it takes Delete, Retain, RetainExceptOnCreate or Snapshot.");
    } else if (unknown_part(*made.node).empty()) {
        refuse(attribute.value->span,
               name +
                   " depends on what only the deployment knows; it must be known before anything is "
                   "created. Use a parameter, a mapping or a condition.");
    }
    return made.node;
}

/// The value where it must be known: under the parameters' values also while judging.
LanguageExtensions::Made LanguageExtensions::rewrite_now(const Node& node) {
    const bool before = std::exchange(resolving_, true);
    const Made made = rewrite(node);
    resolving_ = before;
    return made;
}

/// In a loop, what an item made; elsewhere the node itself.
const Node* LanguageExtensions::copy(const Node& node) {
    if (origin_ == nullptr) return &node;
    Node made = node;
    made.origin = origin_;
    return arena_.make(made);
}

const LanguageExtensions::Binding* LanguageExtensions::bound(std::string_view identifier) const {
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [&](const Binding& binding) { return binding.identifier == identifier; });
    return found == bindings_.rend() ? nullptr : &*found;
}

/// False: the budget is used up, which is said once; what is not made by then stays as it is.
bool LanguageExtensions::spend(std::size_t steps) {
    if (exhausted_) return false;
    if (steps_ >= steps) {
        steps_ -= steps;
        return true;
    }
    refuse(place_, "The loops of this template make more than " + std::to_string(extension_steps) +
                       " values, and stackfit stops there. CloudFormation takes a template of 1 MB with " +
                       std::to_string(most_resources) + " resources.");
    exhausted_ = true;
    return false;
}

void LanguageExtensions::refuse(Span span, std::string message) {
    if (exhausted_) return;  // what was not looked at any more seems wrong
    if (refused_.emplace(span.file, span.begin).second)
        remarks_.refuse(extensions_check, span, std::move(message));
}

const Origin* LanguageExtensions::because(std::string_view function) {
    return origin_ != nullptr ? origin_ : build_.origin(function);
}

}  // namespace stackfit::sam
