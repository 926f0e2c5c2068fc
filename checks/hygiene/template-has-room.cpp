#include <charconv>

#include "../common/quotas.h"
#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "template-has-room";

class Judge {
public:
    Judge(CheckContext& context, std::vector<Problem>& problems) : unit_(context.unit), problems_(problems) {
        const std::string& share = context.parameters.find("percent")->second;
        std::from_chars(share.data(), share.data() + share.size(), percent_);
    }

    /// `counted` of what `things` are, where CloudFormation takes `most`. Beyond that is an error, which other checks tell.
    void judge(std::string_view section, std::size_t counted, std::size_t most, std::string_view things) {
        if (counted > most || counted * 100 <= most * percent_) return;
        const Member* member = unit_.source.root()->find(section);
        problems_.push_back({id,
                             say("The template has ", std::to_string(counted), " ", things,
                                 "; CloudFormation takes at most ", std::to_string(most),
                                 ". What is added next may be refused, and to split a stack that is deployed "
                                 "means to move its "
                                 "resources. Split it into several stacks while there is room."),
                             member != nullptr ? member->key_span : Span{unit_.file, 0, 0},
                             {},
                             false});
    }

    void section(std::string_view name, std::size_t most, std::string_view things) {
        const Node* section = unit_.source.section(name);
        if (section != nullptr) judge(name, section->members.size(), most, things);
    }

private:
    const Unit& unit_;
    std::vector<Problem>& problems_;
    std::size_t percent_ = 80;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Judge judge(context, problems);
    judge.judge({}, context.sources()[context.unit.file].text().size(), quotas::template_bytes, "bytes");
    // Counted as CloudFormation counts: after SAM and loops.
    judge.judge("Resources", context.unit.expanded.resources().size(), quotas::resources, "resources");
    judge.section("Parameters", quotas::parameters, "parameters");
    judge.section("Mappings", quotas::mappings, "mappings");
    judge.section("Outputs", quotas::outputs, "outputs");
}

}  // namespace

NativeCheck template_has_room() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
