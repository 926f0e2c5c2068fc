// Reading our own YAML (front matter, rules, configuration) strictly: every shape is asked for, every wrong one and every unknown
// key is an error at its place, with the key that was probably meant.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check_file.h"
#include "stackfit/document.h"
#include "stackfit/engine.h"

namespace stackfit {

/// The first error of a file; later ones are dropped. Functions below return false, nothing or null after an error.
class StrictYaml {
public:
    StrictYaml(const Sources& sources, FileId file) : sources_(sources), file_(file) {}

    /// Reads `part` of the file as one YAML document whose spans are places of the whole file. Null: an error, or nothing in it.
    const Node* read(Part part);
    /// The whole file; again, what was read the first time.
    const Node* read_all();

    bool mapping(const Node& node, std::string_view what);
    bool only_keys(const Node& mapping, std::initializer_list<std::string_view> known);
    /// A scalar's text; `what` names it in the error.
    std::optional<std::string_view> text(const Node& node, std::string_view what);
    std::optional<bool> boolean(const Node& node, std::string_view what);
    std::optional<double> number(const Node& node, std::string_view what);
    /// A sequence of scalars, or one scalar.
    std::optional<std::vector<std::string_view>> texts(const Node& node, std::string_view what);

    void fail(const Span& span, std::string message);
    [[nodiscard]] bool failed() const { return error_.has_value(); }
    [[nodiscard]] const Error& error() const { return *error_; }
    [[nodiscard]] std::string_view file_text() const { return sources_[file_].text(); }
    [[nodiscard]] Span place(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

private:
    const Sources& sources_;
    FileId file_;
    Sources blanked_;  ///< what documents are read from; their nodes view its text
    Arena arena_;
    std::optional<const Node*> whole_;
    std::optional<Error> error_;
};

/// The checks with this id or alias; an error when there is none.
std::vector<const CheckInfo*> strict_checks(StrictYaml& reader, const CheckSet& checks, std::string_view id,
                                            const Span& place);

/// ` Did you mean "x"?` with the nearest candidate, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace stackfit
