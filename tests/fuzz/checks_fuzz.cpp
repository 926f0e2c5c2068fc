// Check files, configurations and baselines that nobody would write: errors, never a crash. A check file that compiles must also run, alone and
// beside other checks; what a configuration or a baseline says is said again by what is printed of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "stackfit/engine_baseline.h"
#include "stackfit/engine_configuration.h"
#include "stackfit/engine_examples.h"

namespace {

void compile_and_run(const std::string& text) {
    stackfit::Sources sources;
    // The id must be the file's name: take whatever the text says it is.
    const auto found = text.find("\nid: ");
    const auto begin = found == std::string::npos ? text.size() : found + 5;
    const std::string id = text.substr(begin, text.find('\n', begin) - begin);
    const auto blob = stackfit::compile_checks({{id + ".md", text}}, sources);
    (void)stackfit::examples(text);
    if (!blob) return;
    const auto set = stackfit::CheckSet::from_blob(*blob, {});
    if (!set) std::abort();  // what the compiler writes, the reader takes
    stackfit::Project project;
    const auto& unit = project.add_text(
        "t.yaml", "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties: {L: [{A: 1}], N: !Ref B}\n",
        {});
    (void)stackfit::judge(project, unit, *set, {}, {});
    // Beside itself it is one check too many; beside nothing it is one of the user's, which needs a rule that can be true.
    stackfit::CheckSet own;
    if (own.add({{id + ".md", text}}, sources)) return;
    if (!own.add({{id + ".md", text}}, sources)) std::abort();
    for (const stackfit::CheckInfo& check : own.checks())
        (void)stackfit::test_examples(own, check, stackfit::example_date);
}

/// A configuration in three files: two that extend the third, which is the text, and itself.
void configure(const std::string& text) {
    stackfit::MemoryFileSystem files;
    files.write("a/.stackfit.yaml", "extends: [b.yaml, c.yaml]\n");
    files.write("a/b.yaml", "extends: c.yaml\n");
    files.write("a/c.yaml", text);
    stackfit::Sources sources;
    const auto found = stackfit::find_configuration(files, "a", sources);
    if (!found) return;
    const auto configuration = stackfit::read_configuration(*found, stackfit::CheckSet(), sources);
    if (!configuration) return;
    (void)stackfit::configuration_text(*configuration, sources, true);
    (void)stackfit::configuration_text(configuration->of("a/t.yaml"), sources, false);
}

void read_known(const std::string& text) {
    stackfit::Sources sources;
    const auto baseline = stackfit::read_baseline("baseline.json", text, sources);
    if (!baseline) return;
    const auto again = stackfit::read_baseline("again.json", stackfit::baseline_text(*baseline), sources);
    if (!again || *again != *baseline) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    compile_and_run(text);
    stackfit::Sources sources;
    (void)stackfit::read_configuration(".stackfit.yaml", text, stackfit::CheckSet(), sources);
    configure(text);
    read_known(text);
    // As a template: suppressions are read from any comment.
    stackfit::Project project;
    const auto& unit = project.add_text("t.yaml", text, {});
    stackfit::Configuration configuration;
    configuration.honour = {"cfn-lint", "cfn_nag", "checkov", "guard"};
    (void)stackfit::judge(project, unit, stackfit::CheckSet(), configuration, {});
    return 0;
}
