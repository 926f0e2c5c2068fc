// What a function's arguments must keep to beyond their form: ranges, names in texts, keys.
#pragma once

#include "functions.h"

namespace stackfit::checks {

/// Of one check over one template: what it sees, and where its findings go.
struct FunctionReport {
    std::string_view check;
    const Template& source;
    const Template& expanded;
    bool extensions;  ///< AWS::LanguageExtensions is listed
    std::vector<Problem>& problems;
    std::string_view resource{};

    void add(Span at, std::string message) {
        problems.push_back({check, std::move(message), at, resource, false});
    }
};

/// A line of text is pointed at itself, a block at its key.
Span place_of_argument(const Member& member);
bool is_whole_number(std::string_view text);

/// The arguments are of the right number and form.
void check_details(const Member& function, FunctionReport& report);

}  // namespace stackfit::checks
