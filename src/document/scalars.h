// How an unquoted word of YAML 1.1 is typed, and how numbers are written.
#pragma once

#include <string>
#include <string_view>

#include "stackfit/document.h"

namespace stackfit {

struct Scalar {
    Kind kind = Kind::string;
    std::string_view text;
};

/// The type and text of a plain scalar, after PyYAML's resolver (which is what CloudFormation's own tools
/// read with): yes, no, on and off are booleans, 0755 is octal, 1:30 is 90, 1e3 is a string because a float
/// needs its dot, dates stay strings. An integer's text is its decimal digits; a notation other than decimal
/// that does not fit 64 bits stays a string.
Scalar resolve_plain(std::string_view plain, Arena& arena);

/// Would this text, unquoted, be read as something else than this string, here or by another YAML reader
/// (dates, 1e3, y)?
bool needs_quotes(std::string_view text);

/// Is this an RFC 8259 number?
bool is_json_number(std::string_view text);

/// The number that a floating node's text writes (underscores, base 60, .inf and .nan included).
double floating_value(std::string_view text);

/// The shortest decimal text that reads back as the same number, always with a '.' or an exponent, as
/// Python's repr.
std::string shortest(double value);

}  // namespace stackfit
