// The intrinsic functions of CloudFormation as data: where each may stand, what it gives, what its arguments are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stackfit/spec_resources.h"
#include "stackfit/template.h"

namespace stackfit::checks {

/// Kinds of values, as a set of bits: what a function gives, and what may stand for an argument.
enum Form : unsigned char {
    no_form = 0,
    text_form = 1,  ///< scalars are text to CloudFormation
    list_form = 2,
    map_form = 4,
    boolean_form = 8,
    any_form = 15
};

/// Where functions are evaluated.
enum Place : unsigned char { in_values = 1, in_conditions = 2, in_rules = 4, everywhere = 7 };

/// Which functions an argument takes, of those that give the right form.
enum class Nested : unsigned char {
    all,
    none,
    ref,       ///< Ref only
    look_ups,  ///< Ref and Fn::FindInMap
};

struct Argument {
    char name[20];
    unsigned char forms = text_form;
    Nested nested = Nested::all;
    bool whole_number = false;
    bool extended = false;  ///< AWS::LanguageExtensions lifts what `nested` says
};

struct FunctionSpec {
    char name[24];
    unsigned char gives;
    unsigned char places;
    /// Arguments of the list: none when the argument stands alone.
    unsigned char least, most;
    char takes[80];              ///< in words, after "takes"
    Argument alone;              ///< the argument when it is no list; forms 0: it has to be a list
    Argument arguments[4];       ///< the items of the list
    unsigned char items_of = 0;  ///< 1 + index of the argument that is a list of `item`; 0: none
    Argument item = {"item"};
};

/// Null: CloudFormation has no such function. Fn::ForEach::Name is found as Fn::ForEach.
const FunctionSpec* find_function(std::string_view name);

/// The member of a function: "Ref", or one that starts with "Fn::", as the only one of its map.
const Member* function_of(const Node& node);

/// AWS::SSM::Parameter::Value<List<...>> is one as well.
bool is_list(const Parameter& parameter);

/// Of a property or an attribute.
unsigned forms_of(const ValueType& type);
/// What a function gives in this template: Ref and Fn::GetAtt by what they name.
unsigned given_forms(const Member& function, const Template& templ);
/// The same for the attribute of a resource. Any when it is not known.
unsigned attribute_forms(const Template& templ, std::string_view id, std::string_view attribute);

/// Whether what a function gives fits a property of this type: "must be a list, not Ref of Zone (a text)"; "": it fits, or is not known.
std::string computed_mistake(const ValueType& type, const Member& function, const Template& templ);

/// For messages: "Fn::Split", "Ref of Subnets, a list"; "a map"; the text in quotes.
std::string shown_value(const Node& node, const Template& templ);
std::string_view form_name(unsigned forms);

}  // namespace stackfit::checks
