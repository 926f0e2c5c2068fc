#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/check_file.h"
#include "support/source_dir.h"
#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;

namespace {

const std::string good_front =
    "---\nid: a\ntitle: T\nfamily: access\nseverity: info\nweight: 1\nsubject: X\nsince: 0.1\n";

/// "line:column: message" of the first error.
std::string error_of(const std::string& text) {
    Sources sources;
    const auto blob = compile_checks({{"checks/a.md", text}}, sources);
    if (blob) return "";
    const auto position = sources[blob.error().span.file].position(blob.error().span.begin);
    return std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
           blob.error().message;
}

std::string error_of_rule(const std::string& rule) {
    return error_of(good_front + "---\n```check\n" + rule + "\n```\n");
}

}  // namespace

TEST_CASE("compile: everything of a check file comes back out of the blob") {
    const std::string text =
        "---\nid: a-check\ntitle: A title\nfamily: encryption\nseverity: error\nweight: 7\nsubject: [X, Y]\n"
        "parameters: {least: {type: number, default: 7}, names: {type: list, default: [a, b]}}\naliases: "
        "[CKV_1, OLD]\nsince: 0.1\n---\n"
        "\nSome *prose*.\n\n```check\nmust: {path: A, exists: true}\nmessage: M\n```\n```yaml fails\nA: "
        "1\n```\n```yaml passes\n```\n```yaml fixed\n```\n";
    const CompiledChecks checks({{"checks/encryption/a-check.md", text},
                                 check_file("b", "", "family: access\nweight: 0\nneeds: [a-check]\n")});
    REQUIRE_MESSAGE(checks.error.empty(), checks.error);
    REQUIRE(checks.set.checks().size() == 2);
    const CheckInfo& check = checks.set.checks()[0];
    CHECK(check.id == "a-check");
    CHECK(check.title == "A title");
    CHECK(check.family == Family::encryption);
    CHECK(check.severity == Severity::error);
    CHECK(check.weight == 7);
    CHECK(check.subjects == std::vector<std::string_view>{"X", "Y"});
    CHECK(check.since == "0.1");
    CHECK(check.prose == "Some *prose*.");
    CHECK(check.markdown == text);
    CHECK(check.fixable);
    CHECK(check.rule != nullptr);
    REQUIRE(check.parameters.size() == 2);
    CHECK(check.parameters[1].default_value == "a,b");
    CHECK(checks.set.checks()[1].needs == std::vector<std::string_view>{"a-check"});
    CHECK(checks.set.checks()[1].rule == nullptr);
}

TEST_CASE("compile: look-up by id and by alias, letter case ignored") {
    const CompiledChecks checks(
        {check_file("one", "", "family: access\nweight: 0\naliases: [CKV_1]\n"),
         check_file("two", "", "family: access\nweight: 0\naliases: [CKV_1, one]\n")});
    CHECK(checks.set.find("ckv_1").size() == 2);
    CHECK(checks.set.find("ONE").size() == 1);
    CHECK(checks.set.find("three").empty());
    CHECK(checks.set.by_id("two")->id == "two");
    CHECK(checks.set.by_id("CKV_1") == nullptr);
    CHECK(checks.set.suggestion("ckv_2") == "CKV_1");
}

TEST_CASE("compile: mistakes in front matter") {
    CHECK(error_of("no front matter") ==
          "1:1: A check file begins with its front matter, between two lines of \"---\".");
    CHECK(error_of("---\nid: a\n---\n").substr(0, 5) == "2:1: ");
    CHECK(error_of("---\nid: a\nfamly: access\n---\n") ==
          "3:1: Unknown key \"famly\". Did you mean \"family\"?");
    CHECK(error_of("---\nid: b\ntitle: T\n---\n").substr(0, 42) ==
          "2:5: The id must be the file's name, \"a\".");
    CHECK(error_of(good_front + "family: x\n---\n").find("9:1") == 0);
    CHECK(error_of(good_front + "needs: [b]\n---\n") == "9:9: There is no check \"b\".");
    CHECK(error_of(good_front + "needs: [a]\n---\n") == "9:9: The checks need each other in a circle.");
    CHECK(error_of(good_front + "parameters: {x: {type: int, default: 1}}\n---\n") ==
          "9:38: A parameter's type is string, number, boolean or list.");
    CHECK(error_of(good_front + "---\n```yaml fails\n") == "10:1: This block is never closed.");
    CHECK(error_of(good_front + "---\n") == "");
    CHECK(CompiledChecks({{"a.md", good_front + "---\n"}}).set.checks()[0].prose.empty());
}

TEST_CASE(
    "compile: a byte order mark and blanks behind a ruler are no mistake, an open front matter is one") {
    const std::string good =
        good_front + "---\nProse.\n```check\nmust: {path: A, exists: true}\nmessage: M\n```\n";
    CHECK(error_of("\xEF\xBB\xBF" + good) == "");
    CHECK(CompiledChecks({{"a.md", "\xEF\xBB\xBF" + good}}).set.checks()[0].prose == "Prose.");
    CHECK(error_of("--- \n" + good.substr(4)) == "");
    CHECK(error_of(good_front) ==
          "1:1: The front matter that begins here never ends: a second line of \"---\" is missing.");
    CHECK(error_of("\xEF\xBB\xBF" + good_front).find("1:1: The front matter that begins here never ends") ==
          0);
    CHECK(error_of(good + "\xF6") == "15:1: This byte is not UTF-8: save the file as UTF-8.");
    CHECK(error_of(good + "x\xEFy") == "15:2: This byte is not UTF-8: save the file as UTF-8.");
    CHECK(error_of(good + std::string(1, '\0')) == "15:1: The file holds a NUL byte: it is not a text file.");
}

TEST_CASE("compile: a block ends before the next begins, and an example says what it is") {
    const std::string head = good_front + "---\n", rule = "must: {path: A, exists: true}\nmessage: M\n";
    CHECK(error_of(head + "```check\n" + rule + "\n```yaml fails\nA: 1\n```\n") ==
          "10:1: This block is never closed.");
    CHECK(error_of(head + "   ```check\n" + rule + "   ```\n") == "");
    for (const std::string info : {"yaml fail", "yml fails", "json passes", "yaml  broken"})
        CHECK(error_of(head + "```" + info + "\nA: 1\n```\n") ==
              "10:1: An example is \"yaml fails\", \"yaml passes\" or \"yaml fixed\", not \"" + info + "\".");
    CHECK(error_of(head + "```yaml\nA: 1\n```\n```sh\n```\n") == "");
}

TEST_CASE("compile: what would never be so, or says nothing, is a mistake") {
    CHECK(error_of("---\nid: a\ntitle: \"\"\nfamily: access\n---\n") ==
          "3:8: The title says what is so when the check passes.");
    CHECK(error_of("---\nid: a\ntitle: T\nfamily: access\nseverity: info\nweight: 1\nsubject: []\nsince: "
                   "1\n---\n") == "7:10: \"subject\" names a resource type, or Template.");
    CHECK(error_of_rule("must: {path: A, exists: true}\nmessage: \" \"") ==
          "12:10: A message says what is wrong: it cannot be empty.");
    for (const std::string path : {"$.A", "A[0]", "A[*].B", "[0]"})
        CHECK(error_of_rule("must: {path: '" + path + "', exists: true}\nmessage: M")
                  .find("11:14: A path is made of names only") == 0);
    CHECK(error_of_rule("must: {path: A, min: three}\nmessage: M") == "11:22: \"min\" must be a number.");
    CHECK(error_of_rule("must: {path: A, regex: x}\nmessage: M") ==
          "11:17: Unknown key \"regex\". Known are path, equals, in, exists, matches, min, max, truthy, "
          "written and message.");
}

TEST_CASE("compile: a test compares with a parameter of its type") {
    const auto with = [](const std::string& type, const std::string& word) {
        const std::string value = type == "number"    ? "1"
                                  : type == "boolean" ? "true"
                                  : type == "list"    ? "[x]"
                                                      : "x";
        return error_of(good_front + "parameters: {p: {type: " + type + ", default: " + value +
                        "}}\n---\n```check\nmust: {path: A, " + word + ": {param: p}}\nmessage: M\n```\n");
    };
    CHECK(with("string", "min").find(": \"min\" takes a number, and parameter \"p\" is a string.") !=
          std::string::npos);
    CHECK(with("number", "exists").find(": \"exists\" takes a boolean, and parameter \"p\" is a number.") !=
          std::string::npos);
    CHECK(with("list", "equals").find(": \"equals\" takes a string, and parameter \"p\" is a list.") !=
          std::string::npos);
    CHECK(with("list", "matches").find(": \"matches\" takes a string") != std::string::npos);
    CHECK(with("number", "max") == "");
    CHECK(with("boolean", "truthy") == "");
    CHECK(with("list", "in") == "");
    CHECK(with("string", "in") == "");
    CHECK(with("number", "equals") == "");
}

TEST_CASE("compile: mistakes in rules point into the file") {
    CHECK(error_of_rule("must: {path: A, exists: true}") ==
          "11:1: A rule needs a \"message\" for its failures.");
    CHECK(error_of_rule("message: M") == "11:1: A rule needs either \"must\" or \"grades\".");
    CHECK(error_of_rule("mst: {path: A, exists: true}\nmessage: M") ==
          "11:1: Unknown key \"mst\". Did you mean \"must\"?");
    CHECK(error_of_rule("must: {path: A, exist: true}\nmessage: M") ==
          "11:17: Unknown key \"exist\". Did you mean \"exists\"?");
    CHECK(error_of_rule("must: {pth: A, exists: true}\nmessage: M") ==
          "11:8: Unknown key \"pth\". Did you mean \"path\"?");
    CHECK(error_of_rule("must: {path: A}\nmessage: M") ==
          "11:7: A path needs a test: equals, in, exists, matches, min, max, truthy or written.");
    CHECK(error_of_rule("must: {path: A..B, exists: true}\nmessage: M") ==
          "11:14: A path is made of names with a dot between each two.");
    CHECK(error_of_rule("must: {path: On, exists: true}\nmessage: M") ==
          "11:14: A path must be a text: write it in quotes.");
    CHECK(error_of_rule("must: {path: A, min: {param: x}}\nmessage: M") ==
          "11:30: The check has no parameter \"x\".");
    CHECK(error_of_rule("must: {path: A, exists: true}\nmessage: \"{subjct}\"") ==
          "12:10: A message knows {subject}, {value} and {param:NAME}, not {subjct}.");
    CHECK(error_of_rule("must: {path: A, exists: true}\nmessage: \"{Enabled: false}\"") == "");
    CHECK(error_of_rule("grades: [{if: {path: A, exists: true}, value: 2}, {else: 0}]\nmessage: M") ==
          "11:47: A grade lies between 0 and 1.");
    CHECK(error_of_rule("grades: [{else: 1}, {else: 0}]\nmessage: M") ==
          "11:10: The last grade, and only it, is an \"else\".");
    std::string deep = "{path: A, exists: true}";
    for (int i = 0; i < 40; ++i) deep = "{not: " + deep + "}";
    CHECK(error_of_rule("must: " + deep + "\nmessage: M").find("The rule is nested too deeply.") !=
          std::string::npos);
}

TEST_CASE("compile: a damaged blob is refused, wherever it is damaged") {
    const CompiledChecks checks({check_file("c",
                                            "when: {not: {path: A, exists: true}}\nmust: {all: [{path: B, "
                                            "in: [x, y]}, {each: L, where: {path: ., min: 2}}]}\nmessage: M"),
                                 check_file("d", "", "family: access\nweight: 0\nneeds: [c]\n")});
    REQUIRE(checks.error.empty());
    CHECK_FALSE(CheckSet::from_blob({}, {}).ok());
    std::vector<std::byte> blob = checks.blob;
    blob.pop_back();
    CHECK_FALSE(CheckSet::from_blob(blob, {}).ok());
    // Any one byte may be wrong: what is still accepted must be safe to run.
    for (std::size_t i = 0; i < checks.blob.size(); ++i) {
        blob = checks.blob;
        blob[i] ^= std::byte{0xff};
        const auto set = CheckSet::from_blob(blob, {});
        if (!set) continue;
        Project project;
        const Unit& unit =
            project.add_text("t.yaml", "Resources:\n  B: {Type: AWS::S3::Bucket, B: x, L: [1]}\n", {});
        CHECK(judge(project, unit, *set, {}, {}).outcomes.size() <= 2);
    }
}

TEST_CASE("examples: kinds and lines") {
    const auto found = examples(
        "---\nid: a\n---\n```yaml fails\nA: 1\n```\ntext\n```json\n{}\n```\n```yaml passes\nB: 1\nC: "
        "2\n```\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == "fails");
    CHECK(found[0].text == "A: 1\n");
    CHECK(found[0].line == 5);
    CHECK(found[1].text == "B: 1\nC: 2\n");
    CHECK(found[1].line == 12);
}

TEST_CASE("the documented words are the language's") {
    std::ifstream stream(stackfit::testing::in_source("docs/check-language.md"), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::string front =
        good_front +
        "parameters: {least: {type: number, default: 1}, allowed: {type: list, default: []}}\n---\n";
    int rules = 0;
    for (const Fence& fence : split_check_file(text).fences) {
        if (fence.info != "check") continue;
        ++rules;
        CHECK(error_of(front + "```check\n" + std::string(fence.body.in(text)) + "```\n") == "");
    }
    CHECK(rules == 1);
    // The examples of the tables of rules and predicates: the last code span of each row.
    int predicates = 0;
    std::size_t begin = text.find("## Rules");
    const std::size_t tables_end = text.find("## Worlds");
    for (; begin < tables_end; begin = text.find('\n', begin) + 1) {
        const std::string line = text.substr(begin, text.find('\n', begin) - begin);
        const auto close = line.rfind("` |"), open = line.rfind("| `", close);
        if (line.substr(0, 3) != "| `" || close == std::string::npos || open == std::string::npos) continue;
        const std::string example = line.substr(open + 3, close - open - 3);
        std::string rule = example.front() == '{' ? "must: " + example + "\nmessage: M" : example;
        if (rule.find("must:") == std::string::npos && rule.find("grades:") == std::string::npos)
            rule += "\nmust: {path: A, exists: true}";
        if (rule.find("message:") == std::string::npos) rule += "\nmessage: M";
        CHECK_MESSAGE(error_of_rule(rule) == "", rule);
        ++predicates;
    }
    CHECK(predicates == 21);
}
