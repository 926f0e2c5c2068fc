// YAML by way of yaml-cpp's events; the only file that includes yaml-cpp. YamlTree makes the tree of them.
// What is left here is to read one document and no more, to turn yaml-cpp's complaints into ours, and to read
// again where blanking went wrong.
#include "document/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <streambuf>

#include "document/bytes.h"
#include "document/yaml_blanking.h"
#include "document/yaml_errors.h"
#include "document/yaml_places.h"
#include "document/yaml_tree.h"

namespace stackfit {
namespace {

/// A stream over text that is already in memory, without a copy.
class TextBuffer : public std::streambuf {
public:
    explicit TextBuffer(std::string_view text) {
        char* const begin = const_cast<char*>(text.data());  // streambuf wants char*; nothing writes
        setg(begin, begin, begin + text.size());
    }
};

/// yaml-cpp's events, in YamlTree's terms.
class Events : public YAML::EventHandler {
public:
    Events(YamlTree& tree, std::uint32_t size) : tree_(tree), size_(size) {}

    [[nodiscard]] std::uint32_t offset(const YAML::Mark& mark) const {
        return std::min(static_cast<std::uint32_t>(mark.pos), size_);
    }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { tree_.null(offset(mark), anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        tree_.alias(offset(mark), anchor);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        tree_.scalar(offset(mark), tag, anchor, value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        tree_.open(Kind::sequence, offset(mark), tag, anchor, style == YAML::EmitterStyle::Flow);
    }
    void OnSequenceEnd() override { tree_.close(']'); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        tree_.open(Kind::mapping, offset(mark), tag, anchor, style == YAML::EmitterStyle::Flow);
    }
    void OnMapEnd() override { tree_.close('}'); }

private:
    YamlTree& tree_;
    std::uint32_t size_;
};

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

/// What follows a document that ended before `at`, its `...` aside.
std::uint32_t next_after_document(std::string_view text, std::uint32_t at) {
    at = yaml::skip_blank(text, at);
    while (text.substr(at).starts_with("...") && yaml::is_document_marker(text, at)) {
        at = yaml::skip_blank(text, at + 3);
    }
    return at;
}

Mistake explain_rest(std::string_view text, std::uint32_t at, const char* no_document) {
    if (yaml::is_document_marker(text, at) || text.substr(at).starts_with('%')) {
        return {at, at + 3, "a second document begins here; CloudFormation reads one document a file"};
    }
    return {at, at, no_document};
}

/// A document without a value that ended before `at`.
Mistake explain_nothing(std::string_view text, std::uint32_t at) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {0, 0, "the file is empty"};
    at = next_after_document(text, at);
    if (at == text.size()) return {0, 0, "the file holds no value"};
    return explain_rest(text, at, "a value cannot begin with this");
}

class Reading {
public:
    Reading(const Input& input, Arena& arena, const DocumentLimits& limits,
            std::vector<yaml::Blanked>& blanked)
        : input_(input),
          blanked_(blanked),
          tree_(input, arena, limits, blanked, errors_),
          events_(tree_, input.size()) {}

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
            note(yaml::explain(error.msg, input_.text,
                               {events_.offset(error.mark), tree_.cursor(), tree_.open_bracket()}));
        } catch (const std::exception& error) {
            root_ = nullptr;
            const std::uint32_t at = std::min(tree_.cursor(), input_.size());
            note({at, at, std::string("yaml-cpp failed to read what follows: ") + error.what()});
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
        const bool any = parser.HandleNextDocument(events_);
        root_ = tree_.root();
        if (!any || root_ == nullptr || root_->kind == Kind::null) {
            root_ = nullptr;
            note(explain_nothing(input_.text, any ? tree_.cursor() : input_.size()));
            return;
        }
        try {
            NoSecondDocument rest;
            parser.HandleNextDocument(rest);
        } catch (const Stop&) {
            root_ = nullptr;
            note(explain_rest(
                input_.text, next_after_document(input_.text, tree_.cursor()),
                "the document has ended before this; check the brackets and the indentation above"));
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
    YamlTree tree_;
    Events events_;
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
