// Runs predicates of the check language in a world. Answers are three-valued (Kleene): what is not known stays unknown unless the
// answer does not depend on it. Nothing is asked of the world that the answer does not need, because each question may double the
// number of worlds.
#pragma once

#include <string>

#include "rule.h"

namespace stackfit {

/// What paths are relative to: a resource's declaration, an item of a list, or the template.
struct Scope {
    const Resource* resource = nullptr;  ///< whose part it is; null: the template
    const Node* start = nullptr;
};

/// Which predicate decided an answer, and over what: its path says where to look, its message what to say.
struct Blame {
    std::uint32_t node = no_index;
    Scope scope;
    TextRef message;
};

struct Answer {
    Tri tri = Tri::no;
    Blame blame;         ///< of a no
    std::string reason;  ///< of an unknown
};

class Interpreter {
public:
    Interpreter(CheckContext& context, const BlobView& blob) : context_(context), blob_(blob) {}

    Answer evaluate(std::uint32_t node, const Scope& scope);

private:
    Answer all(const BlobNode& node, const Scope& scope);
    Answer any(const BlobNode& node, const Scope& scope);
    Answer negation(std::uint32_t index, const BlobNode& node, const Scope& scope);
    Answer quantifier(std::uint32_t index, const BlobNode& node, const Scope& scope);
    Answer test(std::uint32_t index, const BlobNode& node, const Scope& scope);
    Answer related(std::uint32_t index, const BlobNode& node, const Scope& scope);
    Answer policy(std::uint32_t index, const BlobNode& node, const Scope& scope);

    Tri link(const BlobNode& node, const Scope& scope, const Resource& other);
    Tri points_at(const Value& value, const Resource& target, const Value& name);
    Tri exists(const Value& value, bool known_parent, bool wanted);
    Tri is_in(const BlobNode& node, const Value& value);
    Tri equals(const Value& value, std::string_view wanted);
    Tri matches(const Value& value, std::string_view pattern);
    Tri within(const Value& value, std::string_view bound, bool at_least);
    std::string_view parameter(std::string_view operand) const;

    CheckContext& context_;
    const BlobView& blob_;
};

/// The value at a path, and where the walk came to an end.
struct Walk {
    Value value;
    const Member* deepest = nullptr;  ///< the last member that exists on the way
    std::uint32_t depth = 0;          ///< how many names of the path it stands at
    bool parent_known = true;         ///< false: a mapping on the way is unknown, so `value` is too
};
Walk walk(World& world, const BlobView& blob, const Node* start, ListRef path);

}  // namespace stackfit
