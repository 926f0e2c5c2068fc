// Glob matching by the set of text prefixes that the pattern so far can match: after each piece of the
// pattern, `reached[i]` says whether it can have consumed exactly the first i bytes. Pieces never look back,
// so a pattern full of stars costs no more than its length times the text's.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Reached = std::vector<bool>;

/// Any run of bytes, across '/' or not.
void take_run(Reached& reached, std::string_view text, bool across_folders) {
    bool open = false;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        if (i > 0 && text[i - 1] == '/' && !across_folders) open = false;
        open = open || reached[i];
        reached[i] = open;
    }
}

/// `**/`: nothing, or any run that ends with '/'.
void take_folders(Reached& reached, std::string_view text) {
    bool open = false;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const bool was = reached[i];
        reached[i] = was || (open && i > 0 && text[i - 1] == '/');
        open = open || was;
    }
}

/// Bytes that stand for themselves.
void take_literal(Reached& reached, std::string_view text, std::string_view wanted) {
    Reached then(reached.size(), false);
    for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1))
        then[at + wanted.size()] = reached[at];
    reached = std::move(then);
}

/// `?`: any byte but '/'.
void take_any(Reached& reached, std::string_view text) {
    for (std::size_t i = reached.size() - 1; i > 0; --i) reached[i] = reached[i - 1] && text[i - 1] != '/';
    reached[0] = false;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
    const std::size_t fixed = std::min(pattern.find_first_of("*?"), pattern.size());
    if (!text.starts_with(pattern.substr(0, fixed))) return false;
    Reached reached(text.size() + 1, false);
    reached[fixed] = true;
    pattern.remove_prefix(fixed);
    while (!pattern.empty()) {
        std::size_t used = 1;
        if (pattern.starts_with("**/")) {
            take_folders(reached, text);
            used = 3;
        } else if (pattern.starts_with("**")) {
            take_run(reached, text, true);
            used = 2;
        } else if (pattern.front() == '*') {
            take_run(reached, text, false);
        } else if (pattern.front() == '?') {
            take_any(reached, text);
        } else {
            used = std::min(pattern.find_first_of("*?"), pattern.size());
            take_literal(reached, text, pattern.substr(0, used));
        }
        pattern.remove_prefix(used);
    }
    return reached.back();
}

}  // namespace stackfit
