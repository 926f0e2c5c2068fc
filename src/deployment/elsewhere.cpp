// From a value of one template to a resource of another. Every step leads from a template to the next: an import to its export, an output
// of a nested stack into that stack, a parameter up to the stacks that fill it.
#include <filesystem>

#include "lookup.h"
#include "stackfit/deployment_elsewhere.h"

namespace stackfit {
namespace {

constexpr std::string_view import = "Fn::ImportValue ";
constexpr std::string_view outputs = "Outputs.";
/// Stacks within stacks, and ways that are tried; an export that imports itself must end, too.
constexpr int deepest = 8, most_steps = 100;

std::string normal_path(const std::string& path) {
    return std::filesystem::path(path).lexically_normal().string();
}

/// The template beside `from` that a nested stack names by its path.
bool is_template_of(const Resource& stack, const Unit& from, const Unit& candidate) {
    if (stack.type != "AWS::CloudFormation::Stack" || stack.properties == nullptr) return false;
    const Node* url = stack.properties->get("TemplateURL");
    if (url == nullptr || !url->is_string() || url->text.find("://") != std::string_view::npos) return false;
    const auto folder = std::filesystem::path(from.path).parent_path();
    return normal_path((folder / std::string(url->text)).string()) == normal_path(candidate.path);
}

class ElsewhereSearch {
public:
    ElsewhereSearch(const Project& project, const OtherTemplates& others, std::string_view type)
        : project_(project), others_(others), type_(type) {}

    Elsewhere follow(const Unit& from, const Text& text, int depth) {
        if (depth > deepest || ++steps_ > most_steps || text.size() != 1) return {};
        const Piece& piece = text[0];
        switch (piece.kind) {
            case Piece::Kind::opaque: return through_import(piece, depth);
            case Piece::Kind::attribute: return through_output(from, piece, depth);
            case Piece::Kind::parameter: return through_parents(from, piece, depth);
            case Piece::Kind::literal: return by_name(from, piece.name);
            case Piece::Kind::reference: break;
        }
        return {};
    }

private:
    /// What the value is in that template, and further on from there.
    Elsewhere follow_node(const Unit& unit, const Node* node, int depth) {
        if (node == nullptr || unit.worlds == nullptr) return {};
        Elsewhere found;
        OtherTemplate& other = others_(unit);
        other.ask([&](World& world) {
            found.value = world.evaluate(node);
            found.resource = meant_there(world, other.graph, found.value);
        });
        if (found.resource != nullptr) {
            found.unit = &unit;
            return found;
        }
        return found.value.is_text() ? follow(unit, found.value.text, depth + 1) : Elsewhere{};
    }

    const Resource* meant_there(World& world, const Graph& graph, const Value& value) const {
        const Resource* resource =
            type_ == "AWS::Lambda::Function" ? function_meant(world, graph, value) : referenced(graph, value);
        return resource != nullptr && resource->type == type_ ? resource : nullptr;
    }

    Elsewhere through_import(const Piece& piece, int depth) {
        if (!piece.name.starts_with(import)) return {};
        const Project::Export* exported = project_.exported(piece.name.substr(import.size()));
        return exported != nullptr ? follow_node(*exported->unit, exported->value, depth) : Elsewhere{};
    }

    Elsewhere through_output(const Unit& from, const Piece& piece, int depth) {
        const Resource* stack = from.expanded.resource(piece.name);
        if (stack == nullptr || !piece.attribute.starts_with(outputs)) return {};
        for (const Unit& unit : project_.units()) {
            if (!is_template_of(*stack, from, unit)) continue;
            const Node* section = unit.expanded.section("Outputs");
            const Node* output =
                section == nullptr ? nullptr : section->get(piece.attribute.substr(outputs.size()));
            return follow_node(unit, output == nullptr ? nullptr : output->get("Value"), depth);
        }
        return {};
    }

    Elsewhere through_parents(const Unit& from, const Piece& piece, int depth) {
        for (const Unit& unit : project_.units()) {
            for (const Resource& stack : unit.expanded.resources()) {
                if (!is_template_of(stack, unit, from)) continue;
                const Node* given = stack.properties->get("Parameters");
                Elsewhere found =
                    follow_node(unit, given == nullptr ? nullptr : given->get(piece.name), depth);
                if (found) return found;
            }
        }
        return {};
    }

    /// The function of another template that is called so.
    Elsewhere by_name(const Unit& from, std::string_view name) {
        if (type_ != "AWS::Lambda::Function") return {};
        for (const Unit& unit : project_.units()) {
            if (&unit == &from) continue;
            for (const Resource& resource : unit.expanded.resources()) {
                const Node* own = resource.type == type_ && resource.properties != nullptr
                                      ? resource.properties->get("FunctionName")
                                      : nullptr;
                if (own == nullptr || !own->is_string() || own->text != name) continue;
                Elsewhere found{&unit, &resource, {}};
                found.value.state = Value::State::text;
                found.value.node = own;
                found.value.text = {Piece{Piece::Kind::literal, std::string(name), {}}};
                return found;
            }
        }
        return {};
    }

    const Project& project_;
    const OtherTemplates& others_;
    std::string_view type_;
    int steps_ = 0;
};

}  // namespace

Elsewhere find_elsewhere(const Project& project, const OtherTemplates& others, const Unit& from,
                         const Value& value, std::string_view type) {
    return value.is_text() ? ElsewhereSearch(project, others, type).follow(from, value.text, 0) : Elsewhere{};
}

}  // namespace stackfit
