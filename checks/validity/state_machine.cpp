#include "state_machine.h"

#include <algorithm>

#include "../common/names.h"
#include "section.h"
#include "shape_values.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr char machine_keys[][20] = {"Comment",        "StartAt",       "States",         "Version",
                                     "TimeoutSeconds", "QueryLanguage", "ProcessorConfig"};
constexpr char types[][12] = {"Task", "Pass", "Wait", "Choice", "Succeed", "Fail", "Parallel", "Map"};
constexpr char languages[][12] = {"JSONPath", "JSONata"};
constexpr std::size_t longest_name = 80;

bool is_text(const Node* node) { return node != nullptr && node->is_scalar() && node->kind != Kind::null; }

/// "{% $x + 1 %}" stands for any value.
bool is_expression(const Node& node, Language language) {
    return language == Language::jsonata && node.is_string() && node.text.starts_with("{%");
}

const StateField* find_field(std::string_view name) {
    const auto all = state_fields();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const StateField& one) { return name == one.name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Mistake> StateMachineWalk::run() {
    for (const Resource& resource : expanded_.resources()) {
        if (resource.type != "AWS::StepFunctions::StateMachine" || is_from_sam(resource)) continue;
        definitions(resource, "Definition");
        definitions(resource, "DefinitionString");
    }
    for (const Resource& resource : source_.resources()) {
        if (resource.type == "AWS::Serverless::StateMachine") definitions(resource, "Definition");
    }
    return std::move(mistakes_);
}

/// SAM makes text of its Definition: the map is what the author knows.
bool StateMachineWalk::is_from_sam(const Resource& resource) const {
    const Resource* written = source_.resource(resource.id);
    return written != nullptr && written->type == "AWS::Serverless::StateMachine" &&
           written->properties != nullptr && written->properties->find("Definition") != nullptr;
}

void StateMachineWalk::definitions(const Resource& resource, std::string_view property) {
    if (resource.properties == nullptr) return;
    resource_ = &resource;
    at_path(*resource.properties, property, [&](const Node& value, Span place) {
        documents(value, place, "definition", Syntaxes::json, [&](const Node& document, Span at) {
            state_ = {};
            machine(document, at, "The definition", Language::path);
        });
    });
}

void StateMachineWalk::machine(const Node& node, Span place, std::string_view name, Language language) {
    if (stand_in(node) != nullptr) return;
    for (const Member& member : node.members) {
        if (!is_one_of(machine_keys, member.key))
            wrong(member.key_span, say(name, " has \"", member.key, "\", which no state machine has"),
                  did_you_mean(member.key, machine_keys));
    }
    const Node* timeout = node.get("TimeoutSeconds");
    if (timeout != nullptr && intrinsic(*timeout) == nullptr && !has_holes(timeout->text) &&
        !has_shape(*timeout, of_number))
        wrong(timeout->span, say(name, " has ", shown(*timeout), " as TimeoutSeconds; it must be a number"));
    const Node* start = node.get("StartAt");
    const Member* all = node.find("States");
    if (start == nullptr) wrong(place, say(name, " has no StartAt, so nothing says where it begins"));
    if (all == nullptr) return wrong(place, say(name, " has no States"));
    Scope scope{nullptr, language_of(node, language), true, {}};
    branches(*all->value, [&](const Node& one) {
        if (!one.is_mapping())
            return wrong(all->key_span, say("States is ", shown(one), "; it must be a map"));
        static const Node none;
        states(one, start == nullptr ? none : *start, scope);
    });
}

void StateMachineWalk::states(const Node& node, const Node& start, Scope& scope) {
    if (stand_in(node) != nullptr) return;
    scope.states = &node;
    scope.targets.clear();
    const std::string_view outer = state_;
    state_ = {};
    target(&start, "StartAt", scope);
    for (const Member& member : node.members) state(member, scope);
    if (start.kind != Kind::null) reachable(scope);
    state_ = outer;
}

void StateMachineWalk::state(const Member& member, Scope& scope) {
    const std::string_view outer = state_;
    state_ = member.key;
    if (code_points(member.key) > longest_name)
        wrong(member.key_span, say(here(), " has a name of ", std::to_string(code_points(member.key)),
                                   " characters; at most 80 are allowed"));
    branches(*member.value, [&](const Node& value) {
        if (!value.is_mapping())
            return wrong(member.key_span, say(here(), " is ", shown(value), "; it must be a map"));
        if (stand_in(value) != nullptr) {
            scope.all_targets_known = false;
            return;
        }
        const Member one{member.key, member.key_span, &value, member.origin};
        const Language language = language_of(value, scope.language);
        const Node* type = value.get("Type");
        if (type == nullptr) {
            wrong(one.key_span, say(here(), " has no Type"));
        } else if (is_text(type) && !has_holes(type->text)) {
            const std::uint8_t known = state_type(type->text);
            if (known == 0)
                wrong(type->span, say(here(), " has the Type ", shown(*type), ", which does not exist"),
                      did_you_mean(type->text, types));
            else
                fields(one, known, language);
        }
        targets_of(value, scope, language);
        inner(one, language);
    });
    state_ = outer;
}

Language StateMachineWalk::language_of(const Node& node, Language around) {
    const Node* named = node.get("QueryLanguage");
    if (!is_text(named) || has_holes(named->text)) return around;
    if (!is_one_of(languages, named->text))
        wrong(named->span,
              say(here(), " has the QueryLanguage ", shown(*named), "; it is JSONPath or JSONata"));
    if (named->text == "JSONPath" && around == Language::jsonata)
        wrong(
            named->span,
            say(here(), " goes back to JSONPath within JSONata, which only the other way round is possible"));
    return named->text == "JSONata" ? Language::jsonata : Language::path;
}

/// States that nothing leads to are refused as well.
void StateMachineWalk::reachable(const Scope& scope) {
    if (!scope.all_targets_known) return;
    for (const Member& member : scope.states->members) {
        if (std::find(scope.targets.begin(), scope.targets.end(), member.key) == scope.targets.end())
            wrong(member.key_span, say("State \"", member.key,
                                       "\" is never reached: no StartAt, Next, Default or Catch names it"));
    }
}

void StateMachineWalk::fields(const Member& state, std::uint8_t type, Language language) {
    for (const Member& member : state.value->members) {
        const StateField* known = find_field(member.key);
        if (known != nullptr && (known->types & type) != 0)
            field(member, *known, language);
        else
            unknown_field(*state.value, member, type);
    }
    for (const StateField& one : state_fields()) {
        const Node* value = state.value->get(one.name);
        if (one.required && (one.types & type) != 0 && (value == nullptr || is_no_value(value)))
            wrong(state.key_span, say(here(), " has no ", one.name, ", which states of its type need"));
    }
    together(state, type);
}

void StateMachineWalk::unknown_field(const Node& state, const Member& member, std::uint8_t type) {
    std::vector<std::string_view> names;
    for (const StateField& one : state_fields()) {
        if ((one.types & type) != 0 && state.find(one.name) == nullptr) names.emplace_back(one.name);
    }
    const std::string_view meant = closest(member.key, names);
    wrong(member.key_span,
          say(here(), " has \"", member.key, "\", which states of the type ", state.get("Type")->text,
              " do not have"),
          meant.empty() ? std::string() : say(" Did you mean \"", meant, "\"?"));
}

void StateMachineWalk::field(const Member& member, const StateField& known, Language language) {
    if (known.language != Language::both && known.language != language) {
        const bool jsonata = language == Language::jsonata;
        return wrong(member.key_span,
                     say(here(), " has ", member.key, ", which exists in ", jsonata ? "JSONPath" : "JSONata",
                         " only, and its QueryLanguage is ", jsonata ? "JSONata" : "JSONPath"));
    }
    branches(*member.value, [&](const Node& value) {
        if (value.kind == Kind::null || has_holes(value.text) || is_expression(value, language)) return;
        if (has_shape(value, known.shapes)) return value_of_field(member, value, known);
        wrong(
            value.is_scalar() ? value.span : member.key_span,
            say(here(), " has ", shown(value), " as ", member.key, "; it must be ", in_words(known.shapes)));
    });
    const bool is_template =
        member.key == "Parameters" || member.key == "ResultSelector" || member.key == "ItemSelector";
    if (is_template && language == Language::path) templates(*member.value);
}

void StateMachineWalk::value_of_field(const Member& member, const Node& value, const StateField& known) {
    const std::string start = say(here(), " has ", shown(value), " as ", member.key);
    if (known.path && !value.text.starts_with('$'))
        wrong(value.span, say(start, ", which is no path: paths begin with \"$\""));
    const auto number = known.shapes == of_number ? number_of(value.text) : std::nullopt;
    if (number && *number < known.least)
        wrong(value.span, say(start, "; it is at least ", std::to_string(known.least)));
    if (member.key == "End" && to_lower(value.text) != "true")
        wrong(value.span, say(start, "; it is true, or is not there"));
    if (member.key == "Resource" && split(value.text, ':').size() < 6)
        wrong(value.span, say(start, ", which is no ARN"));
}

/// Of some fields, exactly one stands in a state, or at most one.
void StateMachineWalk::together(const Member& state, std::uint8_t type) {
    for (const FieldChoice& choice : field_choices()) {
        if ((choice.types & type) == 0) continue;
        std::vector<std::string_view> names;
        for (const auto& name : choice.names) {
            if (name[0] != '\0') names.emplace_back(name);
        }
        each_combination(expanded_, {state.value->members}, names, [&](const Combination& chosen) {
            std::string_view first, second;
            for (std::size_t i = 0; i < names.size(); ++i) {
                if (chosen.values[i] != nullptr) (first.empty() ? first : second) = names[i];
            }
            const std::vector<std::string> words(names.begin(), names.end());
            if (first.empty() && choice.required)
                add(state.key_span,
                    say(here(), " has none of ", join(words, ", "),
                        ", and needs one. Step Functions refuses the state machine."),
                    chosen.branches);
            if (!second.empty())
                add(place_of(state.value->members, second),
                    say(here(), " has both ", first, " and ", second,
                        ". Step Functions refuses the state machine."),
                    chosen.branches);
        });
    }
}

/// What ends in ".$" is replaced by a part of the input.
void StateMachineWalk::templates(const Node& value) {
    branches(value, [&](const Node& one) {
        for (const Node* item : one.items) templates(*item);
        for (const Member& member : one.members) {
            if (!member.key.ends_with(".$")) {
                templates(*member.value);
                continue;
            }
            branches(*member.value, [&](const Node& path) {
                if (has_holes(path.text) || path.text.starts_with('$') || path.text.starts_with("States."))
                    return;
                wrong(path.is_scalar() ? path.span : member.key_span,
                      say(here(), " has ", shown(path), " as \"", member.key,
                          "\"; what ends in \".$\" is a path, which begins with \"$\", or a function, with "
                          "\"States.\""));
            });
        }
    });
}

/// The machines within a state.
void StateMachineWalk::inner(const Member& state, Language language) {
    for (const Member& member : state.value->members) {
        const bool one = member.key == "ItemProcessor" || member.key == "Iterator";
        if (!one && member.key != "Branches") continue;
        branches(*member.value, [&](const Node& value) {
            if (one && value.is_mapping())
                machine(value, member.key_span, say(member.key, " of \"", state.key, "\""), language);
            for (const Node* item : value.items) {
                branches(*item, [&](const Node& branch) {
                    if (branch.is_mapping())
                        machine(branch, branch.span, say("A branch of \"", state.key, "\""), language);
                });
            }
        });
    }
}

void StateMachineWalk::wrong(Span span, const std::string& what, std::string_view help) {
    add(span, say(what, ". Step Functions refuses the state machine ", resource_->id, ".", help));
}

std::string StateMachineWalk::here() const {
    return state_.empty() ? "The definition" : say("State \"", state_, "\"");
}

}  // namespace stackfit::checks
