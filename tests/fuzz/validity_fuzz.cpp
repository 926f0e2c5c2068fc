// Templates that nobody would write, judged by the whole catalogue; and the text of documents within them: policies, state machines and
// Systems Manager documents are parsed on their own.
#include <cstddef>
#include <cstdint>
#include <string>

#include "stackfit/checks.h"

namespace {

void judge_text(const stackfit::CheckSet& checks, std::string text) {
    stackfit::Project project;
    const auto& unit = project.add_text("t.yaml", std::move(text), {});
    (void)stackfit::judge(project, unit, checks, {}, {stackfit::Date{2026, 11, 21}, 64, 2'000});
}

/// The text in the places of documents, as a YAML block.
std::string with_documents(const std::string& text) {
    std::string block = "|\n";
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        block += "        " + text.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    const auto resource = [&](const char* name, const char* type, const char* property) {
        return std::string("  ") + name + ":\n    Type: " + type + "\n    Properties:\n      " + property +
               ": " + block;
    };
    return "Resources:\n" + resource("P", "AWS::IAM::ManagedPolicy", "PolicyDocument") +
           resource("S", "AWS::StepFunctions::StateMachine", "DefinitionString") +
           resource("D", "AWS::SSM::Document", "Content");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const stackfit::CheckSet checks = stackfit::catalogue();
    const std::string text(reinterpret_cast<const char*>(data), size);
    judge_text(checks, text);
    judge_text(checks, with_documents(text));
    return 0;
}
