// Rules of composite alarms that nobody would write: unknown, never a crash. A `$` in the input stands for a reference.
#include <cstddef>
#include <cstdint>
#include <string>

#include "stackfit/deployment_alarms.h"

namespace {

stackfit::Value rule_of(const std::string& input) {
    stackfit::Value rule;
    rule.state = stackfit::Value::State::text;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty()) rule.text.push_back({stackfit::Piece::Kind::literal, literal, {}});
        literal.clear();
    };
    for (const char c : input) {
        if (c != '$') {
            literal += c;
            continue;
        }
        flush();
        rule.text.push_back({stackfit::Piece::Kind::reference, "A", {}});
    }
    flush();
    return rule;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    stackfit::Project project;
    const auto& unit = project.add_text("t.yaml", "Resources: {A: {Type: AWS::CloudWatch::Alarm}}", {});
    const stackfit::Graph graph(unit.expanded);
    unit.worlds->explore(
        [&](stackfit::World& world) { (void)stackfit::read_alarm_rule(world, graph, rule_of(text)); }, 1);
    return 0;
}
