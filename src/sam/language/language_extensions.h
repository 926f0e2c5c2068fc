// AWS::LanguageExtensions: loops, and functions that are resolved before anything is created (Template Reference
// "AWS::LanguageExtensions transform"; RFCs 9, 11, 14, 43 and 70 of aws-cloudformation/cfn-language-discussion).
//
// The service resolves whatever it can: parameters, mappings, conditions, strings. What only the deployment knows (GetAtt, Ref of a
// resource, an account's number) stays a function. That is what SamMode::transform does. While judging, parameters stay, so that
// the worlds of the template are not lost: only loops are expanded, with what depends on nothing but their identifiers. Where a
// name or a collection must be known to say which resources there are, it is read under the values given, else the Defaults, and
// that is said in a note.
//
//   language_extensions.cpp   the walk over the sections
//   language_functions.cpp    the functions; language_text.cpp and language_lookup.cpp have some of them
//   language_values.cpp       parameters and conditions
//   loops.cpp                 Fn::ForEach
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "sam/remarks.h"
#include "stackfit/sam.h"
#include "stackfit/template_loops.h"

namespace stackfit::sam {

/// The check under which refusals of this transform are reported.
inline constexpr std::string_view extensions_check = "language-extensions";
/// Steps of one expansion: a value made is one, and so are 64 bytes of text made.
inline constexpr std::size_t extension_steps = 400'000;
/// Loops in loops ("Fn::ForEach": the published limit).
inline constexpr std::size_t nested_loops = 5;
/// Resources of a template (User Guide, "CloudFormation quotas").
inline constexpr std::size_t most_resources = 500;

class LanguageExtensions {
public:
    LanguageExtensions(const Template& templ, const SamOptions& options, Arena& arena, Remarks& remarks);

    /// The document with this transform applied.
    const Node* expand();
    /// A value under the parameters given; null when only the deployment knows it.
    const Node* value_of(const Node& node);
    /// Are there loops whose collection is not known? They are left as they are.
    [[nodiscard]] bool loops_left() const { return loops_left_; }
    /// Globs of the names that loops make for other values of the parameters.
    [[nodiscard]] const std::set<std::string>& possible_names() const { return possible_names_; }

private:
    /// What the keys of a map name.
    enum class Keys : std::uint8_t { properties, resources, outputs, conditions };
    /// An identifier and the item that it stands for now.
    struct Binding {
        std::string_view identifier;
        std::string_view item;
    };
    /// What a value became. Null: AWS::NoValue. Known: no function is left in it.
    struct Made {
        const Node* node = nullptr;
        bool known = false;
    };
    /// A well-formed Fn::ForEach.
    struct Loop {
        const Member* member = nullptr;
        std::vector<std::string_view> identifiers;  ///< several: each item is a list of as many
        const Node* collection = nullptr;
        const Node* fragment = nullptr;
    };
    /// The map that is being written.
    struct Map {
        Keys keys = Keys::properties;
        std::vector<Member> members;
        std::unordered_set<std::string_view> taken;
        bool known = true;
    };
    /// The text of a Fn::Sub with what is known put in.
    struct Pattern {
        std::string open;     ///< where the function stays
        std::string literal;  ///< where nothing is left to put in: ${!x} is ${x}
        std::set<std::string_view> left;
        bool changed = false;
    };
    using Items = std::vector<std::vector<std::string_view>>;
    using Function = Made (LanguageExtensions::*)(const Node& node, const Member& function);
    friend struct ExtensionFunctions;

    // The walk
    const Node* section(const Node& section, Keys keys);
    Made rewrite(const Node& node);
    Made rewrite_items(const Node& node);
    Made rewrite_map(const Node& node, Keys keys);
    Made rewrite_member(const Member& member, Keys keys);
    Made rewrite_declaration(const Node& node, Keys keys);
    Made rewrite_attribute(const Member& attribute, Keys keys);
    Made rewrite_now(const Node& node);
    const Node* copy(const Node& node);
    const Node* policy(const Member& attribute, Made made);

    // Functions
    Made apply(const Node& node, const Member& function);
    Made children(const Node& node, const Member& function);
    Made ref(const Node& node, const Member& function);
    Made get_att(const Node& node, const Member& function);
    Made sub(const Node& node, const Member& function);
    Made join(const Node& node, const Member& function);
    Made select(const Node& node, const Member& function);
    Made split(const Node& node, const Member& function);
    Made find_in_map(const Node& node, const Member& function);
    Made choose(const Node& node, const Member& function);
    Made length(const Node& node, const Member& function);
    Made to_json(const Node& node, const Member& function);
    Made base64(const Node& node, const Member& function);
    Made sub_text(const Node& node, const Node& format, const Node* variables);
    Pattern substituted(std::string_view format, const Node* variables);
    const Node* pair(const Node& node, const Node* pattern, const Node* variables);
    const Node* mapping_value(const Node& argument, const std::vector<const Node*>& keys, bool with_default);
    const Node* default_entry(const Node& written, const Node* value);
    Made text(const Node& node, std::string_view function, std::string_view text);
    Made again(const Node& node, const Member& function, const Node* argument);
    const Node* variable(std::string_view name, const Node* variables);
    void check_json(const Node& node);

    // Values
    Made parameter_value(std::string_view name, const Node& node);
    std::optional<std::string_view> parameter_text(const Parameter& parameter) const;
    std::string_view pseudo_parameter(std::string_view name) const;
    std::optional<bool> condition(std::string_view name);
    std::optional<bool> boolean(const Node& expression);
    std::optional<bool> junction(const Node& operands, bool decisive);
    std::optional<bool> equals(const Node& operands);
    std::string unknown_part(const Node& node) const;

    // Loops
    void loop(const Member& member, Map& map);
    bool expand_loop(const Loop& loop, Map& map);
    void assume_values(const Loop& loop, Keys keys);
    void expand_item(const Loop& loop, const std::vector<std::string_view>& item, Map& map);
    void leave_loop(const Member& member, Map& map);
    std::optional<Loop> read_loop(const Member& member);
    bool read_identifiers(const Node& node, Loop& loop);
    bool check_identifier(std::string_view identifier, Span span);
    void check_keys(const Loop& loop);
    void check_name(const Member& member);
    std::optional<Items> collection(const Loop& loop);
    void refuse_collection(const Loop& loop, const Made& made);
    bool add_item(const Loop& loop, const Node& node, Items& items);
    void put(const Loop& loop, const Member& member, Map& map);
    std::string_view bound_text(std::string_view text, std::string_view forms);

    [[nodiscard]] const Binding* bound(std::string_view identifier) const;
    bool spend(std::size_t steps);
    void refuse(Span span, std::string message);
    /// The same of a mistake that the check function-shape finds while judging.
    void refuse_form(Span span, std::string message) {
        if (options_.mode == SamMode::transform) refuse(span, std::move(message));
    }
    [[nodiscard]] const Origin* because(std::string_view function);

    const Template& templ_;
    const SamOptions& options_;
    Builder build_;
    Arena& arena_;
    Remarks& remarks_;
    bool resolving_;                  ///< parameters are replaced by their values
    std::vector<Binding> bindings_;   ///< outermost loop first
    std::size_t depth_ = 0;           ///< of loops in loops
    const Origin* origin_ = nullptr;  ///< of what is made now: the loop's item
    std::size_t steps_ = extension_steps;
    bool exhausted_ = false;  ///< of steps: nothing is made any more
    Span place_;              ///< of the loop or section that is being worked on, for the budget's error
    bool loops_left_ = false;
    const Node* conditions_ = nullptr;  ///< the section, loops expanded
    std::unordered_map<std::string_view, std::optional<bool>> decided_;
    std::vector<std::string_view> used_parameters_;
    std::set<std::pair<FileId, std::uint32_t>> refused_;              ///< one place, one mistake
    std::unordered_map<std::string_view, std::uint32_t> loop_names_;  ///< where each is first written
    std::set<std::string> possible_names_;
};

}  // namespace stackfit::sam
