#include "reader.h"

#include <algorithm>

#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// Fn::Sub refuses any other name before it looks for what it names (check function-shape).
bool is_variable_name(std::string_view name) {
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return is_letter_or_digit(c) || c == '_' || c == '.' || c == ':'; });
}

}  // namespace

GraphReader::GraphReader(Graph& graph) : graph_(graph), names_(graph.templ()) {}

void GraphReader::read() {
    for (const Resource& resource : graph_.templ().resources()) read_resource(resource);
    resource_ = nullptr;
    read_outputs();
    in_conditions_ = true;
    read_section("Conditions");
    in_conditions_ = false;
    read_section("Rules");
}

void GraphReader::read_resource(const Resource& resource) {
    resource_ = &resource;
    from_ = graph_.index(resource);
    for (const Member& attribute : resource.node->members) read_attribute(attribute);
}

void GraphReader::read_attribute(const Member& attribute) {
    property_ = attribute.key;
    if (attribute.key == "DependsOn") {
        read_depends_on(*attribute.value);
    } else if (attribute.key == "Condition") {
        refer_to_condition(*attribute.value, "Condition");
    } else if (attribute.key == "Properties" && intrinsic(*attribute.value) == nullptr) {
        for (const Member& property : attribute.value->members)
            read_member(*attribute.value, property, property.key);
    } else if (attribute.key != "Type") {
        walk(*attribute.value, attribute.key);
    }
}

/// One entry of a map that may hold loops and macros between its own entries.
void GraphReader::read_member(const Node& holder, const Member& member, std::string_view property) {
    if (member.key == "Fn::Transform") return;  // the macro's own business
    if (is_loop(member.key)) bind(*member.value);
    walk(*member.value, property, {nullptr, &holder, member.key});
}

void GraphReader::read_depends_on(const Node& value) {
    place_ = {};
    if (value.is_string()) refer(Edge::Kind::depends_on, value.text, value.span, "DependsOn");
    for (const Node* item : value.items) {
        if (item->is_string()) refer(Edge::Kind::depends_on, item->text, item->span, "DependsOn");
    }
}

void GraphReader::read_outputs() {
    const Node* outputs = graph_.templ().section("Outputs");
    if (outputs == nullptr) return;
    for (const Member& output : outputs->members) {
        if (const Node* condition = output.value->get("Condition"))
            refer_to_condition(*condition, "Condition");
        read_member(*outputs, output, "Outputs");
    }
}

void GraphReader::read_section(std::string_view name) {
    if (const Node* section = graph_.templ().section(name)) walk(*section, name);
}

void GraphReader::walk(const Node& start, std::string_view property, const Place& place) {
    property_ = property;
    const auto bottom = stack_.size();
    stack_.push_back({&start, place});
    while (stack_.size() > bottom) {
        const Item item = stack_.back();
        stack_.pop_back();
        visit(item);
    }
}

void GraphReader::visit(const Item& item) {
    const Member* function = intrinsic(*item.node);
    place_ = item.place;
    const bool makes_value = function != nullptr && function->key != "Fn::If" && function->key != "Condition";
    if (makes_value && place_.value == nullptr) place_.value = item.node;
    if (function == nullptr || !visit_function(*function)) push_children(*item.node);
}

/// False: nothing special about it, its arguments are walked.
bool GraphReader::visit_function(const Member& function) {
    const Node& argument = *function.value;
    if (function.key == "Ref" && argument.is_string())
        read_ref(argument);
    else if (function.key == "Fn::GetAtt")
        return read_get_att(argument);
    else if (function.key == "Fn::Sub")
        read_sub(argument);
    else if (function.key == "Fn::FindInMap")
        read_find_in_map(argument);
    else if (function.key == "Fn::If")
        read_if(argument);
    else if (function.key == "Condition" && argument.is_string() && in_conditions_)
        refer_to_condition(argument, "Condition");
    else
        return false;
    return true;
}

/// Pushed in reverse, so that references are found in the order of the text.
void GraphReader::push_children(const Node& node) {
    push_items(node, 0);
    const bool holds = place_.value == nullptr;  // else a function's argument
    for (auto member = node.members.rbegin(); member != node.members.rend(); ++member) {
        if (member->key == "Fn::Transform") continue;  // the macro's own business
        if (is_loop(member->key)) bind(*member->value);
        if (holds) place_.holder = &node, place_.key = member->key;
        push(*member->value);
    }
}

void GraphReader::push_items(const Node& sequence, std::size_t from) {
    for (std::size_t i = sequence.items.size(); i > from; --i) push(*sequence.items[i - 1]);
}

void GraphReader::read_ref(const Node& argument) {
    if (!names_.is_value(argument.text))
        refer(Edge::Kind::ref, argument.text, argument.span, "Ref");
}

bool GraphReader::read_get_att(const Node& argument) {
    if (argument.is_string()) {
        refer_dotted(Edge::Kind::get_att, argument.text, argument.span, "Fn::GetAtt");
        return true;
    }
    if (argument.items.size() != 2 || !argument.items[0]->is_string()) return false;
    const Node& id = *argument.items[0];
    const Node& attribute = *argument.items[1];
    // A computed name of the attribute (AWS::LanguageExtensions) has references of its own.
    const auto name = attribute.is_string() ? attribute.text : std::string_view{};
    refer_to_attribute(Edge::Kind::get_att, id.text, name, id.span, "Fn::GetAtt");
    if (!attribute.is_string()) push(attribute);
    return true;
}

void GraphReader::read_sub(const Node& argument) {
    if (argument.is_string()) {
        read_sub_text(argument, nullptr);
    } else if (argument.items.size() == 2 && argument.items[0]->is_string()) {
        read_sub_text(*argument.items[0], argument.items[1]);
        push(*argument.items[1]);
    } else {
        push_children(argument);
    }
}

void GraphReader::read_sub_text(const Node& format, const Node* variables) {
    std::string_view rest = format.text;
    while (true) {
        const auto begin = rest.find("${");
        const auto end = begin == std::string_view::npos ? begin : rest.find('}', begin);
        if (end == std::string_view::npos) return;
        const auto name = trim(rest.substr(begin + 2, end - begin - 2));
        rest.remove_prefix(end + 1);
        const bool literal = name.empty() || !is_variable_name(name);
        const bool variable = variables != nullptr && variables->find(name) != nullptr;
        if (literal || variable || names_.is_value(name)) continue;
        refer_dotted(Edge::Kind::sub, name, format.span, "Fn::Sub");
    }
}

void GraphReader::read_find_in_map(const Node& argument) {
    if (!argument.items.empty() && argument.items[0]->is_string() &&
        !names_.mapping(argument.items[0]->text)) {
        miss(argument.items[0]->text, argument.items[0]->span, "Fn::FindInMap");
    }
    push_items(argument, 0);
}

void GraphReader::read_if(const Node& argument) {
    if (!argument.items.empty()) refer_to_condition(*argument.items[0], "Fn::If");
    if (argument.items.size() != 3 || !argument.items[0]->is_string()) return push_items(argument, 1);
    push_branch(argument, 2);
    push_branch(argument, 1);
}

void GraphReader::push_branch(const Node& argument, std::size_t branch) {
    auto& guards = graph_.guards_;
    const Place outside = place_;
    guards.push_back({argument.items[0]->text, branch == 1, outside.guard});
    place_.guard = static_cast<std::uint32_t>(guards.size() - 1);
    push(*argument.items[branch]);
    place_ = outside;
}

/// A loop's value is [Identifier, Collection, {key: value}]. The identifier stays bound for the rest of the walk, which
/// forgives too much rather than too little (User Guide, "Fn::ForEach").
void GraphReader::bind(const Node& loop) {
    if (!loop.items.empty() && loop.items[0]->is_string()) names_.bind(loop.items[0]->text);
}

void GraphReader::refer(Edge::Kind kind, std::string_view name, Span span, std::string_view function) {
    if (const Resource* target = graph_.resolve(name)) {
        connect({kind, from_, graph_.index(*target), {}, span, property_});
    } else if (!names_.may_be_generated(name)) {
        miss(name, span, function);
    }
}

void GraphReader::refer_to_attribute(Edge::Kind kind, std::string_view id, std::string_view attribute,
                                     Span span, std::string_view function) {
    const auto dot = attribute.find('.');
    const Resource* generated = graph_.resolve(std::string(id) + "." + std::string(attribute.substr(0, dot)));
    if (generated != nullptr) {
        const auto rest = dot == std::string_view::npos ? std::string_view{} : attribute.substr(dot + 1);
        connect({kind, from_, graph_.index(*generated), rest, span, property_});
    } else if (const Resource* target = graph_.resolve(id)) {
        connect({kind, from_, graph_.index(*target), attribute, span, property_});
    } else if (!names_.may_be_generated(id)) {
        miss(id, span, function);
    }
}

/// "Id.Attribute": the first dot ends the id. A name without a dot is the resource itself.
void GraphReader::refer_dotted(Edge::Kind kind, std::string_view name, Span span, std::string_view function) {
    const auto dot = name.find('.');
    if (dot == std::string_view::npos)
        refer(kind, name, span, function);
    else
        refer_to_attribute(kind, name.substr(0, dot), name.substr(dot + 1), span, function);
}

void GraphReader::connect(Edge edge) {
    if (resource_ == nullptr) return;
    edge.value = place_.value;
    edge.holder = place_.holder;
    edge.key = place_.key;
    edge.guard = place_.guard;
    graph_.edges_.push_back(edge);
}

void GraphReader::refer_to_condition(const Node& name, std::string_view function) {
    if (name.is_string() && !names_.condition(name.text)) miss(name.text, name.span, function);
}

void GraphReader::miss(std::string_view name, Span span, std::string_view function) {
    if (!missed_.emplace(span.begin, name).second) return;
    graph_.dangling_.push_back(
        {name, span, resource_ != nullptr ? resource_->id : std::string_view{}, function});
}

}  // namespace stackfit
