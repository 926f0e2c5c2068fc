// The words that describe a statement. Each is a function from a statement to an answer and the part of the statement that gave it.
#include <algorithm>

#include "conditions.h"
#include "stackfit/iam_pattern.h"
#include "stackfit/support/text.h"
#include "stackfit/template_literal.h"
#include "stackfit/template_pieces.h"
#include "stackfit/template_tri.h"
#include "wildcard.h"

namespace stackfit {
namespace {

using Wanted = std::vector<std::string_view>;

/// The answer for a list of alternatives: the first that holds, and where it stands.
template <class Item, class Holds, class Place>
StatementMatch any_of(const std::vector<Item>& items, Holds holds, Place place) {
    StatementMatch result;
    for (const Item& item : items) {
        const Tri one = holds(item);
        if (one == Tri::yes) return {one, place(item)};
        if (one == Tri::unknown) result = {one, place(item)};
    }
    return result;
}

const Node* node_of(const Value& value) { return value.node; }
const Node* node_of_principal(const Principal& principal) { return principal.value.node; }

StatementMatch effect(World&, const Statement& statement, const Wanted& wanted) {
    const bool allow = wanted.front() == "Allow";
    return {allow ? statement.allow : opposite(statement.allow), nullptr};
}

bool is_literally_open(std::string_view pattern) {
    return pattern.find_first_of("*?") != std::string_view::npos;
}

/// May some action be meant by both? Exact where one has no wildcard.
bool overlap(std::string_view a, std::string_view b) {
    if (covers_action(a, b) || covers_action(b, a)) return true;
    if (!is_literally_open(a) || !is_literally_open(b)) return false;
    const std::string x = to_lower(a.substr(0, a.find_first_of("*?"))),
                      y = to_lower(b.substr(0, b.find_first_of("*?")));
    const std::size_t common = std::min(x.size(), y.size());
    return x.substr(0, common) == y.substr(0, common);
}

/// NotAction speaks of what none of its patterns takes out, in whole or in part.
StatementMatch speaks_of_all_but(World& world, const Statement& statement, std::string_view action) {
    const StatementMatch taken_out = any_of(
        statement.actions,
        [&](const Value& value) {
            return of_literal(world, value,
                              [&](std::string_view pattern) { return tri(overlap(pattern, action)); });
        },
        node_of);
    return {opposite(taken_out.holds), statement.node};
}

/// The best answer over alternatives that are wanted.
template <class Answer>
StatementMatch any_wanted(const Wanted& wanted, Answer answer) {
    StatementMatch result;
    for (const std::string_view one : wanted) {
        const StatementMatch match = answer(one);
        if (match.holds == Tri::yes) return match;
        if (match.holds == Tri::unknown) result = match;
    }
    return result;
}

bool is_star(std::string_view text) {
    return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

/// A wildcard in the wanted action stands for all that it takes: "s3:*" is the whole service. All actions are "*:*", as each has a
/// service and a name.
StatementMatch action(World& world, const Statement& statement, const Wanted& wanted) {
    return any_wanted(wanted, [&](std::string_view name) {
        if (statement.not_action) return speaks_of_all_but(world, statement, name);
        return any_of(
            statement.actions,
            [&](const Value& value) {
                return of_literal(world, value, [&](std::string_view pattern) {
                    return tri(covers_action(pattern, is_star(name) ? "*:*" : name));
                });
            },
            node_of);
    });
}

/// "*", "s3:*" and "s3*".
bool takes_whole_service(std::string_view pattern) {
    const std::string_view service = pattern.substr(0, pattern.find_first_of(":*?"));
    return covers_action(pattern, std::string(service) + ":*");
}

StatementMatch whole_service(World& world, const Statement& statement, const Wanted&) {
    if (statement.not_action) return {};
    return any_of(
        statement.actions,
        [&](const Value& value) {
            return of_literal(world, value,
                              [](std::string_view pattern) { return tri(takes_whole_service(pattern)); });
        },
        node_of);
}

/// Names and ARNs of resources are never "*"; a parameter or an import could be. What is known without it decides no parameter.
Tri is_everything(World& world, const Value& value) {
    if (!value.is_text()) return Tri::unknown;
    const bool more = std::any_of(value.text.begin(), value.text.end(), [](const Piece& piece) {
        return piece.kind == Piece::Kind::literal ? !is_star(piece.name) : is_of_a_resource(piece);
    });
    if (more) return Tri::no;
    return of_literal(world, value, [](std::string_view text) { return tri(is_star(text)); });
}

/// A wildcard in the wanted resource stands for all that it takes, as in an action; what names a resource of the template never takes that.
Tri covers(World& world, const Value& pattern, std::string_view resource) {
    if (is_star(resource)) return is_everything(world, pattern);
    if (!pattern.is_text()) return Tri::unknown;
    const bool one = is_of_a_resource(pattern.text);
    if (one && is_literally_open(resource)) return Tri::no;
    return covers_resource(world, pattern.text, literal_text(resource));
}

/// A statement without Resource, as in a trust policy, speaks of what it is attached to. NotResource never takes all.
StatementMatch resource(World& world, const Statement& statement, const Wanted& wanted) {
    if (statement.resources.empty()) return {tri(!statement.not_resource), nullptr};
    return any_wanted(wanted, [&](std::string_view name) {
        const StatementMatch covered = any_of(
            statement.resources, [&](const Value& value) { return covers(world, value, name); }, node_of);
        if (!statement.not_resource) return covered;
        return StatementMatch{is_star(name) ? Tri::no : opposite(covered.holds), statement.node};
    });
}

/// Globs over the principals as they are written.
StatementMatch principal(World& world, const Statement& statement, const Wanted& wanted) {
    if (statement.not_principal) return {};
    const auto partition = world.peek_value("AWS::Partition").value_or("aws");
    return any_wanted(wanted, [&](std::string_view glob) {
        return any_of(
            statement.principals,
            [&](const Principal& one) {
                if (!one.value.is_text()) return Tri::unknown;
                const Tri match = matches_text(literal_text(glob), one.value.text, partition);
                if (match != Tri::unknown) return match;
                return of_literal(world, one.value,
                                  [&](std::string_view text) { return tri(matches_wildcard(glob, text)); });
            },
            node_of_principal);
    });
}

StatementMatch anyone(World& world, const Statement& statement, const Wanted&) {
    if (statement.not_principal) return {};
    return any_of(
        statement.principals,
        [&](const Principal& one) {
            const bool everybody = one.kind == "*" || one.kind == "AWS";
            return everybody ? is_everything(world, one.value) : Tri::no;
        },
        node_of_principal);
}

StatementMatch kind_of_principal(World&, const Statement& statement, const Wanted& wanted) {
    return any_of(
        statement.principals,
        [&](const Principal& one) {
            return tri(std::find(wanted.begin(), wanted.end(), one.kind) != wanted.end());
        },
        node_of_principal);
}

/// A grant to the public is shown at the principal that makes it one.
StatementMatch open_to_public(World& world, const Statement& statement, const Wanted& wanted) {
    const StatementMatch named = anyone(world, statement, wanted);
    const Node* first = statement.principals.empty() ? nullptr : statement.principals[0].value.node;
    return {is_public(world, statement), named.at != nullptr ? named.at : first};
}

StatementMatch not_action(World&, const Statement& statement, const Wanted&) {
    const Node* first = statement.actions.empty() ? nullptr : statement.actions[0].node;
    return {tri(statement.not_action), first};
}

StatementMatch not_principal(World&, const Statement& statement, const Wanted&) {
    const Node* first = statement.principals.empty() ? nullptr : statement.principals[0].value.node;
    return {tri(statement.not_principal), first};
}

StatementMatch not_resource(World&, const Statement& statement, const Wanted&) {
    const Node* first = statement.resources.empty() ? nullptr : statement.resources[0].node;
    return {tri(statement.not_resource), first};
}

StatementMatch conditional(World&, const Statement& statement, const Wanted&) {
    return {tri(!statement.conditions.empty()), nullptr};
}

/// An empty value is no secret, and a Bool that wants false asks for the opposite of what the key protects.
bool narrows_nothing(World& world, const ConditionTest& test) {
    const bool boolean = split_operator(test.op).base == "Bool";
    return std::all_of(test.values.begin(), test.values.end(), [&](const Value& value) {
        const auto text = world.literal_of(value);
        return text && (text->empty() || (boolean && to_lower(*text) == "false"));
    });
}

/// Is the key tested? Keys are compared as IAM does, in any letter case.
Tri tests_key(World& world, const Statement& statement, const Wanted& wanted) {
    return tri(
        std::any_of(statement.conditions.begin(), statement.conditions.end(), [&](const ConditionTest& test) {
            const bool named = std::any_of(wanted.begin(), wanted.end(), [&](std::string_view key) {
                return matches_wildcard(to_lower(key), test.key);
            });
            return named && !narrows_nothing(world, test);
        }));
}

StatementMatch condition_key(World& world, const Statement& statement, const Wanted& wanted) {
    return {tests_key(world, statement, wanted), nullptr};
}

StatementMatch no_condition_key(World& world, const Statement& statement, const Wanted& wanted) {
    return {opposite(tests_key(world, statement, wanted)), nullptr};
}

bool is_account(std::string_view text) {
    constexpr std::size_t digits = 12;
    return text.size() == digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool has_account(std::string_view principal) {
    constexpr std::size_t account = 4;  // arn:aws:iam::111122223333:role/reader
    const auto parts = split(principal, ':');
    return is_account(parts.size() > account ? parts[account] : principal);
}

/// IAM User Guide, "Principal": an account is a number or an ARN with it. What the stack itself makes is of its own account.
Tri is_other_account(World& world, const Principal& principal) {
    if (principal.kind != "AWS") return Tri::no;
    if (!principal.value.is_text()) return Tri::unknown;
    for (const Piece& piece : principal.value.text) {
        if (is_of_a_resource(piece) || piece.name == "AWS::AccountId") return Tri::no;
    }
    if (has_account(to_string(principal.value.text))) return Tri::yes;
    return of_literal(world, principal.value, [](std::string_view text) { return tri(has_account(text)); });
}

StatementMatch other_account(World& world, const Statement& statement, const Wanted&) {
    if (statement.not_principal) return {};
    return any_of(
        statement.principals, [&](const Principal& one) { return is_other_account(world, one); },
        node_of_principal);
}

StatementMatch insecure_transport(World& world, const Statement& statement, const Wanted&) {
    return {holds_for_plain_http(world, statement), nullptr};
}

struct Word {
    std::string_view name;
    StatementOperand operand;
    StatementMatch (*match)(World&, const Statement&, const Wanted&);
};
constexpr Word words[] = {{"effect", StatementOperand::effect, effect},
                          {"action", StatementOperand::texts, action},
                          {"whole-service", StatementOperand::boolean, whole_service},
                          {"resource", StatementOperand::texts, resource},
                          {"principal", StatementOperand::texts, principal},
                          {"principal-kind", StatementOperand::texts, kind_of_principal},
                          {"anyone", StatementOperand::boolean, anyone},
                          {"public", StatementOperand::boolean, open_to_public},
                          {"not-action", StatementOperand::boolean, not_action},
                          {"not-principal", StatementOperand::boolean, not_principal},
                          {"not-resource", StatementOperand::boolean, not_resource},
                          {"conditional", StatementOperand::boolean, conditional},
                          {"condition-key", StatementOperand::texts, condition_key},
                          {"no-condition-key", StatementOperand::texts, no_condition_key},
                          {"other-account", StatementOperand::boolean, other_account},
                          {"insecure-transport", StatementOperand::boolean, insecure_transport}};

const Word* word_of(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(words), std::end(words), [&](const Word& word) { return word.name == name; });
    return found == std::end(words) ? nullptr : found;
}

}  // namespace

std::optional<StatementOperand> statement_operand(std::string_view word) {
    const Word* found = word_of(word);
    return found == nullptr ? std::nullopt : std::optional(found->operand);
}

std::vector<std::string_view> statement_words() {
    std::vector<std::string_view> names;
    for (const Word& word : words) names.push_back(word.name);
    return names;
}

StatementMatch match_statement(World& world, const Statement& statement,
                               std::span<const StatementTest> tests) {
    StatementMatch result{Tri::yes, nullptr};
    // The effect asks the world nothing and decides most statements, so it goes first, wherever it is written.
    for (const bool effects : {true, false}) {
        for (const StatementTest& test : tests) {
            if ((test.word == "effect") != effects) continue;
            const Word* word = word_of(test.word);
            if (word == nullptr || test.wanted.empty()) return {Tri::unknown, statement.node};
            StatementMatch one = word->match(world, statement, test.wanted);
            const bool denied = word->operand == StatementOperand::boolean && test.wanted[0] == "false";
            if (denied) one = {opposite(one.holds), nullptr};
            result.holds = both(result.holds, one.holds);
            if (result.holds == Tri::no) return {Tri::no, statement.node};
            if (result.at == nullptr) result.at = one.at;
        }
    }
    if (statement.unknown) result.holds = both(result.holds, Tri::unknown);
    if (result.at == nullptr) result.at = statement.node;
    return result;
}

}  // namespace stackfit
