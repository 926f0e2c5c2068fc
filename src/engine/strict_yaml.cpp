#include "strict_yaml.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "stackfit/support/text.h"

namespace stackfit {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
    const std::string_view meant = closest(word, candidates);
    return meant.empty() ? std::string{} : " Did you mean \"" + std::string(meant) + "\"?";
}

std::vector<const CheckInfo*> strict_checks(StrictYaml& reader, const CheckSet& checks, std::string_view id,
                                            const Span& place) {
    auto found = checks.find(id);
    const std::string_view meant = found.empty() ? checks.suggestion(id) : std::string_view{};
    if (found.empty())
        reader.fail(place,
                    "There is no check \"" + std::string(id) + "\"." +
                        (meant.empty() ? std::string{} : " Did you mean \"" + std::string(meant) + "\"?"));
    return found;
}

namespace {

/// "a, b and c".
std::string listed(std::initializer_list<std::string_view> words) {
    std::string text;
    for (const std::string_view& word : words)
        text += (text.empty() ? "" : &word == words.end() - 1 ? " and " : ", ") + std::string(word);
    return text;
}

bool says_nothing(std::string_view text) {
    const auto lines = split(text, '\n');
    return std::all_of(lines.begin(), lines.end(),
                       [](std::string_view line) { return trim(line).empty() || trim(line).front() == '#'; });
}

}  // namespace

// A part is read out of a copy of the file in which everything else is blank: then every span is already a place of the file.
const Node* StrictYaml::read(Part part) {
    if (says_nothing(part.in(file_text()))) return nullptr;
    std::string text(file_text());
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((i < part.begin || i >= part.end) && text[i] != '\n') text[i] = ' ';
    const FileId copy = blanked_.add(sources_[file_].path(), std::move(text));
    const Document document = read_document(blanked_, copy, arena_);
    if (!document.errors.empty()) fail(document.errors.front().span, document.errors.front().message);
    return document.errors.empty() ? document.root : nullptr;
}

const Node* StrictYaml::read_all() {
    if (!whole_) whole_ = read({0, file_text().size(), 1});
    return *whole_;
}

void StrictYaml::fail(const Span& span, std::string message) {
    if (!error_)
        error_ = Error{Error::Code::configuration, std::move(message), {file_, span.begin, span.end}};
}

bool StrictYaml::mapping(const Node& node, std::string_view what) {
    if (!node.is_mapping()) fail(node.span, std::string(what) + " must be a mapping.");
    return node.is_mapping();
}

bool StrictYaml::only_keys(const Node& mapping, std::initializer_list<std::string_view> known) {
    for (const Member& member : mapping.members) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        const std::string meant = did_you_mean(member.key, known);
        fail(member.key_span, "Unknown key \"" + std::string(member.key) + "\"." +
                                  (meant.empty() ? " Known are " + listed(known) + "." : meant));
        return false;
    }
    return true;
}

std::optional<std::string_view> StrictYaml::text(const Node& node, std::string_view what) {
    const auto text = scalar_text(node);
    if (!text) fail(node.span, std::string(what) + " must be a text.");
    return text;
}

std::optional<bool> StrictYaml::boolean(const Node& node, std::string_view what) {
    if (node.kind == Kind::boolean) return node.text == "true";
    fail(node.span, std::string(what) + " must be true or false.");
    return std::nullopt;
}

std::optional<double> StrictYaml::number(const Node& node, std::string_view what) {
    double value = 0;
    const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
    const bool numeric = node.kind == Kind::integer || node.kind == Kind::floating;
    if (numeric && error == std::errc{} && end == node.text.data() + node.text.size()) return value;
    fail(node.span, std::string(what) + " must be a number.");
    return std::nullopt;
}

std::optional<std::vector<std::string_view>> StrictYaml::texts(const Node& node, std::string_view what) {
    std::vector<std::string_view> result;
    if (node.is_scalar()) {
        const auto single = text(node, what);
        if (!single) return std::nullopt;
        return std::vector<std::string_view>{*single};
    }
    if (!node.is_sequence()) {
        fail(node.span, std::string(what) + " must be a list.");
        return std::nullopt;
    }
    for (const Node* item : node.items) {
        const auto one = text(*item, what);
        if (!one) return std::nullopt;
        result.push_back(*one);
    }
    return result;
}

}  // namespace stackfit
