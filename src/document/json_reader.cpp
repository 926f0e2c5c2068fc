// JSON by way of RapidJSON's SAX reader; the only file that includes its reader.
//
// Places come from Tell(). With StringStream, which copies itself to registers while it scans a token
// (StreamTraits), the handler still sees the token's first byte in Key, String and RawNumber; null, true and
// false have been passed; and the iterative parser calls StartObject to EndArray before it takes the bracket.
// A unit test holds these three facts.
#include "document/json_reader.h"

#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "document/bytes.h"
#include "document/tree.h"

namespace stackfit {
namespace {

class SaxReader {
public:
    SaxReader(const Input& input, const rapidjson::StringStream& stream, TreeBuilder& tree)
        : input_(input), stream_(stream), tree_(tree) {}

    // Names and signatures are RapidJSON's Handler concept. False ends the reading.
    bool Null() { return word({Kind::null, {}}, 4); }
    bool Bool(bool value) {
        return value ? word({Kind::boolean, "true"}, 4) : word({Kind::boolean, "false"}, 5);
    }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool);
    bool String(const char* text, rapidjson::SizeType length, bool);
    bool Key(const char* text, rapidjson::SizeType length, bool);
    bool StartObject() { return open(Kind::mapping); }
    bool StartArray() { return open(Kind::sequence); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    // Never called: numbers arrive as text (kParseNumbersAsStringsFlag).
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    /// The string that ended the reading because it holds half a surrogate pair.
    [[nodiscard]] const Span& half_surrogate() const { return half_surrogate_; }

private:
    [[nodiscard]] std::uint32_t tell() const { return static_cast<std::uint32_t>(stream_.Tell()); }
    PlacedScalar string_at(std::string_view text);
    bool add(const PlacedScalar& scalar) {
        tree_.scalar(scalar);
        return !tree_.failed() && !half_surrogate_.known();
    }
    bool word(const Scalar& scalar, std::uint32_t length) {
        PlacedScalar place;
        place.scalar = scalar;
        place.end = tell();
        place.begin = place.end - length;
        return add(place);
    }
    bool open(Kind kind) {
        tree_.open(kind, tell());
        return !tree_.failed();
    }
    bool close() {
        tree_.close(tell() + 1);
        return !tree_.failed();
    }

    const Input& input_;
    const rapidjson::StringStream& stream_;
    TreeBuilder& tree_;
    Span half_surrogate_;
};

PlacedScalar SaxReader::string_at(std::string_view text) {
    PlacedScalar place;
    place.begin = tell();
    const std::string_view in_file = input_.same(text, place.begin + 1);
    const bool plain = in_file.size() == text.size() &&
                       input_.at(place.begin + 1 + static_cast<std::uint32_t>(text.size())) == '"';
    place.scalar.text = plain ? in_file : tree_.arena().copy(text);
    place.end = place.begin + 1;
    while (input_.at(place.end) != '"') place.end += input_.at(place.end) == '\\' ? 2U : 1U;
    ++place.end;
    // RapidJSON takes the second half of a surrogate pair for a character when it stands alone.
    if (!plain && !is_utf8(text)) half_surrogate_ = input_.span(place.begin, place.end);
    return place;
}

bool SaxReader::Key(const char* text, rapidjson::SizeType length, bool) {
    const PlacedScalar place = string_at({text, length});
    tree_.key(place.scalar.text, place.begin, place.end);
    return !half_surrogate_.known();
}

bool SaxReader::String(const char* text, rapidjson::SizeType length, bool) {
    return add(string_at({text, length}));
}

bool SaxReader::RawNumber(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view number(text, length);
    PlacedScalar place;
    place.begin = tell();
    place.end = place.begin + length;
    const bool floating = number.find_first_of(".eE") != std::string_view::npos;
    const bool minus_zero = number == "-0";
    const std::string_view in_file = input_.same(number, place.begin);
    place.scalar.kind = floating ? Kind::floating : Kind::integer;
    place.scalar.text = minus_zero ? "0" : in_file.empty() ? tree_.arena().copy(number) : in_file;
    return add(place);
}

constexpr const char* half_a_pair = "an escape \\uD800 to \\uDFFF needs its other half";

/// RapidJSON's code for a wrong escape is also its code for a control character in a string.
const char* explain_escape(char at) {
    if (at == '\n' || at == '\r')
        return "a string is not closed before the end of its line; a line break is written \\n";
    if (at == '\t') return "a tab in a string is written \\t";
    return "JSON knows no such escape; write \\\\ for a backslash";
}

const char* explain(rapidjson::ParseErrorCode code, char at) {
    switch (code) {
        case rapidjson::kParseErrorDocumentEmpty: return "the file is empty";
        case rapidjson::kParseErrorDocumentRootNotSingular:
            return "the JSON value has ended before this; check the brackets above";
        case rapidjson::kParseErrorValueInvalid:
            return "a value is expected here; words need double quotes in JSON";
        case rapidjson::kParseErrorObjectMissName:
            return "a key in double quotes is expected here; JSON allows no comma before }";
        case rapidjson::kParseErrorObjectMissColon: return "a colon is missing after the key";
        case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
            return "a comma or } is missing before this";
        case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
            return "a comma or ] is missing before this";
        case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
            return "an escape \\u needs four hexadecimal digits";
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return half_a_pair;
        case rapidjson::kParseErrorStringEscapeInvalid: return explain_escape(at);
        case rapidjson::kParseErrorStringMissQuotationMark: return "a string is not closed";
        case rapidjson::kParseErrorStringInvalidEncoding:
            return "a string is not UTF-8, or holds a control character";
        case rapidjson::kParseErrorNumberTooBig: return "the number is too large";
        case rapidjson::kParseErrorNumberMissFraction: return "a digit is missing after the decimal point";
        case rapidjson::kParseErrorNumberMissExponent: return "a digit is missing in the exponent";
        default: return "this is not JSON";
    }
}

SyntaxError error_of(const Input& input, const TreeBuilder& tree, const rapidjson::ParseResult& result) {
    const std::uint32_t at = std::min(static_cast<std::uint32_t>(result.Offset()), input.size());
    const bool missing = result.Code() == rapidjson::kParseErrorObjectMissCommaOrCurlyBracket ||
                         result.Code() == rapidjson::kParseErrorArrayMissCommaOrSquareBracket;
    if (missing && input.text.find_first_not_of(" \t\r\n", at) == std::string_view::npos) {
        Mistake mistake = unclosed_bracket(input.text, tree.open_bracket());
        return {SyntaxError::Kind::syntax,
                std::move(mistake.message),
                input.span(mistake.begin, mistake.end),
                {}};
    }
    return {SyntaxError::Kind::syntax, explain(result.Code(), input.at(at)), input.span(at, at), {}};
}

}  // namespace

JsonReading read_json(const Input& input, Arena& arena, const DocumentLimits& limits,
                      std::vector<SyntaxError>& errors) {
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag |
                               rapidjson::kParseValidateEncodingFlag;
    TreeBuilder tree(input, arena, limits, errors);
    rapidjson::StringStream stream(input.text.data());
    SaxReader handler(input, stream, tree);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<flags>(stream, handler);
    if (!result.IsError()) return {tree.root(), false};
    const bool too_big = result.Code() == rapidjson::kParseErrorNumberTooBig;
    if (handler.half_surrogate().known()) {
        errors.push_back({SyntaxError::Kind::syntax, half_a_pair, handler.half_surrogate(), {}});
    } else if (!tree.failed()) {
        errors.push_back(error_of(input, tree, result));
    }
    return {nullptr, tree.failed() || too_big};
}

}  // namespace stackfit
