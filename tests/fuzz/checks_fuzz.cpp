// Check files and configurations that nobody would write: errors, never a crash. A check file that compiles must also run.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "stackfit/engine.h"

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
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    compile_and_run(text);
    stackfit::Sources sources;
    (void)stackfit::read_configuration(".stackfit.yaml", text, stackfit::CheckSet(), sources);
    // As a template: suppressions are read from any comment.
    stackfit::Project project;
    const auto& unit = project.add_text("t.yaml", text, {});
    (void)stackfit::judge(project, unit, stackfit::CheckSet(), {}, {});
    return 0;
}
