// Statements described by words, as the check language does: {effect: Allow, action: iam:PassRole, resource: "*"}.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "stackfit/iam.h"

namespace stackfit {

/// One word of a description and what it is given: texts, or "true" or "false".
struct StatementTest {
    std::string_view word;
    std::vector<std::string_view> wanted;
};

enum class StatementOperand : std::uint8_t { effect, texts, boolean };
/// What the word takes; nothing: there is no such word.
std::optional<StatementOperand> statement_operand(std::string_view word);
/// All words, for messages.
std::vector<std::string_view> statement_words();

/// Do all tests hold for the statement? `at`: the part that the first word found that finds one (an action, a resource, a principal);
/// else the statement.
struct StatementMatch {
    Tri holds = Tri::no;
    const Node* at = nullptr;
};
StatementMatch match_statement(World& world, const Statement& statement,
                               std::span<const StatementTest> tests);

}  // namespace stackfit
