// A scalar of one kind read as another, as Python's str(), int() and float() do.
#pragma once

#include <optional>
#include <string>

#include "stackfit/document.h"

namespace stackfit::sam {

/// str(): also of numbers and booleans ("True"). Nothing of null, lists and maps; so below.
std::optional<std::string> as_python_text(const Node& node);
/// int(): of a float without its fraction, of a string of digits.
std::optional<std::string> as_python_integer(const Node& node);
/// float(): in Python's shortest form. Infinity and NaN are no numbers here, since JSON has none.
std::optional<std::string> as_python_number(const Node& node);
/// The words for true and false: yes, on, t, y, 1 ...
std::optional<bool> as_python_boolean(const Node& node);

}  // namespace stackfit::sam
