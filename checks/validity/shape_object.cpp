#include "shape_object.h"

#include <algorithm>

#include "../common/say.h"
#include "shape_rules.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

std::string quoted(const std::vector<std::string_view>& names, std::string_view separator) {
    std::string made;
    for (const std::string_view name : names) {
        if (!made.empty()) made += separator;
        made += say("'", name, "'");
    }
    return made;
}

std::string alternatives(const Together& rule) {
    std::vector<std::string> parts;
    for (const auto& group : rule.groups) parts.push_back(quoted(group, " with "));
    return join(parts, ", ");
}

/// What is there of a rule's properties, in one combination.
struct Presence {
    std::vector<std::string_view> there, missing;
    std::size_t whole = 0;  ///< groups of which nothing is missing

    Presence(const Together& rule, const Combination& chosen) {
        std::size_t index = 0;
        for (const auto& group : rule.groups) {
            const std::size_t before = missing.size();
            for (const std::string_view name : group)
                (chosen.values[index++] == nullptr ? missing : there).push_back(name);
            if (missing.size() == before) ++whole;
        }
    }
};

class Judge {
public:
    explicit Judge(const Object& object) : object_(object) {}

    std::vector<ObjectMistake> run() {
        required();
        for (const Together& rule : object_.type.together()) together(rule);
        const auto is_given = [&](std::string_view name) {
            const bool above = name.starts_with('/');
            return value_of(above ? resource_members(object_) : object_.members,
                            name.substr(above ? 1 : 0)) != nullptr;
        };
        for (const PropertyRule& rule : object_.type.rules(is_given)) {
            for (ObjectMistake& mistake : rule_mistakes(object_, rule))
                mistakes_.push_back(std::move(mistake));
        }
        return std::move(mistakes_);
    }

private:
    void required() {
        std::vector<std::string_view> missing;
        for (const std::string_view name : object_.type.required()) {
            const Node* value = value_of(object_.members, name);
            if (value == nullptr || value->kind == Kind::null || is_no_value(value))
                missing.push_back(name);
            else if (choice(*value) != nullptr)
                required_in_branches(name);
        }
        if (missing.empty()) return;
        add(object_.place,
            say(name_of(object_), " of ", object_.resource, " needs ", quoted(missing, ", "), ", which ",
                missing.size() == 1 ? "is" : "are", " missing. CloudFormation refuses the resource."));
    }

    void required_in_branches(std::string_view name) {
        each_combination(object_.templ, {object_.members}, {&name, 1}, [&](const Combination& chosen) {
            if (chosen.values[0] != nullptr) return;
            const Branch& last = chosen.branches.back();
            add(object_.place,
                say(name_of(object_), " of ", object_.resource, " needs '", name,
                    "', which is missing where '", last.condition, "' is ", last.taken ? "true" : "false",
                    ". CloudFormation refuses the resource."),
                chosen.branches);
        });
    }

    void together(const Together& rule) {
        std::vector<std::string_view> names;
        for (const auto& group : rule.groups) names.insert(names.end(), group.begin(), group.end());
        each_combination(object_.templ, {object_.members}, names,
                         [&](const Combination& chosen) { together(rule, chosen); });
    }

    void together(const Together& rule, const Combination& chosen) {
        using Rule = Together::Kind;
        const Presence presence(rule, chosen);
        if (rule.kind == Rule::needs) return needs(rule, chosen, presence);
        if (rule.kind == Rule::excludes) return excludes(rule, chosen);
        const bool only_one = rule.kind == Rule::exactly_one;
        if (presence.whole == 0)
            add(object_.place,
                say(name_of(object_), " of ", object_.resource, " needs ", only_one ? "" : "at least ",
                    "one of ", alternatives(rule), ", and has none."),
                chosen.branches);
        if (only_one && presence.whole > 1)
            add(place_of(object_.members, presence.there.back()),
                say(name_of(object_), " takes only one of ", alternatives(rule), "."), chosen.branches);
    }

    void needs(const Together& rule, const Combination& chosen, const Presence& presence) {
        if (chosen.values[0] == nullptr || presence.missing.empty()) return;
        add(object_.place,
            say("'", rule.groups[0][0], "' of ", name_of(object_), " needs ",
                quoted(presence.missing, " and "), " beside it."),
            chosen.branches);
    }

    /// An empty list is as good as none.
    void excludes(const Together& rule, const Combination& chosen) {
        if (chosen.values[0] == nullptr) return;
        for (std::size_t i = 0; i < rule.groups[1].size(); ++i) {
            const Node* value = chosen.values[i + 1];
            if (value == nullptr || (value->is_sequence() && value->items.empty())) continue;
            add(place_of(object_.members, rule.groups[1][i]),
                say("'", rule.groups[1][i], "' of ", name_of(object_), " cannot stand beside '",
                    rule.groups[0][0], "'."),
                chosen.branches);
        }
    }

    void add(Span span, std::string message, const Branches& branches = {}) {
        mistakes_.push_back({span, std::move(message), branches});
    }

    const Object& object_;
    std::vector<ObjectMistake> mistakes_;
};

}  // namespace

std::string name_of(const Object& object) {
    return object.type.name() == object.resource_type ? std::string(object.resource_type)
                                                      : say(object.resource_type, " ", object.type.name());
}

std::span<const Member> resource_members(const Object& object) {
    const Resource* resource = object.templ.resource(object.resource);
    return resource == nullptr || resource->properties == nullptr ? std::span<const Member>{}
                                                                  : resource->properties->members;
}

std::vector<ObjectMistake> object_mistakes(const Object& object) { return Judge(object).run(); }

}  // namespace stackfit::checks
