#include "shape.h"

#include <algorithm>
#include <charconv>

#include "../common/say.h"
#include "shape_values.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

using Kind = stackfit::Kind;
using Type = ValueType::Kind;

bool is_no_value(const Node& node) {
    const Member* only = node.only();
    return only != nullptr && only->key == "Ref" && only->value->is_string() &&
           only->value->text == "AWS::NoValue";
}

/// The text is filled in when the stack is deployed.
bool is_dynamic(std::string_view text) { return text.find("{{resolve:") != std::string_view::npos; }

bool is_boolean(std::string_view text) {
    return text == "true" || text == "false" || text == "True" || text == "False" || text == "TRUE" ||
           text == "FALSE";
}

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

bool is_integer(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const bool exact =
        point == std::string_view::npos || text.find_first_not_of('0', point + 1) == std::string_view::npos;
    return exact && !whole.empty() && whole.find_first_not_of("0123456789") == std::string_view::npos;
}

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

std::string_view word(Type type) {
    switch (type) {
        case Type::string:
        case Type::timestamp: return "a string";
        case Type::integer: return "an integer";
        case Type::number: return "a number";
        case Type::boolean: return "true or false";
        case Type::json:
        case Type::nested:
        case Type::tag:
        case Type::map: return "a map";
        case Type::list: return "a list";
        case Type::any_of: return "something else";
    }
    return "";
}

std::string shown(const Node& node) {
    if (node.is_mapping()) return "a map";
    if (node.is_sequence()) return "a list";
    return say("\"", node.text, "\"");
}

/// Does the scalar fit the type, as CloudFormation coerces texts, numbers and booleans?
bool fits(const Node& scalar, const ValueType& type) {
    if (is_dynamic(scalar.text)) return true;
    switch (type.kind()) {
        case Type::integer: return is_integer(scalar.text);
        case Type::number: return is_number(scalar.text);
        case Type::boolean: return is_boolean(scalar.text);
        default: return true;
    }
}

/// A macro, an include or a loop may provide more.
bool is_computed(std::span<const Member> members) {
    return std::any_of(members.begin(), members.end(),
                       [](const Member& member) { return member.key.starts_with("Fn::"); });
}

const Node* value_of(std::span<const Member> members, std::string_view name) {
    for (const Member& member : members) {
        if (member.key == name) return member.value;
    }
    return nullptr;
}

/// Something stands there in every world.
bool is_given(std::span<const Member> members, std::string_view name) {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Member& member) { return member.key == name; });
    return found != members.end() && found->value->kind != Kind::null && !is_no_value(*found->value);
}

std::vector<std::string> quoted(const std::vector<std::string_view>& names) {
    std::vector<std::string> made;
    for (const std::string_view name : names) made.push_back(say("'", name, "'"));
    return made;
}

class Walk {
public:
    Walk(const Template& templ, std::string_view check) : templ_(templ), check_(check) {}

    std::vector<ShapeMistake> run() {
        for (const Resource& resource : templ_.resources()) {
            const auto type = resource_type(resource.type);
            if (!type || is_open(resource.type)) continue;
            resource_ = &resource;
            owner_ = resource.type;
            const Member* written = resource.node->find("Properties");
            if (written == nullptr)
                required(*type, {}, resource.id_span);
            else
                object(*type, *written->value, written->key_span);
        }
        return std::move(mistakes_);
    }

private:
    /// The values that a node can have, each under the conditions of its branches; those that are computed are left out.
    template <class Visit>
    void branches(const Node& node, Visit visit) {
        const Member* function = intrinsic(node);
        if (function == nullptr || function->key == "Condition") {
            visit(node);
        } else if (function->key == "Fn::If" && function->value->items.size() == 3 &&
                   function->value->items[0]->is_string()) {
            for (std::size_t i = 1; i < 3; ++i) {
                branches_.push_back({function->value->items[0]->text, i == 1});
                branches(*function->value->items[i], visit);
                branches_.pop_back();
            }
        }
    }

    void object(const NestedType& type, const Node& node, Span place) {
        branches(node, [&](const Node& value) {
            if (!value.is_mapping()) {
                if (value.kind != Kind::null) wrong(type.name(), "a map", value);
                return;
            }
            for (const Member& member : value.members) member_of(type, member);
            if (is_computed(value.members)) return;
            required(type, value.members, place);
            together(type, value.members, place);
        });
    }

    void member_of(const NestedType& type, const Member& member) {
        if (member.key.starts_with("Fn::")) return;
        const auto property = type.property(member.key);
        if (!property) return unknown(type, member);
        if (is_no_value(*member.value)) return;
        check(*property, *member.value, member.key, member.key_span);
    }

    void check(const PropertySpec& property, const Node& node, std::string_view name, Span place) {
        const std::size_t before = mistakes_.size();
        value(property.type, node, name, place);
        if (mistakes_.size() == before) return constraints(property, node, name);
        for (const ValueType& previous : property.previous) {
            std::vector<ShapeMistake> kept(mistakes_.begin() + static_cast<std::ptrdiff_t>(before),
                                           mistakes_.end());
            mistakes_.resize(before);
            value(previous, node, name, place);
            if (mistakes_.size() == before) return;
            mistakes_.resize(before);
            mistakes_.insert(mistakes_.end(), kept.begin(), kept.end());
        }
    }

    void constraints(const PropertySpec& property, const Node& node, std::string_view name) {
        if (property.more.empty()) return;
        const Constraints own = property.constraints();
        const Constraints each = property.element_constraints();
        branches(node, [&](const Node& one) {
            constrained(own, one, name);
            for (const Node* item : one.items)
                branches(*item, [&](const Node& element) { constrained(each, element, name); });
        });
    }

    void constrained(const Constraints& constraints, const Node& node, std::string_view name) {
        const ConstraintMistake mistake = constraint_mistake(constraints, node);
        if (mistake.place != nullptr)
            add(mistake.place->span, say("'", name, "' of ", owner_, " ", mistake.text, "."));
    }

    /// A property that a branch may take away is taken to be where it should be.
    void together(const NestedType& type, std::span<const Member> members, Span place) {
        for (const Together& rule : type.together()) {
            std::vector<std::string_view> there, missing;
            for (const auto& group : rule.groups) {
                for (const std::string_view name : group)
                    (is_given(members, name) ? there : missing).push_back(name);
            }
            const auto whole = static_cast<std::size_t>(
                std::count_if(rule.groups.begin(), rule.groups.end(), [&](const auto& group) {
                    return std::all_of(group.begin(), group.end(),
                                       [&](std::string_view name) { return is_given(members, name); });
                }));
            switch (rule.kind) {
                case Together::Kind::exactly_one:
                    if (whole == 0)
                        add(place, say(type_name(type), " of ", resource_->id, " needs one of ",
                                       alternatives(rule), ", and has none."));
                    if (whole > 1)
                        surplus(members, there,
                                say(type_name(type), " takes only one of ", alternatives(rule), "."));
                    break;
                case Together::Kind::at_least_one:
                    if (whole == 0)
                        add(place, say(type_name(type), " of ", resource_->id, " needs at least one of ",
                                       alternatives(rule), ", and has none."));
                    break;
                case Together::Kind::needs:
                    if (!is_given(members, rule.groups[0][0]) || missing.empty()) break;
                    add(place_of(members, rule.groups[0][0]),
                        say("'", rule.groups[0][0], "' of ", type_name(type), " needs ",
                            join(quoted(missing), " and "), " beside it."));
                    break;
                case Together::Kind::excludes: excludes(type, rule, members); break;
            }
        }
    }

    void excludes(const NestedType& type, const Together& rule, std::span<const Member> members) {
        const std::string_view first = rule.groups[0][0];
        if (!is_given(members, first)) return;
        for (const std::string_view other : rule.groups[1]) {
            const Node* value = value_of(members, other);
            const bool empty = value != nullptr && value->is_sequence() && value->items.empty();
            if (!is_given(members, other) || empty || is_choice(members, first) || is_choice(members, other)) continue;
            add(place_of(members, other),
                say("'", other, "' of ", type_name(type), " cannot stand beside '", first, "'."));
        }
    }

    /// One of them stands too many, unless branches decide which stands.
    void surplus(std::span<const Member> members, const std::vector<std::string_view>& names,
                 std::string message) {
        if (std::any_of(names.begin(), names.end(),
                        [&](std::string_view name) { return is_choice(members, name); }))
            return;
        add(place_of(members, names.back()), std::move(message));
    }

    static bool is_choice(std::span<const Member> members, std::string_view name) {
        const Node* value = value_of(members, name);
        return value != nullptr && value->find("Fn::If") != nullptr;
    }

    static Span place_of(std::span<const Member> members, std::string_view name) {
        for (const Member& member : members) {
            if (member.key == name) return member.key_span;
        }
        return {};
    }

    static std::string alternatives(const Together& rule) {
        std::vector<std::string> parts;
        for (const auto& group : rule.groups) parts.push_back(join(quoted(group), " with "));
        return join(parts, ", ");
    }

    void value(const ValueType& type, const Node& node, std::string_view name, Span place) {
        switch (type.kind()) {
            case Type::nested:
                if (node.is_string() && is_packaged(owner_, name)) return;
                return object(type.nested(), node, place);
            case Type::list: return list(type, node, name, place);
            case Type::map: return map(type, node, name);
            case Type::any_of: return any_of(type, node, name, place);
            case Type::json: return;
            case Type::tag: return tag(node, name);
            default: return scalar(type, node, name);
        }
    }

    void list(const ValueType& type, const Node& node, std::string_view name, Span place) {
        branches(node, [&](const Node& one) {
            if (one.is_mapping() && one.find("Fn::Transform") == nullptr) wrong(name, "a list", one);
            for (const Node* item : one.items)
                value(type.element(), *item, name, item->span.known() ? item->span : place);
        });
    }

    void map(const ValueType& type, const Node& node, std::string_view name) {
        branches(node, [&](const Node& one) {
            if (one.is_sequence()) wrong(name, "a map", one);
            for (const Member& member : one.members) {
                if (!member.key.starts_with("Fn::"))
                    value(type.element(), *member.value, member.key, member.key_span);
            }
        });
    }

    void tag(const Node& node, std::string_view name) {
        branches(node, [&](const Node& one) {
            if (!one.is_mapping()) return wrong(name, "a map of Key and Value", one);
        });
    }

    /// One alternative without a mistake is enough; else the mistakes of the one with the fewest are told.
    void any_of(const ValueType& type, const Node& node, std::string_view name, Span place) {
        const std::size_t before = mistakes_.size();
        std::vector<ShapeMistake> best;
        bool first = true;
        for (const ValueType& alternative : type.alternatives()) {
            value(alternative, node, name, place);
            const bool better = first || mistakes_.size() - before < best.size();
            if (better) best.assign(mistakes_.begin() + static_cast<std::ptrdiff_t>(before), mistakes_.end());
            mistakes_.resize(before);
            if (best.empty()) return;
            first = false;
        }
        mistakes_.insert(mistakes_.end(), best.begin(), best.end());
    }

    void scalar(const ValueType& type, const Node& node, std::string_view name) {
        branches(node, [&](const Node& one) {
            if (one.kind == Kind::null) return;
            if (!one.is_scalar() || !fits(one, type)) return wrong(name, word(type.kind()), one);
            if (!type.allows(one.text) && !is_dynamic(one.text)) enumeration(type, one, name);
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

    void unknown(const NestedType& type, const Member& member) {
        const std::vector<std::string_view> names = type.property_names();
        std::string message = say("'", member.key, "' is no property of ", type_name(type),
                                  ". CloudFormation refuses the resource.");
        if (const auto meant = closest(member.key, names); !meant.empty())
            message += say(" Did you mean '", meant, "'?");
        add(member.key_span, std::move(message));
    }

    void required(const NestedType& type, std::span<const Member> members, Span place) {
        std::vector<std::string> missing;
        for (const std::string_view name : type.required()) {
            if (!is_given(members, name)) missing.push_back(say("'", name, "'"));
        }
        if (missing.empty()) return;
        add(place, say(type_name(type), " of ", resource_->id, " needs ", join(missing, ", "), ", which ",
                       missing.size() == 1 ? "is" : "are", " missing. CloudFormation refuses the resource."));
    }

    std::string type_name(const NestedType& type) const {
        return type.name() == owner_ ? std::string(owner_) : say(owner_, " ", type.name());
    }

    void wrong(std::string_view name, std::string_view wanted, const Node& node) {
        add(node.span, say("'", name, "' of ", owner_, " must be ", wanted, ", not ", shown(node),
                           ". CloudFormation refuses the resource."));
    }

    void add(Span span, std::string message) {
        mistakes_.push_back({Problem{check_, std::move(message), span, resource_->id, false}, branches_});
    }

    const Template& templ_;
    std::string_view check_;
    const Resource* resource_ = nullptr;
    std::string_view owner_;
    std::vector<ShapeMistake::Branch> branches_;
    std::vector<ShapeMistake> mistakes_;
};

}  // namespace

std::vector<ShapeMistake> shape_mistakes(const Template& templ, std::string_view check) {
    return Walk(templ, check).run();
}

}  // namespace stackfit::checks
