// How a pattern with unknown pieces is compared.
//
// Both sides become tokens: characters, and one token for each piece. Two questions are asked. Surely: may only equal pieces
// stand against each other, and only `*` swallow one? Possibly: may every unknown piece be any string that it can be? Surely
// gives yes, not possibly gives no. Equal ends are cut off first, because a piece equals itself: `${F.Arn}:*` against `${F.Arn}` is
// then `:*` against nothing, which is a plain no.
#include "wildcard.h"

#include <algorithm>
#include <vector>

#include "stackfit/support/ascii.h"
#include "stackfit/template_tri.h"

namespace stackfit {
namespace {

/// Tokens of the pattern times tokens of the text: two ARNs of 512 characters.
constexpr std::size_t comparison_limit = std::size_t{1} << 18U;

struct Token {
    enum class Kind : std::uint8_t { character, one, run, piece };
    Kind kind = Kind::character;
    char character = 0;
    const Piece* piece = nullptr;  ///< null in a piece: a policy variable, equal to nothing

    [[nodiscard]] bool is_open() const { return kind == Kind::run || kind == Kind::piece; }
};

using Tokens = std::vector<Token>;

bool is_special(char c) { return c == '*' || c == '?' || c == '$'; }

/// Does it match itself only?
bool is_plain(std::string_view pattern) { return std::none_of(pattern.begin(), pattern.end(), is_special); }

const std::string* only_literal(const Text& text) {
    return text.size() == 1 && text[0].kind == Piece::Kind::literal ? &text[0].name : nullptr;
}

void add_literal(Tokens& tokens, std::string_view text, bool pattern) {
    while (!text.empty()) {
        const char c = text.front();
        const auto end = pattern && text.starts_with("${") ? text.find('}') : std::string_view::npos;
        if (end != std::string_view::npos) {
            tokens.push_back({Token::Kind::piece, 0, nullptr});  // IAM User Guide, "Policy variables"
            text.remove_prefix(end + 1);
            continue;
        }
        auto kind = Token::Kind::character;
        if (pattern && c == '*') kind = Token::Kind::run;
        if (pattern && c == '?') kind = Token::Kind::one;
        tokens.push_back({kind, c, nullptr});
        text.remove_prefix(1);
    }
}

Tokens tokens_of(const Text& text, bool pattern, std::string_view partition) {
    Tokens tokens;
    std::size_t most = 0;
    for (const Piece& piece : text) most += piece.name.size();
    tokens.reserve(most);
    for (const Piece& piece : text) {
        if (piece.kind == Piece::Kind::literal)
            add_literal(tokens, piece.name, pattern);
        else if (piece.name == "AWS::Partition")
            add_literal(tokens, partition, false);
        else
            tokens.push_back({Token::Kind::piece, 0, &piece});
    }
    return tokens;
}

bool same(const Token& a, const Token& b) {
    if (a.kind != b.kind) return false;
    if (a.kind == Token::Kind::character) return a.character == b.character;
    return a.kind == Token::Kind::piece && a.piece != nullptr && b.piece != nullptr && *a.piece == *b.piece;
}

/// `?` is one character; a `*` in the text stands for many, as in a bucket's "every object".
bool is_one(const Token& pattern, const Token& text) {
    return pattern.kind == Token::Kind::one && text.kind == Token::Kind::character && text.character != '*';
}

/// Can an unknown piece contain this character? Stack names have no underscore (CreateStack), which is why a function with a
/// generated name can never be called CodeDeployHook_...
bool may_contain(const Token& open, char c) {
    if (open.kind == Token::Kind::run || open.piece == nullptr || open.piece->kind != Piece::Kind::parameter)
        return true;
    const std::string_view name = open.piece->name;
    if (name == "AWS::AccountId") return is_digit(c);
    if (name == "AWS::Region") return is_digit(c) || is_lower(c) || c == '-';
    if (name == "AWS::StackName") return is_digit(c) || is_letter(c) || c == '-';
    return true;
}

bool may_swallow(const Token& open, const Token& other) {
    return other.kind != Token::Kind::character || may_contain(open, other.character);
}

/// Does `pattern` match `text` whatever the pieces are? The classic two-pointer search: only the last `*` is ever reconsidered.
bool surely(std::span<const Token> pattern, std::span<const Token> text) {
    constexpr auto none = static_cast<std::size_t>(-1);
    std::size_t p = 0, t = 0, star = none, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p].kind == Token::Kind::run) {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (is_one(pattern[p], text[t]) || same(pattern[p], text[t]))) {
            ++p;
            ++t;
        } else if (star != none) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                       [](const Token& token) { return token.kind == Token::Kind::run; });
}

/// One cell of the table below: can the rests that begin with a and b match (null: the rest is empty), given whether they
/// can without a, without b, and without both?
bool can_match(const Token* a, const Token* b, bool without_a, bool without_b, bool without_both) {
    if (a == nullptr && b == nullptr) return true;
    if (a != nullptr && a->is_open() && (without_a || (b != nullptr && without_b && may_swallow(*a, *b))))
        return true;
    if (b != nullptr && b->is_open() && (without_b || (a != nullptr && without_a && may_swallow(*b, *a))))
        return true;
    if (a == nullptr || b == nullptr || !without_both) return false;
    return is_one(*a, *b) || (!a->is_open() && same(*a, *b));
}

/// Can they match for some values of the pieces? A table over both, from the ends; two of its rows are kept.
bool possibly(std::span<const Token> pattern, std::span<const Token> text) {
    std::vector<char> row(text.size() + 1), below(text.size() + 1);
    for (std::size_t p = pattern.size() + 1; p-- > 0;) {
        const Token* a = p < pattern.size() ? &pattern[p] : nullptr;
        for (std::size_t t = text.size() + 1; t-- > 0;) {
            const bool last = t == text.size();
            const Token* b = last ? nullptr : &text[t];
            row[t] =
                can_match(a, b, below[t] != 0, !last && row[t + 1] != 0, !last && below[t + 1] != 0) ? 1 : 0;
        }
        std::swap(row, below);
    }
    return below[0] != 0;
}

/// The characters of a text from its beginning up to the first piece that is not known.
class Beginning {
public:
    Beginning(const Text& text, std::string_view partition) : text_(text), partition_(partition) { settle(); }

    [[nodiscard]] bool at_end() const { return at_ == rest_.size(); }
    [[nodiscard]] char get() const { return rest_[at_]; }
    void next() {
        if (++at_ == rest_.size()) settle();
    }

private:
    void settle() {
        at_ = 0;
        rest_ = {};
        while (rest_.empty() && piece_ < text_.size()) {
            const Piece& piece = text_[piece_];
            const bool literal = piece.kind == Piece::Kind::literal;
            if (!literal && piece.name != "AWS::Partition") return;
            rest_ = literal ? std::string_view(piece.name) : partition_;
            ++piece_;
        }
    }

    const Text& text_;
    std::string_view partition_, rest_;
    std::size_t piece_ = 0, at_ = 0;
};

std::string_view literal_end(const Text& text) {
    return text.back().kind == Piece::Kind::literal ? std::string_view(text.back().name) : std::string_view{};
}

/// Do the two begin, or end, with characters that differ? Then nothing in between matters, and most pairs are of this kind.
bool ends_differ(const Text& pattern, const Text& text, std::string_view partition) {
    if (pattern.empty() || text.empty()) return false;
    Beginning p(pattern, partition), t(text, partition);
    for (; !p.at_end() && !t.at_end() && !is_special(p.get()); p.next(), t.next())
        if (p.get() != t.get()) return true;
    const std::string_view tail = literal_end(pattern), end = literal_end(text);
    if (tail.find('$') != std::string_view::npos) return false;  // "${aws:username}" is open
    for (std::size_t i = 1; i <= std::min(tail.size(), end.size()) && !is_special(tail[tail.size() - i]); ++i)
        if (tail[tail.size() - i] != end[end.size() - i]) return true;
    return false;
}

void cut_equal_ends(std::span<const Token>& pattern, std::span<const Token>& text) {
    while (!pattern.empty() && !text.empty() && same(pattern.front(), text.front())) {
        pattern = pattern.subspan(1);
        text = text.subspan(1);
    }
    while (!pattern.empty() && !text.empty() && same(pattern.back(), text.back())) {
        pattern = pattern.first(pattern.size() - 1);
        text = text.first(text.size() - 1);
    }
}

}  // namespace

bool matches_wildcard(std::string_view pattern, std::string_view text) {
    if (is_plain(pattern)) return pattern == text;
    Tokens pattern_tokens, text_tokens;
    add_literal(pattern_tokens, pattern, true);
    add_literal(text_tokens, text, false);
    return surely(pattern_tokens, text_tokens);
}

Tri matches_text(const Text& pattern, const Text& text, std::string_view partition) {
    const std::string* literal_pattern = only_literal(pattern);
    const std::string* literal = only_literal(text);
    if (literal_pattern != nullptr && literal != nullptr && is_plain(*literal_pattern))
        return tri(*literal_pattern == *literal);
    if (literal_pattern != nullptr && *literal_pattern == "*") return Tri::yes;
    if (ends_differ(pattern, text, partition)) return Tri::no;
    const Tokens pattern_tokens = tokens_of(pattern, true, partition);
    const Tokens text_tokens = tokens_of(text, false, partition);
    std::span<const Token> p(pattern_tokens), t(text_tokens);
    cut_equal_ends(p, t);
    if ((p.size() + 1) * (t.size() + 1) > comparison_limit) return Tri::unknown;
    if (surely(p, t)) return Tri::yes;
    return possibly(p, t) ? Tri::unknown : Tri::no;
}

}  // namespace stackfit
