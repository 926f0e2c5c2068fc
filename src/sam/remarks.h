// What the transforms before SAM have to say: refusals, and what stays unknown or is assumed.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::sam {

class Remarks {
public:
    /// The resource that refusals are about until the next call.
    void of(std::string_view resource) { resource_ = resource; }

    void refuse(std::string_view check, Span span, std::string message);
    /// What is not expanded because only the deployment knows what it becomes: "macro Count", "AWS::Include of s3://b/k".
    void leave(std::string what, Span span) { left_.add(std::move(what), span); }
    /// A value that is assumed while judging: "Names=a,b".
    void assume(std::string what, Span span) { assumed_.add(std::move(what), span); }

    [[nodiscard]] std::size_t refusals() const { return refusals_.size(); }
    /// Refusals in the order found, then at most one note of each kind. They are moved out.
    [[nodiscard]] std::vector<Problem> finish();

private:
    /// A note that lists things, each once.
    struct Listing {
        Span span;
        std::vector<std::string> entries;
        std::set<std::string> seen;

        void add(std::string entry, Span at);
        [[nodiscard]] Problem note(std::string_view start) const;
    };

    std::string_view resource_;
    std::vector<Problem> refusals_;
    Listing left_, assumed_;
};

}  // namespace stackfit::sam
