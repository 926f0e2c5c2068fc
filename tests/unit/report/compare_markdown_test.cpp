#include "../change/fixture.h"
#include "stackfit/report_compare.h"
#include "stackfit/support/text.h"

using namespace stackfit;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// The comment on a change of templates alone, without judging them.
std::string comment(const ChangeFixture& change, const std::vector<std::string>& broken = {}) {
    const Revision old_side{"old", &change.before.project, {}, std::nullopt};
    const Revision new_side{"new", &change.after.project, {}, std::nullopt};
    Comparison comparison;
    comparison.change_sets = {change.changes};
    comparison.hazards = change.hazards;
    for (Hazard& one : comparison.hazards) one.changes = comparison.change_sets.data();
    return compare_markdown(comparison, old_side, new_side, broken);
}

std::string topics(int number, const char* name) {
    std::string text = "Resources:\n";
    for (int i = 0; i < number; ++i)
        text += "  Q" + std::to_string(i) + ": {Type: AWS::SQS::Queue, Properties: {QueueName: q" +
                std::to_string(i) + ", DelaySeconds: " + name + "}}\n";
    return text;
}

}  // namespace

TEST_CASE("a comment tells of hazards and resources, folded") {
    const ChangeFixture change(topics(1, "1"), topics(1, "1") + "  T: {Type: AWS::SNS::Topic}\n");
    CHECK(comment(change) ==
          "### stackfit ✅ the fitness is not compared: one side has nothing to judge\n\n"
          "\n<details><summary>Resources of template.yaml: 1 added</summary>\n\n- **add** `T` "
          "AWS::SNS::Topic\n\n</details>\n"
          "\n<sub>old → new; 0 findings unchanged</sub>\n");
    CHECK(comment(change, {"1 hazard"}).starts_with("### stackfit ❌"));
}

TEST_CASE("a comment never grows beyond what GitHub takes, and says what is left out") {
    const ChangeFixture change(topics(1500, "1"), topics(1500, "1, FifoQueue: true"));
    const std::string text = comment(change);
    CHECK(text.size() <= 65536);
    CHECK(text.size() > 50000);
    CHECK(count(text, "<details>") == count(text, "</details>"));
    CHECK(text.find("more hazards; the text and JSON forms have all") != std::string::npos);
}

TEST_CASE("what a template says is no markup") {
    const ChangeFixture change(
        "Resources: {S: {Type: AWS::SNS::Topic, Properties: {TopicName: '</details>@team', FifoTopic: "
        "false}}}",
        "Resources: {S: {Type: AWS::SNS::Topic, Properties: {TopicName: '</details>@team', FifoTopic: true, "
        "DisplayName: \"a`b|c\\n# d\"}}}");
    const std::string text = replace_all(comment(change), "`</details>@team`", "");  // code is no markup
    CHECK(count(text, "<details>") == count(text, "</details>"));
    CHECK(text.find("@team") == std::string::npos);
    CHECK(text.find("\n# d") == std::string::npos);
}
