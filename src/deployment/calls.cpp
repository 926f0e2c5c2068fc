// Who calls a function, and under which name of it. A value names the function by reference (`!Ref F.Alias`, `${F.Arn}:live/invocations`,
// a whole state machine's definition with several of them) or by the text of its FunctionName. The qualifier is what follows.
#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "lookup.h"
#include "stackfit/deployment_calls.h"
#include "stackfit/support/ascii.h"
#include "text_search.h"

namespace stackfit {
namespace {

using Of = Qualifier::Kind;

bool is_name_character(char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '$'; }

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// The text from `offset` of piece `at` up to the first character that no alias or version has.
Text name_at(const Text& text, std::size_t at, std::size_t offset) {
    Text name;
    for (; at < text.size(); ++at, offset = 0) {
        if (text[at].kind != Piece::Kind::literal) {
            name.push_back(text[at]);
            continue;
        }
        const std::string_view rest = std::string_view(text[at].name).substr(offset);
        const auto end = std::find_if_not(rest.begin(), rest.end(), is_name_character);
        if (end != rest.begin()) name.push_back({Piece::Kind::literal, std::string(rest.begin(), end), {}});
        if (end != rest.end()) break;
    }
    return name;
}

/// Where the function's name begins: behind ":function:" in an ARN.
std::pair<std::size_t, std::size_t> name_place(const Text& text) {
    constexpr std::string_view marker = ":function:";
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i].kind != Piece::Kind::literal) continue;
        const auto place = text[i].name.find(marker);
        if (place != std::string::npos) return {i, place + marker.size()};
    }
    return {0, 0};
}

bool is_version_number(const Graph& graph, const Piece& piece) {
    if (piece.kind != Piece::Kind::attribute) return false;
    const Resource* resource = resource_of(graph, piece);
    return resource != nullptr && resource->type == "AWS::Lambda::Version";
}

Qualifier named(const Graph& graph, Text name) {
    const auto text = literal(name);
    if (text == std::string_view("$LATEST")) return {};
    // "${stageVariables.alias}" of API Gateway is decided by the stage.
    if (name.empty() || (text && text->starts_with('$'))) return {Of::unknown, nullptr, {}};
    if (name.size() == 1 && is_version_number(graph, name[0]))
        return {Of::version, resource_of(graph, name[0]), {}};
    if (text && is_number(*text)) return {Of::version, nullptr, std::move(name)};
    const bool opaque = std::any_of(name.begin(), name.end(), [](const Piece& piece) {
        return piece.kind != Piece::Kind::literal && piece.kind != Piece::Kind::parameter;
    });
    return {opaque ? Of::unknown : Of::alias, nullptr, std::move(name)};
}

/// The qualifier that stands in the text behind the function's name or ARN, which ends at `offset` of piece `at`.
Qualifier qualifier_at(const Graph& graph, const Text& text, std::size_t at, std::size_t offset) {
    const bool follows = at < text.size() && text[at].kind == Piece::Kind::literal &&
                         offset < text[at].name.size() && text[at].name[offset] == ':';
    return follows ? named(graph, name_at(text, at, offset + 1)) : Qualifier{};
}

/// A task of a state machine may name the qualifier in a parameter of its own, in the same braces. A few pieces around are looked at: a
/// definition may be long, and each of its calls asks.
bool has_qualifier_parameter(const Text& text, std::size_t at) {
    constexpr std::string_view parameter = "\"Qualifier\"";
    constexpr std::size_t reach = 8;
    std::string before, after;
    for (std::size_t i = at - std::min(at, reach); i < at; ++i)
        if (text[i].kind == Piece::Kind::literal) before += text[i].name;
    for (std::size_t i = at + 1; i < std::min(text.size(), at + reach); ++i)
        if (text[i].kind == Piece::Kind::literal) after += text[i].name;
    const auto open = before.rfind('{');
    if (open != std::string::npos) before.erase(0, open);
    return before.find(parameter) != std::string::npos ||
           after.substr(0, after.find('}')).find(parameter) != std::string::npos;
}

/// Reads the calls of one function.
class CallReader {
public:
    CallReader(World& world, const Graph& graph, const Deployment& deployment)
        : world_(world), graph_(graph), deployment_(deployment) {}

    void read(const Invocation& invocation) {
        const Edge& edge = *invocation.edge;
        if (edge.value == nullptr || !graph_.is_taken(world_, edge)) return;
        // Several edges may be parts of one value, which is read once.
        if (!read_.emplace(edge.value, edge.to).second) return;
        Call call{invocation.by, invocation.place, edge.holder, edge.key, edge.span, {}, false};
        const Resource& target = graph_.resource(edge.to);
        const Value value = world_.evaluate(edge.value);
        if (!value.is_text()) {
            call.qualifier.kind = Of::unknown;
            return add(std::move(call));
        }
        for (std::size_t i = 0; i < value.text.size(); ++i) {
            if (!names(value.text[i], target)) continue;
            call.qualifier = qualifier_of(call, value.text, i, target);
            add(call);
        }
    }

    void read(const NamedCall& place) {
        const auto& functions = place.functions;
        if (std::find(functions.begin(), functions.end(), deployment_.function) == functions.end()) return;
        if (!world_.exists(place.by->id)) return;
        const Value value = world_.evaluate(place.value);
        if (!value.is_text() || value.text.empty()) return;
        std::optional<Qualifier> qualifier = named_qualifier(value.text);
        if (!qualifier) return;
        Call call{place.by,  place.place,      place.holder,
                  place.key, value.node->span, resolved(std::move(*qualifier)),
                  false};
        separate_qualifier(call);
        add(std::move(call));
    }

    std::vector<Call> calls() && { return std::move(calls_); }

private:
    /// A long value may call the function many times in the same way.
    void add(Call call) {
        const Qualifier& qualifier = call.qualifier;
        const bool fresh = known_
                               .emplace(call.by, call.span.begin, call.key, qualifier.kind,
                                        qualifier.resource, to_string(qualifier.name))
                               .second;
        if (fresh) calls_.push_back(std::move(call));
    }

    bool names(const Piece& piece, const Resource& target) const {
        if (piece.kind != Piece::Kind::reference && piece.kind != Piece::Kind::attribute) return false;
        if (resource_of(graph_, piece) != &target) return false;
        if (&target == deployment_.function)
            return piece.kind == Piece::Kind::reference || piece.attribute == "Arn";
        return !is_version_number(graph_, piece) || piece.attribute.find('.') == std::string::npos;
    }

    Qualifier qualifier_of(Call& call, const Text& text, std::size_t at, const Resource& target) {
        if (target.type == "AWS::Lambda::Alias") return {Of::alias, &target, {}};
        if (target.type == "AWS::Lambda::Version") return {Of::version, &target, {}};
        call.qualifier = resolved(qualifier_at(graph_, text, at + 1, 0));
        separate_qualifier(call);
        if (call.qualifier.kind == Of::none && has_qualifier_parameter(text, at))
            call.qualifier.kind = Of::unknown;
        look_into_definition(call);
        return call.qualifier;
    }

    /// AWS::Lambda::Url, and a task of a state machine that is written out, have a property for it.
    void separate_qualifier(Call& call) {
        if (call.qualifier.kind != Of::none || call.holder == nullptr ||
            call.holder->find("Qualifier") == nullptr)
            return;
        const Value qualifier = world_.get(call.holder, "Qualifier");
        if (qualifier.absent()) return;
        call.qualifier = qualifier.is_text() ? resolved(named(graph_, qualifier.text))
                                             : Qualifier{Of::unknown, nullptr, {}};
    }

    /// A substitution may get its qualifier in the definition: "${Name}:live".
    void look_into_definition(Call& call) const {
        if (call.qualifier.kind != Of::none ||
            std::string_view(call.place->property) != "DefinitionSubstitutions")
            return;
        const std::string use = "${" + std::string(call.key) + "}";
        bool here = false;
        for (const char* name : {"DefinitionString", "Definition"}) {
            const Node* definition = call.by->properties->get(name);
            if (definition == nullptr) continue;
            here = true;
            if (mentions(*definition, use + ":") || mentions(*definition, "Qualifier"))
                call.qualifier.kind = Of::unknown;
        }
        call.passed_on = !here;
    }

    /// Gives a literal alias its resource.
    Qualifier resolved(Qualifier qualifier) {
        if (qualifier.kind != Of::alias || qualifier.resource != nullptr) return qualifier;
        for (const Resource* alias : deployment_.aliases) {
            const Value name = property(world_, *alias, "Name");
            if (name.is_text() && world_.equal(name.text, qualifier.name) == Tri::yes)
                qualifier.resource = alias;
        }
        return qualifier;
    }

    /// The qualifier behind the function's own name, as a whole or as part of an ARN; nothing when the text names something else.
    std::optional<Qualifier> named_qualifier(const Text& text) {
        const auto [at, offset] = name_place(text);
        return behind_own_name(text, at, offset);
    }

    std::optional<Qualifier> behind_own_name(const Text& text, std::size_t at, std::size_t offset) {
        const Value own = property(world_, *deployment_.function, "FunctionName");
        if (!own.is_text() || world_.equal(own.text, name_at(text, at, offset)) != Tri::yes)
            return std::nullopt;
        for (; at < text.size(); ++at, offset = 0) {
            if (text[at].kind != Piece::Kind::literal) continue;
            const auto end = std::find_if_not(text[at].name.begin() + static_cast<std::ptrdiff_t>(offset),
                                              text[at].name.end(), is_name_character);
            if (end != text[at].name.end())
                return qualifier_at(graph_, text, at, static_cast<std::size_t>(end - text[at].name.begin()));
        }
        return Qualifier{};
    }

    World& world_;
    const Graph& graph_;
    const Deployment& deployment_;
    std::vector<Call> calls_;
    std::set<std::pair<const Node*, std::uint32_t>> read_;
    std::set<std::tuple<const Resource*, std::uint32_t, std::string_view, Of, const Resource*, std::string>>
        known_;
};

/// What a text that names a function is in its worlds, as World::show() shows it.
struct Names {
    std::set<std::string> shown;
    bool all = true;  ///< false: its worlds are too many
};

/// `name_of` takes the name out of the text.
template <class NameOf>
Names names_of(Worlds& worlds, const Node* node, NameOf name_of) {
    Names names;
    const auto exploration = worlds.explore([&](World& world) {
        Value value = world.evaluate(node);
        if (!value.is_text() || value.text.empty()) return;
        if (auto literal = world.literal_of(value)) value.text = literal_text(*literal);
        value.text = name_of(value.text);
        names.shown.insert(world.show(value));
    });
    names.all = exploration.complete;
    return names;
}

bool may_be_same(const Names& a, const Names& b) {
    return !a.all || !b.all || std::any_of(a.shown.begin(), a.shown.end(), [&](const std::string& name) {
        return b.shown.contains(name);
    });
}

/// Documents are at most DocumentLimits::depth deep.
void add_values(const CallValue& at, std::vector<CallValue>& result) {
    const Node& node = *at.value;
    if (node.is_scalar() || intrinsic(node) != nullptr) {
        const std::string_view key = at.place->key;
        if (key.empty() || key == at.key) result.push_back(at);
        return;
    }
    for (const Node* item : node.items) add_values({at.by, at.place, item, at.holder, at.key}, result);
    for (const Member& member : node.members)
        add_values({at.by, at.place, member.value, &node, member.key}, result);
}

/// Finds the values of a place that are written without a reference to a resource.
class NamedCalls {
public:
    NamedCalls(Worlds& worlds, const Graph& graph, std::vector<NamedCall>& result)
        : worlds_(worlds), result_(result) {
        for (const Resource& resource : graph.templ().resources()) {
            const Node* name = resource.type == "AWS::Lambda::Function" && resource.properties != nullptr
                                   ? resource.properties->get("FunctionName")
                                   : nullptr;
            if (name == nullptr) continue;
            const auto whole = [](const Text& text) { return text; };
            functions_.emplace_back(&resource, names_of(worlds, name, whole));
        }
    }

    void read(const Resource& by) {
        if (functions_.empty()) return;
        for (const CallValue& at : call_values(by)) take({at, {}});
    }

private:
    void take(NamedCall at) {
        // Lambda's own resources accept a bare name, everybody else an ARN.
        const bool bare = at.by->type.starts_with("AWS::Lambda::");
        if (!bare && !mentions(*at.value, ":function:")) return;
        const Names names = names_of(worlds_, at.value, [](const Text& text) {
            const auto [place, offset] = name_place(text);
            return name_at(text, place, offset);
        });
        for (const auto& [function, own] : functions_)
            if (may_be_same(own, names)) at.functions.push_back(function);
        if (!at.functions.empty()) result_.push_back(std::move(at));
    }

    Worlds& worlds_;
    std::vector<NamedCall>& result_;
    std::vector<std::pair<const Resource*, Names>> functions_;
};

}  // namespace

std::vector<CallValue> call_values(const Resource& by) {
    std::vector<CallValue> result;
    if (by.properties == nullptr) return result;
    for (const CallPlace* place : call_places(by.type))
        if (const Member* member = by.properties->find(place->property))
            add_values({&by, place, member->value, by.properties, member->key}, result);
    return result;
}

std::vector<NamedCall> named_calls(Worlds& worlds, const Graph& graph) {
    std::vector<NamedCall> result;
    NamedCalls reader(worlds, graph, result);
    for (const Resource& resource : graph.templ().resources()) reader.read(resource);
    return result;
}

std::vector<Call> calls_of(World& world, const Graph& graph, const std::vector<NamedCall>& named,
                           const Deployment& deployment) {
    CallReader reader(world, graph, deployment);
    for (const Invocation& invocation : invocations(graph, *deployment.function)) reader.read(invocation);
    for (const NamedCall& place : named) reader.read(place);
    return std::move(reader).calls();
}

std::vector<const Resource*> functions_tested_by(World& world, const Graph& graph, const Resource& hook) {
    std::vector<const Resource*> functions;
    for (const Invocation& invocation : invocations(graph, hook)) {
        if (invocation.place->role != CallPlace::Role::hook || !graph.is_taken(world, *invocation.edge))
            continue;
        const Resource* function = function_behind(world, graph, *invocation.by);
        const bool known = std::find(functions.begin(), functions.end(), function) != functions.end();
        if (function != nullptr && !known) functions.push_back(function);
    }
    return functions;
}

Tri same_target(World& world, const Qualifier& a, const Qualifier& b) {
    if (a.kind == Of::unknown || b.kind == Of::unknown) return Tri::unknown;
    if (a.kind != b.kind) return Tri::no;
    if (a.kind == Of::none) return Tri::yes;
    if (a.resource != nullptr && b.resource != nullptr) return a.resource == b.resource ? Tri::yes : Tri::no;
    if (a.name.empty() || b.name.empty()) return Tri::unknown;
    return world.equal(a.name, b.name);
}

}  // namespace stackfit
