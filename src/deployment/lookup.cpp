#include "lookup.h"

#include "stackfit/template_pieces.h"

namespace stackfit {
namespace {

/// "name", "name:alias" or an ARN of either, as CodeDeploy and Lambda accept them, down to the name.
Text bare_name(const Text& text) {
    if (text.empty() || text.back().kind != Piece::Kind::literal) return text;
    constexpr std::string_view marker = ":function:";
    std::string_view last = text.back().name;
    const auto place = last.find(marker);
    const bool arn = place != std::string_view::npos;
    if (arn) last.remove_prefix(place + marker.size());
    last = last.substr(0, last.find(':'));
    Text result;
    if (!arn) result.assign(text.begin(), text.end() - 1);
    if (!last.empty()) result.push_back(Piece{Piece::Kind::literal, std::string(last), {}});
    return result;
}

const Resource* by_logical_id(World& world, const Value& value) {
    const auto text = world.literal_of(value);
    const Resource* resource = text ? world.templ().resource(*text) : nullptr;
    return resource != nullptr && resource->type == "AWS::Lambda::Function" ? resource : nullptr;
}

}  // namespace

const Resource* resource_of(const Graph& graph, const Piece& piece) {
    if (piece.kind == Piece::Kind::reference) return graph.resolve(piece.name);
    // SAM's "F.Alias" reads as a GetAtt inside Fn::Sub.
    const std::string generated = piece.name + "." + piece.attribute.substr(0, piece.attribute.find('.'));
    const Resource* resource = graph.resolve(generated);
    return resource != nullptr ? resource : graph.resolve(piece.name);
}

Value property(World& world, const Resource& resource, std::string_view name) {
    return world.get(resource.properties, name);
}

const Resource* referenced(const Graph& graph, const Value& value) {
    if (!value.is_text() || value.text.empty() || !is_of_a_resource(value.text[0])) return nullptr;
    const bool qualified = value.text.size() > 1 && value.text[1].kind == Piece::Kind::literal &&
                           value.text[1].name.starts_with(':');
    return value.text.size() == 1 || qualified ? resource_of(graph, value.text[0]) : nullptr;
}

const Resource* referenced(World& world, const Graph& graph, const Value& value, std::string_view type) {
    const Resource* resource = referenced(graph, value);
    return resource != nullptr && resource->type == type && world.exists(resource->id) ? resource : nullptr;
}

const Resource* called(World& world, const Value& value, std::string_view type,
                       std::string_view name_property) {
    if (!value.is_text() || value.text.empty() || is_of_a_resource(value.text)) return nullptr;
    for (const Resource& resource : world.templ().resources()) {
        if (resource.type != type) continue;
        const Value name = property(world, resource, name_property);
        if (name.is_text() && world.equal(name.text, value.text) == Tri::yes && world.exists(resource.id))
            return &resource;
    }
    return nullptr;
}

const Resource* meant(World& world, const Graph& graph, const Value& value, std::string_view type,
                      std::string_view name_property) {
    const Resource* resource = referenced(world, graph, value, type);
    return resource != nullptr ? resource : called(world, value, type, name_property);
}

const Resource* function_behind(World& world, const Graph& graph, const Resource& resource) {
    if (resource.type == "AWS::Lambda::Function") return &resource;
    if (resource.type != "AWS::Lambda::Alias" && resource.type != "AWS::Lambda::Version") return nullptr;
    const Value name = property(world, resource, "FunctionName");
    const Resource* function = referenced(graph, name);
    if (function != nullptr) return function->type == "AWS::Lambda::Function" ? function : nullptr;
    return called(world, name, "AWS::Lambda::Function", "FunctionName");
}

const Resource* function_meant(World& world, const Graph& graph, const Value& value) {
    if (const Resource* resource = referenced(graph, value)) return function_behind(world, graph, *resource);
    if (!value.is_text()) return nullptr;
    Value name = value;
    name.text = bare_name(value.text);
    const Resource* function = called(world, name, "AWS::Lambda::Function", "FunctionName");
    return function != nullptr ? function : by_logical_id(world, name);
}

}  // namespace stackfit
