// From the YAML of a rule to its records in the blob. docs/check-language.md describes every word.
//
// A predicate becomes a node; its children follow it (pre-order), linked by `child` and `next`. A node is pushed before its
// children are compiled and is filled in by index afterwards, because pushing moves the table.
#include <algorithm>
#include <array>

#include "rule.h"
#include "stackfit/iam_pattern.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

struct Test {
    const char* word;
    NodeKind kind;
};
constexpr std::array<Test, 8> tests = {{{"equals", NodeKind::equals},
                                        {"in", NodeKind::in},
                                        {"exists", NodeKind::exists},
                                        {"matches", NodeKind::matches},
                                        {"min", NodeKind::min},
                                        {"max", NodeKind::max},
                                        {"truthy", NodeKind::truthy},
                                        {"written", NodeKind::written}}};

std::string_view word_of(NodeKind kind) {
    return std::find_if(tests.begin(), tests.end(), [&](const Test& test) { return test.kind == kind; })
        ->word;
}

/// Of what a test compares with.
std::string_view type_of(NodeKind kind) {
    switch (kind) {
        case NodeKind::exists:
        case NodeKind::truthy:
        case NodeKind::written: return "boolean";
        case NodeKind::min:
        case NodeKind::max: return "number";
        case NodeKind::in: return "list";
        default: return "string";
    }
}

/// May a test compare with a parameter of this type? A single value is a list of itself, and any scalar is a text.
bool may_be(NodeKind kind, std::string_view type) {
    const std::string_view wanted = type_of(kind);
    if (wanted == "boolean" || wanted == "number") return type == wanted;
    return wanted == "list" || type != "list";
}

class RuleCompiler {
public:
    RuleCompiler(StrictYaml& reader, const RuleScope& scope, BlobWriter& blob)
        : reader_(reader), scope_(scope), blob_(blob) {}

    std::optional<std::uint32_t> rule(const Node& node);

private:
    using Index = std::uint32_t;

    Index push(NodeKind kind, int depth);
    Index must(const Node& predicate);
    Index grades(const Node& list);
    Index arm(const Node& grade);
    Index predicate(const Node& node, int depth);
    Index group(NodeKind kind, const Node& list, int depth);
    Index negation(const Node& child, int depth);
    Index quantifier(NodeKind kind, const Node& node, const Node& path, int depth);
    Index path_tests(const Node& node, int depth);
    Index test(NodeKind kind, const Node& node, const Node& operand, int depth);
    Index related(const Node& node, const Node& relation, int depth);
    Index policy(const Node& node, const Node& document, int depth);
    void statement_test(const Member& member, std::vector<std::string>& operands);
    std::string operand(const Node& node, NodeKind kind);
    std::string parameter(const Node& node, NodeKind kind);
    /// A predicate about an item, or about another resource.
    Index elsewhere(const Node& where, int depth);
    void check_root(const Node& path, std::string_view segment);
    ListRef operands(NodeKind kind, const Node& node);
    ListRef path(const Node* node, bool fans_out = false);
    TextRef message(const Node* node);
    bool known_hole(std::string_view hole) const;
    [[nodiscard]] const DeclaredParameter* declared(std::string_view name) const;

    template <class Child>
    void link(Index& first, Index& last, Child child) {
        const Index index = child();
        if (first == no_index)
            first = index;
        else if (index != no_index)
            blob_.nodes[last].next = index;
        last = index;
    }
    Index fail(const Node& node, std::string text) {
        reader_.fail(node.span, std::move(text));
        return no_index;
    }

    StrictYaml& reader_;
    const RuleScope& scope_;
    BlobWriter& blob_;
    int elsewhere_ = 0;  ///< how many `where` are open
};

RuleCompiler::Index RuleCompiler::push(NodeKind kind, int depth) {
    BlobNode node;
    node.kind = kind;
    node.depth = static_cast<std::uint8_t>(depth);
    blob_.nodes.push_back(node);
    return static_cast<Index>(blob_.nodes.size() - 1);
}

std::optional<std::uint32_t> RuleCompiler::rule(const Node& node) {
    if (!reader_.mapping(node, "A rule") ||
        !reader_.only_keys(node, {"when", "must", "grades", "at", "message"}))
        return std::nullopt;
    const Node *must_be = node.get("must"), *graded = node.get("grades"), *text = node.get("message");
    if ((must_be == nullptr) == (graded == nullptr))
        fail(node, "A rule needs either \"must\" or \"grades\".");
    if (text == nullptr) fail(node, "A rule needs a \"message\" for its failures.");
    if (reader_.failed()) return std::nullopt;

    BlobRule rule;
    if (const Node* when = node.get("when")) rule.when = predicate(*when, 0);
    rule.arms = must_be != nullptr ? must(*must_be) : grades(*graded);
    rule.at = path(node.get("at"));
    rule.message = message(text);
    if (reader_.failed()) return std::nullopt;
    blob_.rules.push_back(rule);
    return static_cast<std::uint32_t>(blob_.rules.size() - 1);
}

RuleCompiler::Index RuleCompiler::must(const Node& holds) {
    const Index pass = push(NodeKind::arm, 0);
    blob_.nodes[pass].number = 1;
    const Index child = predicate(holds, 1);
    blob_.nodes[pass].child = child;
    const Index otherwise = push(NodeKind::arm, 0);
    blob_.nodes[pass].next = otherwise;
    return pass;
}

RuleCompiler::Index RuleCompiler::grades(const Node& list) {
    if (!list.is_sequence() || list.items.size() < 2)
        return fail(list, "\"grades\" is a list of at least two grades.");
    Index first = no_index, last = no_index;
    for (const Node* item : list.items) {
        link(first, last, [&] { return arm(*item); });
        if (reader_.failed()) return no_index;
        const bool is_else = blob_.nodes[last].child == no_index;
        if (is_else != (item == list.items.back()))
            return fail(*item, "The last grade, and only it, is an \"else\".");
    }
    return first;
}

RuleCompiler::Index RuleCompiler::arm(const Node& grade) {
    if (!reader_.mapping(grade, "A grade") || !reader_.only_keys(grade, {"if", "value", "else", "message"}))
        return no_index;
    const Node *condition = grade.get("if"), *value = grade.get("value"), *otherwise = grade.get("else");
    const bool shaped = otherwise != nullptr ? condition == nullptr && value == nullptr
                                             : condition != nullptr && value != nullptr;
    if (!shaped) return fail(grade, "A grade is {if: PREDICATE, value: NUMBER} or {else: NUMBER}.");
    const Node& number = otherwise != nullptr ? *otherwise : *value;
    const auto grade_value = reader_.number(number, "A grade");
    if (!grade_value) return no_index;
    if (*grade_value < 0 || *grade_value > 1) return fail(number, "A grade lies between 0 and 1.");

    const Index index = push(NodeKind::arm, 0);
    blob_.nodes[index].number = *grade_value;
    blob_.nodes[index].message = message(grade.get("message"));
    if (condition == nullptr) return index;
    const Index child = predicate(*condition, 1);
    blob_.nodes[index].child = child;
    return index;
}

RuleCompiler::Index RuleCompiler::predicate(const Node& node, int depth) {
    if (depth >= max_rule_depth) return fail(node, "The rule is nested too deeply.");
    if (!reader_.mapping(node, "A predicate")) return no_index;
    constexpr std::array<std::string_view, 8> words = {"path", "all",  "any",     "not",
                                                       "each", "some", "related", "policy"};
    const Node* argument = nullptr;
    std::size_t word = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Node* found = node.get(words[i]);
        if (found == nullptr) continue;
        if (argument != nullptr)
            return fail(node, "A predicate has one of path, all, any, not, each, some, related, policy.");
        argument = found;
        word = i;
    }
    if (argument == nullptr) {
        reader_.only_keys(node, {"path", "all", "any", "not", "each", "some", "related", "policy"});
        return fail(node, "A predicate needs one of path, all, any, not, each, some, related, policy.");
    }
    Index index = no_index;
    switch (word) {
        case 0: index = path_tests(node, depth); break;
        case 3:
            index = reader_.only_keys(node, {"not", "message"}) ? negation(*argument, depth) : no_index;
            break;
        case 4: index = quantifier(NodeKind::each, node, *argument, depth); break;
        case 5: index = quantifier(NodeKind::some, node, *argument, depth); break;
        case 6: index = related(node, *argument, depth); break;
        case 7: index = policy(node, *argument, depth); break;
        default:
            if (!reader_.only_keys(node, {"all", "any", "message"})) return no_index;
            index = group(word == 1 ? NodeKind::all : NodeKind::any, *argument, depth);
    }
    if (!reader_.failed()) blob_.nodes[index].message = message(node.get("message"));
    return index;
}

RuleCompiler::Index RuleCompiler::group(NodeKind kind, const Node& list, int depth) {
    if (!list.is_sequence() || list.items.empty())
        return fail(list, "\"all\" and \"any\" take a list of predicates.");
    const Index index = push(kind, depth);
    Index first = no_index, last = no_index;
    for (const Node* item : list.items) {
        link(first, last, [&] { return predicate(*item, depth + 1); });
        if (reader_.failed()) return no_index;
    }
    blob_.nodes[index].child = first;
    return index;
}

RuleCompiler::Index RuleCompiler::negation(const Node& child, int depth) {
    const Index index = push(NodeKind::negation, depth);
    const Index negated = predicate(child, depth + 1);
    blob_.nodes[index].child = negated;
    return index;
}

RuleCompiler::Index RuleCompiler::quantifier(NodeKind kind, const Node& node, const Node& where_to_look,
                                             int depth) {
    if (!reader_.only_keys(node, {kind == NodeKind::each ? "each" : "some", "where", "message"}))
        return no_index;
    const Node* where = node.get("where");
    if (where == nullptr) return fail(node, "\"each\" and \"some\" need a \"where\".");
    const Index index = push(kind, depth);
    blob_.nodes[index].path = path(&where_to_look);
    const Index child = elsewhere(*where, depth + 1);
    blob_.nodes[index].child = child;
    return index;
}

RuleCompiler::Index RuleCompiler::elsewhere(const Node& where, int depth) {
    ++elsewhere_;
    const Index child = predicate(where, depth);
    --elsewhere_;
    return child;
}

/// Several tests of one path are an `all` of them.
RuleCompiler::Index RuleCompiler::path_tests(const Node& node, int depth) {
    if (!reader_.only_keys(node, {"path", "equals", "in", "exists", "matches", "min", "max", "truthy",
                                  "written", "message"}))
        return no_index;
    const std::size_t count = node.members.size() - 1 - (node.find("message") != nullptr ? 1 : 0);
    if (count == 0)
        return fail(node, "A path needs a test: equals, in, exists, matches, min, max, truthy or written.");
    const bool several = count > 1;
    const Index group = several ? push(NodeKind::all, depth) : no_index;
    Index first = no_index, last = no_index;
    for (const Member& member : node.members) {
        const auto found =
            std::find_if(tests.begin(), tests.end(), [&](const Test& t) { return member.key == t.word; });
        if (found == tests.end()) continue;
        link(first, last, [&] { return test(found->kind, node, *member.value, depth + (several ? 1 : 0)); });
        if (reader_.failed()) return no_index;
    }
    if (several) blob_.nodes[group].child = first;
    return several ? group : first;
}

RuleCompiler::Index RuleCompiler::test(NodeKind kind, const Node& node, const Node& argument, int depth) {
    const Index index = push(kind, depth);
    blob_.nodes[index].path = path(node.get("path"));
    blob_.nodes[index].operands = operands(kind, argument);
    return index;
}

RuleCompiler::Index RuleCompiler::related(const Node& node, const Node& relation, int depth) {
    if (!reader_.only_keys(node, {"related", "where", "message"}) ||
        !reader_.mapping(relation, "\"related\"") ||
        !reader_.only_keys(relation, {"type", "via", "to", "name"}))
        return no_index;
    const Node *type = relation.get("type"), *via = relation.get("via"), *to = relation.get("to");
    if (type == nullptr || (via == nullptr) == (to == nullptr))
        return fail(relation, "\"related\" is {type: TYPE, via: PATH} or {type: TYPE, to: PATH}.");
    if (to != nullptr && relation.get("name") != nullptr)
        return fail(relation, "\"name\" goes with \"via\".");
    const auto type_name = reader_.text(*type, "A resource type");
    if (!type_name) return no_index;

    const Index index = push(via != nullptr ? NodeKind::related_via : NodeKind::related_to, depth);
    blob_.nodes[index].operands = blob_.list({std::string(*type_name)});
    blob_.nodes[index].path = path(via != nullptr ? via : to, true);
    blob_.nodes[index].name = path(relation.get("name"));
    const Node* where = node.get("where");
    const Index child = where != nullptr ? elsewhere(*where, depth + 1) : no_index;
    blob_.nodes[index].child = child;
    return index;
}

RuleCompiler::Index RuleCompiler::policy(const Node& node, const Node& document, int depth) {
    if (!reader_.only_keys(node, {"policy", "has", "lacks", "message"})) return no_index;
    const Node *has = node.get("has"), *lacks = node.get("lacks");
    if ((has == nullptr) == (lacks == nullptr))
        return fail(node,
                    "\"policy\" is {policy: PATH, has: STATEMENT} or {policy: PATH, lacks: STATEMENT}.");
    const Node& statement = has != nullptr ? *has : *lacks;
    if (!reader_.mapping(statement, "The description of a statement")) return no_index;
    if (statement.members.empty()) return fail(statement, "The description of a statement needs a word.");

    const Index index = push(has != nullptr ? NodeKind::policy_has : NodeKind::policy_lacks, depth);
    std::vector<std::string> operands;
    for (const Member& member : statement.members) statement_test(member, operands);
    blob_.nodes[index].path = path(&document);
    blob_.nodes[index].operands = blob_.list(operands);
    return index;
}

/// A word and its value, or the word again before each of its values.
void RuleCompiler::statement_test(const Member& member, std::vector<std::string>& operands) {
    const auto kind = statement_operand(member.key);
    const auto add = [&](std::string_view value) {
        operands.emplace_back(member.key);
        operands.emplace_back(value);
    };
    if (!kind)
        return reader_.fail(member.key_span, "There is no word \"" + std::string(member.key) +
                                                 "\" for a statement." +
                                                 did_you_mean(member.key, statement_words()));
    if (*kind == StatementOperand::boolean) {
        const auto truth = reader_.boolean(*member.value, "\"" + std::string(member.key) + "\"");
        return add(truth.value_or(false) ? "true" : "false");
    }
    const auto texts = reader_.texts(*member.value, "\"" + std::string(member.key) + "\"");
    if (!texts) return;
    if (texts->empty()) reader_.fail(member.value->span, "A word for a statement needs at least one value.");
    const bool effect = *kind == StatementOperand::effect;
    if (effect && (texts->size() != 1 || (texts->front() != "Allow" && texts->front() != "Deny")))
        reader_.fail(member.value->span, "An effect is Allow or Deny.");
    for (const std::string_view text : *texts) add(text);
}

ListRef RuleCompiler::operands(NodeKind kind, const Node& node) {
    std::vector<std::string> result;
    if (kind == NodeKind::in && node.is_sequence()) {
        if (node.items.empty()) fail(node, "\"in\" needs at least one value.");
        for (const Node* item : node.items) result.push_back(operand(*item, kind));
    } else if (kind == NodeKind::in && !node.is_mapping()) {
        fail(node, "\"in\" takes a list of values, or a parameter that is a list.");
    } else {
        result.push_back(operand(node, kind));
    }
    return blob_.list(result);
}

std::string RuleCompiler::operand(const Node& node, NodeKind kind) {
    if (node.is_mapping()) return parameter(node, kind);
    const std::string_view type = type_of(kind);
    const std::string word = "\"" + std::string(word_of(kind)) + "\"";
    if (type == "boolean") return reader_.boolean(node, word) ? "b" + std::string(node.text) : std::string{};
    if (type == "number") return reader_.number(node, word) ? "n" + std::string(node.text) : std::string{};
    const auto text = reader_.text(node, "A value of " + word);
    if (!text) return {};
    if (kind == NodeKind::matches || node.is_string()) return "t" + std::string(*text);
    return (node.kind == Kind::boolean ? "b" : "n") + std::string(*text);
}

std::string RuleCompiler::parameter(const Node& node, NodeKind kind) {
    if (!reader_.only_keys(node, {"param"})) return {};
    const Node* name = node.get("param");
    if (name == nullptr) {
        fail(node, "A value is a scalar or {param: NAME}.");
        return {};
    }
    const auto text = reader_.text(*name, "A parameter's name");
    if (!text) return {};
    if (const DeclaredParameter* found = declared(*text)) {
        if (!may_be(kind, found->type))
            fail(*name, "\"" + std::string(word_of(kind)) + "\" takes a " + std::string(type_of(kind)) +
                            ", and parameter \"" + std::string(*text) + "\" is a " +
                            std::string(found->type) + ".");
        return "p" + std::string(*text);
    }
    std::vector<std::string_view> names;
    for (const DeclaredParameter& one : scope_.parameters) names.push_back(one.name);
    fail(*name, "The check has no parameter \"" + std::string(*text) + "\"." + did_you_mean(*text, names));
    return {};
}

ListRef RuleCompiler::path(const Node* node, bool fans_out) {
    if (node == nullptr) return {};
    // YAML reads a bare On or 7 as something else than its text.
    if (!node->is_string()) reader_.fail(node->span, "A path must be a text: write it in quotes.");
    if (!node->is_string() || node->text == ".") return {};
    std::vector<std::string> segments;
    for (const std::string_view segment : split(node->text, '.')) {
        if (segment.empty()) fail(*node, "A path is made of names with a dot between each two.");
        if (segment == "$" || (segment.back() == ']' && segment.find('[') != std::string_view::npos))
            fail(
                *node,
                "A path is made of names only, as in Properties.Tags: the items of a list are looked at with "
                "\"each\" or \"some\".");
        if (segments.empty()) check_root(*node, segment);
        if (segment == "*" && !fans_out) fail(*node, "\"*\" stands in the path of \"related\" only.");
        segments.emplace_back(segment);
    }
    return blob_.list(segments);
}

/// What stands in Properties is most often forgotten: the rule would be asked of something that is never there.
void RuleCompiler::check_root(const Node& path, std::string_view segment) {
    constexpr std::array<std::string_view, 10> keys = {
        "Properties",          "Type",           "Metadata",     "DependsOn", "Condition", "DeletionPolicy",
        "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Connectors"};
    if (!scope_.of_resource || elsewhere_ > 0) return;
    if (std::find(keys.begin(), keys.end(), segment) != keys.end()) return;
    const std::string_view meant = closest(segment, keys);
    fail(path, "A resource's declaration has no \"" + std::string(segment) + "\". Did you mean \"" +
                   (meant.empty() ? "Properties." + std::string(path.text) : std::string(meant)) + "\"?");
}

TextRef RuleCompiler::message(const Node* node) {
    if (node == nullptr) return {};
    const auto text = reader_.text(*node, "A message");
    if (!text) return {};
    if (trim(*text).empty()) fail(*node, "A message says what is wrong: it cannot be empty.");
    for (const std::string_view hole : message_holes(*text))
        if (!known_hole(hole))
            fail(*node,
                 "A message knows {subject}, {value} and {param:NAME}, not {" + std::string(hole) + "}.");
    return blob_.text(trim(*text));
}

bool RuleCompiler::known_hole(std::string_view hole) const {
    constexpr std::string_view param = "param:";
    if (hole == "subject" || hole == "value") return true;
    return hole.substr(0, param.size()) == param && declared(hole.substr(param.size())) != nullptr;
}

const DeclaredParameter* RuleCompiler::declared(std::string_view name) const {
    const auto& all = scope_.parameters;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const DeclaredParameter& one) { return one.name == name; });
    return found != all.end() ? &*found : nullptr;
}

}  // namespace

std::optional<std::uint32_t> compile_rule(StrictYaml& reader, const Node& rule, const RuleScope& scope,
                                          BlobWriter& blob) {
    return RuleCompiler(reader, scope, blob).rule(rule);
}

}  // namespace stackfit
