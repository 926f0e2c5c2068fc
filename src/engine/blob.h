// The compiled catalogue: one block of bytes without a pointer in it, linked into the program and read where it lies.
//
//     header | checks | rules | nodes | texts | bytes
//
// All but `bytes` are tables of the fixed-size records below; records refer to each other by index and to text by a range of
// `bytes` (each text is stored once). A rule is a tree of nodes in pre-order: `child` and `next` always point forwards and `depth`
// grows with each `child`, so whoever walks them comes to an end. open_blob() checks every range, index and enumeration in one
// linear pass; after that, reading needs no checks. Numbers are in the byte order of the machine that wrote the blob; another
// machine reads another magic and refuses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

inline constexpr std::uint32_t blob_magic = 0x53464333U;  // "SFC3"; the digit is the version of the layout
inline constexpr std::uint32_t no_index = 0xffffffffU;
inline constexpr std::uint8_t max_rule_depth = 32;

struct TextRef {
    std::uint32_t offset = 0, size = 0;  ///< in `bytes`
};
struct ListRef {
    std::uint32_t first = 0, count = 0;  ///< in `texts`
};

struct BlobHeader {
    std::uint32_t magic = blob_magic;
    std::uint32_t checks = 0, rules = 0, nodes = 0, texts = 0, bytes = 0;  ///< how many of each
};

struct BlobCheck {
    TextRef id, title, since, prose, markdown;
    ListRef subjects, needs, aliases;
    ListRef parameters;  ///< name, type, default, name, ...
    std::uint32_t family = 0, severity = 0, weight = 0, fixable = 0, whole = 0;
    std::uint32_t rule = no_index;  ///< none: native
};

struct BlobRule {
    std::uint32_t when = no_index;  ///< a node; none: every subject
    std::uint32_t arms = no_index;  ///< the first node of kind `arm`
    ListRef at;
    TextRef message;
};

enum class NodeKind : std::uint8_t {
    arm,  ///< child: predicate, or none (`else`); number: the grade
    all,
    any,
    negation,
    each,
    some,  ///< path; child: predicate over an item
    equals,
    in,
    exists,
    matches,
    min,
    max,
    truthy,
    written,  ///< path, operands
    related_via,
    related_to,  ///< operands: type; path; name; child: predicate over the related resource, or none
    policy_has,
    policy_lacks  ///< path; operands: word, value, word, ... of include/stackfit/iam_pattern.h; a list is its word repeated
};
inline constexpr std::uint8_t node_kinds = 18;

/// Operands carry their type in front: "tEnabled" text, "n5" number, "btrue" boolean, "pNAME" a parameter of the check.
struct BlobNode {
    NodeKind kind = NodeKind::all;
    std::uint8_t depth = 0;
    std::uint16_t unused = 0;
    std::uint32_t child = no_index, next = no_index;
    std::uint32_t unused_too = 0;  // keeps `number` aligned without padding that would hold chance bytes
    double number = 0;
    ListRef path, operands, name;
    TextRef message;
};

/// Reads records out of a blob that open_blob() accepted. A few words, cheap to copy; the blob must outlive it.
class BlobView {
public:
    BlobView() = default;
    explicit BlobView(std::span<const std::byte> blob);

    [[nodiscard]] const BlobHeader& header() const { return header_; }
    [[nodiscard]] BlobCheck check(std::uint32_t i) const { return record<BlobCheck>(checks_, i); }
    [[nodiscard]] BlobRule rule(std::uint32_t i) const { return record<BlobRule>(rules_, i); }
    [[nodiscard]] BlobNode node(std::uint32_t i) const { return record<BlobNode>(nodes_, i); }
    [[nodiscard]] TextRef text_ref(std::uint32_t i) const { return record<TextRef>(texts_, i); }
    [[nodiscard]] std::string_view text(TextRef text) const {
        return {reinterpret_cast<const char*>(bytes_) + text.offset, text.size};
    }
    [[nodiscard]] std::string_view item(ListRef list, std::uint32_t i) const {
        return text(text_ref(list.first + i));
    }
    [[nodiscard]] std::vector<std::string_view> list(ListRef list) const;

private:
    // By memcpy: the bytes need no alignment, and no object ever lived in them.
    template <class Record>
    static Record record(const std::byte* table, std::uint32_t i) {
        Record result;
        std::memcpy(&result, table + std::size_t{i} * sizeof(Record), sizeof(Record));
        return result;
    }

    BlobHeader header_;
    const std::byte *checks_ = nullptr, *rules_ = nullptr, *nodes_ = nullptr, *texts_ = nullptr,
                    *bytes_ = nullptr;
};

/// Is this a blob in every detail? Linear in its tables, not in its text.
bool valid_blob(std::span<const std::byte> blob);

/// Collects records and writes the blob. Texts are stored once each.
class BlobWriter {
public:
    std::vector<BlobCheck> checks;
    std::vector<BlobRule> rules;
    std::vector<BlobNode> nodes;

    TextRef text(std::string_view text);
    /// What only `explain` reads goes behind all other text, so that a start touches no page of it. Only for `markdown` and `prose`.
    TextRef long_text(std::string_view text);
    ListRef list(const std::vector<std::string>& texts);
    [[nodiscard]] std::vector<std::byte> write() const;

private:
    std::vector<TextRef> texts_;
    std::string bytes_, long_bytes_;
    std::map<std::string, TextRef, std::less<>> known_;
};

}  // namespace stackfit
