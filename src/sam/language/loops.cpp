// Fn::ForEach::NAME: [identifier, collection, {key: value}] (Template Reference "Fn::ForEach").
//
// Where the identifier is put in, as accounts show it: in the keys of the fragment, as ${Identifier} or, without the characters that
// are neither letter nor digit, as &{Identifier}; in the text of Fn::Sub, as ${Identifier}; and for {Ref: Identifier}. A plain text
// and a key further down keep what looks like a variable.
#include <algorithm>

#include "sam/language/language_extensions.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "stackfit/template_loops.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view loop_prefix = "Fn::ForEach::";

std::string_view name_of(const Member& loop) { return loop.key.substr(loop_prefix.size()); }

bool mentions(std::string_view key, std::string_view identifier) {
    for (LoopHole hole = next_loop_hole(key, 0); hole.found(); hole = next_loop_hole(key, hole.end)) {
        if (hole.name == identifier) return true;
    }
    return false;
}

bool is_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_letter_or_digit);
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_letter_or_digit);
    return out;
}

}  // namespace

void LanguageExtensions::loop(const Member& member, Map& map) {
    place_ = member.key_span;
    if (map.keys != Keys::properties) remarks_.of({});
    check_name(member);
    const auto loop = read_loop(member);
    if (!loop || exhausted_ || !expand_loop(*loop, map)) leave_loop(member, map);
}

/// A loop that is not expanded stands for what is not known. Within another one it would come out once for each item: once is enough.
void LanguageExtensions::leave_loop(const Member& member, Map& map) {
    loops_left_ = true;
    map.known = false;
    if (map.taken.insert(member.key).second) map.members.push_back(member);
}

std::optional<LanguageExtensions::Loop> LanguageExtensions::read_loop(const Member& member) {
    const Node& value = *member.value;
    const std::string name(member.key);
    if (!value.is_sequence() || value.items.size() != 3) {
        refuse(member.key_span,
               name + " takes a list of three: an identifier, a collection, and a map of what is repeated.");
        return std::nullopt;
    }
    Loop loop{&member, {}, value.items[1], value.items[2]};
    if (!read_identifiers(*value.items[0], loop)) return std::nullopt;
    const Member* function = intrinsic(*loop.fragment);
    if (!loop.fragment->is_mapping() || (function != nullptr && !is_stand_in(function->key))) {
        refuse(loop.fragment->span, "What " + name + " repeats is a map of keys with ${" +
                                        std::string(loop.identifiers[0]) + "}, not " + quote(loop.fragment) +
                                        ".");
        return std::nullopt;
    }
    if (depth_ >= nested_loops) {
        refuse(member.key_span, name + " stands in " + std::to_string(nested_loops) +
                                    " other loops; Fn::ForEach may be nested " +
                                    std::to_string(nested_loops) + " deep.");
        return std::nullopt;
    }
    check_keys(loop);
    return loop;
}

/// A text, or, undocumented, a list of texts for a collection of lists.
bool LanguageExtensions::read_identifiers(const Node& node, Loop& loop) {
    const std::vector<const Node*> one{&node};
    const std::span<const Node* const> all = node.is_sequence() ? node.items : std::span(one.data(), 1);
    for (const Node* item : all) {
        if (!item->is_string() || !is_id(item->text)) {
            refuse(item->span, "The identifier of " + std::string(loop.member->key) +
                                   " is a text of letters and digits, not " + quote(item) + ".");
            return false;
        }
        if (!check_identifier(item->text, item->span)) return false;
        loop.identifiers.push_back(item->text);
    }
    if (all.empty()) refuse(node.span, std::string(loop.member->key) + " has no identifier.");
    return !all.empty();
}

bool LanguageExtensions::check_identifier(std::string_view identifier, Span span) {
    const char* what = templ_.parameter(identifier) != nullptr  ? "a parameter"
                       : templ_.resource(identifier) != nullptr ? "a resource"
                       : bound(identifier) != nullptr           ? "the identifier of a loop around this one"
                                                                : nullptr;
    if (what == nullptr) return true;
    refuse(span, "Identifier " + std::string(identifier) + " is also the name of " + what +
                     "; each name may mean one thing. Take another.");
    return false;
}

void LanguageExtensions::check_name(const Member& member) {
    const std::string_view name = name_of(member);
    const std::string key(member.key);
    if (!is_id(name)) {
        refuse(member.key_span, name.empty() ? "Fn::ForEach:: is followed by the name of the loop."
                                             : "The name in " + key + " takes letters and digits only.");
    } else if (templ_.parameter(name) != nullptr || templ_.resource(name) != nullptr) {
        refuse(member.key_span, "The loop " + key + " has the name of a " +
                                    (templ_.resource(name) != nullptr ? "resource" : "parameter") +
                                    " of the template; give it one of its own.");
    } else if (loop_names_.emplace(name, member.key_span.begin).first->second != member.key_span.begin) {
        refuse(member.key_span,
               "Two loops are called " + key + "; the name of a loop is used once in a template.");
    }
}

/// Without it, two items would make the same key.
void LanguageExtensions::check_keys(const Loop& loop) {
    for (const Member& member : loop.fragment->members) {
        if (is_stand_in(member.key)) continue;
        for (const std::string_view identifier : loop.identifiers) {
            if (loop.identifiers.size() == 1 && !mentions(member.key, identifier))
                refuse(member.key_span, "The key " + std::string(member.key) + " of " +
                                            std::string(loop.member->key) + " has neither ${" +
                                            std::string(identifier) + "} nor &{" + std::string(identifier) +
                                            "} in it: every item would make the same key.");
        }
    }
}

/// False: the collection is not known, or the budget is used up. Nothing is added then.
bool LanguageExtensions::expand_loop(const Loop& loop, Map& map) {
    used_parameters_.clear();
    const auto items = collection(loop);
    if (!items) return false;
    if (options_.mode == SamMode::judge) assume_values(loop, map.keys);
    const std::size_t before = map.members.size();
    for (const auto& item : *items) {
        place_ = loop.member->key_span;
        if (!spend(1)) break;
        expand_item(loop, item, map);
    }
    if (!exhausted_) return true;
    map.members.resize(before);
    return false;
}

/// The parameters that the collection rests on and that nobody gave a value: another deployment may have other items.
void LanguageExtensions::assume_values(const Loop& loop, Keys keys) {
    bool assumed = false;
    for (const std::string_view name : used_parameters_) {
        if (options_.given != nullptr && options_.given->parameters.contains(name)) continue;
        remarks_.assume(
            std::string(name) + "=" + std::string(parameter_text(*templ_.parameter(name)).value_or("")),
            loop.member->key_span);
        assumed = true;
    }
    if (assumed && keys != Keys::properties) add_loop_names(*loop.member, possible_names_);
}

void LanguageExtensions::expand_item(const Loop& loop, const std::vector<std::string_view>& item, Map& map) {
    const Origin* outer = origin_;
    std::string reason = std::string(loop.member->key) + "[";
    for (std::size_t i = 0; i < item.size(); ++i) {
        bindings_.push_back({loop.identifiers[i], item[i]});
        reason += (i > 0 ? ", " : "") + std::string(item[i]);
    }
    origin_ = build_.origin(reason + "]", outer);
    ++depth_;
    for (const Member& member : loop.fragment->members) {
        if (is_loop(member.key))
            this->loop(member, map);
        else
            put(loop, member, map);
    }
    --depth_;
    origin_ = outer;
    bindings_.resize(bindings_.size() - item.size());
}

void LanguageExtensions::put(const Loop& loop, const Member& member, Map& map) {
    Member made = member;
    made.key = bound_text(member.key, "$&");
    made.origin = origin_;
    const bool ids = map.keys == Keys::resources || map.keys == Keys::outputs;
    const bool stands_in = member.key == "Fn::Transform";
    if (!stands_in && ids && !is_id(made.key)) {
        refuse(member.key_span,
               std::string(loop.member->key) + " makes \"" + std::string(made.key) + "\", and the name of " +
                   (map.keys == Keys::outputs ? "an output" : "a resource") +
                   " takes letters and digits only. &{" + std::string(bindings_.back().identifier) +
                   "} puts in an item without its other characters.");
        return;
    }
    if (!stands_in && !map.taken.insert(made.key).second) {
        refuse(member.key_span, std::string(loop.member->key) + " makes \"" + std::string(made.key) +
                                    "\", which is there already. Every key must come out once.");
        return;
    }
    const Made value = rewrite_member(made, map.keys);
    map.known = map.known && value.known;
    made.value = value.node;
    if (value.node != nullptr) map.members.push_back(made);
}

/// `text` with the identifiers of the loops around it put in; `forms`: which of ${} and &{} count.
std::string_view LanguageExtensions::bound_text(std::string_view text, std::string_view forms) {
    std::string out;
    std::size_t done = 0;
    for (LoopHole hole = next_loop_hole(text, 0); hole.found(); hole = next_loop_hole(text, hole.end)) {
        const Binding* binding = bound(hole.name);
        if (binding == nullptr || forms.find(hole.form) == std::string_view::npos) continue;
        out += text.substr(done, hole.begin - done);
        out += hole.form == '&' ? letters_and_digits(binding->item) : std::string(binding->item);
        done = hole.end;
    }
    if (done == 0) return text;
    return build_.text(out + std::string(text.substr(done)));
}

std::optional<LanguageExtensions::Items> LanguageExtensions::collection(const Loop& loop) {
    const Made made = rewrite_now(*loop.collection);
    if (made.node == nullptr || !made.node->is_sequence() || !made.known) {
        refuse_collection(loop, made);
        return std::nullopt;
    }
    Items items;
    for (const Node* node : made.node->items) {
        if (!add_item(loop, *node, items)) return std::nullopt;
    }
    return items;
}

/// What rests on a parameter without a value is no mistake.
void LanguageExtensions::refuse_collection(const Loop& loop, const Made& made) {
    const std::string name(loop.member->key);
    const Span span = loop.collection->span;
    const Parameter* parameter = templ_.parameter(ref_name(loop.collection));
    if (parameter != nullptr && !parameter->list && !parameter->ssm) {
        refuse(span, "The collection of " + name + " is a list, but parameter " +
                         std::string(parameter->name) + " is of type " + std::string(parameter->type) +
                         ". Make it a CommaDelimitedList.");
    } else if (made.node == nullptr || made.known || intrinsic(*made.node) == nullptr) {
        const bool in_list = made.node != nullptr && made.node->is_sequence();
        if (in_list && !unknown_part(*made.node).empty()) {
            remarks_.leave(name + ", whose collection rests on " + unknown_part(*made.node),
                           loop.member->key_span);
            return;
        }
        refuse(span, in_list ? "The collection of " + name + " must be known before anything is created."
                             : "The collection of " + name + " is a list, not " +
                                   (made.node == nullptr ? "AWS::NoValue" : quote(made.node)) + ".");
    } else if (const std::string part = unknown_part(*made.node); !part.empty()) {
        remarks_.leave(name + ", whose collection rests on " + part, loop.member->key_span);
    } else {
        refuse(span, "The collection of " + name + " must be known before anything is created, but it is " +
                         quote(made.node) +
                         ". It takes a literal list, a list parameter, or functions of these.");
    }
}

bool LanguageExtensions::add_item(const Loop& loop, const Node& node, Items& items) {
    const std::vector<const Node*> one{&node};
    const bool many = loop.identifiers.size() > 1;
    const std::span<const Node* const> parts = many ? node.items : std::span(one.data(), 1);
    const bool fits = parts.size() == loop.identifiers.size() &&
                      std::all_of(parts.begin(), parts.end(),
                                  [](const Node* part) { return scalar_text(*part).has_value(); });
    if (!fits) {
        refuse(node.span,
               "An item of the collection of " + std::string(loop.member->key) + " is " +
                   (many ? "a list of " + std::to_string(loop.identifiers.size()) + " texts" : "a text") +
                   ", not " + a_kind(node) + ".");
        return false;
    }
    std::vector<std::string_view>& item = items.emplace_back();
    for (const Node* part : parts) item.push_back(*scalar_text(*part));
    return true;
}

}  // namespace stackfit::sam
