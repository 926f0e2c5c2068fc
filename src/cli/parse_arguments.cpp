// CLI11 does the parsing; this is the only file that knows it. Only the options of the chosen command are built: that is most of
// what CLI11 costs at start-up.
#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "stackfit/support/text.h"

namespace stackfit {

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? std::nullopt : std::optional(found->second.back());
}

const std::vector<std::string>& Arguments::values(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

Arguments Arguments::without(std::string_view name) const {
    Arguments rest = *this;
    if (const auto found = rest.values_.find(name); found != rest.values_.end()) rest.values_.erase(found);
    return rest;
}

namespace {

/// Options whose value may be left out get one, so that CLI11 takes no file name for it.
std::vector<std::string> with_optional_values(const std::vector<std::string>& tokens, std::span<const OptionSpec> options) {
    constexpr std::string_view levels[] = {"error", "warning", "info", "none"};
    std::vector<std::string> result;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto found = std::find_if(options.begin(), options.end(), [&](const OptionSpec& option) { return option.kind == OptionSpec::Kind::optional && tokens[i] == option.name; });
        if (found == options.end()) {
            result.push_back(tokens[i]);
            continue;
        }
        const std::string next = i + 1 < tokens.size() ? tokens[i + 1] : "";
        const bool number = !next.empty() && next.find_first_not_of("0123456789.") == std::string::npos;
        const bool taken = number || is_one_of(levels, next);
        result.push_back(tokens[i] + "=" + (taken ? next : found->otherwise));
        i += taken ? 1 : 0;
    }
    return result;
}

/// `--parameters A=1 B=2 FILE` takes tokens while they contain '='; CLI11 would take FILE too.
std::vector<std::string> spread_parameters(const std::vector<std::string>& tokens) {
    std::vector<std::string> result;
    bool taking = false, given = false;
    for (const auto& token : tokens) {
        if (token == "--parameters") {
            taking = true;
            given = false;
            continue;
        }
        const bool option = token.size() > 1 && token.front() == '-';
        if (taking && !option && token.find('=') != std::string::npos) {
            result.push_back("--parameters=" + token);
            given = true;
            continue;
        }
        if (taking && !given) result.push_back("--parameters");  // CLI11 says what is missing
        taking = false;
        result.push_back(token);
    }
    if (taking && !given) result.push_back("--parameters");
    return result;
}

Error unknown_option(const std::string& token, std::span<const OptionSpec> options) {
    const std::string name = token.substr(0, token.find('='));
    std::vector<std::string_view> names;
    for (const auto& option : options) names.push_back(option.name);
    std::string message = "unknown option " + name;
    if (const auto meant = closest(name, names); !meant.empty()) message += "; did you mean " + std::string(meant) + "?";
    return Error{Error::Code::usage, message, {}};
}

/// CLI11 words a missing value badly. It is the last word, or another option follows.
std::optional<Error> without_value(const std::vector<std::string>& tokens, std::span<const OptionSpec> options) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto is = [&](const OptionSpec& option) {
            const bool needs = option.kind != OptionSpec::Kind::flag && option.kind != OptionSpec::Kind::optional;
            return needs && (tokens[i] == option.name || (option.short_name != nullptr && tokens[i] == option.short_name));
        };
        const auto found = std::find_if(options.begin(), options.end(), is);
        const bool last = i + 1 == tokens.size() || (tokens[i + 1].size() > 1 && tokens[i + 1].front() == '-');
        if (found != options.end() && last) return Error{Error::Code::usage, std::string(found->name) + " needs a value: " + found->name + " " + found->metavar, {}};
    }
    return std::nullopt;
}

}  // namespace

Result<Arguments> parse_arguments(std::span<const OptionSpec> options, const std::vector<std::string>& tokens) {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::vector<CLI::Option*> added;
    for (const auto& option : options) {
        const std::string names = std::string(option.name) + (option.short_name != nullptr ? "," + std::string(option.short_name) : "");
        if (option.kind == OptionSpec::Kind::flag) added.push_back(app.add_flag(names));
        else added.push_back(app.add_option(names)->expected(1)->take_all());
    }
    std::vector<std::string> reversed = spread_parameters(with_optional_values(tokens, options));
    std::reverse(reversed.begin(), reversed.end());
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return without_value(tokens, options).value_or(Error{Error::Code::usage, error.what(), {}});
    }
    Arguments result;
    for (const auto& rest : app.remaining()) {
        if (rest == "--") continue;
        if (rest.size() > 1 && rest.front() == '-') return unknown_option(rest, options);
        result.positionals_.push_back(rest);
    }
    for (std::size_t i = 0; i < options.size(); ++i)
        if (added[i]->count() > 0) result.values_[std::string(options[i].name).substr(2)] = added[i]->results();
    return result;
}

}  // namespace stackfit
