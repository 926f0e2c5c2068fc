// Functions whose result can be written down: what they are given holds nothing that they could compute.
#include <algorithm>
#include <optional>

#include "../common/say.h"
#include "../common/substitutions.h"
#include "../validity/functions.h"
#include "stackfit/engine.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "function-is-needed";

bool is_literal(const Node& node) { return node.is_scalar() && node.kind != Kind::null; }

class Judge {
public:
    Judge(CheckContext& context, std::vector<Problem>& problems)
        : source_(context.unit.source), graph_(context.graph), problems_(problems) {}

    void use(const Use& use) {
        const Node& argument = *use.function.value;
        if (use.is("Fn::Sub")) return substitution(use, substitution_of(argument));
        if (argument.items.size() != 2) return;
        if (use.is("Fn::Join")) return join(use, *argument.items[0], *argument.items[1]);
        if (use.is("Fn::Select")) return select(use, *argument.items[0], *argument.items[1]);
    }

private:
    void substitution(const Use& use, const Substitution& sub) {
        // An unused variable is a mistake of its own.
        if (sub.text == nullptr || (sub.variables != nullptr && !sub.variables->members.empty())) return;
        std::string_view first;
        std::size_t count = 0;
        each_variable(sub.text->text, [&](std::string_view name) {
            first = name;
            return ++count < 2;
        });
        if (count == 0) return constant(use, *sub.text);
        const std::string_view text = sub.text->text;
        if (count == 1 && text.starts_with("${") && text.ends_with('}') && !first.starts_with('!'))
            only_variable(use, first);
    }

    void constant(const Use& use, const Node& text) {
        const std::string meant = reference(text.text);
        add(use,
            say("Fn::Sub has nothing to put into ", quoted(text.text), ": the text has no variable. ",
                meant.empty() ? "Write the text without the function."
                              : say("The value is these letters themselves. Did you mean ", meant, "?")));
    }

    void only_variable(const Use& use, std::string_view name) {
        const std::string meant = reference(name);
        if (!meant.empty())
            add(use, say("Fn::Sub puts ", name, " into a text that has nothing else. ", meant,
                         " says the same without a text to read."));
    }

    /// "!Ref Stage", "!GetAtt Orders.Arn"; "": it names nothing of this template.
    std::string reference(std::string_view name) const {
        const std::string_view owner = name.substr(0, name.find('.'));
        if (source_.parameter(name) != nullptr || graph_.resolve(name) != nullptr || is_pseudo(name))
            return say("!Ref ", name.starts_with("AWS::") ? say("\"", name, "\"") : std::string(name));
        return owner != name && source_.resource(owner) != nullptr ? say("!GetAtt ", name) : std::string();
    }

    static bool is_pseudo(std::string_view name) {
        return name.starts_with("AWS::") && name.find("::", 5) == std::string_view::npos;
    }

    /// Of one piece, or of pieces that are all written down.
    void join(const Use& use, const Node& delimiter, const Node& list) {
        const auto& pieces = list.items;
        if (!is_literal(delimiter) || !list.is_sequence()) return;
        if (pieces.empty()) return add(use, "Fn::Join has no pieces, and gives an empty text. Write \"\".");
        if (std::all_of(pieces.begin(), pieces.end(), [](const Node* piece) { return is_literal(*piece); })) {
            std::string text(pieces[0]->text);
            for (const Node* piece : pieces.subspan(1)) text += say(delimiter.text, piece->text);
            return add(use, say("Fn::Join puts together what is all written down. Write ", quoted(text),
                                " without the function."));
        }
        if (pieces.size() == 1 && is_text(*pieces[0]))
            add(use,
                "Fn::Join has one piece, and nothing to put between it and another. Write the piece "
                "without the function.");
    }

    /// AWS::NoValue in a branch makes an empty text of a piece, and a list is what Fn::Join is for.
    bool is_text(const Node& piece) const {
        const Member* function = function_of(piece);
        return function != nullptr && function->key != "Fn::If" &&
               given_forms(*function, source_) == text_form;
    }

    void select(const Use& use, const Node& index, const Node& list) {
        const auto& items = list.items;
        const bool all =
            std::all_of(items.begin(), items.end(), [](const Node* item) { return is_literal(*item); });
        if (index.kind != Kind::integer || !list.is_sequence() || !all) return;
        // One that is out of range is told by function-shape.
        if (index.text.size() > 4 || index.text.starts_with('-')) return;
        const auto at = static_cast<std::size_t>(std::stoul(std::string(index.text)));
        if (at >= items.size()) return;
        add(use, say("Fn::Select takes item ", index.text, " of a list that is written down. Write ",
                     quoted(items[at]->text), " without the function."));
    }

    void add(const Use& use, std::string message) {
        problems_.push_back({id, std::move(message), use.place(), use.resource, false});
    }

    const Template& source_;
    const Graph& graph_;
    std::vector<Problem>& problems_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Judge judge(context, problems);
    each_use(context.unit.source, [&](const Use& use) { judge.use(use); });
}

}  // namespace

NativeCheck function_is_needed() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
