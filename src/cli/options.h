// One table of options for parsing, help and suggestions.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/support/result.h"

namespace stackfit {

struct OptionSpec {
    enum class Kind {
        flag,
        value,
        list,     ///< may be given several times
        optional  ///< the value may be left out; the next word is one if it is a number or a level
    };
    const char* name;                       ///< "--format"
    const char* short_name;                 ///< "-f" or nullptr
    const char* metavar;                    ///< "NAME"; nullptr for flags
    Kind kind;
    const char* help;
    const char* otherwise = nullptr;        ///< of optional: the value when none is given
};

/// A parsed command line: option values by name without dashes, and the rest.
class Arguments {
public:
    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& values(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& positionals() const { return positionals_; }
    /// The same without an option: for a command that reads that one in its own way.
    [[nodiscard]] Arguments without(std::string_view name) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    std::vector<std::string> positionals_;
    friend Result<Arguments> parse_arguments(std::span<const OptionSpec>, const std::vector<std::string>&);
};

/// Errors have code usage and suggest the option that was probably meant.
Result<Arguments> parse_arguments(std::span<const OptionSpec> options, const std::vector<std::string>& tokens);

/// Options as aligned lines for --help.
std::string options_help(std::span<const OptionSpec> options);

}  // namespace stackfit
