// What the expansion has to say: refusals of the service, in our words.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::sam {

/// One of the things that are wrong with a resource, where the service stops at the first of them: a resource that it refuses once is
/// one finding, and yet the author should learn of all.
struct Mistake {
    std::string_view resource;  ///< whom the service would name
    Span span;
    std::string message;  ///< whole sentences
};

class Problems {
public:
    /// Who is being expanded: every refusal until the next call belongs to it.
    void of(std::string_view resource) { resource_ = resource; }
    [[nodiscard]] std::string_view of() const { return resource_; }

    /// A property is unknown, missing or of the wrong kind.
    void wrong_property(Span span, std::string message) {
        add("sam-property", span, std::move(message), resource_);
    }
    /// Any other refusal.
    void refuse(Span span, std::string message) { add("sam-template", span, std::move(message), resource_); }
    /// A refusal of another resource than the one being expanded.
    void refuse_other(std::string_view resource, Span span, std::string message) {
        add("sam-template", span, std::move(message), resource);
    }
    /// One refusal for all of them: at the first mistake, in the name of its resource, with the others after it. Nothing when there is none.
    void refuse_together(std::string_view check, const std::vector<Mistake>& mistakes);

    [[nodiscard]] std::size_t refusals() const { return refusals_.size(); }
    /// Refusals in the order found.
    [[nodiscard]] std::vector<Problem> finish() { return std::move(refusals_); }

private:
    void add(std::string_view check, Span span, std::string message, std::string_view resource);

    std::string_view resource_;
    std::vector<Problem> refusals_;
    std::set<std::pair<std::uint64_t, std::string>>
        seen_;  ///< a value shared through Globals is refused once
};

}  // namespace stackfit::sam
