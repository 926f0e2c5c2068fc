#include "stackfit/support/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace stackfit {
namespace {

constexpr std::uint32_t most_steps = 200'000;
constexpr std::uint32_t most_depth = 10'000;

struct Free {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

PCRE2_SPTR bytes(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

/// Null: it is no pattern. The same few patterns are asked for again and again, within a template and over a history.
const pcre2_code* compiled(std::string_view pattern, std::uint32_t options) {
    constexpr std::size_t most_kept = 256;
    thread_local std::map<std::pair<std::uint32_t, std::string>, std::unique_ptr<pcre2_code, Free>> kept;
    std::pair key(options, std::string(pattern));
    if (const auto found = kept.find(key); found != kept.end()) return found->second.get();
    if (kept.size() == most_kept) kept.clear();
    int error = 0;
    PCRE2_SIZE place = 0;
    auto& code = kept[std::move(key)];
    code.reset(pcre2_compile(bytes(pattern), pattern.size(),
                             options | PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY, &error, &place, nullptr));
    return code.get();
}

Match run(std::string_view pattern, std::string_view text, std::uint32_t options) {
    const pcre2_code* code = compiled(pattern, options);
    if (code == nullptr) return Match::unknown;
    const std::unique_ptr<pcre2_match_context, Free> context(pcre2_match_context_create(nullptr));
    const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
    if (context == nullptr || data == nullptr) return Match::unknown;
    pcre2_set_match_limit(context.get(), most_steps);
    pcre2_set_depth_limit(context.get(), most_depth);
    const int found = pcre2_match(code, bytes(text), text.size(), 0, 0, data.get(), context.get());
    if (found >= 0) return Match::yes;
    return found == PCRE2_ERROR_NOMATCH ? Match::no : Match::unknown;
}

}  // namespace

Match search_pattern(std::string_view pattern, std::string_view text) { return run(pattern, text, 0); }

Match match_pattern(std::string_view pattern, std::string_view text) {
    return run(pattern, text, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}

}  // namespace stackfit
