// What the expansion assumes and does not refuse: placeholders that stand in its output.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::sam {

class Placeholders {
public:
    /// Says what of which resource `heading` is about.
    void add(std::string_view heading, std::string_view what, std::string_view resource, Span span);
    /// One note for each heading: "HEADING: CodeUri (A, B); ContentUri (C)."
    [[nodiscard]] std::vector<Problem> notes() const;

private:
    struct Subjects {
        Span span;
        std::vector<std::string_view> resources;
    };
    using Group = std::map<std::string, Subjects, std::less<>>;

    static Problem note(const std::string& heading, const Group& group);

    std::map<std::string, Group, std::less<>> groups_;  ///< by heading
};

}  // namespace stackfit::sam
