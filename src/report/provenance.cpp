#include "report/style.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// A key as a part of a JSON Pointer (RFC 6901, section 3).
std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key)
        out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return out;
}

class ProvenanceWriter {
public:
    explicit ProvenanceWriter(const Sources& sources) : sources_(sources) {}

    /// Depth is bounded by the document's.
    void write(const Node& node, const std::string& pointer) {
        entry(cause_of(node), pointer);
        for (std::size_t i = 0; i < node.items.size(); ++i)
            write(*node.items[i], pointer + "/" + std::to_string(i));
        for (const Member& member : node.members) write(*member.value, pointer + "/" + escaped(member.key));
    }

    [[nodiscard]] std::string take() { return (out_.empty() ? "{" : out_ + "\n") + "}\n"; }

private:
    void entry(const Cause& cause, const std::string& pointer) {
        if (!cause.span.known()) return;
        const Source& source = sources_[cause.span.file];
        const Position begin = source.position(cause.span.begin), end = source.position(cause.span.end);
        out_ += out_.empty() ? "{\n  " : ",\n  ";
        append_json_string(out_, pointer);
        out_ += ": {\"file\": ";
        append_json_string(out_, source.path());
        out_ += ", \"line\": " + std::to_string(begin.line) + ", \"column\": " + std::to_string(begin.column);
        out_ += ", \"end_line\": " + std::to_string(end.line) +
                ", \"end_column\": " + std::to_string(end.column) + ", \"reason\": ";
        if (cause.reason.empty())
            out_ += "null";
        else
            append_json_string(out_, cause.reason);
        out_ += '}';
    }

    const Sources& sources_;
    std::string out_;
};

}  // namespace

std::string provenance_json(const Sources& sources, const Node& root) {
    ProvenanceWriter writer(sources);
    writer.write(root, "");
    return writer.take();
}

}  // namespace stackfit
