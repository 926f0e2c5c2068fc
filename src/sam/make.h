// Making nodes with provenance. A Maker knows the author's line that causes what is being made, and why it is made; every node it
// makes carries both, so that a finding on generated text can point at a line somebody wrote.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/document.h"

namespace stackfit::sam {

/// A member to be made. A null value leaves it out, which is how an optional property of the service's resources works.
struct Entry {
    std::string_view key;
    const Node* value = nullptr;
};

class Maker {
public:
    Maker(Builder& build, Span span, const Origin* origin) : build_(&build), span_(span), origin_(origin) {}

    /// The same cause, for another reason.
    [[nodiscard]] Maker why(std::string_view reason) const {
        return {*build_, span_, build_->origin(reason)};
    }
    /// The same reason, caused by the line at `span` (kept when that is no place).
    [[nodiscard]] Maker at(Span span) const { return {*build_, span.known() ? span : span_, origin_}; }

    [[nodiscard]] const Node* null() const { return build_->null(span_, origin_); }
    [[nodiscard]] const Node* text(std::string_view text) const {
        return build_->string(text, span_, origin_);
    }
    [[nodiscard]] const Node* yes(bool value) const { return build_->boolean(value, span_, origin_); }
    [[nodiscard]] const Node* number(std::int64_t value) const {
        return build_->integer(value, span_, origin_);
    }
    [[nodiscard]] const Node* list(const std::vector<const Node*>& items) const {
        return build_->sequence(items, span_, origin_);
    }
    [[nodiscard]] const Node* texts(std::initializer_list<std::string_view> items) const;
    [[nodiscard]] const Node* map(std::initializer_list<Entry> entries) const;
    [[nodiscard]] const Node* map(const std::vector<Member>& members) const {
        return build_->mapping(members, span_, origin_);
    }
    [[nodiscard]] Member member(std::string_view key, const Node* value) const;

    [[nodiscard]] const Node* ref(std::string_view id) const { return map({{"Ref", text(id)}}); }
    [[nodiscard]] const Node* attribute(std::string_view id, std::string_view name) const;
    [[nodiscard]] const Node* sub(std::string_view pattern, const Node* variables = nullptr) const;
    [[nodiscard]] const Node* no_value() const { return ref("AWS::NoValue"); }
    [[nodiscard]] const Node* choose(const Node* condition, const Node* then, const Node* otherwise) const;

    [[nodiscard]] Builder& build() const { return *build_; }
    [[nodiscard]] Span span() const { return span_; }
    [[nodiscard]] const Origin* origin() const { return origin_; }

private:
    Builder* build_;
    Span span_;
    const Origin* origin_;
};

}  // namespace stackfit::sam
