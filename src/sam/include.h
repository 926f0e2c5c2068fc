// AWS::Include, and the other macros that Fn::Transform names (Template Reference "AWS::Include transform").
//
// The service reads from S3 what `aws cloudformation package` has put there from a local file; here the local file is read. Its nodes
// keep their places in that file, so that findings point into it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sam/language/language_extensions.h"
#include "sam/remarks.h"
#include "stackfit/sam.h"

namespace stackfit::sam {

/// The check under which refusals of transforms themselves are reported.
inline constexpr std::string_view transforms_check = "transform-is-well-formed";
/// Files that one template includes, and values that they put in altogether.
inline constexpr std::size_t most_includes = 100;
inline constexpr std::size_t most_included_nodes = 400'000;

class Includes {
public:
    /// `extensions` resolves the locations.
    Includes(const SamOptions& options, LanguageExtensions& extensions, Arena& arena, Remarks& remarks);

    /// The document with every Fn::Transform that includes a known file replaced by its content.
    const Node* expand(const Node& root);
    /// The same for an entry of the section Transform: its content joins the sections of the template. Null: it stays.
    const Node* expand_entry(const Node& root, const TransformEntry& entry);
    std::vector<Document> take_documents() { return std::move(documents_); }

private:
    struct File {
        const Node* root = nullptr;  ///< null: it cannot be read
        std::size_t nodes = 0;
        std::string why;
    };

    const Node* visit(const Node& node);
    const Node* visit_items(const Node& node);
    const Node* visit_members(const Node& node);
    const Node* content_of(const Node& use, Span span);
    const Node* include(const Node& use, Span span);
    const File& read(const std::string& path);
    File load(const std::string& path);
    void check_snippet(const Node& node);
    void refuse(Span span, std::string message) {
        remarks_.refuse(transforms_check, span, std::move(message));
    }

    const SamOptions& options_;
    LanguageExtensions& extensions_;
    Builder build_;
    Arena& arena_;
    Remarks& remarks_;
    std::unordered_map<std::string, File> files_;
    std::vector<Document> documents_;
    std::size_t nodes_ = 0;
};

}  // namespace stackfit::sam
