#include "document/yaml_tree.h"

#include <algorithm>

#include "document/yaml_errors.h"
#include "document/yaml_mending.h"
#include "document/yaml_places.h"

namespace stackfit {

YamlTree::Place YamlTree::place_of(std::uint32_t at) {
    const auto found = std::lower_bound(
        blanked_.begin(), blanked_.end(), at,
        [](const yaml::Blanked& one, std::uint32_t place) { return one.properties.content < place; });
    if (found == blanked_.end() || found->properties.content != at)
        return {yaml::properties_at(text_, at), {}};
    found->arrived = true;
    const yaml::Properties& properties = found->properties;
    return {properties, text_.substr(properties.tag_begin, properties.tag_end - properties.tag_begin)};
}

PlacedTag YamlTree::tag_at(const Place& place, const std::string& tag) {
    const std::string_view name = place.blanked_tag.empty() ? std::string_view(tag) : place.blanked_tag;
    const yaml::Properties& properties = place.properties;
    PlacedTag result{classify_tag(name, tree_.arena()), properties.tag_begin, properties.tag_end};
    const std::string_view written = text_.substr(result.begin, result.end - result.begin);
    check_tag_end(written, result.begin);
    if (result.tag.meaning == Tag::Meaning::unknown) {
        note(SyntaxError::Kind::unknown_tag, result.begin, result.end, unknown_tag_message(written));
    }
    return result;
}

/// yaml-cpp ends a tag at the first character that cannot be in one, and reads on without the white space
/// that must follow.
void YamlTree::check_tag_end(std::string_view written, std::uint32_t begin) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-#;/?:@&=+$_.~*'()%!";
    const std::size_t wrong =
        written.starts_with("!<") ? std::string_view::npos : written.find_first_not_of(allowed);
    if (wrong == std::string_view::npos) return;
    const std::uint32_t place = begin + static_cast<std::uint32_t>(wrong);
    stop(place, place + 1, "a space is missing after the tag");
}

/// A scalar that is written, at `begin`; its type is still to be set.
PlacedScalar YamlTree::scalar_at(std::uint32_t begin, const std::string& value) {
    switch (input_.at(begin)) {
        case '|':
        case '>': return block_at(begin, value);
        case '"':
        case '\'': return quoted_at(begin, value);
        default: break;
    }
    PlacedScalar result;
    result.begin = begin;
    result.end = yaml::end_of_plain(text_, begin, value);
    result.scalar.text = text_of(begin, result.end - begin, value);
    return result;
}

PlacedScalar YamlTree::block_at(std::uint32_t begin, const std::string& value) {
    const yaml::Block block = yaml::block_at(text_, begin, value);
    PlacedScalar result;
    result.begin = begin;
    result.end = block.end;
    result.block = true;
    const bool folded = input_.at(begin) == '>';
    result.scalar.text = tree_.arena().copy(folded ? yaml::mended_folded(text_, begin, block, value) : value);
    return result;
}

PlacedScalar YamlTree::quoted_at(std::uint32_t begin, const std::string& value) {
    const auto end = yaml::end_of_quoted(text_, begin);
    if (!end) stop(begin, begin + 1, "the string that begins here has no closing quote");
    PlacedScalar result;
    result.begin = begin;
    result.end = *end;
    const std::uint32_t size = *end - begin - 2;
    const std::string_view inside = text_.substr(begin + 1, size);
    result.scalar.text = text_of(
        begin + 1, size, inside == value ? value : yaml::mended_quoted(inside, value, input_.at(begin)));
    return result;
}

/// A view of the file when that is what it says, else a copy.
std::string_view YamlTree::text_of(std::uint32_t begin, std::uint32_t size, std::string_view value) {
    const std::string_view written = text_.substr(begin, size);
    return written == value ? written : tree_.arena().copy(value);
}

PlacedScalar YamlTree::absent_scalar(std::uint32_t after) const {
    PlacedScalar result;
    result.begin = after;
    result.end = after;
    return result;
}

/// A tag without value, though what comes next may look like one: yaml-cpp gives an empty text, and the next
/// thing is a key.
bool YamlTree::is_absent(std::uint32_t at) const {
    const char first = input_.at(at);
    if (first == '|' || first == '>') return false;
    if (first != '"' && first != '\'') return true;
    const auto end = yaml::end_of_quoted(text_, at);
    return end &&
           text_.substr(at + 1, *end - at - 2).find_first_not_of(" \t\r\n\\") != std::string_view::npos;
}

void YamlTree::set_type(PlacedScalar& place, const PlacedTag& tag, bool plain) {
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

void YamlTree::refuse_key(std::uint32_t at, const char* message) {
    if (tree_.expects_key()) stop(at, at, yaml::template_engine_in_line(text_, at).value_or(message));
}

void YamlTree::key(const PlacedScalar& place, const PlacedTag& tag, bool plain) {
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

void YamlTree::scalar(std::uint32_t at, const std::string& tag, std::size_t anchor,
                      const std::string& value) {
    const Place where = place_of(at);
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

void YamlTree::pass_colon(Frame& frame) {
    const std::uint32_t at = frame.flow || frame.explicit_key ? yaml::skip_blank(text_, cursor_)
                                                              : yaml::skip_spaces(text_, cursor_);
    if (input_.at(at) == ':') {
        cursor_ = at + 1;
    } else if (!frame.flow && !frame.explicit_key) {
        stop(frame.key, cursor_, "a colon is missing after this key, or the line is not indented enough");
    }
}

/// Moves the cursor over what stands between the last value and the next: `-`, `:` or a comma.
void YamlTree::pass_indicator() {
    if (frames_.empty()) return;
    Frame& frame = frames_.back();
    if (frame.mapping) {
        pass_colon(frame);
        return;
    }
    const std::uint32_t at = yaml::skip_blank(text_, cursor_);
    if (input_.at(at) == (frame.flow ? ',' : '-')) cursor_ = at + 1;
}

void YamlTree::null(std::uint32_t at, std::size_t anchor) {
    refuse_key(at, "a key is missing here, or is null; put it in quotes when it is a word");
    pass_indicator();
    // A document's own null may follow directives and a `---`, which are not worth following.
    const std::uint32_t from = frames_.empty() ? at : yaml::skip_blank(text_, cursor_);
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

void YamlTree::alias(std::uint32_t at, std::size_t anchor) {
    const std::uint32_t begin = at;
    const std::uint32_t end = yaml::end_of_property(text_, begin);
    refuse_key(begin, "a key cannot be an alias");
    const std::string_view name = text_.substr(begin, end - begin);
    const Finished anchored = anchor < anchors_.size() ? anchors_[anchor] : Finished{};
    const bool repeated = anchored.node != nullptr && tree_.repeat(anchored, begin, end, name);
    const std::string shown(name);
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

void YamlTree::check_collection_tag(Kind kind, const PlacedTag& tag, std::string_view name) {
    const bool string = name == "tag:yaml.org,2002:str";
    const bool typed = string || tag.tag.meaning == Tag::Meaning::typed;
    if (!typed || (!string && tag.tag.kind == kind)) return;
    note(SyntaxError::Kind::unknown_tag, tag.begin, tag.end,
         "the value is not of the type that its tag says");
}

void YamlTree::open(Kind kind, std::uint32_t at, const std::string& tag, std::size_t anchor, bool flow) {
    // What stands before the first key belongs to that key, unless the mapping has a tag or anchor too.
    const bool bare = tag == "?" && anchor == 0;
    const Place where = bare ? Place{{0, 0, at}, {}} : place_of(at);
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

void YamlTree::close(char bracket) {
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

void YamlTree::remember(std::size_t anchor, const Finished& finished) {
    if (anchor == 0) return;
    if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
    anchors_[anchor] = finished;
}

}  // namespace stackfit
