// The rule of a composite alarm (CloudWatch API Reference, PutCompositeAlarm; "Create a composite alarm"):
//
//   rule   := term {OR term}            term := factor {AND factor}
//   factor := NOT factor | ( rule ) | TRUE | FALSE | STATE ( name )
//           | AT_LEAST ( count , [NOT] STATE , ( name {, name} ) )
//
// It is a text with references in it, so it is read piece by piece; a reference is part of a name. What cannot be read is unknown as a
// whole: half a rule says nothing.
#include <algorithm>
#include <cctype>

#include "lookup.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr int depth_limit = 50;

constexpr const char* states[] = {"ALARM", "OK", "INSUFFICIENT_DATA"};

class Reader {
public:
    Reader(World& world, const Graph& graph, const Text& text) : world_(world), graph_(graph), text_(text) {}

    AlarmRule read() {
        AlarmRule rule = read_any(0);
        skip_blanks();
        return well_formed_ && piece_ == text_.size() ? rule : AlarmRule{};
    }

private:
    /// The character under the cursor; 0 at a reference and at the end.
    [[nodiscard]] char peek() const {
        const bool literal = piece_ < text_.size() && text_[piece_].kind == Piece::Kind::literal;
        return literal ? text_[piece_].name[at_] : '\0';
    }
    void advance() {
        const Piece& piece = text_[piece_];
        if (piece.kind == Piece::Kind::literal && ++at_ < piece.name.size()) return;
        ++piece_;
        at_ = 0;
    }
    void skip_blanks() {
        while (std::isspace(static_cast<unsigned char>(peek())) != 0) advance();
    }
    bool take(char wanted) {
        skip_blanks();
        if (peek() != wanted) return false;
        advance();
        return true;
    }
    void expect(char wanted) { well_formed_ = take(wanted) && well_formed_; }

    /// A keyword, number or percentage, in capitals.
    std::string word() {
        skip_blanks();
        std::string result;
        for (char c = peek(); is_letter_or_digit(c) || c == '_' || c == '%'; c = peek()) {
            result += to_upper(c);
            advance();
        }
        return result;
    }
    bool take_word(std::string_view wanted) {
        const auto piece = piece_;
        const auto at = at_;
        if (word() == wanted) return true;
        piece_ = piece;
        at_ = at;
        return false;
    }

    AlarmRule read_any(int depth) { return chain(depth, "OR", AlarmRule::Kind::any, &Reader::read_all); }
    AlarmRule read_all(int depth) { return chain(depth, "AND", AlarmRule::Kind::all, &Reader::read_factor); }

    AlarmRule chain(int depth, std::string_view between, AlarmRule::Kind kind,
                    AlarmRule (Reader::*part)(int)) {
        AlarmRule first = (this->*part)(depth);
        if (!take_word(between)) return first;
        AlarmRule whole;
        whole.kind = kind;
        whole.parts.push_back(std::move(first));
        do whole.parts.push_back((this->*part)(depth));
        while (well_formed_ && take_word(between));
        return whole;
    }

    AlarmRule read_factor(int depth) {
        if (depth == depth_limit) return malformed();
        if (take('(')) {
            AlarmRule rule = read_any(depth + 1);
            expect(')');
            return rule;
        }
        const std::string keyword = word();
        if (keyword == "NOT") return negated(read_factor(depth + 1));
        if (keyword == "TRUE") return of_kind(AlarmRule::Kind::always);
        if (keyword == "FALSE") return of_kind(AlarmRule::Kind::never);
        if (keyword == "AT_LEAST") return read_at_least();
        expect('(');
        AlarmRule rule = read_child(keyword);
        expect(')');
        return rule;
    }

    AlarmRule read_at_least() {
        AlarmRule rule = of_kind(AlarmRule::Kind::at_least);
        expect('(');
        rule.count = word();
        expect(',');
        const bool inverse = take_word("NOT");
        const std::string state = word();
        expect(',');
        expect('(');
        do {
            AlarmRule child = read_child(state);
            rule.parts.push_back(inverse ? negated(std::move(child)) : std::move(child));
        } while (well_formed_ && take(','));
        expect(')');
        expect(')');
        return rule;
    }

    AlarmRule read_child(const std::string& state) {
        if (std::find(std::begin(states), std::end(states), state) == std::end(states)) return malformed();
        AlarmRule rule = of_kind(AlarmRule::Kind::child);
        rule.state = state;
        rule.name = read_name();
        if (rule.name.empty()) return malformed();
        Value name;
        name.state = Value::State::text;
        name.text = without_arn(rule.name);
        rule.alarm = alarm_meant(world_, graph_, name);
        return rule;
    }

    /// In quotes, or up to what ends it.
    Text read_name() {
        const bool quoted = take('"');
        skip_blanks();
        Text name;
        while (piece_ < text_.size() && !ends_name(quoted)) {
            append(name);
            advance();
        }
        if (quoted) expect('"');
        return name;
    }
    [[nodiscard]] bool ends_name(bool quoted) const {
        const char c = peek();
        if (quoted) return c == '"';
        return c == ')' || c == ',' || std::isspace(static_cast<unsigned char>(c)) != 0;
    }
    void append(Text& name) const {
        const Piece& piece = text_[piece_];
        if (piece.kind != Piece::Kind::literal) return name.push_back(piece);
        if (name.empty() || name.back().kind != Piece::Kind::literal) name.push_back({});
        name.back().name += piece.name[at_];
    }

    /// "arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME", down to the name.
    static Text without_arn(const Text& text) {
        constexpr std::string_view marker = ":alarm:";
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto place =
                text[i].kind == Piece::Kind::literal ? text[i].name.find(marker) : std::string::npos;
            if (place == std::string::npos) continue;
            Text name(text.begin() + static_cast<std::ptrdiff_t>(i), text.end());
            name[0].name.erase(0, place + marker.size());
            if (name[0].name.empty()) name.erase(name.begin());
            return name;
        }
        return text;
    }

    static AlarmRule of_kind(AlarmRule::Kind kind) {
        AlarmRule rule;
        rule.kind = kind;
        return rule;
    }
    static AlarmRule negated(AlarmRule part) {
        AlarmRule rule = of_kind(AlarmRule::Kind::negated);
        rule.parts.push_back(std::move(part));
        return rule;
    }
    AlarmRule malformed() {
        well_formed_ = false;
        return {};
    }

    World& world_;
    const Graph& graph_;
    const Text& text_;
    std::size_t piece_ = 0, at_ = 0;
    bool well_formed_ = true;
};

}  // namespace

AlarmRule read_alarm_rule(World& world, const Graph& graph, const Value& rule) {
    return rule.is_text() ? Reader(world, graph, rule.text).read() : AlarmRule{};
}

}  // namespace stackfit
