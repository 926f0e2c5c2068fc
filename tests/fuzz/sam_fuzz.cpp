// Any document as a template: the transforms, in both modes, never crash and end; every node they make has a place. A file that it
// includes is the document itself.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "stackfit/sam.h"

namespace {

using namespace stackfit;

/// Every path is this text.
class OneFile : public FileSystem {
public:
    explicit OneFile(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] Result<std::string> read(const std::string&, std::size_t max_bytes) const override {
        if (text_.size() > max_bytes) return Error{Error::Code::unreadable, "too large", {}};
        return text_;
    }
    [[nodiscard]] Kind kind(const std::string&) const override { return Kind::file; }
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string&) const override {
        return std::vector<Entry>{};
    }

private:
    std::string text_;
};

void require_places(const Node& node) {
    if (!node.span.known() && node.origin == nullptr) {
        std::fprintf(stderr, "broken promise: every node has a place or a reason\n");
        std::abort();
    }
    for (const Node* item : node.items) require_places(*item);
    for (const Member& member : node.members) require_places(*member.value);
}

void expand(const Template& templ, SamMode mode, const FileSystem& files, Sources& sources, Arena& arena) {
    SamOptions options;
    options.mode = mode;
    options.files = &files;
    options.sources = &sources;
    const SamResult result = expand_sam(templ, options, arena);
    require_places(*result.root);
    (void)write_json(*result.root, 0);
    Template expanded = Template::read(result.root);
    expanded.set_possible_names(result.possible_names);
    (void)expanded.may_hold("Topic");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const OneFile files(text);
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        Sources sources;
        Arena arena;
        const FileId file = sources.add("template.yaml", text);
        const Document document = read_document(sources, file, arena);
        if (document.root == nullptr) return 0;
        expand(Template::read(document.root), mode, files, sources, arena);
    }
    return 0;
}
