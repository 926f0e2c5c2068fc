// engine_examples: the examples of a check file are its tests. docs/check-language.md describes their marks.
#pragma once

#include <string>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit {

/// The day on which examples are judged, so that they do not age.
inline constexpr Date example_date{2026, 11, 21};

/// What an example or the file lacks. `line` is in the check file; column 0: the whole line.
struct ExampleFailure {
    int line = 1, column = 0;
    std::string message;
};
struct ExampleReport {
    std::size_t examples = 0;  ///< that were judged
    std::vector<ExampleFailure> failures;
};

/// Judges every failing and passing example of a check, with all checks of the set, as of the date. A check without one of each fails too.
ExampleReport test_examples(const CheckSet& checks, const CheckInfo& check, Date as_of);

}  // namespace stackfit
