// The shapes of a template's sections: the names of their entries, which keys an entry has, and of which kind the values are.
//
// Null is passed over everywhere here: the check null-value finds it wherever it stands.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {

/// What a value may be; a set of bits.
enum Shape : unsigned char {
    of_text = 1,  ///< any scalar: CloudFormation makes text of numbers and booleans
    of_number = 2,
    of_boolean = 4,
    of_list = 8,
    of_mapping = 16,
    of_function = 32,
    of_any = 63
};

struct KeyShape {
    char key[40];
    unsigned char shapes = of_any;
    bool required = false;
};

/// An entry of a section, in words: "Parameter Stage".
struct Entry {
    std::string_view kind;
    const Member& member;
    std::string_view resource{};  ///< logical id, when it is one

    [[nodiscard]] std::string name() const { return say(kind, " ", member.key); }
};

/// Are keys that are not in the table a mistake?
enum class Others : std::uint8_t { refused, passed_over };

/// Collects the problems of one check.
class Report {
public:
    /// `consequence`: what becomes of a mistake, a sentence.
    Report(std::string_view check, const Unit& unit, std::vector<Problem>& problems,
           std::string_view consequence = "CloudFormation refuses the template.")
        : check_(check), unit_(unit), problems_(problems), consequence_(consequence) {}

    [[nodiscard]] std::string_view consequence() const { return consequence_; }
    /// Unless SAM has refused the template for what stands there: one mistake is one finding.
    void add(Span at, std::string message, std::string_view resource = {});
    [[nodiscard]] bool is_told(Span at) const;

private:
    std::string_view check_;
    const Unit& unit_;
    std::vector<Problem>& problems_;
    std::string_view consequence_;
};

/// Where a value that is wrong as a whole is pointed at: a line of text at itself, a block at its key.
Span place_of_value(const Member& member);
/// For messages: `"abc"`, `12`, `a list`, `Fn::Cidr`.
std::string describe(const Node& value);
bool has_shape(const Node& value, unsigned shapes);
std::string in_words(unsigned shapes);  ///< "text or a list"

/// Is the section a mapping? When it is there and is not, that is reported.
void check_section(const Template& templ, std::string_view section, Report& report);
/// The entries of a section, those within its loops (Fn::ForEach) among them, without those that a macro replaces.
std::vector<const Member*> entries(const Template& templ, std::string_view section);
/// More entries than the quota of CloudFormation?
void check_count(const Template& templ, std::string_view section, std::size_t most, Report& report);
/// Letters and digits, at most 255. In a loop, what stands for its variable is passed over.
void check_name(const Entry& entry, Report& report);
bool is_alphanumeric(std::string_view text);

/// The keys and the kinds of the values of an entry. False when it is no mapping, or not to be judged further: then nothing is to be
/// asked of its keys.
bool check_keys(const Entry& entry, std::span<const KeyShape> keys, Report& report,
                Others others = Others::refused);
/// The same for a mapping within an entry; `name`: "UpdatePolicy of resource Live".
bool check_keys(std::string_view name, const Member& member, std::span<const KeyShape> keys, Report& report,
                std::string_view resource, Others others = Others::refused);
/// A text that must not have more bytes than this.
void check_bytes(const Entry& entry, std::string_view key, std::size_t most, Report& report);

}  // namespace stackfit::checks
