// AWS Step Functions Developer Guide, "Using Amazon States Language to define Step Functions workflows" and its pages on each state;
// states-language.net, "Amazon States Language".
#include "state_fields.h"

#include "section.h"

namespace stackfit::checks {
namespace {

using enum Language;

constexpr unsigned char texts = of_text, numbers = of_number, flags = of_boolean, lists = of_list,
                        maps = of_mapping;

constexpr StateField fields[] = {
    {"Type", every_type, both, texts, true},
    {"Comment", every_type, both, texts},
    {"QueryLanguage", every_type, both, texts},
    {"Next", flowing, both, texts},
    {"End", flowing, both, flags},
    {"InputPath", every_type, path, texts, false, true},
    {"OutputPath", every_type, path, texts, false, true},
    {"Output", every_type, jsonata, of_any},
    {"Assign", flowing | choose, both, maps},
    {"Parameters", task | parallel | map | pass, path, maps},
    {"ResultSelector", task | parallel | map, path, maps},
    {"ResultPath", task | parallel | map | pass, path, texts, false, true},
    {"Arguments", task | parallel, jsonata, of_any},
    {"Retry", task | parallel | map, both, lists},
    {"Catch", task | parallel | map, both, lists},
    {"Result", pass, path, of_any},
    {"Resource", task, both, texts, true},
    {"Credentials", task, both, of_any},
    {"TimeoutSeconds", task, both, numbers, false, false, 1},
    {"TimeoutSecondsPath", task, path, texts, false, true},
    {"HeartbeatSeconds", task, both, numbers, false, false, 1},
    {"HeartbeatSecondsPath", task, path, texts, false, true},
    {"Choices", choose, both, lists, true},
    {"Default", choose, both, texts},
    {"Seconds", wait, both, numbers},
    {"SecondsPath", wait, path, texts, false, true},
    {"Timestamp", wait, both, texts},
    {"TimestampPath", wait, path, texts, false, true},
    {"Error", fail, both, texts},
    {"ErrorPath", fail, path, texts},
    {"Cause", fail, both, texts},
    {"CausePath", fail, path, texts},
    {"Branches", parallel, both, lists, true},
    {"ItemProcessor", map, both, maps},
    {"Iterator", map, both, maps},
    {"ItemsPath", map, path, texts, false, true},
    {"Items", map, jsonata, of_any},
    {"ItemSelector", map, both, of_any},
    {"ItemReader", map, both, maps},
    {"ItemBatcher", map, both, maps},
    {"ResultWriter", map, both, maps},
    {"MaxConcurrency", map, both, numbers},
    {"MaxConcurrencyPath", map, path, texts, false, true},
    {"ToleratedFailureCount", map, both, numbers},
    {"ToleratedFailureCountPath", map, path, texts, false, true},
    {"ToleratedFailurePercentage", map, both, numbers},
    {"ToleratedFailurePercentagePath", map, path, texts, false, true},
    {"Label", map, both, texts},
};

constexpr FieldChoice choices[] = {
    {flowing, true, {"Next", "End"}},
    {wait, true, {"Seconds", "SecondsPath", "Timestamp", "TimestampPath"}},
    {map, true, {"ItemProcessor", "Iterator"}},
    {task, false, {"TimeoutSeconds", "TimeoutSecondsPath"}},
    {task, false, {"HeartbeatSeconds", "HeartbeatSecondsPath"}},
    {map, false, {"MaxConcurrency", "MaxConcurrencyPath"}},
    {fail, false, {"Error", "ErrorPath"}},
    {fail, false, {"Cause", "CausePath"}},
};

constexpr Comparison compared[] = {
    {"StringEquals", texts},
    {"StringEqualsPath", texts},
    {"StringLessThan", texts},
    {"StringLessThanPath", texts},
    {"StringGreaterThan", texts},
    {"StringGreaterThanPath", texts},
    {"StringLessThanEquals", texts},
    {"StringLessThanEqualsPath", texts},
    {"StringGreaterThanEquals", texts},
    {"StringGreaterThanEqualsPath", texts},
    {"StringMatches", texts},
    {"NumericEquals", numbers},
    {"NumericEqualsPath", texts},
    {"NumericLessThan", numbers},
    {"NumericLessThanPath", texts},
    {"NumericGreaterThan", numbers},
    {"NumericGreaterThanPath", texts},
    {"NumericLessThanEquals", numbers},
    {"NumericLessThanEqualsPath", texts},
    {"NumericGreaterThanEquals", numbers},
    {"NumericGreaterThanEqualsPath", texts},
    {"BooleanEquals", flags},
    {"BooleanEqualsPath", texts},
    {"TimestampEquals", texts},
    {"TimestampEqualsPath", texts},
    {"TimestampLessThan", texts},
    {"TimestampLessThanPath", texts},
    {"TimestampGreaterThan", texts},
    {"TimestampGreaterThanPath", texts},
    {"TimestampLessThanEquals", texts},
    {"TimestampLessThanEqualsPath", texts},
    {"TimestampGreaterThanEquals", texts},
    {"TimestampGreaterThanEqualsPath", texts},
    {"IsNull", flags},
    {"IsPresent", flags},
    {"IsNumeric", flags},
    {"IsString", flags},
    {"IsBoolean", flags},
    {"IsTimestamp", flags},
};

}  // namespace

std::uint8_t state_type(std::string_view name) {
    struct Name {
        char name[12];
        std::uint8_t type;
    };
    static constexpr Name names[] = {{"Task", task},         {"Pass", pass},       {"Wait", wait},
                                     {"Choice", choose},     {"Succeed", succeed}, {"Fail", fail},
                                     {"Parallel", parallel}, {"Map", map}};
    for (const Name& one : names) {
        if (name == one.name) return one.type;
    }
    return 0;
}

std::span<const StateField> state_fields() { return fields; }
std::span<const FieldChoice> field_choices() { return choices; }
std::span<const Comparison> comparisons() { return compared; }

}  // namespace stackfit::checks
