#include "blob.h"

#include <algorithm>
#include <type_traits>

#include "stackfit/engine.h"

namespace stackfit {
namespace {

static_assert(std::has_unique_object_representations_v<BlobCheck> &&
                  std::has_unique_object_representations_v<BlobRule>,
              "padding would put chance bytes into the blob");
static_assert(sizeof(BlobNode) == 56, "padding would put chance bytes into the blob");

/// Sizes are of the blob's own making: sum them in 64 bits before believing them.
std::uint64_t size_of(const BlobHeader& header) {
    return sizeof(BlobHeader) + std::uint64_t{header.checks} * sizeof(BlobCheck) +
           std::uint64_t{header.rules} * sizeof(BlobRule) + std::uint64_t{header.nodes} * sizeof(BlobNode) +
           std::uint64_t{header.texts} * sizeof(TextRef) + header.bytes;
}

class Validator {
public:
    explicit Validator(const BlobView& view) : view_(view), header_(view.header()) {}

    [[nodiscard]] bool valid() const {
        for (std::uint32_t i = 0; i < header_.texts; ++i)
            if (!valid(view_.text_ref(i))) return false;
        for (std::uint32_t i = 0; i < header_.nodes; ++i)
            if (!valid(view_.node(i), i)) return false;
        for (std::uint32_t i = 0; i < header_.rules; ++i)
            if (!valid(view_.rule(i))) return false;
        for (std::uint32_t i = 0; i < header_.checks; ++i)
            if (!valid(view_.check(i))) return false;
        return true;
    }

private:
    [[nodiscard]] bool valid(TextRef text) const {
        return text.offset <= header_.bytes && text.size <= header_.bytes - text.offset;
    }
    [[nodiscard]] bool valid(ListRef list) const {
        return list.first <= header_.texts && list.count <= header_.texts - list.first;
    }
    [[nodiscard]] bool valid_root(std::uint32_t node) const {
        return node == no_index || (node < header_.nodes && view_.node(node).depth == 0);
    }
    [[nodiscard]] bool leads_on(std::uint32_t from, std::uint32_t to, int depth) const {
        return to == no_index || (to > from && to < header_.nodes && view_.node(to).depth == depth);
    }

    [[nodiscard]] bool valid(const BlobNode& node, std::uint32_t i) const {
        if (static_cast<std::uint8_t>(node.kind) >= node_kinds || node.depth > max_rule_depth) return false;
        const bool has_operand = node.kind >= NodeKind::equals;
        const bool has_child = node.kind >= NodeKind::negation && node.kind <= NodeKind::some;
        if (node.kind >= NodeKind::policy_has && node.operands.count % 2 != 0) return false;
        return leads_on(i, node.child, node.depth + 1) && leads_on(i, node.next, node.depth) &&
               valid(node.path) && valid(node.operands) && valid(node.name) && valid(node.message) &&
               (!has_operand || node.operands.count > 0) && (!has_child || node.child != no_index);
    }
    [[nodiscard]] bool valid(const BlobRule& rule) const {
        return valid_root(rule.when) && valid_root(rule.arms) && valid(rule.at) && valid(rule.message);
    }
    [[nodiscard]] bool valid(const BlobCheck& check) const {
        for (const TextRef text : {check.id, check.title, check.since, check.prose, check.markdown})
            if (!valid(text)) return false;
        for (const ListRef list : {check.subjects, check.needs, check.aliases, check.parameters})
            if (!valid(list)) return false;
        return check.parameters.count % 3 == 0 &&
               check.family <= static_cast<std::uint32_t>(Family::hygiene) &&
               check.severity <= static_cast<std::uint32_t>(Severity::error) &&
               (check.rule == no_index || check.rule < header_.rules);
    }

    const BlobView& view_;
    const BlobHeader& header_;
};

template <class Record>
void append(std::vector<std::byte>& out, const std::vector<Record>& records) {
    static_assert(std::is_trivially_copyable_v<Record>);
    const auto* bytes = reinterpret_cast<const std::byte*>(records.data());
    out.insert(out.end(), bytes, bytes + records.size() * sizeof(Record));
}

}  // namespace

BlobView::BlobView(std::span<const std::byte> blob) {
    std::memcpy(&header_, blob.data(), sizeof header_);
    checks_ = blob.data() + sizeof(BlobHeader);
    rules_ = checks_ + std::size_t{header_.checks} * sizeof(BlobCheck);
    nodes_ = rules_ + std::size_t{header_.rules} * sizeof(BlobRule);
    texts_ = nodes_ + std::size_t{header_.nodes} * sizeof(BlobNode);
    bytes_ = texts_ + std::size_t{header_.texts} * sizeof(TextRef);
}

std::vector<std::string_view> BlobView::list(ListRef list) const {
    std::vector<std::string_view> result;
    result.reserve(list.count);
    for (std::uint32_t i = 0; i < list.count; ++i) result.push_back(item(list, i));
    return result;
}

bool valid_blob(std::span<const std::byte> blob) {
    BlobHeader header;
    if (blob.size() < sizeof header) return false;
    std::memcpy(&header, blob.data(), sizeof header);
    if (header.magic != blob_magic || size_of(header) != blob.size()) return false;
    return Validator(BlobView(blob)).valid();
}

TextRef BlobWriter::text(std::string_view text) {
    if (const auto known = known_.find(text); known != known_.end()) return known->second;
    const TextRef result{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
    bytes_ += text;
    known_.emplace(text, result);
    return result;
}

TextRef BlobWriter::long_text(std::string_view text) {
    const TextRef result{static_cast<std::uint32_t>(long_bytes_.size()),
                         static_cast<std::uint32_t>(text.size())};
    long_bytes_ += text;
    return result;
}

ListRef BlobWriter::list(const std::vector<std::string>& texts) {
    const ListRef result{static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(texts.size())};
    for (const std::string& item : texts) texts_.push_back(text(item));
    return result;
}

std::vector<std::byte> BlobWriter::write() const {
    const std::string text = bytes_ + long_bytes_;
    std::vector<BlobCheck> placed = checks;
    for (BlobCheck& check : placed) {
        check.markdown.offset += static_cast<std::uint32_t>(bytes_.size());
        check.prose.offset += static_cast<std::uint32_t>(bytes_.size());
    }
    const auto count = [](const auto& records) { return static_cast<std::uint32_t>(records.size()); };
    const BlobHeader header{blob_magic,   count(checks), count(rules),
                            count(nodes), count(texts_), count(text)};
    std::vector<std::byte> out;
    append(out, std::vector<BlobHeader>{header});
    append(out, placed);
    append(out, rules);
    append(out, nodes);
    append(out, texts_);
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    out.insert(out.end(), bytes, bytes + text.size());
    return out;
}

}  // namespace stackfit
