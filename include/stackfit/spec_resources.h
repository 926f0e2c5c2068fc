// spec: the resource specification. What CloudFormation knows of a resource type: properties, nested types, attributes.
//
// The table (data/resource-types.txt; data/resource_types.py says how it reads) is part of the program as text. What is handed out here
// are views into it, a few words each and made when asked for: nothing is read at start, nothing is kept, and a type costs nothing for
// the rest. Everything lives as long as the program.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

class NestedType;

/// The type of a property's or an attribute's value.
class ValueType {
public:
    enum class Kind : std::uint8_t {
        string,
        integer,
        number,
        boolean,
        json,
        timestamp,
        tag,
        nested,
        list,
        map,
        any_of,
        any  ///< nothing is known of it
    };

    /// `text`: as the table writes it; `section`: of the resource type, where its nested types stand.
    ValueType(std::string_view text, std::string_view section) : text_(text), section_(section) {}

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] ValueType element() const;                    ///< of list and map
    [[nodiscard]] std::vector<ValueType> alternatives() const;  ///< of any_of
    [[nodiscard]] NestedType nested() const;                    ///< of nested
    /// Of string and integer: the only values; empty: any.
    [[nodiscard]] std::vector<std::string_view> allowed() const;
    [[nodiscard]] bool allows(std::string_view value) const;

private:
    std::string_view text_, section_;
};

/// Bounds, either of which may be missing, both inclusive.
struct Bounds {
    std::optional<double> least, most;

    [[nodiscard]] bool hold(double value) const {
        return (!least || value >= *least) && (!most || value <= *most);
    }
};

/// What a value must keep to, besides its type. Lengths are in code points.
struct Constraints {
    std::optional<Bounds> length, range, items;
    bool unique = false;
    std::string_view format;   ///< what it identifies: "AWS::EC2::VPC.Id"; "" : nothing that is known
    std::string_view pattern;  ///< ECMA 262, searched for in the value; "" : none
    std::string_view names;    ///< the same, for each name of a map
};

/// Which properties of one owner go together. Each of `groups` is a set of properties that stand together.
struct Together {
    enum class Kind : std::uint8_t {
        exactly_one,   ///< of the groups
        at_least_one,  ///< of the groups
        needs,         ///< groups[0] needs groups[1]
        excludes       ///< groups[0] excludes each of groups[1]
    };
    Kind kind = Kind::exactly_one;
    std::vector<std::vector<std::string_view>> groups;
};

/// What a rule says of one property: that it is given, or what its value is.
struct PropertyTest {
    enum class Kind : std::uint8_t {
        given,
        absent,
        one_of,    ///< of a list: any element is
        none_of,   ///< of a list: no element is
        range,     ///< of a list: the number of its elements
        multiple,  ///< of the number `argument`
        matches,   ///< a pattern, ECMA 262; of a list: each element
        size,      ///< a range: bytes of a text, or of all keys and texts of a map
        same,      ///< as the value of `other`
        at_least,  ///< the value of `other`, and `argument` more
        within     ///< the domain `other`, or one below it
    };
    Kind kind = Kind::given;
    /// "Engine"; "Code.ZipFile"; "DeploymentId->RestApiId", of the resource that DeploymentId refers to; "TaskDefinition->@", its type;
    /// "Role->&", the function that refers; "Items[].Name", the names of all elements; "Items[0].Name", of one; "/Engine", of the resource, not of the nested type
    std::string_view path;
    std::string_view argument;
    std::string_view other;  ///< a path, or ""

    [[nodiscard]] bool lists(
        std::string_view value) const;  ///< of one_of and none_of; letter case does not count
    [[nodiscard]] Bounds range() const;  ///< of range and size
};

/// Where all of `when` hold, all of `then` must; values of properties that are not given keep to it.
struct PropertyRule {
    std::vector<PropertyTest> when, then;
    std::string_view reason;  ///< sentences, or ""
};

struct PropertySpec {
    std::string_view name;
    ValueType type;
    bool required = false;
    bool deprecated = false;
    enum class Replacement : std::uint8_t { never, conditional, always } replacement = Replacement::never;
    std::string_view default_value;   ///< "" : none that is known
    std::vector<ValueType> previous;  ///< types that were the right ones once, and are accepted
    std::string_view more;            ///< the table's lines on constraints

    [[nodiscard]] Constraints constraints() const;          ///< of the value
    [[nodiscard]] Constraints element_constraints() const;  ///< of each element of a list or map
};

/// A set of properties: of a resource type, or of a type nested in it.
class NestedType {
public:
    NestedType(std::string_view name, std::string_view lines, std::string_view section)
        : name_(name), lines_(lines), section_(section) {}

    [[nodiscard]] std::string_view name() const { return name_; }
    /// Linear in the properties, of which there are few; no other is read.
    [[nodiscard]] std::optional<PropertySpec> property(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> property_names() const;  ///< sorted
    [[nodiscard]] bool is_open() const;  ///< it takes properties that it does not list as well
    [[nodiscard]] std::vector<std::string_view> required() const;  ///< names of the required ones, sorted
    [[nodiscard]] std::vector<Together> together() const;
    /// Those whose first condition can hold: its property is given, or must be missing.
    [[nodiscard]] std::vector<PropertyRule> rules(
        const std::function<bool(std::string_view property)>& is_given) const;

protected:
    std::string_view name_, lines_, section_;
};

class ResourceType : public NestedType {
public:
    ResourceType(std::string_view name, std::string_view marks, std::string_view lines,
                 std::string_view section)
        : NestedType(name, lines, section), marks_(marks) {}

    /// The type of an attribute of Fn::GetAtt ("Arn", "Endpoint.Address"), or nothing. Of some types, every property is one.
    [[nodiscard]] std::optional<ValueType> attribute(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> attribute_names() const;  ///< sorted
    [[nodiscard]] std::vector<std::string_view> primary_identifier()
        const;                                    ///< names of properties or attributes
    [[nodiscard]] std::string_view tags() const;  ///< the property that holds its tags; "" : none
    [[nodiscard]] bool stateful() const;          ///< it holds data that is lost with it

private:
    [[nodiscard]] bool has_mark(std::string_view mark) const;

    std::string_view marks_;
};

/// Nothing when there is no such type (third-party, custom and module types are not in the table). Logarithmic in the number of types.
std::optional<ResourceType> resource_type(std::string_view name);
/// The name of every type, sorted.
std::vector<std::string_view> resource_type_names();

/// The types that a run knows: those of the program, and those that the run brings along, which come first.
class ResourceTypes {
public:
    /// Those of the program alone.
    static const ResourceTypes& built_in();

    /// `section`: a type as the table has it, a line of its name and marks first. It takes the place of one of the same name.
    void add(std::string section);
    [[nodiscard]] bool has_added(std::string_view name) const { return added_.contains(name); }
    /// As resource_type(); what it gives lives as long as this, unless the type is replaced.
    [[nodiscard]] std::optional<ResourceType> find(std::string_view name) const;
    /// The names of all, in no order.
    [[nodiscard]] std::vector<std::string_view> names() const;

private:
    std::map<std::string, std::string, std::less<>> added_;  ///< sections by name
};

}  // namespace stackfit
