// The table is text, so that a change of it can be read, and is read as text, so that nothing is paid for what nobody asks. A section is found
// by binary search over the offsets of sections; within it, lines are walked.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <iterator>
#include <span>

#include "sorted_rows.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "tables.h"

// The symbols of resource_types_table.S.
extern "C" {
extern const char stackfit_resource_types[];
extern const char stackfit_resource_types_end[];
}

namespace stackfit {
namespace {

#include "resource_types.inc"

std::string_view table() {
    return {stackfit_resource_types,
            static_cast<std::size_t>(stackfit_resource_types_end - stackfit_resource_types)};
}

std::string_view section_at(std::size_t index) {
    const std::size_t begin = section_offsets[index];
    const std::size_t end =
        index + 1 < std::size(section_offsets) ? section_offsets[index + 1] - 1 : table().size();
    return table().substr(begin, end - begin);
}

/// Where the parts of a section begin within the table: its own properties, then each nested type.
std::span<const unsigned> blocks_of(std::size_t index) {
    return {block_offsets + first_blocks[index], block_offsets + first_blocks[index + 1]};
}

/// Empty: it is no section of the table.
std::span<const unsigned> blocks_of(std::string_view section) {
    const std::less<> before;
    if (before(section.data(), table().data()) || !before(section.data(), table().data() + table().size()))
        return {};
    const auto offset = static_cast<unsigned>(section.data() - table().data());
    const auto* found = std::lower_bound(std::begin(section_offsets), std::end(section_offsets), offset);
    return blocks_of(static_cast<std::size_t>(found - std::begin(section_offsets)));
}

bool ends_name(char sign) { return sign == ' ' || sign == '\n'; }

std::string_view name_of(std::string_view section) {
    return section.substr(0, static_cast<std::size_t>(std::find_if(section.begin(), section.end(), ends_name) - section.begin()));
}

/// As std::string_view::compare of the section's name, which is not searched for its end.
int compare_name(std::string_view section, std::string_view wanted) {
    const int order = section.substr(0, wanted.size()).compare(wanted);
    if (order != 0 || section.size() == wanted.size()) return order;
    return ends_name(section[wanted.size()]) ? 0 : 1;
}

/// A property's line: the name, "!" when it is required, then words.
std::string_view take_name(std::string_view& line, bool& required) {
    std::string_view name = take(line, ' ');
    required = name.ends_with('!');
    if (required) name.remove_suffix(1);
    return name;
}

/// Where a type ends that a line begins with: at the first blank outside of parentheses.
std::size_t type_end(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '(') i = std::min(line.find(')', i), line.size() - 1);
        if (line[i] == ' ') return i;
    }
    return line.size();
}

std::string_view take_type(std::string_view& line) {
    const std::size_t end = type_end(line);
    const std::string_view type = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return type;
}

PropertySpec property_of(std::string_view name, bool required, std::string_view line, std::string_view more,
                         std::string_view section) {
    PropertySpec made{
        name, ValueType(take_type(line), section), required, false, PropertySpec::Replacement::never, {}, {},
        more};
    while (!line.empty()) {
        if (line.starts_with("was=")) {
            line.remove_prefix(4);
            made.previous.emplace_back(take_type(line), section);
            continue;
        }
        const std::string_view word = take(line, ' ');
        if (word.starts_with("default=")) made.default_value = word.substr(8);
        if (word == "deprecated") made.deprecated = true;
        if (word == "replace") made.replacement = PropertySpec::Replacement::always;
        if (word == "maybe") made.replacement = PropertySpec::Replacement::conditional;
    }
    return made;
}

/// Not a line that says more of the property above, or of the type.
bool is_property(std::string_view line) { return !line.starts_with(' ') && !line.starts_with('='); }

/// The lines that say more, which `rest` begins with.
std::string_view lines_of(std::string_view rest) {
    std::size_t end = 0;
    while (end < rest.size() && rest[end] == ' ') end = std::min(rest.find('\n', end), rest.size() - 1) + 1;
    return rest.substr(0, end);
}

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && !text.empty() ? std::optional(value) : std::nullopt;
}

Bounds bounds_of(std::string_view text) {
    const std::size_t dots = text.find("..");
    return {number_of(text.substr(0, dots)), number_of(text.substr(dots + 2))};
}

Constraints constraints_of(std::string_view lines, bool of_elements) {
    Constraints made;
    while (!lines.empty()) {
        std::string_view line = take(lines, '\n').substr(1);
        const bool each = line.starts_with("each ");
        if (each != of_elements) continue;
        if (each) line.remove_prefix(5);
        const std::string_view word = take(line, ' ');
        if (word == "length") made.length = bounds_of(line);
        if (word == "range") made.range = bounds_of(line);
        if (word == "items") made.items = bounds_of(line);
        if (word == "unique") made.unique = true;
        if (word == "format") made.format = line;
        if (word == "pattern") made.pattern = line;
        if (word == "names") made.names = line;
    }
    return made;
}

/// The first sign that is not part of a "->".
std::size_t sign_of(std::string_view word) {
    constexpr std::string_view signs = "=!~%#<>";
    std::size_t at = word.find_first_of(signs);
    while (at != std::string_view::npos && at > 0 && word[at] == '>' && word[at - 1] == '-')
        at = word.find_first_of(signs, at + 1);
    return at;
}

/// "=x,y", "=1..2", "!=x", "~regex", "%60", "#..9", "==B", ">=B+9", "<B"
PropertyTest value_test(std::string_view path, std::string_view sign) {
    using Kind = PropertyTest::Kind;
    if (sign.starts_with("!=")) return {Kind::none_of, path, sign.substr(2), {}};
    if (sign.starts_with("==")) return {Kind::same, path, {}, sign.substr(2)};
    if (sign.starts_with(">=")) {
        std::string_view more = sign.substr(2);
        const std::string_view other = take(more, '+');
        return {Kind::at_least, path, more, other};
    }
    const std::string_view argument = sign.substr(1);
    if (sign[0] == '~') return {Kind::matches, path, argument, {}};
    if (sign[0] == '%') return {Kind::multiple, path, argument, {}};
    if (sign[0] == '#') return {Kind::size, path, argument, {}};
    if (sign[0] == '<') return {Kind::within, path, {}, argument};
    const bool range = argument.find("..") != std::string_view::npos;
    return {range ? Kind::range : Kind::one_of, path, argument, {}};
}

PropertyTest test_of(std::string_view word) {
    using Kind = PropertyTest::Kind;
    if (word.starts_with('!')) return {Kind::absent, word.substr(1), {}, {}};
    const std::size_t sign = sign_of(word);
    if (sign == std::string_view::npos) return {Kind::given, word, {}, {}};
    return value_test(word.substr(0, sign), word.substr(sign));
}

/// "A=x !B : C D=1..2 ; The reason."
PropertyRule rule_of(std::string_view line) {
    PropertyRule made;
    std::vector<PropertyTest>* tests = &made.when;
    while (!line.empty()) {
        const std::string_view word = take(line, ' ');
        if (word == ";") {
            made.reason = line;
            break;
        }
        if (word == ":")
            tests = &made.then;
        else
            tests->push_back(test_of(word));
    }
    return made;
}

/// Splits at `separator` outside of brackets.
std::vector<std::string_view> split_outside(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : separator;
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']' || c == '}') --depth;
        if (c != separator || depth != 0) continue;
        parts.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    return parts;
}

bool is_union(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '(') i = std::min(text.find(')', i), text.size());  // values, of which there can be hundreds
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        if (c == '|' && depth == 0) return true;
    }
    return false;
}

/// "string" of "string(a,b)", of "string~(a,b)" and of "string|json"; nothing of a list or a map.
std::string_view word_of(std::string_view type) {
    const auto goes_on = [](char c) { return c != '~' && c != '(' && c != '|' && c != '[' && c != '{'; };
    std::size_t end = 0;
    while (end < type.size() && goes_on(type[end])) ++end;
    return type.substr(0, end);
}

/// The lines of a nested type that begins at `begin` with its name.
NestedType nested_at(std::string_view section, std::size_t begin, std::size_t end) {
    std::string_view lines = section.substr(begin, end - begin);
    const std::string_view name = take(lines, '\n').substr(1);
    return {name, lines, section};
}

}  // namespace

const char* const resource_types_version = STACKFIT_RESOURCE_TYPES_VERSION;

ValueType::Kind ValueType::kind() const {
    struct Name {
        char text[10];
        std::uint8_t size;
        Kind kind;
    };
    static constexpr Name names[] = {
        {"string", 6, Kind::string},   {"integer", 7, Kind::integer}, {"number", 6, Kind::number},
        {"boolean", 7, Kind::boolean}, {"json", 4, Kind::json},       {"timestamp", 9, Kind::timestamp},
        {"tag", 3, Kind::tag},         {"any", 3, Kind::any},
    };
    const std::string_view word = word_of(text_);
    if (word.size() < text_.size() && is_union(text_)) return Kind::any_of;
    if (text_.starts_with('[')) return Kind::list;
    if (text_.starts_with('{')) return Kind::map;
    for (const Name& name : names) {
        if (word == std::string_view(name.text, name.size)) return name.kind;
    }
    return Kind::nested;
}

ValueType ValueType::element() const { return {text_.substr(1, text_.size() - 2), section_}; }

std::vector<ValueType> ValueType::alternatives() const {
    std::vector<ValueType> made;
    for (const std::string_view part : split_outside(text_, '|')) made.emplace_back(part, section_);
    return made;
}

std::vector<std::string_view> ValueType::allowed() const {
    const std::size_t open = text_.find('(');
    if (open == std::string_view::npos) return {};
    return split(text_.substr(open + 1, text_.size() - open - 2), ',');
}

bool ValueType::allows(std::string_view value) const {
    const std::vector<std::string_view> values = allowed();
    const bool any_case = text_.substr(0, text_.find('(')).ends_with('~');
    return values.empty() || std::any_of(values.begin(), values.end(), [&](std::string_view one) {
               return one == value || (any_case && to_lower(one) == to_lower(value));
           });
}

Constraints PropertySpec::constraints() const { return constraints_of(more, false); }

Constraints PropertySpec::element_constraints() const { return constraints_of(more, true); }

/// Nested types follow the properties of the resource type, each behind a line of its name with a dot before it.
NestedType ValueType::nested() const {
    const std::span<const unsigned> blocks = blocks_of(section_);
    const std::size_t start = blocks.empty() ? 0 : static_cast<std::size_t>(section_.data() - table().data());
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        const std::size_t begin = blocks[i] - start;
        if (compare_name(section_.substr(begin + 1), text_) != 0) continue;
        return nested_at(section_, begin,
                         i + 1 < blocks.size() ? blocks[i + 1] - start - 1 : section_.size());
    }
    std::size_t at = blocks.empty() ? section_.find("\n.") : std::string_view::npos;
    while (at < section_.size()) {
        const std::size_t next = std::min(section_.find("\n.", at + 1), section_.size());
        const NestedType type = nested_at(section_, at + 1, next);
        if (type.name() == text_) return type;
        at = next;
    }
    return {text_, {}, section_};
}

std::optional<PropertySpec> NestedType::property(std::string_view wanted) const {
    if (wanted.empty() || !is_property(wanted)) return std::nullopt;
    for (std::size_t at = 0; at < lines_.size(); at = std::min(lines_.find('\n', at), lines_.size()) + 1) {
        if (lines_[at] != wanted[0] || !lines_.substr(at).starts_with(wanted)) continue;
        std::string_view rest = lines_.substr(at), line = take(rest, '\n');
        bool required = false;
        const std::string_view name = take_name(line, required);
        if (name == wanted) return property_of(name, required, line, lines_of(rest), section_);
    }
    return std::nullopt;
}

std::vector<std::string_view> NestedType::property_names() const {
    std::vector<std::string_view> names;
    for (std::string_view rest = lines_; !rest.empty();) {
        std::string_view line = take(rest, '\n');
        bool required = false;
        if (is_property(line)) names.push_back(take_name(line, required));
    }
    return names;
}

std::vector<std::string_view> NestedType::required() const {
    std::vector<std::string_view> names;
    for (std::size_t at = lines_.find("! "); at != std::string_view::npos; at = lines_.find("! ", at + 1)) {
        const std::size_t begin = at == 0 ? 0 : lines_.rfind('\n', at) + 1;  // npos + 1 is 0
        const std::string_view name = lines_.substr(begin, at - begin);
        if (is_property(name) && name.find(' ') == std::string_view::npos) names.push_back(name);
    }
    return names;
}

bool NestedType::is_open() const {
    for (std::string_view rest = lines_; rest.starts_with('=');)
        if (take(rest, '\n') == "=open") return true;
    return false;
}

std::vector<Together> NestedType::together() const {
    std::vector<Together> all;
    for (std::string_view rest = lines_; rest.starts_with('=');) {
        std::string_view line = take(rest, '\n');
        const std::string_view word = take(line, ' ');
        if (word == "=if" || word == "=open") continue;
        Together made;
        made.kind = word == "=one"    ? Together::Kind::exactly_one
                    : word == "=some" ? Together::Kind::at_least_one
                    : word == "=with" ? Together::Kind::needs
                                      : Together::Kind::excludes;
        while (!line.empty()) {
            const std::string_view group = take(line, ' ');
            made.groups.push_back(split(group, group.find('+') == std::string_view::npos ? ',' : '+'));
        }
        all.push_back(std::move(made));
    }
    return all;
}

namespace {

/// Where the name of the property ends that a rule begins with; it may have "!" before it.
std::size_t first_path_end(std::string_view line) {
    const auto in_name = [](char c) { return is_letter_or_digit(c) || c == '/' || c == '_'; };
    std::size_t end = 1;
    while (end < line.size() && in_name(line[end])) ++end;
    return end;
}

}  // namespace

std::vector<PropertyRule> NestedType::rules(
    const std::function<bool(std::string_view property)>& is_given) const {
    std::vector<PropertyRule> all;
    for (std::string_view rest = lines_; rest.starts_with('=');) {
        std::string_view line = take(rest, '\n');
        if (take(line, ' ') != "=if") continue;
        const std::string_view first = line.substr(0, first_path_end(line));
        if (first.starts_with('!') ? !is_given(first.substr(1)) : is_given(first))
            all.push_back(rule_of(line));
    }
    return all;
}

bool PropertyTest::lists(std::string_view value) const {
    const std::vector<std::string_view> values = split(argument, ',');
    return std::any_of(values.begin(), values.end(),
                       [&](std::string_view one) { return to_lower(one) == to_lower(value); });
}

Bounds PropertyTest::range() const { return bounds_of(argument); }

std::optional<ValueType> ResourceType::attribute(std::string_view wanted) const {
    for (std::string_view rest = section_.substr(section_.find('\n') + 1); rest.starts_with('@');) {
        std::string_view line = take(rest, '\n').substr(1);
        if (take(line, ' ') == wanted) return ValueType(line, section_);
    }
    const auto property_of_type = has_mark("readable") ? property(wanted) : std::nullopt;
    return property_of_type ? std::optional(property_of_type->type) : std::nullopt;
}

std::vector<std::string_view> ResourceType::attribute_names() const {
    std::vector<std::string_view> names;
    for (std::string_view rest = section_.substr(section_.find('\n') + 1); rest.starts_with('@');) {
        std::string_view line = take(rest, '\n').substr(1);
        names.push_back(take(line, ' '));
    }
    return names;
}

std::vector<std::string_view> ResourceType::primary_identifier() const {
    for (std::string_view rest = marks_; !rest.empty();) {
        const std::string_view word = take(rest, ' ');
        if (word.starts_with("id=")) return split(word.substr(3), ',');
    }
    return {};
}

std::string_view ResourceType::tags() const {
    for (std::string_view rest = marks_; !rest.empty();) {
        const std::string_view word = take(rest, ' ');
        if (word.starts_with("tags=")) return word.substr(5);
    }
    return {};
}

bool ResourceType::stateful() const { return has_mark("stateful"); }

bool ResourceType::has_mark(std::string_view mark) const {
    for (std::string_view rest = marks_; !rest.empty();) {
        if (take(rest, ' ') == mark) return true;
    }
    return false;
}

namespace {

ResourceType type_of(std::string_view section, std::size_t properties, std::size_t nested) {
    std::string_view marks = section.substr(0, section.find('\n'));
    const std::string_view name = take(marks, ' ');
    const std::size_t end = std::max(properties, nested == 0 ? 0 : nested - 1);
    return {name, marks, section.substr(properties, end - properties), section};
}

/// Of a section that is not of the table.
ResourceType type_of(std::string_view section) {
    std::string_view rest = section;
    do take(rest, '\n');
    while (rest.starts_with('@'));
    const std::size_t properties = section.size() - rest.size();
    const std::size_t nested = section.find("\n.", properties == 0 ? 0 : properties - 1);
    return type_of(section, properties, nested == std::string_view::npos ? section.size() + 1 : nested + 1);
}

ResourceType type_at(std::size_t index) {
    const std::string_view section = section_at(index);
    const std::span<const unsigned> blocks = blocks_of(index);
    const std::size_t start = section_offsets[index];
    return type_of(section, blocks[0] - start, blocks.size() > 1 ? blocks[1] - start : section.size() + 1);
}

}  // namespace

std::optional<ResourceType> resource_type(std::string_view wanted) {
    std::size_t low = 0;
    std::size_t high = std::size(section_offsets);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::string_view section = section_at(middle);
        const int order = compare_name(section, wanted);
        if (order < 0) {
            low = middle + 1;
        } else if (order > 0) {
            high = middle;
        } else {
            return type_at(middle);
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> resource_type_names() {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < std::size(section_offsets); ++i) names.push_back(name_of(section_at(i)));
    return names;
}

const ResourceTypes& ResourceTypes::built_in() {
    static const ResourceTypes types;
    return types;
}

void ResourceTypes::add(std::string section) {
    std::string name(name_of(section));
    added_.insert_or_assign(std::move(name), std::move(section));
}

std::optional<ResourceType> ResourceTypes::find(std::string_view name) const {
    const auto added = added_.find(name);
    return added != added_.end() ? type_of(added->second) : resource_type(name);
}

std::vector<std::string_view> ResourceTypes::names() const {
    std::vector<std::string_view> names = resource_type_names();
    for (const auto& [name, section] : added_) names.push_back(name);
    return names;
}

}  // namespace stackfit
