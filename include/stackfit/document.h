// document: the text of a YAML or JSON file as one tree in which every key and value knows its place.
//
// Both dialects give the same tree. A short tag becomes its long form when the tree is built: `!Sub x` is the
// mapping {"Fn::Sub": "x"} with `short_form` set, `!Ref x` is {"Ref": "x"}, `!GetAtt a.b` is {"Fn::GetAtt":
// ["a", "b"]}. Layers above never see a tag. Scalars are typed as CloudFormation types them (YAML 1.1 for
// YAML); dates stay strings.
//
// Nodes are immutable and live in an Arena. Later layers build new nodes (Template, SAM) that may share old
// subtrees; a node that was not written by the author has an Origin, and its span is that of its cause.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/support/arena.h"
#include "stackfit/support/result.h"
#include "stackfit/support/source.h"
#include "stackfit/support/system.h"

namespace stackfit {

enum class Kind : std::uint8_t { null, boolean, integer, floating, string, sequence, mapping };

/// Why a node exists that nobody wrote: a short reason ("Events.Api -> AWS::Lambda::Permission",
/// "Globals.Function.Runtime").
struct Origin {
    std::string_view reason;
    const Origin* cause = nullptr;  ///< the origin of the node that caused it, when that was generated too
};

struct Node;

struct Member {
    std::string_view key;
    Span key_span;
    const Node* value = nullptr;  ///< never null
    const Origin* origin = nullptr;
};

struct Node {
    Kind kind = Kind::null;
    bool short_form = false;  ///< a one-key mapping written as a YAML tag
    bool block = false;       ///< a string written as a block scalar (| or >): several lines
    bool duplicate = false;   ///< a mapping in which some key occurs more than once (see Document::errors)
    /// Scalars: boolean "true"/"false"; integer: decimal digits, whatever the notation was; floating: as
    /// written; string: its text.
    std::string_view text;
    std::span<const Node* const> items;  ///< sequence
    std::span<const Member> members;     ///< mapping, in the order written, each key once
    Span span;                           ///< the value itself, with tag and quotes
    const Origin* origin = nullptr;      ///< null: written by the author here

    [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
    [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
    [[nodiscard]] bool is_string() const { return kind == Kind::string; }
    [[nodiscard]] bool is_scalar() const { return kind != Kind::sequence && kind != Kind::mapping; }
    /// The member with this key, or null; null also on anything but a mapping. Linear in the members.
    [[nodiscard]] const Member* find(std::string_view key) const;
    /// The value of that member, or null.
    [[nodiscard]] const Node* get(std::string_view key) const;
    /// The only member of a one-key mapping, or null.
    [[nodiscard]] const Member* only() const {
        return kind == Kind::mapping && members.size() == 1 ? &members[0] : nullptr;
    }
};

/// Is this a one-key mapping whose key is an intrinsic function's long name (Ref, Condition, Fn::*), or a
/// directive? Gives that member or null.
const Member* intrinsic(const Node& node);
/// What a preprocessor fills in before CloudFormation sees the template: `!Rain::Embed path`, which is read
/// as {Fn::Rain::Embed: path}, and {Rain::Embed: path} ("Rain" of aws-cloudformation/rain).
const Member* directive(const Node& node);
/// The name in {Ref: name}; "" of anything else and of null.
std::string_view ref_name(const Node* node);
/// {Ref: AWS::NoValue}?
bool is_no_value(const Node* node);

/// A scalar as CloudFormation stringifies it ("true", "8080", "x"); nothing for null, sequences and mappings.
std::optional<std::string_view> scalar_text(const Node& node);

/// Makes nodes. Every node made has the given span and origin; children are taken as they are.
class Builder {
public:
    explicit Builder(Arena& arena) : arena_(arena) {}

    const Node* null(Span span, const Origin* origin);
    const Node* boolean(bool value, Span span, const Origin* origin);
    const Node* integer(std::int64_t value, Span span, const Origin* origin);
    const Node* string(std::string_view text, Span span, const Origin* origin);  ///< copies the text
    const Node* sequence(const std::vector<const Node*>& items, Span span, const Origin* origin);
    const Node* mapping(const std::vector<Member>& members, Span span, const Origin* origin);
    /// The same mapping with one member set: replaced in place, or appended.
    const Node* with(const Node& mapping, Member member);
    const Node* without(const Node& mapping, std::string_view key);
    const Origin* origin(std::string_view reason, const Origin* cause = nullptr);
    std::string_view text(std::string_view text) { return arena_.copy(text); }

private:
    Arena& arena_;
};

/// One mistake in the text. `first` is the other place of a duplicate key.
struct SyntaxError {
    /// All but `syntax` leave a tree: of equal keys the last counts, an alias is its anchor's value (null
    /// when that would be a cycle or exceed a limit), a merge key is merged, an unknown tag !X is read as
    /// Fn::X.
    enum class Kind { syntax, duplicate_key, alias, merge_key, unknown_tag };
    Kind kind = Kind::syntax;
    std::string message;
    Span span;
    Span first{};
};

/// The limits of one file (DESIGN 3.6). Counted, never timed.
struct DocumentLimits {
    std::size_t bytes = 2 * 1024 * 1024;
    std::uint32_t depth = 128;
    std::uint32_t nodes = 400'000;
    std::uint32_t flow_brackets = 200;  ///< open at the same time
};

enum class Syntax : std::uint8_t { yaml, json };

/// What is left of a file after reading: a tree, and everything that was wrong, in the order of the text.
/// `root` is null exactly when an error of kind `syntax` ended the reading.
struct Document {
    FileId file = no_file;
    Syntax syntax = Syntax::yaml;
    const Node* root = nullptr;
    std::vector<SyntaxError> errors;
};

/// Reads a file that is already in `sources`. JSON is tried first when the first character is `{` or `[`;
/// what it rejects is tried as YAML flow style, and the JSON error is reported when both fail. Never throws.
/// The tree lives in `arena` and views the source's text.
Document read_document(const Sources& sources, FileId file, Arena& arena, const DocumentLimits& limits = {});

/// A comment `# stackfit: ...` in YAML: the text after "stackfit:" trimmed, and where it stands. Found on
/// demand, only between scalars; comments in JSON do not exist, and without a tree none are found. Empty
/// without reading anything when the bytes "stackfit:" do not occur.
struct Comment {
    std::string_view text;
    Span span;
    bool own_line = false;  ///< nothing but white space before it: it speaks of the next node
};
std::vector<Comment> find_comments(const Source& source, const Document& document);

/// JSON text of a tree. `indent` 0 writes one line with ", " and ": " left out. Keys keep their order.
std::string write_json(const Node& node, int indent);
/// YAML text of a tree with short tags where it reads well.
std::string write_yaml(const Node& node);

}  // namespace stackfit
