// The properties of the AWS::Serverless types and of events, as tables: what is known, required, and of which kind.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sam/problems.h"
#include "stackfit/document.h"

namespace stackfit::sam {

/// Kinds a property accepts; 0 is anything.
enum Accepts : std::uint8_t {
    anything = 0,
    text = 1,
    map = 2,
    list = 4,
    boolean = 8,
    integer = 16,  ///< also true and false, which are integers to the service
};

enum class Need : std::uint8_t { optional, required };
/// May a one-key map (an intrinsic function) stand for the value?
enum class Functions : std::uint8_t { allowed, refused };

/// Pointer-free, so that the tables need no relocation when the program starts.
struct PropertyRule {
    char name[36];
    std::uint8_t accepts = anything;
    Need need = Need::optional;
    std::uint8_t list_items = anything;
    std::uint8_t map_values = anything;
    Functions functions = Functions::allowed;
    char one_of[24] = "";  ///< "Delete|Retain": the only strings
};

/// Reports every unknown, missing and wrong property of `properties`. `what` is the type in messages ("AWS::Serverless::Function",
/// "event 'Api' of type S3"); a missing property is reported at `place`. True when there was nothing to report.
bool check_properties(std::span<const PropertyRule> rules, const Node& properties, std::string_view what,
                      Span place, Problems& problems);

}  // namespace stackfit::sam
