#include "interpreter.h"

#include <algorithm>
#include <charconv>

#include "stackfit/support/text.h"
#include "stackfit/template_tri.h"

namespace stackfit {
namespace {

Answer answer(Tri tri, Blame blame = {}) { return {tri, blame, {}}; }

Answer unknown(std::string reason) { return {Tri::unknown, {}, std::move(reason)}; }

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional<double>(value)
                                                                    : std::nullopt;
}

/// What a glob sees of a piece: an ARN or an import may hold a '/', a name or a parameter hardly does.
std::string stand_in(const Piece& piece) {
    if (piece.kind == Piece::Kind::literal) return piece.name;
    const bool slashed = piece.kind == Piece::Kind::attribute || piece.kind == Piece::Kind::opaque;
    return slashed ? "\x01\x01/\x01\x01" : "\x01\x01\x01\x01";
}

/// Text that stands in the template from end to end. A parameter or a dynamic reference in it may be what keeps the rest useless.
bool is_written(const Value& value) {
    const auto text = value.is_text() ? literal(value.text) : std::nullopt;
    return text && !text->empty();
}

/// The number of an account holds digits only: what asks for another character does not match it.
bool is_account(const Text& text) {
    return text.size() == 1 && text[0].kind == Piece::Kind::parameter && text[0].name == "AWS::AccountId";
}
bool asks_for_digits_only(std::string_view pattern) {
    return pattern.find_first_not_of("0123456789*?") == std::string_view::npos;
}

bool is_boolean(std::string_view text) { return to_lower(text) == "true" || to_lower(text) == "false"; }

}  // namespace

Answer Interpreter::evaluate(std::uint32_t index, const Scope& scope) {
    const BlobNode node = blob_.node(index);
    Answer result;
    switch (node.kind) {
        case NodeKind::arm: return unknown("the rule is damaged");
        case NodeKind::all: result = all(node, scope); break;
        case NodeKind::any: result = any(node, scope); break;
        case NodeKind::negation: result = negation(index, node, scope); break;
        case NodeKind::each:
        case NodeKind::some: result = quantifier(index, node, scope); break;
        case NodeKind::related_via:
        case NodeKind::related_to: result = related(index, node, scope); break;
        case NodeKind::policy_has:
        case NodeKind::policy_lacks: result = policy(index, node, scope); break;
        default: result = test(index, node, scope);
    }
    // The innermost message is the most exact one.
    if (result.tri == Tri::no && result.blame.message.size == 0) result.blame.message = node.message;
    return result;
}

Answer Interpreter::all(const BlobNode& node, const Scope& scope) {
    Answer result = answer(Tri::yes);
    for (std::uint32_t child = node.child; child != no_index; child = blob_.node(child).next) {
        Answer one = evaluate(child, scope);
        if (one.tri == Tri::no) return one;
        if (one.tri == Tri::unknown && result.tri == Tri::yes) result = std::move(one);
    }
    return result;
}

Answer Interpreter::any(const BlobNode& node, const Scope& scope) {
    std::optional<Answer> first;
    for (std::uint32_t child = node.child; child != no_index; child = blob_.node(child).next) {
        Answer one = evaluate(child, scope);
        if (one.tri == Tri::yes) return one;
        if (!first || (one.tri == Tri::unknown && first->tri == Tri::no)) first = std::move(one);
    }
    return first ? *std::move(first) : answer(Tri::no);
}

/// What was not to hold and holds is blamed: an atom itself, else the `not`.
Answer Interpreter::negation(std::uint32_t index, const BlobNode& node, const Scope& scope) {
    Answer child = evaluate(node.child, scope);
    if (child.tri == Tri::unknown) return child;
    const bool has_path = blob_.node(node.child).kind >= NodeKind::each;
    return answer(opposite(child.tri), {has_path ? node.child : index, scope, {}});
}

Answer Interpreter::quantifier(std::uint32_t index, const BlobNode& node, const Scope& scope) {
    const bool each = node.kind == NodeKind::each;
    const Tri decisive = each ? Tri::no : Tri::yes;
    const Value list = walk(context_.world, blob_, scope.start, node.path).value;
    if (list.unknown()) return unknown(list.reason);
    Answer result = answer(opposite(decisive), {index, scope, {}});
    for (const Value& item : context_.world.items(list, true)) {
        Answer one = evaluate(node.child, {scope.resource, item.node});
        if (one.tri == decisive) return one;
        if (one.tri == Tri::unknown && result.tri != Tri::unknown) result = std::move(one);
    }
    return result;
}

Answer Interpreter::test(std::uint32_t index, const BlobNode& node, const Scope& scope) {
    const Walk found = walk(context_.world, blob_, scope.start, node.path);
    const Value& value = found.value;
    const std::string_view operand = blob_.item(node.operands, 0);
    Tri result = Tri::no;
    switch (node.kind) {
        case NodeKind::exists:
            result = exists(value, found.parent_known, parameter(operand) == "true");
            break;
        case NodeKind::written: result = tri(is_written(value) == (parameter(operand) == "true")); break;
        case NodeKind::equals: result = equals(value, parameter(operand)); break;
        case NodeKind::in: result = is_in(node, value); break;
        case NodeKind::matches: result = matches(value, parameter(operand)); break;
        case NodeKind::min: result = within(value, parameter(operand), true); break;
        case NodeKind::max: result = within(value, parameter(operand), false); break;
        default: {
            const Tri truth = value.absent() ? Tri::no : context_.world.truth(value);
            result = parameter(operand) == "true" ? truth : opposite(truth);
        }
    }
    if (result != Tri::unknown) return answer(result, {index, scope, {}});
    return unknown(value.unknown() ? value.reason
                                   : context_.world.show(value) + " is known only at deployment");
}

/// A property that a function gives has a value, also where the value is not known; AWS::NoValue was decided by then.
Tri Interpreter::exists(const Value& value, bool known_parent, bool wanted) {
    if (value.unknown() && !known_parent) return Tri::unknown;
    return tri(!value.absent() == wanted);
}

Tri Interpreter::is_in(const BlobNode& node, const Value& value) {
    const std::string_view first = blob_.item(node.operands, 0);
    std::vector<std::string_view> allowed;
    if (first.substr(0, 1) == "p" && node.operands.count == 1)
        allowed = split(parameter(first), ',');
    else
        for (std::uint32_t i = 0; i < node.operands.count; ++i)
            allowed.push_back(parameter(blob_.item(node.operands, i)));
    Tri result = Tri::no;
    for (const std::string_view one : allowed) {
        const Tri same = equals(value, one);
        if (same == Tri::yes) return same;
        if (same == Tri::unknown) result = same;
    }
    return result;
}

/// CloudFormation passes "5", 5 and "true", true on alike, so a number equals its text in any notation, and a boolean in any case.
Tri Interpreter::equals(const Value& value, std::string_view wanted) {
    if (value.unknown()) return Tri::unknown;
    if (!value.is_text()) return Tri::no;
    if (is_boolean(wanted)) {
        const Tri truth = context_.world.truth(value);
        if (truth != Tri::unknown) return tri((truth == Tri::yes) == (to_lower(wanted) == "true"));
    }
    const auto written = literal(value.text);
    const auto number = number_of(wanted);
    if (written && number) {
        const auto other = number_of(*written);
        return tri(other && *other == *number);
    }
    return context_.world.equal(value, wanted);
}

/// Globs: unknown pieces of a text match `*` only, and cannot be anything where the literal beginnings differ.
Tri Interpreter::matches(const Value& value, std::string_view pattern) {
    if (value.unknown()) return Tri::unknown;
    if (!value.is_text()) return Tri::no;
    if (const auto text = context_.world.literal_of(value)) return tri(matches_glob(pattern, *text));
    if (is_account(value.text) && !asks_for_digits_only(pattern)) return Tri::no;
    std::string text;
    for (const Piece& piece : value.text) text += stand_in(piece);
    if (matches_glob(pattern, text)) return Tri::yes;
    const std::string_view start = pattern.substr(0, pattern.find_first_of("*?"));
    const std::string_view head = value.text[0].kind == Piece::Kind::literal
                                      ? std::string_view(value.text[0].name)
                                      : std::string_view{};
    const std::size_t common = std::min(start.size(), head.size());
    return start.substr(0, common) == head.substr(0, common) ? Tri::unknown : Tri::no;
}

Tri Interpreter::within(const Value& value, std::string_view bound, bool at_least) {
    if (value.unknown()) return Tri::unknown;
    if (!value.is_text()) return Tri::no;
    const auto text = context_.world.literal_of(value);
    if (!text) return Tri::unknown;
    const auto number = number_of(*text), limit = number_of(bound);
    return tri(number && limit && (at_least ? *number >= *limit : *number <= *limit));
}

/// The operand's text; the parameter's value for "pNAME".
std::string_view Interpreter::parameter(std::string_view operand) const {
    const std::string_view text = operand.substr(std::min<std::size_t>(1, operand.size()));
    if (operand.substr(0, 1) != "p") return text;
    const auto found = context_.parameters.find(text);
    return found != context_.parameters.end() ? std::string_view(found->second) : std::string_view{};
}

}  // namespace stackfit
