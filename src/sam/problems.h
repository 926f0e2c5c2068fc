// What the expansion has to say: refusals of the service, in our words.
//
// The service raises at the first mistake of a resource and goes on with the next one; behind a stage in which anything was refused it
// stops. We look on, since all mistakes of a resource are worth knowing, but what we say stays within what the service says: findings
// of later stages are dropped, and a resource is named only when the service names it (`finish`).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::sam {

/// What the service does with a template, in its order.
enum class Stage : std::uint8_t {
    structure,
    applications,
    definitions,
    rest_events,
    http_events,
    globals,
    mappings,
    resources
};

/// One of the things that are wrong with a resource, where the service stops at the first of them: a resource that it refuses once is
/// one finding, and yet the author should learn of all.
struct Mistake {
    std::string_view resource;  ///< whom the service would name
    Span span;
    std::string message;  ///< whole sentences
};

class Problems {
public:
    void enter(Stage stage) { stage_ = stage; }
    /// Who is being expanded: every refusal until the next call belongs to it.
    void of(std::string_view resource) { of(resource, resource); }
    /// ... while something is made of it that the service names in its stead: an event's resource, say. The name must outlive the run.
    void of(std::string_view resource, std::string_view named) {
        resource_ = resource;
        named_ = named;
    }
    [[nodiscard]] std::string_view of() const { return resource_; }
    [[nodiscard]] std::string_view named() const { return named_; }

    /// A property is unknown, missing or of the wrong kind.
    void wrong_property(Span span, std::string message) {
        add("sam-property", span, std::move(message), named_, false);
    }
    /// Any other refusal.
    void refuse(Span span, std::string message) {
        add("sam-template", span, std::move(message), named_, false);
    }
    /// A refusal that names another resource than the one being expanded.
    void refuse_other(std::string_view named, Span span, std::string message) {
        add("sam-template", span, std::move(message), named, false);
    }
    /// A refusal of the whole document: the service reports it alone and names no resource.
    void refuse_document(Span span, std::string message) {
        add("sam-template", span, std::move(message), {}, true);
    }
    /// One refusal for all of them: at the first mistake, in the name of its resource, with the others after it. Nothing when there is none.
    void refuse_together(std::string_view check, const std::vector<Mistake>& mistakes);

    [[nodiscard]] std::size_t refusals() const { return refusals_.size(); }
    /// The refusals that the service would come to, in the order found. They are moved out.
    std::vector<Problem> finish();

private:
    struct Refusal {
        Problem problem;  ///< its resource is the one that the service names
        std::string_view owner;
        Stage stage;
        bool document;
    };

    void add(std::string_view check, Span span, std::string message, std::string_view named, bool document);
    static void join(Problem& problem, std::string_view resource);

    Stage stage_ = Stage::structure;
    std::string_view resource_;
    std::string_view named_;
    std::vector<Refusal> refusals_;
    std::set<std::tuple<std::uint64_t, std::string_view, std::string>> seen_;  ///< place, resource, message
};

/// Names another resource for the refusals of a scope.
class Naming {
public:
    Naming(Problems& problems, std::string_view named) : problems_(problems), before_(problems.named()) {
        problems.of(problems.of(), named);
    }
    ~Naming() { problems_.of(problems_.of(), before_); }
    Naming(const Naming&) = delete;
    Naming& operator=(const Naming&) = delete;

private:
    Problems& problems_;
    std::string_view before_;
};

}  // namespace stackfit::sam
