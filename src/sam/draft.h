// A resource being made, before it becomes a node.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sam/make.h"

namespace stackfit::sam {

/// An AWS::Serverless resource as it enters its expansion: Globals merged, policy templates filled in.
struct SamResource {
    std::string_view id;
    Span id_span;
    std::string_view type;
    const Node* node = nullptr;        ///< the declaration
    const Node* properties = nullptr;  ///< a mapping, never null
    const Node* local = nullptr;       ///< the properties before Globals were merged in
    std::vector<Member>
        attributes;  ///< Condition, DeletionPolicy, UpdateReplacePolicy, UpdatePolicy, Metadata, where written
    const Member* depends_on = nullptr;

    [[nodiscard]] const Member* property(std::string_view name) const;  ///< null also when its value is null
    [[nodiscard]] const Node* value(std::string_view name) const;
    /// The place of a property's key, or of the resource's id.
    [[nodiscard]] Span key_span(std::string_view name) const;
    /// What every resource made from this one inherits: Condition, DeletionPolicy, UpdateReplacePolicy.
    [[nodiscard]] std::vector<Member> inherited() const;
    [[nodiscard]] const Node* condition() const;
};

struct Draft {
    std::string_view id;
    std::string_view type;
    Maker make;  ///< its cause
    std::vector<Member> attributes;
    std::vector<Member> properties;
    const Member* depends_on = nullptr;
    Span id_span;  ///< the author's id, when it keeps that
    std::vector<std::string_view>
        sources;  ///< what it is made for, when that is not the resource being expanded

    Draft(std::string_view id, std::string_view type, Maker make, std::vector<Member> attributes);

    /// Sets a made property; null takes nothing, an earlier one is replaced.
    void set(std::string_view name, const Node* value);
    /// Passes the author's property on, under its own or another name.
    void pass(const SamResource& source, std::string_view name, std::string_view as = {}) {
        pass(source.properties, name, as);
    }
    /// The same out of any map.
    void pass(const Node* from, std::string_view name, std::string_view as = {});
    void set_attribute(std::string_view name, const Node* value);
    [[nodiscard]] const Node* property(std::string_view name) const;
    [[nodiscard]] const Node* attribute(std::string_view name) const;
    void depend_on(const Node* ids);

    /// {Type, DependsOn, attributes, Properties}
    [[nodiscard]] const Node* node() const;
    [[nodiscard]] const Node* properties_node() const { return make.map(properties); }

    [[nodiscard]] const Node* ref() const { return make.ref(id); }
    [[nodiscard]] const Node* arn() const { return make.attribute(id, "Arn"); }
};

/// What an event is attached to: a function or state machine, or its alias when the event starts that.
struct Target {
    enum class Kind : std::uint8_t { function, function_alias, state_machine };

    std::string_view id;
    Kind kind = Kind::function;
    std::vector<Member> inherited;

    [[nodiscard]] const Node* name(const Maker& make) const { return make.ref(id); }
    /// Only a function's Ref is its name; those of an alias and of a state machine are their ARNs.
    [[nodiscard]] bool ref_is_arn() const { return kind != Kind::function; }
    [[nodiscard]] const Node* arn(const Maker& make) const {
        return ref_is_arn() ? make.ref(id) : make.attribute(id, "Arn");
    }
    [[nodiscard]] const Node* condition() const;
};

void set_member(std::vector<Member>& members, const Member& member);
const Node* find_value(const std::vector<Member>& members, std::string_view key);

}  // namespace stackfit::sam
