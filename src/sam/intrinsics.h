// Parameters and mappings as the service reads them while it expands.
//
// The service resolves Ref and Fn::Sub against parameter values, and FindInMap against Mappings, only where it must read a value to
// decide something. It does so in place: what stood nested inside the value it read stays resolved in its output, while a Ref at the
// very top stays a Ref. `read` gives the value that is read, `left_behind` what the output then shows. While judging nothing is left
// behind, and a value that came from a parameter is no ground for a refusal (see Reading::fixed).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "sam/make.h"
#include "sam/problems.h"
#include "stackfit/sam.h"

namespace stackfit::sam {

struct Reading {
    const Node* value = nullptr;  ///< what the service reads; null when nothing was given
    bool fixed = true;            ///< no parameter or mapping stood in it: it is the same in every world
};

/// The origin of the values of AWS::Region and AWS::Partition: texts of the service's own, as no other value of a parameter is.
extern const Origin service_value;

class Resolver {
public:
    Resolver(const Template& templ, const SamOptions& options, std::string_view partition, Builder build,
             Problems& problems);

    /// Ref and Fn::Sub of parameters (and AWS::Region, AWS::Partition).
    Reading read(const Node* node);
    /// The same, then Fn::FindInMap.
    Reading read_with_mappings(const Node* node);
    /// What the output shows of a value after the service has read it.
    const Node* left_behind(const Node* node);
    /// Is it a parameter of the template that has no value (neither given nor by Default)?
    [[nodiscard]] bool is_open_parameter(std::string_view name) const;
    /// {Ref: name} of a parameter that the template declares, or of one that the service knows: its value is no ground for a refusal.
    [[nodiscard]] bool is_parameter_ref(const Node* node) const;
    /// Stands such a Ref anywhere in it?
    [[nodiscard]] bool mentions_parameter(const Node* node) const;
    [[nodiscard]] SamMode mode() const { return mode_; }

private:
    const Node* parameters_in(const Node* node, int depth);
    const Node* children_in(const Node* node, int depth);
    const Node* substitute(const Node& sub);
    const Node* substitute_text(const Node& text);
    const Node* mappings_in(const Node* node);
    const Node* find_in_map(const Node& node);
    const Node* mapping_entry(const Node& node, std::string_view map, std::string_view top,
                              std::string_view second);
    [[nodiscard]] const Node* parameter_value(std::string_view name) const;

    const Template& templ_;
    SamMode mode_;
    Builder build_;
    Problems& problems_;
    std::unordered_map<std::string_view, const Node*> values_;
};

}  // namespace stackfit::sam
