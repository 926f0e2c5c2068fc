// A template from text, for tests of the layers above document.
#pragma once

#include <string>

#include "stackfit/template.h"

namespace stackfit::testing {

struct ParsedTemplate {
    Sources sources;
    Arena arena;
    Document document;
    Template templ;

    explicit ParsedTemplate(std::string text) {
        const FileId file = sources.add("template.yaml", std::move(text));
        document = read_document(sources, file, arena);
        templ = Template::read(document.root);
    }
    ParsedTemplate(const ParsedTemplate&) = delete;

    /// The value of an output: a convenient place for any expression.
    [[nodiscard]] const Node* output(std::string_view name) const {
        const Node* outputs = templ.section("Outputs");
        const Node* one = outputs == nullptr ? nullptr : outputs->get(name);
        return one == nullptr ? nullptr : one->get("Value");
    }
};

}  // namespace stackfit::testing
