#include "shape.h"

#include <algorithm>
#include <map>

#include "../common/say.h"
#include "formats.h"
#include "functions.h"
#include "shape_object.h"
#include "shape_values.h"
#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

using Type = ValueType::Kind;

/// Its properties are whatever its provider wants.
bool is_open(std::string_view type) { return type == "AWS::CloudFormation::CustomResource"; }

/// A path on the author's disk, which `aws cloudformation package` and `sam package` replace by the place of what they upload (AWS CLI Command
/// Reference, "cloudformation package").
bool is_packaged(std::string_view owner, std::string_view property) {
    struct Packaged {
        char owner[44];
        char property[24];
    };
    static constexpr Packaged known[] = {
        {"AWS::Lambda::Function", "Code"},
        {"AWS::Lambda::LayerVersion", "Content"},
        {"AWS::ApiGateway::RestApi", "BodyS3Location"},
        {"AWS::ApiGatewayV2::Api", "BodyS3Location"},
        {"AWS::CodeCommit::Repository", "S3"},
        {"AWS::StepFunctions::StateMachine", "DefinitionS3Location"},
        {"AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"},
        {"AWS::Glue::Job", "ScriptLocation"},
        {"AWS::AppSync::FunctionConfiguration", "CodeS3Location"},
    };
    return std::any_of(std::begin(known), std::end(known),
                       [&](const Packaged& one) { return owner == one.owner && property == one.property; });
}

/// An include or a loop, which may stand among properties. Every other function stands alone.
bool is_expanded(const Member& member) {
    return member.key == "Fn::Transform" || member.key.starts_with("Fn::ForEach");
}

class Walk : BranchWalk {
public:
    Walk(const Template& templ, std::string_view check) : BranchWalk(check), templ_(templ) {}

    std::vector<Mistake> run() {
        for (const Resource& resource : templ_.resources()) {
            const auto type = templ_.types().find(resource.type);
            if (!type || is_open(resource.type)) continue;
            resource_ = &resource;
            owner_ = resource.type;
            const Member* written = resource.node->find("Properties");
            if (written == nullptr)
                whole(*type, {}, resource.id_span);
            else
                object(*type, *written->value, written->key_span);
            if (resource.properties != nullptr) tags(type->tags());
        }
        return std::move(mistakes_);
    }

private:
    /// Where a mistake of a map or list as a whole is reported: at its key, unless Fn::If gives it.
    static Span place_of_whole(const Node& value, const Node& written, Span key) {
        return &value == &written || !value.span.known() ? key : value.span;
    }

    void object(const NestedType& type, const Node& node, Span place) {
        branches(node, [&](const Node& value) {
            const Span at = place_of_whole(value, node, place);
            if (!value.is_mapping()) {
                if (value.kind != Kind::null) wrong(type.name(), "a map", value, at);
                return;
            }
            for (const Member& member : value.members) member_of(type, member);
            if (std::none_of(value.members.begin(), value.members.end(), is_expanded))
                whole(type, value.members, at);
        });
    }

    void whole(const NestedType& type, std::span<const Member> members, Span place) {
        for (ObjectMistake& mistake : object_mistakes({templ_, type, owner_, resource_->id, members, place}))
            add(mistake.span, std::move(mistake.message), mistake.branches);
    }

    void member_of(const NestedType& type, const Member& member) {
        if (is_expanded(member)) return;
        const auto property = type.property(member.key);
        if (!property) {
            if (!type.is_open()) unknown(type, member);
            return;
        }
        if (is_no_value(member.value)) return;
        check(*property, *member.value, member.key, member.key_span);
    }

    void check(const PropertySpec& property, const Node& node, std::string_view name, Span place) {
        const std::size_t before = mistakes_.size();
        value(property.type, node, name, place);
        if (mistakes_.size() == before) return constraints(property, node, name, place);
        for (const ValueType& previous : property.previous) {
            std::vector<Mistake> kept = take_from(before);
            value(previous, node, name, place);
            if (mistakes_.size() == before) return;
            mistakes_.resize(before);
            give_back(kept);
        }
    }

    std::vector<Mistake> take_from(std::size_t begin) {
        std::vector<Mistake> taken(mistakes_.begin() + static_cast<std::ptrdiff_t>(begin), mistakes_.end());
        mistakes_.resize(begin);
        return taken;
    }

    void give_back(const std::vector<Mistake>& mistakes) {
        mistakes_.insert(mistakes_.end(), mistakes.begin(), mistakes.end());
    }

    void constraints(const PropertySpec& property, const Node& node, std::string_view name, Span place) {
        if (property.more.empty()) return;
        Constraints own = property.constraints();
        Constraints each = property.element_constraints();
        for (Constraints* one : {&own, &each})
            if (takes_other_formats(owner_, one->format)) one->format = {};
        sourced(own, node, name);
        branches(node, [&](const Node& one) {
            const Span at = place_of_whole(one, node, place);
            constrained(own, one, name, at);
            if (own.unique && one.is_sequence()) unique(one, name, place);
            names(own.names, one, name);
            for (const Node* item : one.items) {
                branches(*item, [&](const Node& element) { constrained(each, element, name, element.span); });
                sourced(each, *item, name);
            }
        });
    }

    /// Of a map.
    void names(std::string_view pattern, const Node& map, std::string_view name) {
        if (pattern.empty()) return;
        for (const Member& member : map.members) {
            if (is_expanded(member) || search_pattern(pattern, member.key) != Match::no) continue;
            add(member.key_span,
                say("'", name, "' of ", owner_, " has the name \"", member.key,
                    "\", which does not match the pattern ", pattern, ". AWS refuses the resource."));
        }
    }

    /// A reference to a resource gives what the property wants: the id of a VPC and not that of a subnet.
    void sourced(const Constraints& constraints, const Node& node, std::string_view name) {
        if (constraints.format.empty() || function_of(node) == nullptr) return;
        each_choice(node, [&](const Node& at) {
            const Member* function = function_of(at);
            if (function == nullptr) return;
            const std::string mistake = source_mistake(constraints.format, *function, templ_);
            if (!mistake.empty()) add(at.span, say("'", name, "' of ", owner_, " ", mistake, "."));
        });
    }

    void constrained(const Constraints& constraints, const Node& node, std::string_view name, Span place) {
        // SAM leaves empty what the service fills in: the place of an application of the repository.
        if (resource_->origin != nullptr && node.is_string() && node.text.empty()) return;
        const ConstraintMistake mistake = constraint_mistake(constraints, node);
        if (mistake.place == nullptr) return;
        add(mistake.place->is_scalar() ? mistake.place->span : place,
            say("'", name, "' of ", owner_, " ", mistake.text, "."));
    }

    /// Elements that are computed alike count as well, and those that Fn::If gives.
    void unique(const Node& list, std::string_view name, Span place) {
        std::map<std::string, Branches> seen;
        for (const Node* item : list.items) {
            each_choice(*item, [&](const Node& element) {
                const auto [first, is_new] = seen.try_emplace(write_json(element, 0), branches_);
                if (is_new) return;
                add(place,
                    say("'", name, "' of ", owner_, " holds an element twice",
                        element.is_scalar() ? say(": ", shown(element)) : std::string(), "."),
                    first->second);
            });
        }
    }

    /// What functions give is of the kind that the property wants.
    void computed(const ValueType& type, const Node& node, std::string_view name, Span place) {
        if (function_of(node) == nullptr) return;
        each_choice(node, [&](const Node& at) {
            const Member* function = function_of(at);
            const std::string mistake = function == nullptr ? "" : computed_mistake(type, *function, templ_);
            if (mistake.empty()) return;
            const bool at_key = &at == &node && !at.short_form;
            add(at_key            ? function->key_span
                : at.span.known() ? at.span
                                  : place,
                say("'", name, "' of ", owner_, " ", mistake, ". CloudFormation refuses the resource."));
        });
    }

    void value(const ValueType& type, const Node& node, std::string_view name, Span place) {
        computed(type, node, name, place);
        switch (type.kind()) {
            case Type::nested:
                if (node.is_string() && is_packaged(owner_, name)) return;
                return object(type.nested(), node, place);
            case Type::list: return list(type, node, name, place);
            case Type::map: return map(type, node, name, place);
            case Type::any_of: return any_of(type, node, name, place);
            case Type::any: return;
            case Type::json: return json(node, name, place);
            case Type::tag: return tag(node, name, place);
            default: return scalar(type, node, name, place);
        }
    }

    void list(const ValueType& type, const Node& node, std::string_view name, Span place) {
        branches(node, [&](const Node& one) {
            if (one.is_mapping() && one.find("Fn::Transform") == nullptr)
                wrong(name, "a list", one, place_of_whole(one, node, place));
            for (const Node* item : one.items)
                value(type.element(), *item, name, item->span.known() ? item->span : place);
        });
    }

    void map(const ValueType& type, const Node& node, std::string_view name, Span place) {
        branches(node, [&](const Node& one) {
            if (one.is_sequence()) wrong(name, "a map", one, place_of_whole(one, node, place));
            for (const Member& member : one.members) {
                if (!is_expanded(member)) value(type.element(), *member.value, member.key, member.key_span);
            }
        });
    }

    void json(const Node& node, std::string_view name, Span place) {
        branches(node, [&](const Node& one) {
            if (one.is_sequence()) wrong(name, "a map", one, place_of_whole(one, node, place));
        });
    }

    void tag(const Node& node, std::string_view name, Span place) {
        branches(node, [&](const Node& one) {
            if (!one.is_mapping())
                wrong(name, "a map of Key and Value", one, place_of_whole(one, node, place));
        });
    }

    /// One alternative without a mistake is enough; else the mistakes of the one with the fewest are told.
    void any_of(const ValueType& type, const Node& node, std::string_view name, Span place) {
        const std::size_t before = mistakes_.size();
        std::vector<Mistake> best;
        bool first = true;
        for (const ValueType& alternative : type.alternatives()) {
            value(alternative, node, name, place);
            std::vector<Mistake> found = take_from(before);
            if (found.empty()) return;
            if (first || found.size() < best.size()) best = std::move(found);
            first = false;
        }
        give_back(best);
    }

    void scalar(const ValueType& type, const Node& node, std::string_view name, Span place) {
        branches(node, [&](const Node& one) {
            if (one.kind == Kind::null) return;
            if (!one.is_scalar() || !fits(one, type))
                return wrong(name, word(type.kind()), one, place_of_whole(one, node, place));
            if (!type.allows(one.text) && !is_filled_in(one.text)) enumeration(type, one, name);
        });
    }

    void enumeration(const ValueType& type, const Node& node, std::string_view name) {
        const std::vector<std::string_view> allowed = type.allowed();
        std::string message = say("'", name, "' of ", owner_, " cannot be ", shown(node), ".");
        const std::string_view meant = closest(node.text, allowed);
        if (!meant.empty()) {
            message += say(" Did you mean \"", meant, "\"?");
        } else {
            constexpr std::size_t few = 12;
            const std::vector<std::string> names(
                allowed.begin(),
                allowed.begin() + static_cast<std::ptrdiff_t>(std::min(few, allowed.size())));
            message += say(" It is one of ", join(names, ", "), allowed.size() > few ? ", ..." : "", ".");
        }
        add(node.span, std::move(message));
    }

    /// A resource has each tag once, and AWS keeps those that begin with "aws:" to itself.
    void tags(std::string_view property) {
        const Member* member = resource_->properties->find(property);
        if (member == nullptr) return;
        branches(*member->value, [&](const Node& list) {
            std::map<std::string, Branches> seen;
            for (const Member& one : list.members) tag_text("name", one.key, one.key_span, 128);
            for (const Node* item : list.items)
                branches(*item, [&](const Node& one) { key_of_tag(one, member->key_span, seen); });
        });
    }

    void key_of_tag(const Node& tag, Span place, std::map<std::string, Branches>& seen) {
        if (tag.is_mapping() && tag.find("Key") == nullptr &&
            std::none_of(tag.members.begin(), tag.members.end(), is_expanded))
            return add(tag.span,
                       say("A tag of ", resource_->id, " has no Key. CloudFormation refuses the resource."));
        const Node* value = tag.get("Value");
        if (value != nullptr && value->is_string()) tag_text("value", value->text, value->span, 256);
        const Node* key = tag.get("Key");
        if (key == nullptr) return;
        each_choice(*key, [&](const Node& name) {
            if (name.is_scalar()) tag_text("name", name.text, name.span, 128);
            const auto [first, is_new] = seen.try_emplace(write_json(name, 0), branches_);
            if (is_new) return;
            add(place,
                say(resource_->id, " has the tag ", name.is_scalar() ? shown(name) : "of one name",
                    " twice. CloudFormation refuses the resource."),
                first->second);
        });
    }

    void tag_text(std::string_view what, std::string_view text, Span place, std::size_t most) {
        if (is_filled_in(text) || text.find("${") != std::string_view::npos) return;
        const bool name = what == "name";
        if (name && text.starts_with("aws:"))
            add(place, say("The tag \"", text, "\" of ", resource_->id,
                           " begins with \"aws:\", which AWS keeps to itself. It refuses the resource."));
        const std::size_t length = code_points(text);
        if (length > most || (name && length == 0))
            add(place, say("The ", what, " of a tag of ", resource_->id, " has ", std::to_string(length),
                           " characters, and ", name ? "1 to " : "at most ", std::to_string(most),
                           " are allowed. AWS refuses the resource."));
    }

    /// CloudFormation drops what is written for a property that only the service sets
    /// (aws-cloudformation/cloudformation-resource-schema, "Resource property cannot set readOnly properties").
    bool is_read_only(const NestedType& type, const Member& member) const {
        if (type.name() != owner_) return false;
        const auto of_resource = templ_.types().find(owner_);
        return of_resource && of_resource->attribute(member.key);
    }

    void read_only(const Member& member) {
        add(member.key_span, say("'", member.key, "' of ", owner_,
                                 " is set by AWS, and what is written here is dropped. Take it out; Fn::GetAtt "
                                 "gives the value."));
        mistakes_.back().problem.check = "property-is-settable";
    }

    void unknown(const NestedType& type, const Member& member) {
        if (member.key.starts_with("Fn::")) return;  // function-shape tells of it
        if (is_read_only(type, member)) return read_only(member);
        const std::vector<std::string_view> names = type.property_names();
        std::string message = say("'", member.key, "' is no property of ",
                                  name_of({templ_, type, owner_, resource_->id, {}, {}}),
                                  ". CloudFormation refuses the resource.");
        if (const auto meant = closest(member.key, names); !meant.empty())
            message += say(" Did you mean '", meant, "'?");
        add(member.key_span, std::move(message));
    }

    void wrong(std::string_view name, std::string_view wanted, const Node& node, Span place) {
        add(node.is_scalar() ? node.span : place,
            say("'", name, "' of ", owner_, " must be ", wanted, ", not ", shown(node),
                ". CloudFormation refuses the resource."));
    }

    const Template& templ_;
    std::string_view owner_;
};

}  // namespace

std::vector<Mistake> shape_mistakes(const Template& templ, std::string_view check) {
    return Walk(templ, check).run();
}

}  // namespace stackfit::checks
