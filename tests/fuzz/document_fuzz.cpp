// Any bytes at all: reading never crashes, what it returns keeps its promises (document.h), and what is
// written from it reads back.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "support/tree.h"

namespace {

using namespace stackfit;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

bool inside(const Span& inner, const Span& outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

/// `parent` is null where the node was not written inside it.
void check_node(const Source& source, const Node& node, const Node* parent) {
    require(node.span.begin <= node.span.end && node.span.end <= source.text().size(),
            "spans are inside the file");
    if (parent != nullptr && node.origin == nullptr)
        require(inside(node.span, parent->span), "values are inside their collections");
    const Node* const written = node.origin == nullptr ? &node : nullptr;
    for (const Node* item : node.items) check_node(source, *item, written);
    std::set<std::string_view> keys;
    for (const Member& member : node.members) {
        require(keys.insert(member.key).second, "each key is there once");
        require(member.value != nullptr, "members have values");
        const bool here = written != nullptr && member.origin == nullptr;
        if (here) require(inside(member.key_span, node.span), "keys are inside their mappings");
        check_node(source, *member.value, here ? written : nullptr);
    }
}

void check_errors(const Source& source, const Document& document) {
    bool ended = false;
    std::uint32_t before = 0;
    for (const SyntaxError& error : document.errors) {
        require(error.span.begin <= error.span.end && error.span.end <= source.text().size(),
                "errors are inside the file");
        require(error.span.begin >= before, "errors are in the order of the text");
        require(!error.message.empty(), "errors say something");
        before = error.span.begin;
        ended = ended || error.kind == SyntaxError::Kind::syntax;
    }
    require(ended == (document.root == nullptr), "there is a tree unless a syntax error ended the reading");
}

bool all_finite(const Node& node) {
    if (node.kind == Kind::floating && !std::isfinite(floating_value(node.text))) return false;
    for (const Node* item : node.items) {
        if (!all_finite(*item)) return false;
    }
    for (const Member& member : node.members) {
        if (!all_finite(*member.value)) return false;
    }
    return true;
}

void check_reads_back(const Node& node, const std::string& text, const char* promise) {
    DocumentLimits ample;
    ample.bytes = SIZE_MAX;
    ample.depth = 400;
    ample.nodes = UINT32_MAX;
    ample.flow_brackets = UINT32_MAX;
    const test::Read again(text, ample);
    if (node.kind == Kind::null) return;  // a file of null alone is an error
    require(again.document.root != nullptr && again.document.errors.empty(), promise);
    require(test::same_value(node, *again.document.root), promise);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const test::Read read(std::string(reinterpret_cast<const char*>(data), size));
    check_errors(read.source(), read.document);
    find_comments(read.source(), read.document);
    if (read.document.root == nullptr) return 0;
    const Node& root = *read.document.root;
    check_node(read.source(), root, nullptr);
    check_reads_back(root, write_yaml(root), "written YAML reads back as the same values");
    if (root.is_scalar() || !all_finite(root)) return 0;
    check_reads_back(root, write_json(root, 0), "written JSON reads back as the same values");
    return 0;
}
