#include "document/tags.h"

#include <algorithm>
#include <iterator>

#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// Every function with a short form (Template Reference "Intrinsic function reference" and "Rule-specific
/// intrinsic functions"). The lines are long names, so that a key needs no copy.
constexpr std::string_view functions =
    "Fn::And Fn::Base64 Fn::Cidr Fn::Contains Fn::EachMemberEquals Fn::EachMemberIn Fn::Equals Fn::FindInMap "
    "Fn::GetAtt "
    "Fn::GetAZs Fn::GetStackOutput Fn::If Fn::ImportValue Fn::Join Fn::Not Fn::Or Fn::RefAll "
    "Fn::Select Fn::Split "
    "Fn::Sub Fn::Transform Fn::ValueOf Fn::ValueOfAll";
/// Those of AWS::LanguageExtensions have none ("AWS::LanguageExtensions transform": "Short-form YAML syntax isn't supported").
constexpr std::string_view long_forms[] = {"ForEach", "Length", "ToJsonString"};
constexpr std::string_view prefix = "Fn::";

/// The entry of `functions` whose name is exactly this, without its prefix; or empty.
std::string_view long_name(std::string_view name) {
    if (name.empty() || name.find_first_of(" :") != std::string_view::npos) return {};
    for (std::size_t at = functions.find(name); at != std::string_view::npos;
         at = functions.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if (at >= prefix.size() && functions[at - 1] == ':' &&
            (end == functions.size() || functions[end] == ' ')) {
            return functions.substr(at - prefix.size(), prefix.size() + name.size());
        }
    }
    return {};
}

Tag yaml_tag(std::string_view name) {
    if (name == "str") return {Tag::Meaning::string, Kind::string, {}};
    if (name == "int") return {Tag::Meaning::typed, Kind::integer, {}};
    if (name == "float") return {Tag::Meaning::typed, Kind::floating, {}};
    if (name == "bool") return {Tag::Meaning::typed, Kind::boolean, {}};
    if (name == "null") return {Tag::Meaning::typed, Kind::null, {}};
    if (name == "seq") return {Tag::Meaning::typed, Kind::sequence, {}};
    if (name == "map") return {Tag::Meaning::typed, Kind::mapping, {}};
    return {Tag::Meaning::unknown, Kind::string, {}};
}

/// The part of a tag that a function's name would be: "!Equals:" -> "Equals", "!Fn::Sub" -> "Sub".
std::string_view bare_name(std::string_view tag) {
    while (tag.starts_with('!')) tag.remove_prefix(1);
    if (tag.starts_with(prefix)) tag.remove_prefix(prefix.size());
    while (tag.ends_with(':')) tag.remove_suffix(1);
    return tag;
}

}  // namespace

Tag classify_tag(std::string_view tag, Arena& arena) {
    constexpr std::string_view yaml_prefix = "tag:yaml.org,2002:";
    if (tag == "?" || tag.empty()) return {};
    if (tag == "!") return {Tag::Meaning::string, Kind::string, {}};
    if (tag == "!Ref") return {Tag::Meaning::intrinsic, Kind::string, "Ref"};
    if (tag == "!Condition") return {Tag::Meaning::intrinsic, Kind::string, "Condition"};
    if (tag.starts_with(yaml_prefix)) return yaml_tag(tag.substr(yaml_prefix.size()));
    if (tag.starts_with("!!")) return yaml_tag(tag.substr(2));
    if (const std::string_view key = tag[0] == '!' ? long_name(tag.substr(1)) : ""; !key.empty()) {
        return {Tag::Meaning::intrinsic, Kind::string, key};
    }
    const std::string_view name = bare_name(tag);
    if (name == "Ref" || name == "Condition") return {Tag::Meaning::unknown, Kind::string, arena.copy(name)};
    return {Tag::Meaning::unknown, Kind::string, arena.copy(std::string(prefix) + std::string(name))};
}

std::string unknown_tag_message(std::string_view tag) {
    const std::string shown(tag);
    const std::string_view name = bare_name(tag);
    if (tag.starts_with("tag:yaml.org") || tag.starts_with("!!")) {
        return "CloudFormation does not support the YAML tag " + shown + "; write the value without it";
    }
    if (name == "Ref" || name == "Condition" || !long_name(name).empty()) {
        return shown + " is not a tag that CloudFormation knows; write !" + std::string(name) +
               " and a space";
    }
    if (std::ranges::find(long_forms, name) != std::end(long_forms)) {
        return shown + " is not a tag that CloudFormation knows: Fn::" + std::string(name) +
               " has no short form; write it in full, as a key";
    }
    std::vector<std::string_view> known = split(functions, ' ');
    for (std::string_view& function : known) function.remove_prefix(prefix.size());
    known.insert(known.begin(), {"Ref", "Condition"});
    const std::string_view meant = closest(name, known);
    const std::string hint = meant.empty() ? "" : "; did you mean !" + std::string(meant) + "?";
    return shown + " is not a tag that CloudFormation knows" + hint;
}

std::string_view short_name(std::string_view key) {
    if (key == "Ref" || key == "Condition") return key;
    if (!key.starts_with(prefix)) return {};
    return long_name(key.substr(prefix.size())).empty() ? std::string_view{} : key.substr(prefix.size());
}

}  // namespace stackfit
