#include "revisions/repository.h"

namespace stackfit {
namespace {

constexpr int no_such_program = 127;  // what env exits with
constexpr int refused = 128;          // what git exits with when it cannot work at all

Error usage(std::string message) { return {Error::Code::usage, std::move(message), {}}; }

}  // namespace

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

Result<Executor::Output> Repository::run(const std::vector<std::string>& arguments,
                                         const std::string& purpose) const {
    auto output = launcher_.run(git_command(directory_, arguments), "");
    if (!output) return usage("git is needed to " + purpose + ", and it cannot be started");
    if (output->status == no_such_program)
        return usage("git is needed to " + purpose + ", and it is not installed");
    return output;
}

Result<std::string> Repository::resolve(const std::string& revision, const std::string& type,
                                        const std::string& absent) const {
    if (revision.empty() || revision.front() == '-') return usage("'" + revision + "' is no git revision");
    const auto output =
        run({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{" + type + "}"},
            "read revision " + revision);
    if (!output) return output.error();
    if (output->status == refused) {
        const bool none = output->standard_error.starts_with("fatal: not a git repository");
        return usage(
            "cannot read revision " + revision + ": " +
            (none ? (directory_.empty() ? "the current directory" : directory_) + " is in no git repository"
                  : first_line(output->standard_error)));
    }
    std::string id = first_line(output->standard_output);
    if (output->status != 0 || !is_object_id(id)) return usage(absent);
    return id;
}

Result<std::string> Repository::prefix() const {
    auto output = run({"rev-parse", "--show-prefix"}, "find the repository");
    if (!output) return output.error();
    std::string& text = output->standard_output;
    if (output->status != 0)
        return usage("cannot find the repository: " + first_line(output->standard_error));
    if (text.ends_with('\n')) text.pop_back();
    return std::move(text);
}

}  // namespace stackfit
