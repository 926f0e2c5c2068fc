// Releases that nobody would write: types, alarms and windows of any size. Numbers or a word why not, never a crash or a long walk.
#include <cstddef>
#include <cstdint>
#include <string>

#include "stackfit/report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    stackfit::Project project;
    const auto& unit = project.add_text("t.yaml", std::string(reinterpret_cast<const char*>(data), size), {});
    if (!unit.readable || !unit.is_template) return 0;
    const stackfit::Graph graph(unit.expanded);
    const stackfit::Rollout rollout = stackfit::rollout(unit, graph, {});
    (void)stackfit::rollout_text(unit, rollout, {}, 80);
    (void)stackfit::rollout_json(unit, rollout);
    (void)stackfit::rollout_mermaid(unit, rollout);
    return 0;
}
