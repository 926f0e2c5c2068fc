#include "section.h"

#include <algorithm>
#include <cstdlib>

#include "../common/quotas.h"
#include "macros.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

bool is_number(const Node& value) {
    if (value.kind == Kind::integer || value.kind == Kind::floating) return true;
    if (!value.is_string() || value.text.empty()) return false;
    const std::string text(value.text);
    char* end = nullptr;
    std::strtod(text.c_str(), &end);
    return *end == '\0';
}

bool is_boolean(const Node& value) {
    if (value.kind == Kind::boolean) return true;
    const std::string text = value.is_string() ? to_lower(value.text) : std::string();
    return text == "true" || text == "false";
}

const KeyShape* find(std::span<const KeyShape> keys, std::string_view key) {
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const KeyShape& one) { return key == one.key; });
    return found == keys.end() ? nullptr : &*found;
}

/// One look at the members of a mapping, with what its findings need.
class Keys {
public:
    Keys(std::string_view name, const Member& owner, std::span<const KeyShape> keys, Report& report,
         std::string_view resource, Others others)
        : name_(name), owner_(owner), keys_(keys), report_(report), resource_(resource), others_(others) {}

    void check() {
        for (const Member& member : owner_.value->members) {
            const KeyShape* shape = find(keys_, member.key);
            if (shape == nullptr) {
                if (others_ == Others::refused) unknown(member);
            } else if (!has_shape(*member.value, shape->shapes)) {
                wrong(member, *shape);
            }
        }
        for (const KeyShape& shape : keys_) {
            if (shape.required && !owner_.value->find(shape.key) && !meant(shape.key)) missing(shape);
        }
    }

private:
    std::string_view suggestion(std::string_view key) const {
        std::vector<std::string_view> names;
        for (const KeyShape& shape : keys_) {
            if (owner_.value->find(shape.key) == nullptr) names.emplace_back(shape.key);
        }
        return closest(key, names);
    }
    /// Is a key that looks like this one reported as unknown? Then it is not missing as well.
    bool meant(std::string_view key) const {
        return std::any_of(owner_.value->members.begin(), owner_.value->members.end(),
                           [&](const Member& member) {
                               return find(keys_, member.key) == nullptr && suggestion(member.key) == key;
                           });
    }
    void unknown(const Member& member) {
        std::string message = say(name_, " has a key \"", member.key,
                                  "\", which CloudFormation does not know. ", report_.consequence());
        if (const auto wanted = suggestion(member.key); !wanted.empty()) {
            message += say(" Did you mean \"", wanted, "\"?");
        } else {
            message += " Known are ";
            for (const KeyShape& shape : keys_) message += say(&shape == keys_.data() ? "" : ", ", shape.key);
            message += ".";
        }
        report_.add(member.key_span, std::move(message), resource_);
    }
    void wrong(const Member& member, const KeyShape& shape) {
        const std::string why = (shape.shapes & of_function) == 0 && intrinsic(*member.value) != nullptr
                                    ? "; functions are not evaluated here"
                                    : "";
        report_.add(place_of_value(member),
                    say(name_, " has ", describe(*member.value), " as its ", member.key, "; it must be ",
                        in_words(shape.shapes), why, ". ", report_.consequence()),
                    resource_);
    }
    void missing(const KeyShape& shape) {
        report_.add(owner_.key_span,
                    say(name_, " has no ", shape.key, ". ", report_.consequence(), " Add it."), resource_);
    }

    std::string_view name_;
    const Member& owner_;
    std::span<const KeyShape> keys_;
    Report& report_;
    std::string_view resource_;
    Others others_;
};

/// The common case: nothing to report, and so no words to be made. It must find something whenever Keys does.
bool all_fit(const Node& mapping, std::span<const KeyShape> keys) {
    std::size_t required = 0;
    for (const Member& member : mapping.members) {
        const KeyShape* shape = find(keys, member.key);
        if (shape == nullptr || !has_shape(*member.value, shape->shapes)) return false;
        required += shape->required ? 1 : 0;
    }
    return required == static_cast<std::size_t>(std::count_if(
                           keys.begin(), keys.end(), [](const KeyShape& key) { return key.required; }));
}

/// Documents are at most DocumentLimits::depth deep.
void add_entries(const Node& mapping, std::vector<const Member*>& result) {
    for (const Member& entry : mapping.members) {
        if (!is_replaced(entry.key)) result.push_back(&entry);
        if (entry.key.starts_with("Fn::ForEach::") && entry.value->items.size() == 3)
            add_entries(*entry.value->items[2], result);
    }
}

bool has_variable(std::string_view name) {
    return name.find("${") != std::string_view::npos || name.find("&{") != std::string_view::npos;
}

}  // namespace

void Report::add(Span at, std::string message, std::string_view resource) {
    if (is_told(at)) return;
    Problem& problem = problems_.emplace_back();
    problem.check = check_;
    problem.message = std::move(message);
    problem.span = at;
    problem.resource = resource;
}

bool Report::is_told(Span at) const {
    return std::any_of(unit_.problems.begin(), unit_.problems.end(), [&](const Problem& problem) {
        return problem.check.starts_with("sam-") && problem.span.file == at.file &&
               problem.span.begin == at.begin;
    });
}

Span place_of_value(const Member& member) {
    return member.value->is_scalar() && !member.value->block ? member.value->span : member.key_span;
}

std::string in_words(unsigned shapes) {
    struct Word {
        unsigned char shape;
        char word[24];
    };
    static constexpr Word words[] = {{of_text, "text"},
                                     {of_number, "a number"},
                                     {of_boolean, "true or false"},
                                     {of_list, "a list"},
                                     {of_mapping, "a mapping"}};
    std::string result;
    for (const Word& word : words) {
        if ((shapes & word.shape) != 0) result += say(result.empty() ? "" : " or ", word.word);
    }
    return result;
}

std::string describe(const Node& value) {
    if (const Member* function = intrinsic(value)) return std::string(function->key);
    if (value.is_sequence()) return "a list";
    if (value.is_mapping()) return "a mapping";
    if (value.kind == Kind::null) return "nothing";
    return value.is_string() ? say("\"", value.text.substr(0, 60), "\"") : std::string(value.text);
}

bool has_shape(const Node& value, unsigned shapes) {
    if (value.kind == Kind::null || shapes == of_any) return true;
    if (value.is_sequence()) return (shapes & of_list) != 0;
    if (value.is_mapping()) {
        if (value.find("Fn::Transform") != nullptr || directive(value) != nullptr) return true;
        return (shapes & (intrinsic(value) != nullptr ? of_function : of_mapping)) != 0;
    }
    if ((shapes & of_text) != 0) return true;
    return ((shapes & of_number) != 0 && is_number(value)) ||
           ((shapes & of_boolean) != 0 && is_boolean(value));
}

void check_section(const Template& templ, std::string_view section, Report& report) {
    const Member* member = templ.root()->find(section);
    if (member == nullptr || member->value->kind == Kind::null || member->value->is_mapping()) return;
    report.add(
        member->key_span,
        say("Section ", section, " is ", describe(*member->value),
            "; it must be a mapping from names to declarations. CloudFormation refuses the template."));
}

std::vector<const Member*> entries(const Template& templ, std::string_view section) {
    std::vector<const Member*> result;
    if (const Node* node = templ.section(section)) add_entries(*node, result);
    return result;
}

void check_count(const Template& templ, std::string_view section, std::size_t most, Report& report) {
    const Member* member = templ.root()->find(section);
    if (member == nullptr || member->value->members.size() <= most) return;
    report.add(member->key_span,
               say("Section ", section, " has ", std::to_string(member->value->members.size()),
                   " entries; CloudFormation allows ", std::to_string(most),
                   " in a template and refuses it. Split the template into several stacks."));
}

void check_name(const Entry& entry, Report& report) {
    const std::string_view name = entry.member.key;
    if (!is_alphanumeric(name) && !has_variable(name))
        report.add(entry.member.key_span,
                   say(entry.name(),
                       " has a name with other characters than letters and digits. CloudFormation refuses "
                       "the template. Rename it."),
                   entry.resource);
    if (name.size() > quotas::name_characters)
        report.add(entry.member.key_span,
                   say(entry.kind, " ", name.substr(0, 30), "... has a name of ", std::to_string(name.size()),
                       " characters; CloudFormation allows ", std::to_string(quotas::name_characters),
                       ". Shorten it."),
                   entry.resource);
}

bool is_alphanumeric(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_letter_or_digit);
}

bool check_keys(const Entry& entry, std::span<const KeyShape> keys, Report& report, Others others) {
    const Node& value = *entry.member.value;
    if (value.is_mapping() && (value.find("Fn::Transform") != nullptr || all_fit(value, keys)))
        return value.find("Fn::Transform") == nullptr;
    return check_keys(entry.name(), entry.member, keys, report, entry.resource, others);
}

bool check_keys(std::string_view name, const Member& member, std::span<const KeyShape> keys, Report& report,
                std::string_view resource, Others others) {
    const Node& value = *member.value;
    if (value.kind == Kind::null || value.find("Fn::Transform") != nullptr) return false;
    if (!value.is_mapping()) {
        report.add(place_of_value(member),
                   say(name, " is ", describe(value), "; it must be a mapping. ", report.consequence()),
                   resource);
        return false;
    }
    if (!all_fit(value, keys)) Keys(name, member, keys, report, resource, others).check();
    return true;
}

void check_bytes(const Entry& entry, std::string_view key, std::size_t most, Report& report) {
    const Member* member = entry.member.value->find(key);
    if (member == nullptr || member->value->text.size() <= most) return;
    report.add(
        place_of_value(*member),
        say(entry.name(), " has a ", key, " of ", std::to_string(member->value->text.size()),
            " bytes; CloudFormation allows ", std::to_string(most), " and refuses the template. Shorten it."),
        entry.resource);
}

}  // namespace stackfit::checks
