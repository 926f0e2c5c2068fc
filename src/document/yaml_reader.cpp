// YAML by way of yaml-cpp's events; the only file that includes yaml-cpp.
//
// yaml-cpp tells what is there and where it begins. The reader follows with a cursor, the end of what has
// been placed so far, from which it finds what yaml-cpp does not tell: where things end, and where a value
// that is not written (`Key:`) would stand, for which yaml-cpp gives the place of whatever comes next. On the
// way it refuses what yaml-cpp lets pass though it is not YAML: a string without closing quote at the end of
// the file, a key without colon, text after the end of the document. A handler can end yaml-cpp's reading
// only by an exception; Stop is that one, and it does not leave this file.
#include "document/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "document/bytes.h"
#include "document/tree.h"
#include "document/yaml_blanking.h"
#include "document/yaml_errors.h"
#include "document/yaml_mending.h"
#include "document/yaml_places.h"

namespace stackfit {
namespace {

struct Stop {};

/// A stream over text that is already in memory, without a copy.
class TextBuffer : public std::streambuf {
public:
    explicit TextBuffer(std::string_view text) {
        char* const begin = const_cast<char*>(text.data());  // streambuf wants char*; nothing writes
        setg(begin, begin, begin + text.size());
    }
};

class EventReader : public YAML::EventHandler {
public:
    EventReader(const Input& input, Arena& arena, const DocumentLimits& limits,
                std::vector<yaml::Blanked>& blanked, std::vector<SyntaxError>& errors)
        : input_(input),
          text_(input.text),
          blanked_(blanked),
          errors_(errors),
          tree_(input, arena, limits, errors) {}

    [[nodiscard]] const Node* root() const { return tree_.root(); }
    /// One past what has been placed so far.
    [[nodiscard]] std::uint32_t cursor() const { return cursor_; }
    [[nodiscard]] yaml::Progress progress(const YAML::Mark& mark) const {
        return {clamp(mark), cursor_, tree_.open_bracket()};
    }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(Kind::sequence, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
    }
    void OnSequenceEnd() override { close(']'); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(Kind::mapping, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
    }
    void OnMapEnd() override { close('}'); }

private:
    struct Frame {
        YAML::anchor_t anchor = 0;
        bool flow = false;
        bool bracketed = false;  ///< flow, and not the one pair of `[a: b]`
        bool mapping = false;
        bool explicit_key = false;  ///< the last key was written `? key`
        std::uint32_t key = 0;      ///< where the last key begins
    };
    struct Place {
        yaml::Properties properties;
        std::string_view blanked_tag;  ///< the tag that yaml-cpp did not see
    };

    [[nodiscard]] std::uint32_t clamp(const YAML::Mark& mark) const {
        return std::min(static_cast<std::uint32_t>(mark.pos), input_.size());
    }
    Place place_of(const YAML::Mark& mark);
    PlacedTag tag_at(const Place& place, const std::string& tag);
    PlacedScalar scalar_at(std::uint32_t begin, const std::string& value);
    PlacedScalar absent_scalar(std::uint32_t after) const;
    std::uint32_t end_of_scalar(std::uint32_t begin, std::string_view value) const;
    bool is_absent(std::uint32_t at) const;
    void set_type(PlacedScalar& place, const PlacedTag& tag, bool plain);
    void key(const PlacedScalar& place, const PlacedTag& tag, bool plain);
    void check_collection_tag(Kind kind, const PlacedTag& tag, std::string_view name);
    void open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, bool flow);
    void close(char bracket);
    void pass_indicator();
    void pass_colon(Frame& frame);
    void refuse_key(std::uint32_t at, const char* message);
    void remember(YAML::anchor_t anchor, const Finished& finished);
    void note(SyntaxError::Kind kind, std::uint32_t begin, std::uint32_t end, std::string message) {
        errors_.push_back({kind, std::move(message), input_.span(begin, end), {}});
    }
    [[noreturn]] void stop(std::uint32_t begin, std::uint32_t end, std::string message) {
        note(SyntaxError::Kind::syntax, begin, end, std::move(message));
        throw Stop{};
    }
    void check_limits() const {
        if (tree_.failed()) throw Stop{};
    }

    const Input& input_;
    const std::string_view text_;
    std::vector<yaml::Blanked>& blanked_;
    std::vector<SyntaxError>& errors_;
    TreeBuilder tree_;
    std::vector<Frame> frames_;
    std::vector<Finished> anchors_;  ///< by yaml-cpp's number; without a node while it is open
    std::uint32_t cursor_ = 0;
};

EventReader::Place EventReader::place_of(const YAML::Mark& mark) {
    const std::uint32_t at = clamp(mark);
    const auto found = std::lower_bound(
        blanked_.begin(), blanked_.end(), at,
        [](const yaml::Blanked& one, std::uint32_t place) { return one.properties.content < place; });
    if (found == blanked_.end() || found->properties.content != at)
        return {yaml::properties_at(text_, at), {}};
    found->arrived = true;
    const yaml::Properties& properties = found->properties;
    return {properties, text_.substr(properties.tag_begin, properties.tag_end - properties.tag_begin)};
}

PlacedTag EventReader::tag_at(const Place& place, const std::string& tag) {
    const std::string_view name = place.blanked_tag.empty() ? std::string_view(tag) : place.blanked_tag;
    const yaml::Properties& properties = place.properties;
    PlacedTag result{classify_tag(name, tree_.arena()), properties.tag_begin, properties.tag_end};
    if (result.tag.meaning == Tag::Meaning::unknown) {
        const std::string_view written = text_.substr(result.begin, result.end - result.begin);
        note(SyntaxError::Kind::unknown_tag, result.begin, result.end, unknown_tag_message(written));
    }
    return result;
}

std::uint32_t EventReader::end_of_scalar(std::uint32_t begin, std::string_view value) const {
    switch (input_.at(begin)) {
        case '|':
        case '>': return yaml::end_of_block(text_, begin, value);
        case '"':
        case '\'': return yaml::end_of_quoted(text_, begin).value_or(begin);
        default: return yaml::end_of_plain(text_, begin, value);
    }
}

/// A scalar that is written, at `begin`; its type is still to be set.
PlacedScalar EventReader::scalar_at(std::uint32_t begin, const std::string& value) {
    PlacedScalar result;
    result.begin = begin;
    result.end = end_of_scalar(begin, value);
    const char first = input_.at(begin);
    const bool quoted = first == '"' || first == '\'';
    if (quoted && result.end == begin)
        stop(begin, begin + 1, "the string that begins here has no closing quote");
    result.block = first == '|' || first == '>';
    const std::string_view inside =
        quoted ? text_.substr(begin + 1, result.end - begin - 2) : text_.substr(begin, value.size());
    if (inside == value) {
        result.scalar.text = inside;
    } else {
        result.scalar.text = tree_.arena().copy(quoted ? yaml::mended(inside, value, first) : value);
    }
    return result;
}

PlacedScalar EventReader::absent_scalar(std::uint32_t after) const {
    PlacedScalar result;
    result.begin = after;
    result.end = after;
    return result;
}

/// A tag without value, though what comes next may look like one: yaml-cpp gives an empty text, and the next
/// thing is a key.
bool EventReader::is_absent(std::uint32_t at) const {
    const char first = input_.at(at);
    if (first == '|' || first == '>') return false;
    if (first != '"' && first != '\'') return true;
    const auto end = yaml::end_of_quoted(text_, at);
    return end &&
           text_.substr(at + 1, *end - at - 2).find_first_not_of(" \t\r\n\\") != std::string_view::npos;
}

void EventReader::set_type(PlacedScalar& place, const PlacedTag& tag, bool plain) {
    Scalar& scalar = place.scalar;
    const Tag::Meaning meaning = tag.tag.meaning;
    if (meaning == Tag::Meaning::none && plain) scalar = resolve_plain(scalar.text, tree_.arena());
    if (meaning != Tag::Meaning::typed) return;
    const Scalar typed = resolve_plain(scalar.text, tree_.arena());
    const bool widened = tag.tag.kind == Kind::floating && typed.kind == Kind::integer;
    if (typed.kind == tag.tag.kind || widened) {
        scalar = {tag.tag.kind, typed.text};
    } else {
        note(SyntaxError::Kind::unknown_tag, tag.begin, tag.end,
             "the value is not of the type that its tag says");
    }
}

void EventReader::refuse_key(std::uint32_t at, const char* message) {
    if (tree_.expects_key()) stop(at, at, yaml::template_engine_in_line(text_, at).value_or(message));
}

void EventReader::key(const PlacedScalar& place, const PlacedTag& tag, bool plain) {
    if (tag.is_function()) stop(tag.begin, tag.end, "a key cannot have a tag");
    const std::uint32_t before = yaml::skip_blank(text_, cursor_);
    frames_.back().explicit_key = input_.at(before) == '?' && before < place.begin;
    frames_.back().key = place.begin;
    cursor_ = place.end;
    if (plain && place.scalar.text == "<<") {
        note(SyntaxError::Kind::merge_key, place.begin, place.end,
             "CloudFormation does not support merge keys (<<); write the keys out");
        tree_.merge_key(place.begin, place.end);
    } else {
        tree_.key(place.scalar.text, place.begin, place.end);
    }
}

void EventReader::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    const Place where = place_of(mark);
    const PlacedTag placed_tag = tag_at(where, tag);
    const std::uint32_t content = where.properties.content;
    const char first = input_.at(content);
    const bool absent = value.empty() && placed_tag.end > placed_tag.begin && is_absent(content);
    PlacedScalar place = absent ? absent_scalar(placed_tag.end) : scalar_at(content, value);
    const bool plain = tag == "?" && first != '|' && first != '>' && first != '"' && first != '\'';
    if (tree_.expects_key()) {
        key(place, placed_tag, plain);
        return;
    }
    set_type(place, placed_tag, plain);
    remember(anchor, tree_.scalar(place, placed_tag));
    cursor_ = place.end;
    check_limits();
}

void EventReader::pass_colon(Frame& frame) {
    const std::uint32_t at = frame.flow || frame.explicit_key ? yaml::skip_blank(text_, cursor_)
                                                              : yaml::skip_spaces(text_, cursor_);
    if (input_.at(at) == ':') {
        cursor_ = at + 1;
    } else if (!frame.flow && !frame.explicit_key) {
        stop(frame.key, cursor_, "a colon is missing after this key, or the line is not indented enough");
    }
}

/// Moves the cursor over what stands between the last value and the next: `-`, `:` or a comma.
void EventReader::pass_indicator() {
    if (frames_.empty()) return;
    Frame& frame = frames_.back();
    if (frame.mapping) {
        pass_colon(frame);
        return;
    }
    const std::uint32_t at = yaml::skip_blank(text_, cursor_);
    if (input_.at(at) == (frame.flow ? ',' : '-')) cursor_ = at + 1;
}

void EventReader::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    refuse_key(clamp(mark), "a key is missing here, or is null; put it in quotes when it is a word");
    pass_indicator();
    // A document's own null may follow directives and a `---`, which are not worth following.
    const std::uint32_t from = frames_.empty() ? clamp(mark) : yaml::skip_blank(text_, cursor_);
    const std::uint32_t word = yaml::properties_at(text_, from).content;
    const bool written = yaml::is_null_word(text_, word);
    PlacedScalar place =
        absent_scalar(written ? word : std::min(frames_.empty() ? from : cursor_, input_.size()));
    place.scalar.kind = Kind::null;
    if (written) place.end = yaml::end_of_null_word(text_, word);
    remember(anchor, tree_.scalar(place));
    cursor_ = place.end;
    check_limits();
}

void EventReader::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const std::uint32_t begin = clamp(mark);
    const std::uint32_t end = yaml::end_of_property(text_, begin);
    refuse_key(begin, "a key cannot be an alias");
    const std::string_view alias = text_.substr(begin, end - begin);
    const Finished anchored = anchor < anchors_.size() ? anchors_[anchor] : Finished{};
    const bool repeated = anchored.node != nullptr && tree_.repeat(anchored, begin, end, alias);
    const std::string shown(alias);
    if (repeated) {
        note(SyntaxError::Kind::alias, begin, end,
             "CloudFormation does not allow YAML aliases; write the value of " + shown + " out");
    } else {
        const char* const why =
            anchored.node == nullptr ? " stands inside its own anchor" : " would make the file too large";
        note(SyntaxError::Kind::alias, begin, end, "the alias " + shown + why);
        PlacedScalar nothing = absent_scalar(begin);
        nothing.end = end;
        nothing.scalar.kind = Kind::null;
        tree_.scalar(nothing);
    }
    cursor_ = end;
    check_limits();
}

void EventReader::check_collection_tag(Kind kind, const PlacedTag& tag, std::string_view name) {
    const bool string = name == "tag:yaml.org,2002:str";
    const bool typed = string || tag.tag.meaning == Tag::Meaning::typed;
    if (!typed || (!string && tag.tag.kind == kind)) return;
    note(SyntaxError::Kind::unknown_tag, tag.begin, tag.end,
         "the value is not of the type that its tag says");
}

void EventReader::open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       bool flow) {
    // What stands before the first key belongs to that key, unless the mapping has a tag or anchor too.
    const bool bare = tag == "?" && anchor == 0;
    const Place where = bare ? Place{{0, 0, clamp(mark)}, {}} : place_of(mark);
    const std::uint32_t begin = where.properties.content;
    refuse_key(begin, "a key must be a word, not a list or a mapping");
    const PlacedTag placed_tag = tag_at(where, tag);
    check_collection_tag(kind, placed_tag, tag);
    const bool on_line_of_tag =
        text_.substr(placed_tag.end, begin - placed_tag.end).find('\n') == std::string_view::npos;
    if (!flow && kind == Kind::sequence && placed_tag.end > 0 && on_line_of_tag) {
        stop(begin, begin + 1, "a list item cannot begin here; put the `-` on a line of its own");
    }
    const bool bracketed = flow && input_.at(begin) == (kind == Kind::sequence ? '[' : '{');
    frames_.push_back({anchor, flow, bracketed, kind == Kind::mapping, false, 0});
    if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
    anchors_[anchor] = {};
    tree_.open(kind, begin, placed_tag);
    cursor_ = bracketed ? begin + 1 : begin;
    check_limits();
}

void EventReader::close(char bracket) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (frame.bracketed) {
        std::uint32_t at = yaml::skip_blank(text_, cursor_);
        if (input_.at(at) == ',') at = yaml::skip_blank(text_, at + 1);
        cursor_ = input_.at(at) == bracket ? at + 1 : cursor_;
    }
    remember(frame.anchor, tree_.close(cursor_));
    check_limits();
}

void EventReader::remember(YAML::anchor_t anchor, const Finished& finished) {
    if (anchor == 0) return;
    if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
    anchors_[anchor] = finished;
}

/// Stops at the start of a second document: yaml-cpp would otherwise find documents without end in `{"a": 1},`.
class NoSecondDocument : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark&) override { throw Stop{}; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

/// What follows the document that ended before `at`.
Mistake explain_rest(std::string_view text, std::uint32_t at) {
    at = yaml::skip_blank(text, at);
    while (text.substr(at).starts_with("...") && yaml::is_document_marker(text, at))
        at = yaml::skip_blank(text, at + 3);
    if (yaml::is_document_marker(text, at) || text.substr(at).starts_with('%')) {
        return {at, at + 3, "a second document begins here; CloudFormation reads one document a file"};
    }
    return {at, at, "the document has ended before this; check the brackets and the indentation above"};
}

/// A document without a value that ended before `at`.
Mistake explain_nothing(std::string_view text, std::uint32_t at) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {0, 0, "the file is empty"};
    at = yaml::skip_blank(text, at);
    if (at < text.size() && !yaml::is_document_marker(text, at))
        return {at, at, "a value cannot begin with this"};
    return {0, 0, "the file holds no value"};
}

class Reading {
public:
    Reading(const Input& input, Arena& arena, const DocumentLimits& limits,
            std::vector<yaml::Blanked>& blanked)
        : input_(input), blanked_(blanked), reader_(input, arena, limits, blanked, errors_) {}

    /// Gives up when a syntax error was found; never throws.
    void run() {
        const std::string replaced = blanked_.empty() ? std::string() : yaml::blank(input_.text, blanked_);
        TextBuffer buffer(blanked_.empty() ? input_.text : std::string_view(replaced));
        std::istream stream(&buffer);
        try {
            read_one_document(stream);
        } catch (const Stop&) {
            root_ = nullptr;  // the error is noted
        } catch (const YAML::Exception& error) {
            root_ = nullptr;
            note(yaml::explain(error.msg, input_.text, reader_.progress(error.mark)));
        }
    }

    [[nodiscard]] const Node* root() const { return root_; }
    /// Where reading ended: at the end, or at the first syntax error.
    [[nodiscard]] std::uint32_t passed() const {
        return root_ != nullptr || errors_.empty() ? input_.size() : errors_.back().span.begin - input_.base;
    }
    [[nodiscard]] std::vector<SyntaxError>& errors() { return errors_; }

private:
    void read_one_document(std::istream& stream) {
        YAML::Parser parser(stream);
        const bool any = parser.HandleNextDocument(reader_);
        root_ = reader_.root();
        if (!any || root_ == nullptr || root_->kind == Kind::null) {
            root_ = nullptr;
            note(explain_nothing(input_.text, reader_.cursor()));
            return;
        }
        try {
            NoSecondDocument rest;
            parser.HandleNextDocument(rest);
        } catch (const Stop&) {
            root_ = nullptr;
            note(explain_rest(input_.text, reader_.cursor()));
        }
    }

    void note(Mistake mistake) {
        const std::uint32_t end = std::min(mistake.end, input_.size());
        errors_.push_back(
            {SyntaxError::Kind::syntax, std::move(mistake.message), input_.span(mistake.begin, end), {}});
    }

    const Input& input_;
    std::vector<yaml::Blanked>& blanked_;
    std::vector<SyntaxError> errors_;
    EventReader reader_;
    const Node* root_ = nullptr;
};

}  // namespace

const Node* read_yaml(const Input& input, Arena& arena, const DocumentLimits& limits,
                      std::vector<SyntaxError>& errors) {
    std::vector<yaml::Blanked> blanked = yaml::find_blankable(input.text);
    for (int attempts_left = 3;; --attempts_left) {
        Reading reading(input, arena, limits, blanked);
        reading.run();
        // What has been passed and did not arrive stands inside a longer text, which now lacks it.
        const auto is_lost = [&reading](const yaml::Blanked& one) {
            return !one.arrived && one.begin < reading.passed();
        };
        if (attempts_left == 0 || std::none_of(blanked.begin(), blanked.end(), is_lost)) {
            errors.insert(errors.end(), reading.errors().begin(), reading.errors().end());
            return reading.root();
        }
        std::erase_if(blanked, is_lost);
        if (attempts_left == 1) blanked.clear();
        for (yaml::Blanked& one : blanked) one.arrived = false;
    }
}

}  // namespace stackfit
