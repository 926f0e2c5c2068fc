// JSON in the form of Python's json.dumps(ensure_ascii=False), which is what most tools around CloudFormation
// print. Recursion is as deep as the tree, whose depth the reader limits.
#include "document/scalars.h"
#include "stackfit/document.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

class JsonWriter {
public:
    explicit JsonWriter(int indent) : indent_(indent) {}

    void write(const Node& node) {
        switch (node.kind) {
            case Kind::null: out_ += "null"; break;
            case Kind::boolean:
            case Kind::integer: out_ += node.text; break;
            case Kind::floating: write_floating(node.text); break;
            case Kind::string: append_json_string(out_, node.text); break;
            case Kind::sequence: write_sequence(node); break;
            case Kind::mapping: write_mapping(node); break;
        }
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void write_floating(std::string_view text) {
        const bool is_float = text.find_first_of(".eE") != std::string_view::npos;
        if (is_float && is_json_number(text)) {
            out_ += text;
            return;
        }
        const std::string number = shortest(floating_value(text));
        // JSON has no infinity and no NaN: what was written stays readable as text.
        if (is_json_number(number)) {
            out_ += number;
        } else {
            append_json_string(out_, text);
        }
    }

    void write_sequence(const Node& node) {
        if (node.items.empty()) {
            out_ += "[]";
            return;
        }
        out_ += '[';
        ++depth_;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            begin_entry(i == 0);
            write(*node.items[i]);
        }
        end_entries();
        out_ += ']';
    }

    void write_mapping(const Node& node) {
        if (node.members.empty()) {
            out_ += "{}";
            return;
        }
        out_ += '{';
        ++depth_;
        for (const Member& member : node.members) {
            begin_entry(&member == &node.members.front());
            append_json_string(out_, member.key);
            out_ += indent_ == 0 ? ":" : ": ";
            write(*member.value);
        }
        end_entries();
        out_ += '}';
    }

    void begin_entry(bool first) {
        if (!first) out_ += ',';
        break_line();
    }

    void end_entries() {
        --depth_;
        break_line();
    }

    void break_line() {
        if (indent_ == 0) return;
        out_ += '\n';
        out_.append(static_cast<std::size_t>(depth_ * indent_), ' ');
    }

    std::string out_;
    int indent_;
    int depth_ = 0;
};

}  // namespace

std::string write_json(const Node& node, int indent) {
    JsonWriter writer(indent);
    writer.write(node);
    return writer.take();
}

}  // namespace stackfit
