#include <charconv>

#include "cli/command.h"
#include "stackfit/report.h"

namespace stackfit {

int fail(const Process& process, const Error& error) {
    process.err("stackfit: " + error.message + "\n");
    switch (error.code) {
        case Error::Code::usage:
        case Error::Code::configuration: return exit_status::usage;
        case Error::Code::unreadable:
        case Error::Code::syntax:
        case Error::Code::budget: return exit_status::unreadable;
        case Error::Code::internal: break;
    }
    process.err("This is a bug in stackfit. Please report it with the template that shows it.\n");
    return exit_status::internal;
}

Error usage(std::string message) { return {Error::Code::usage, std::move(message), {}}; }

Error placed(Error error, const Sources& sources) {
    if (error.span.known()) error.message = place_text(sources, error.span) + ": " + error.message;
    error.span = {};
    return error;
}

Error pointed(const Error& error, const Sources& sources) {
    Error result = placed(error, sources);
    if (!error.span.known() || sources[error.span.file].text().empty()) return result;
    const std::vector<Label> labels = {{error.span, {}}};
    const std::string snippet = snippet_text(sources, labels, {});
    result.message += snippet.substr(snippet.find('\n'));
    while (result.message.ends_with('\n')) result.message.pop_back();
    return result;
}

Result<Date> date_of(const Arguments& arguments, const Configuration& configuration, const Process& process) {
    if (const auto text = arguments.value("as-of")) {
        if (const auto date = Date::parse(*text)) return *date;
        return Error{Error::Code::usage, "--as-of " + *text + " is no date; write it as 2026-11-21", {}};
    }
    if (configuration.as_of) return *configuration.as_of;
    if (const auto epoch = process.environment("SOURCE_DATE_EPOCH")) {
        std::int64_t seconds = 0;
        const auto [end, error] = std::from_chars(epoch->data(), epoch->data() + epoch->size(), seconds);
        if (error == std::errc{} && end == epoch->data() + epoch->size()) return Date::from_unix_seconds(seconds);
    }
    return process.clock.today();
}

}  // namespace stackfit
