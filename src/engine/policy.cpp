// `policy`: does the policy document at a path have a statement of this description, or lack one?
#include "interpreter.h"
#include "stackfit/iam_pattern.h"

namespace stackfit {
namespace {

std::vector<StatementTest> tests_of(const BlobView& blob, ListRef operands) {
    std::vector<StatementTest> tests;
    for (std::uint32_t i = 0; i + 1 < operands.count; i += 2) {
        const std::string_view word = blob.item(operands, i);
        if (tests.empty() || tests.back().word != word) tests.push_back({word, {}});
        tests.back().wanted.push_back(blob.item(operands, i + 1));
    }
    return tests;
}

}  // namespace

/// Of a policy that has what it is to lack, the part of the statement that decided is blamed; else the place of the document.
Answer Interpreter::policy(std::uint32_t index, const BlobNode& node, const Scope& scope) {
    World& world = context_.world;
    const Walk found = walk(world, blob_, scope.start, node.path);
    const bool lacks = node.kind == NodeKind::policy_lacks;
    const Policy document = read_policy(world, found.value);
    const std::vector<StatementTest> tests = tests_of(blob_, node.operands);
    Answer result{lacks ? Tri::yes : Tri::no, {index, scope, {}}, {}};
    if (document.unknown || !found.parent_known)
        result = {Tri::unknown,
                  {},
                  found.value.unknown() ? found.value.reason : "what the policy says is not known"};
    for (const Statement& statement : document.statements) {
        const StatementMatch match = match_statement(world, statement, tests);
        if (match.holds == Tri::yes) {
            if (!lacks) return {Tri::yes, {index, scope, {}}, {}};
            return {Tri::no, {index, {scope.resource, match.at}, {}}, {}};
        }
        if (match.holds == Tri::unknown)
            result = {Tri::unknown, {}, "what a statement of the policy says is known only at deployment"};
    }
    return result;
}

}  // namespace stackfit
