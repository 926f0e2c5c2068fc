// Glob matching by the set of text prefixes that the pattern so far can match: after each piece of the
// pattern, `reached[i]` says whether it can have consumed exactly the first i bytes. Pieces never look back,
// so a pattern full of stars costs no more than its length times the text's.
#include <cstddef>
#include <string_view>
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

void take_byte(Reached& reached, std::string_view text, char wanted) {
    for (std::size_t i = reached.size() - 1; i > 0; --i) {
        const char byte = text[i - 1];
        reached[i] = reached[i - 1] && (wanted == '?' ? byte != '/' : byte == wanted);
    }
    reached[0] = false;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
    Reached reached(text.size() + 1, false);
    reached[0] = true;
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
        } else {
            take_byte(reached, text, pattern.front());
        }
        pattern.remove_prefix(used);
    }
    return reached.back();
}

}  // namespace stackfit
