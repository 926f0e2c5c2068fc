// Check files into the blob: front matter, rule and examples of each file, then what only all of them together can tell.
#include <algorithm>
#include <utility>

#include "blob.h"
#include "check_file.h"
#include "parameters.h"
#include "rule.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/printable.h"
#include "stackfit/support/text.h"
#include "strict_yaml.h"

namespace stackfit {
namespace {

/// The file's name without folders and ".md": what the id must be.
std::string_view stem(std::string_view path) {
    path.remove_prefix(path.find_last_of('/') + 1);
    return path.substr(0, path.rfind('.'));
}

bool is_id(std::string_view text) {
    const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
    return !text.empty() && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), allowed);
}

/// Compiles one file. After an error the reader has it, and the result is not used.
class FileCompiler {
public:
    /// `own`: a check of the user, beside a catalogue that is known.
    FileCompiler(StrictYaml& reader, std::string_view path, bool own, BlobWriter& blob)
        : reader_(reader),
          path_(path),
          own_(own),
          blob_(blob),
          parts_(split_check_file(reader.file_text())) {}

    void compile();

private:
    bool readable();
    const Node* front_matter();
    void identity(const Node& front);
    void rating(const Node& front);
    void relations(const Node& front);
    void parameters(const Node& front);
    void rule(const Node& front);
    void fences();
    void no_rule(const Node& front);
    void subjects(const Node& front);
    const Node* required(const Node& front, std::string_view key);
    std::string_view required_text(const Node& front, std::string_view key);
    ListRef list(const Node& front, std::string_view key, bool needed);
    void fail(const Node& node, std::string message) { reader_.fail(node.span, std::move(message)); }

    StrictYaml& reader_;
    std::string_view path_;
    bool own_;
    BlobWriter& blob_;
    CheckFileParts parts_;
    BlobCheck check_;
    RuleScope scope_;
};

void FileCompiler::compile() {
    const Node* front = readable() ? front_matter() : nullptr;
    if (front == nullptr) return;
    identity(*front);
    rating(*front);
    relations(*front);
    parameters(*front);
    fences();
    rule(*front);
    const auto fixed = [](const Fence& fence) { return example_kind(fence.info) == "fixed"; };
    check_.fixable = std::any_of(parts_.fences.begin(), parts_.fences.end(), fixed) ? 1 : 0;
    const std::string_view file = reader_.file_text(), prose = trim(parts_.prose.in(file));
    check_.markdown = blob_.long_text(file);
    check_.prose = check_.markdown;  // a part of it: nothing is stored twice
    if (!prose.empty()) check_.prose.offset += static_cast<std::uint32_t>(prose.data() - file.data());
    check_.prose.size = static_cast<std::uint32_t>(prose.size());
    if (!reader_.failed()) blob_.checks.push_back(check_);
}

/// What is not read as YAML is printed all the same, by `explain` and in reports.
bool FileCompiler::readable() {
    const std::string_view file = reader_.file_text();
    const std::string mended = valid_utf8(file);
    auto bad = static_cast<std::size_t>(
        std::mismatch(file.begin(), file.end(), mended.begin(), mended.end()).first - file.begin());
    // What stands for a bad byte may begin with that very byte: go back to where its character begins.
    while (bad < mended.size() && (static_cast<unsigned char>(mended[bad]) & 0xC0U) == 0x80U) --bad;
    const std::size_t nul = std::min(file.find('\0'), file.size());
    if (std::min(bad, nul) == file.size()) return true;
    reader_.fail(reader_.place(std::min(bad, nul), std::min(bad, nul) + 1),
                 nul < bad ? "The file holds a NUL byte: it is not a text file."
                           : "This byte is not UTF-8: save the file as UTF-8.");
    return false;
}

const Node* FileCompiler::front_matter() {
    if (parts_.front_matter_open) {
        const std::size_t begin = reader_.file_text().find("---");
        reader_.fail(reader_.place(begin, begin + 3),
                     "The front matter that begins here never ends: a second line of \"---\" is missing.");
        return nullptr;
    }
    if (!parts_.front_matter) {
        reader_.fail(reader_.place(0, 0),
                     "A check file begins with its front matter, between two lines of \"---\".");
        return nullptr;
    }
    const Node* front = reader_.read(*parts_.front_matter);
    if (reader_.failed()) return nullptr;
    if (front == nullptr || !front->is_mapping()) {
        reader_.fail(reader_.place(0, 3), "The front matter is a mapping.");
        return nullptr;
    }
    const bool known =
        reader_.only_keys(*front, {"id", "title", "family", "severity", "weight", "subject", "parameters",
                                   "needs", "aliases", "since", "native", "whole"});
    return known ? front : nullptr;
}

void FileCompiler::identity(const Node& front) {
    const std::string_view id = required_text(front, "id");
    if (reader_.failed()) return;
    if (!is_id(id)) fail(*front.get("id"), "An id is in kebab-case: small letters, digits and hyphens.");
    if (id != stem(path_))
        fail(*front.get("id"), "The id must be the file's name, \"" + std::string(stem(path_)) + "\".");
    check_.id = blob_.text(id);
    const std::string_view title = required_text(front, "title");
    if (reader_.failed()) return;
    if (trim(title).empty()) fail(*front.get("title"), "The title says what is so when the check passes.");
    check_.title = blob_.text(title);
    check_.since = blob_.text(required_text(front, "since"));
    if (const Node* whole = front.get("whole"))
        check_.whole = reader_.boolean(*whole, "\"whole\"").value_or(false) ? 1 : 0;
}

void FileCompiler::rating(const Node& front) {
    const std::string_view family_name = required_text(front, "family");
    const std::string_view severity_name = required_text(front, "severity");
    const Node* weight_node = required(front, "weight");
    if (reader_.failed()) return;
    const auto family = family_of(family_name);
    if (!family) {
        const std::vector<std::string_view> names = {"deployment",  "encryption",    "access",   "resilience",
                                                     "scalability", "observability", "validity", "hygiene"};
        return fail(*front.get("family"), "There is no family \"" + std::string(family_name) + "\"." +
                                              did_you_mean(family_name, names));
    }
    const auto severity = severity_of(severity_name);
    if (!severity) return fail(*front.get("severity"), "A severity is error, warning or info.");
    const auto weight = reader_.number(*weight_node, "\"weight\"");
    if (!weight) return;
    if (*weight < 0 || *weight > 100 || weight_node->kind != Kind::integer)
        return fail(*weight_node, "A weight is a whole number from 0 to 100.");
    if (*family == Family::validity && *weight > 0)
        return fail(
            *weight_node,
            "Checks of the family validity have weight 0: they decide whether a template is deployable.");
    check_.family = static_cast<std::uint32_t>(*family);
    check_.severity = static_cast<std::uint32_t>(*severity);
    check_.weight = static_cast<std::uint32_t>(*weight);
}

void FileCompiler::relations(const Node& front) {
    subjects(front);
    check_.needs = list(front, "needs", false);
    check_.aliases = list(front, "aliases", false);
}

void FileCompiler::subjects(const Node& front) {
    check_.subjects = list(front, "subject", true);
    if (reader_.failed()) return;
    const Node& node = *front.get("subject");
    const auto types = reader_.texts(node, "\"subject\"");
    if (types->empty()) return fail(node, "\"subject\" names a resource type, or Template.");
    scope_.of_resource = own_ && std::find(types->begin(), types->end(), "Template") == types->end();
    for (std::size_t i = 0; own_ && i < types->size(); ++i) {
        const std::string type((*types)[i]);
        const bool shaped = type.find("::") != std::string::npos || type == "Template";
        if (!shaped)
            fail(node.is_sequence() ? *node.items[i] : node,
                 "\"" + type +
                     "\" is no resource type: write it as AWS::S3::Bucket, or Template for all of it.");
    }
}

ListRef FileCompiler::list(const Node& front, std::string_view key, bool needed) {
    const Node* node = needed ? required(front, key) : front.get(key);
    if (node == nullptr) return {};
    const auto texts = reader_.texts(*node, "\"" + std::string(key) + "\"");
    if (!texts) return {};
    return blob_.list({texts->begin(), texts->end()});
}

void FileCompiler::parameters(const Node& front) {
    const Node* node = front.get("parameters");
    if (node == nullptr || !reader_.mapping(*node, "\"parameters\"")) return;
    std::vector<std::string> triples;
    for (const Member& member : node->members) {
        if (!reader_.mapping(*member.value, "A parameter") ||
            !reader_.only_keys(*member.value, {"type", "default"}))
            return;
        const Node *type = member.value->get("type"), *given = member.value->get("default");
        if (type == nullptr || given == nullptr)
            return fail(*member.value, "A parameter has a type and a default.");
        const auto type_name = reader_.text(*type, "A type");
        if (!type_name) return;
        const auto text = read_parameter(reader_, *type_name, *given);
        if (!text) return;
        scope_.parameters.push_back({member.key, *type_name});
        triples.insert(triples.end(), {std::string(member.key), std::string(*type_name), *text});
    }
    check_.parameters = blob_.list(triples);
}

void FileCompiler::rule(const Node& front) {
    const Node* native_node = front.get("native");
    const auto native = native_node != nullptr ? reader_.boolean(*native_node, "\"native\"") : false;
    if (own_ && native.value_or(false))
        return fail(*native_node, "Only checks of the catalogue are native: one of your own needs a rule.");
    std::vector<Part> rules;
    for (const Fence& fence : parts_.fences)
        if (fence.info == "check") rules.push_back(fence.body);
    if (reader_.failed()) return;
    if (own_ && rules.empty()) return no_rule(front);
    if (rules.empty()) return;
    const Span place = reader_.place(rules.back().begin, rules.back().begin);
    if (rules.size() > 1) return reader_.fail(place, "A check has one rule.");
    if (native.value_or(false)) return reader_.fail(place, "A native check has no rule.");
    const Node* node = reader_.read(rules[0]);
    if (reader_.failed()) return;
    if (node == nullptr) return reader_.fail(place, "The rule is empty.");
    check_.rule = compile_rule(reader_, *node, scope_, blob_).value_or(no_index);
}

/// Blocks end, and one that is meant as an example says which.
void FileCompiler::fences() {
    for (const Fence& fence : parts_.fences) {
        const Span place = reader_.place(fence.opening.begin, fence.opening.end);
        if (!fence.closed) return reader_.fail(place, "This block is never closed.");
        const auto words = split(fence.info, ' ');
        const bool data = words[0] == "yaml" || words[0] == "yml" || words[0] == "json";
        if (data && words.size() > 1 && example_kind(fence.info).empty())
            return reader_.fail(place,
                                "An example is \"yaml fails\", \"yaml passes\" or \"yaml fixed\", not \"" +
                                    std::string(fence.info) + "\".");
    }
}

/// A check that nothing decides would pass everywhere.
void FileCompiler::no_rule(const Node& front) {
    for (const Fence& fence : parts_.fences)
        if (const std::string meant = did_you_mean(fence.info, {"check"}); !meant.empty())
            return reader_.fail(reader_.place(fence.opening.begin, fence.opening.end),
                                "There is no block \"" + std::string(fence.info) + "\"." + meant);
    fail(*front.get("id"), "The check has no rule: write one in a block that begins with ```check.");
}

const Node* FileCompiler::required(const Node& front, std::string_view key) {
    const Node* node = front.get(key);
    if (node == nullptr) fail(front, "The front matter lacks \"" + std::string(key) + "\".");
    return node;
}

std::string_view FileCompiler::required_text(const Node& front, std::string_view key) {
    const Node* node = required(front, key);
    return node == nullptr ? std::string_view{}
                           : reader_.text(*node, "\"" + std::string(key) + "\"").value_or(std::string_view{});
}

/// Where the front matter has a word behind a key; the nodes of the file are gone by the time all files are looked at together.
Span place_in_front(std::string_view text, FileId file, std::string_view key, std::string_view word) {
    const auto behind = std::min(text.find(key), text.size());
    const auto found = std::min(text.find(word, std::min(behind + key.size(), text.size())), text.size());
    return {file, static_cast<std::uint32_t>(found),
            static_cast<std::uint32_t>(std::min(found + word.size(), text.size()))};
}

/// Ids are unique, needs exist, and no check needs itself in the end.
class WholeSet {
public:
    WholeSet(const BlobView& view, const std::vector<FileId>& files, const Sources& sources,
             const CheckSet* known)
        : view_(view), files_(files), sources_(sources), known_(known) {
        for (std::uint32_t i = 0; i < view.header().checks; ++i) ids_.push_back(view.text(view.check(i).id));
        state_.resize(ids_.size());
        runs_.resize(ids_.size(), 1);
    }

    std::optional<Error> error() {
        for (std::uint32_t i = 1; i < ids_.size(); ++i)
            if (ids_[i] == ids_[i - 1])
                return at(i, "\nid:", ids_[i],
                          "Another file has this id too: " + sources_[files_[i - 1]].path() + ".");
        for (std::uint32_t i = 0; i < ids_.size(); ++i)
            if (known_ != nullptr && known_->by_id(ids_[i]) != nullptr)
                return at(i, "\nid:", ids_[i], "There is a check of this id already.");
        for (std::uint32_t i = 0; i < ids_.size(); ++i)
            for (const std::string_view alias : view_.list(view_.check(i).aliases))
                if (known_ != nullptr && known_->by_id(alias) != nullptr)
                    return at(i, "\naliases:", alias,
                              "This is the id of another check, so it never means yours.");
        for (std::uint32_t i = 0; i < ids_.size(); ++i)
            if (auto error = visit(i)) return error;
        return std::nullopt;
    }

private:
    enum class State : std::uint8_t { unseen, open, done };
    /// A check is judged by way of each that it needs, so that needs of needs multiply.
    static constexpr std::size_t most_runs = 256, runs_of_known = 8;

    std::optional<Error> visit(std::uint32_t check) {  // as deep as the longest chain of needs
        state_[check] = State::open;
        for (const std::string_view need : view_.list(view_.check(check).needs)) {
            const auto found = std::lower_bound(ids_.begin(), ids_.end(), need);
            const bool here = found != ids_.end() && *found == need;
            if (!here && known_ != nullptr && known_->by_id(need) != nullptr) {
                runs_[check] += runs_of_known;
                continue;
            }
            if (!here)
                return at(
                    check, "\nneeds:", need,
                    "There is no check \"" + std::string(need) + "\"." + did_you_mean(need, every_id()));
            const auto needed = static_cast<std::uint32_t>(found - ids_.begin());
            if (state_[needed] == State::open)
                return at(check, "\nneeds:", need, "The checks need each other in a circle.");
            if (state_[needed] == State::unseen)
                if (auto error = visit(needed)) return error;
            runs_[check] += runs_[needed];
            if (runs_[check] > most_runs)
                return at(check, "\nneeds:", need,
                          "With the needs of its needs, this check needs more than " +
                              std::to_string(most_runs) + " others.");
        }
        state_[check] = State::done;
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string_view> every_id() const {
        std::vector<std::string_view> all = ids_;
        if (known_ != nullptr)
            for (const CheckInfo& check : known_->checks()) all.push_back(check.id);
        return all;
    }

    [[nodiscard]] Error at(std::uint32_t check, std::string_view key, std::string_view word,
                           std::string message) const {
        const Span span = place_in_front(view_.text(view_.check(check).markdown), files_[check], key, word);
        return {Error::Code::configuration, std::move(message), span};
    }

    const BlobView& view_;
    const std::vector<FileId>& files_;
    const Sources& sources_;
    const CheckSet* known_;
    std::vector<std::string_view> ids_;  // sorted
    std::vector<State> state_;
    std::vector<std::size_t> runs_;  ///< of checks, to judge one subject by this one
};

}  // namespace

Result<std::vector<std::byte>> compile_checks(const std::vector<CheckFile>& files, Sources& sources,
                                              const CheckSet* known) {
    std::vector<const CheckFile*> sorted;
    sorted.reserve(files.size());
    for (const CheckFile& file : files) sorted.push_back(&file);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const CheckFile* a, const CheckFile* b) { return stem(a->path) < stem(b->path); });

    BlobWriter writer;
    std::vector<FileId> ids;
    for (const CheckFile* file : sorted) {
        ids.push_back(sources.add(file->path, file->text));
        StrictYaml reader(sources, ids.back());
        FileCompiler(reader, file->path, known != nullptr, writer).compile();
        if (reader.failed()) return reader.error();
    }
    std::vector<std::byte> blob = writer.write();
    const BlobView view(blob);
    if (auto error = WholeSet(view, ids, sources, known).error()) return *std::move(error);
    return blob;
}

}  // namespace stackfit
