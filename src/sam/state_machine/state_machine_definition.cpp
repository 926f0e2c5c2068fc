// A state machine's definition. CloudFormation takes it as text, so SAM writes Definition as JSON, one line an element of an Fn::Join, each
// caused by the line of the author that it came from. Text cannot hold functions: each becomes a placeholder and a generated substitution.
#include <algorithm>

#include "sam/function/code_location.h"
#include "sam/state_machine/state_machine.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {
namespace {

bool is_service_character(char c) { return is_lower(c) || c == '-'; }

/// {{resolve:SERVICE:KEY}}
bool is_dynamic_reference(const Node& node) {
    constexpr std::string_view start = "{{resolve:";
    constexpr std::string_view end = "}}";
    std::string_view text = node.is_string() ? node.text : std::string_view{};
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (!text.starts_with(start) || !text.ends_with(end)) return false;
    text = text.substr(start.size(), text.size() - start.size() - end.size());
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size()) return false;
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                       is_service_character) &&
           text.find('\n', colon) == std::string_view::npos;
}

/// json.dumps(definition, sort_keys=True, indent=4), by lines. Depth is bounded by the document's limit.
class DefinitionWriter {
public:
    DefinitionWriter(const Maker& make, const Node& definition) : make_(make), line_span_(definition.span) {
        value(definition, 0);
        end_line({});
    }

    [[nodiscard]] const Node* text() const {
        return make_.map({{"Fn::Join", make_.list({make_.text("\n"), make_.list(lines_)})}});
    }
    [[nodiscard]] const std::vector<Member>& substitutions() const { return substitutions_; }

private:
    void end_line(Span next) {
        lines_.push_back(make_.at(line_span_).text(line_));
        line_.clear();
        line_span_ = next;
    }

    void break_line(int depth, Span next) {
        end_line(next);
        line_.append(static_cast<std::size_t>(depth) * 4, ' ');
    }

    void value(const Node& node, int depth) {
        if (node.is_scalar()) return append_hash_json(line_, node);
        if (node.is_mapping()) return mapping(node, depth);
        line_ += '[';
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            if (i > 0) line_ += ',';
            break_line(depth + 1, node.items[i]->span);
            element(*node.items[i], depth + 1);
        }
        if (!node.items.empty()) break_line(depth, node.span);
        line_ += ']';
    }

    void mapping(const Node& node, int depth) {
        std::vector<const Member*> sorted;
        for (const Member& member : node.members) sorted.push_back(&member);
        std::sort(sorted.begin(), sorted.end(),
                  [](const Member* a, const Member* b) { return a->key < b->key; });
        line_ += '{';
        for (const Member* member : sorted) {
            if (member != sorted.front()) line_ += ',';
            break_line(depth + 1, member->key_span);
            append_hash_json_string(line_, member->key);
            line_ += ": ";
            element(*member->value, depth + 1);
        }
        if (!sorted.empty()) break_line(depth, node.span);
        line_ += '}';
    }

    void element(const Node& node, int depth) {
        if (!is_intrinsic(&node) && !is_dynamic_reference(node)) return value(node, depth);
        const std::string name = "definition_substitution_" + std::to_string(substitutions_.size() + 1);
        substitutions_.push_back(make_.at(node.span).member(name, &node));
        append_hash_json_string(line_, "${" + name + "}");
    }

    Maker make_;
    std::vector<const Node*> lines_;
    std::string line_;
    Span line_span_;
    std::vector<Member> substitutions_;
};

void write_definition(Context& context, const SamResource& source, const Member& definition, Draft& machine) {
    const Maker make = context.maker(definition.key_span, "Definition", "DefinitionString");
    const DefinitionWriter writer(make, *definition.value);
    machine.set("DefinitionString", writer.text());
    if (writer.substitutions().empty()) return;
    std::vector<Member> all;
    const Node* own = source.value("DefinitionSubstitutions");
    if (own != nullptr) all.assign(own->members.begin(), own->members.end());
    for (const Member& made : writer.substitutions()) set_member(all, made);
    machine.set("DefinitionSubstitutions", make.map(all));
}

void locate_definition(Context& context, const Member& uri, Draft& machine) {
    const Maker make = machine.make.at(uri.value->span);
    if (const auto location = s3_location(context, make, uri)) {
        machine.set(
            "DefinitionS3Location",
            make.map({{"Bucket", location->bucket}, {"Key", location->key}, {"Version", location->version}}));
    }
}

}  // namespace

void define_state_machine(Context& context, const SamResource& source, Draft& machine) {
    const Member* definition = source.property("Definition");
    const Member* uri = source.property("DefinitionUri");
    const bool here = definition != nullptr && truthy(definition->value);
    const bool there = uri != nullptr && truthy(uri->value);
    if (truthy(source.value("DefinitionSubstitutions"))) machine.pass(source, "DefinitionSubstitutions");
    if (here && there) {
        context.problems.refuse(uri->key_span,
                                "A state machine takes either 'Definition' or 'DefinitionUri', not both.");
    } else if (here) {
        write_definition(context, source, *definition, machine);
    } else if (there) {
        locate_definition(context, *uri, machine);
    } else {
        context.problems.refuse(source.id_span,
                                "A state machine needs its definition: set 'Definition' or 'DefinitionUri'.");
    }
}

}  // namespace stackfit::sam
