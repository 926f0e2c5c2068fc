// `policy`: does the policy document at a path have a statement of this description, or lack one?
#include <optional>
#include <vector>

#include "interpreter.h"
#include "stackfit/iam_pattern.h"

namespace stackfit {
namespace {

std::vector<StatementTest> tests_of(const BlobView& blob, ListRef operands) {
    std::vector<StatementTest> tests;
    tests.reserve(operands.count / 2);
    for (std::uint32_t i = 0; i + 1 < operands.count; i += 2) {
        const std::string_view word = blob.item(operands, i);
        if (tests.empty() || tests.back().word != word) tests.push_back({word, {}});
        tests.back().wanted.push_back(blob.item(operands, i + 1));
    }
    return tests;
}

/// CloudFormation calls no functions within a text: what looks like one there is part of a policy that IAM would refuse.
bool calls_functions(const Node& document) {
    std::vector<const Node*> open = {&document};
    while (!open.empty()) {
        const Node* node = open.back();
        open.pop_back();
        if (intrinsic(*node) != nullptr) return true;
        for (const Member& member : node->members) open.push_back(member.value);
        open.insert(open.end(), node->items.begin(), node->items.end());
    }
    return false;
}

/// A policy that is written as JSON text. Its nodes live as long as this does.
class JsonPolicy {
public:
    explicit JsonPolicy(std::string text) {
        const FileId file = sources_.add("", std::move(text));
        const Document document = read_document(sources_, file, arena_);
        const bool policy = document.root != nullptr && document.syntax == Syntax::json &&
                            document.root->is_mapping() && !calls_functions(*document.root);
        if (policy) root_ = document.root;
    }
    [[nodiscard]] const Node* root() const { return root_; }  ///< null: it is none

private:
    Sources sources_;
    Arena arena_;
    const Node* root_ = nullptr;
};

}  // namespace

/// Of a policy that has what it is to lack, the part of the statement that decided is blamed; else the place of the document.
Answer Interpreter::policy(std::uint32_t index, const BlobNode& node, const Scope& scope) {
    World& world = context_.world;
    const Walk found = walk(world, blob_, scope.start, node.path);
    const bool lacks = node.kind == NodeKind::policy_lacks;
    std::optional<JsonPolicy> json;
    if (const auto text = found.value.is_text() ? world.literal_of(found.value) : std::nullopt)
        json.emplace(*text);
    const Node* root = json ? json->root() : nullptr;
    const auto read = [&] {
        return read_policy(world, root != nullptr ? world.evaluate(root) : found.value);
    };
    // Many checks look at the same document. What stands in a text lives no longer than its nodes.
    const bool lasting = found.value.is_mapping();
    const Policy own = lasting ? Policy{} : read();
    const Policy& document =
        lasting ? context_.memory.remember(world, "policy", found.value.node, read) : own;
    std::vector<StatementTest> tests;
    if (!document.statements.empty()) tests = tests_of(blob_, node.operands);
    Answer result{lacks ? Tri::yes : Tri::no, {index, scope, {}}, {}};
    if (document.unknown || !found.parent_known)
        result = {Tri::unknown,
                  {},
                  found.value.unknown() ? found.value.reason : "what the policy says is not known"};
    for (const Statement& statement : document.statements) {
        const StatementMatch match = match_statement(world, statement, tests);
        if (match.holds == Tri::yes) {
            if (!lacks) return {Tri::yes, {index, scope, {}}, {}};
            const Node* at = root != nullptr ? found.value.node : match.at;
            return {Tri::no, {index, {scope.resource, at}, {}}, {}};
        }
        if (match.holds == Tri::unknown)
            result = {Tri::unknown, {}, "what a statement of the policy says is known only at deployment"};
    }
    return result;
}

}  // namespace stackfit
