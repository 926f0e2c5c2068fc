// Reads stackfit's own suppressions: comments `# stackfit: ignore[id, ...] (until 2027-01-31) reason` and
// `Metadata: {stackfit: {ignore: [{id: ..., reason: ..., until: ...}]}}`.
#include <algorithm>
#include <utility>

#include "stackfit/support/text.h"
#include "strict_yaml.h"
#include "suppression.h"

namespace stackfit {
namespace {

void collect(const Node& node, std::vector<Span>& regions) {
    for (const Node* item : node.items) {
        regions.push_back(item->span);
        collect(*item, regions);
    }
    for (const Member& member : node.members) {
        regions.push_back({member.key_span.file, member.key_span.begin,
                           std::max(member.key_span.end, member.value->span.end)});
        collect(*member.value, regions);
    }
}

/// "(until DATE)" at either end of what stands behind the ids, and the rest.
struct Terms {
    std::string_view reason;
    std::optional<std::string_view> until;
};

/// "until DATE" without its brackets, or with one of them, as it is written: no date, so that it is told.
std::optional<std::string_view> unbracketed(std::string_view text) {
    constexpr std::string_view word = "until ";
    constexpr std::size_t date = 10;
    const std::size_t bracket = text.starts_with('(') ? 1 : 0;
    const bool meant = to_lower(text.substr(bracket, word.size())) == word &&
                       Date::parse(trim(text.substr(bracket + word.size())).substr(0, date)).has_value();
    return meant ? std::optional(text.substr(0, bracket + word.size() + date)) : std::nullopt;
}

Terms terms_of(std::string_view text) {
    constexpr std::string_view opening = "(until";
    const auto open = to_lower(text).find(opening);
    const auto close = open == std::string_view::npos ? open : text.find(')', open);
    if (close == std::string_view::npos) return {trim(text), unbracketed(trim(text))};
    const std::string_view before = trim(text.substr(0, open)), after = trim(text.substr(close + 1));
    std::string_view date = trim(text.substr(open + opening.size(), close - open - opening.size()));
    if (date.starts_with(':')) date = trim(date.substr(1));
    if (!before.empty() && !after.empty()) return {trim(text), std::nullopt};  // a part of the sentence
    return {before.empty() ? after : before, date};
}

/// Reads the comments and the Metadata of one unit.
class Reader {
public:
    explicit Reader(const Judging& judging) : judging_(judging) {}

    SuppressionRequests read();

private:
    void comments();
    void comment(const Comment& comment, const Regions& regions, std::string_view text);
    void metadata(const Node& owner, const Span& region);
    void entry(const Node& item, const Span& region);
    bool only_keys(const Node& mapping, std::vector<std::string_view> known);
    void add(std::string_view id, const Terms& terms, const Span& place, const Span& region);
    void mistake(const Span& place, std::string message) {
        result_.mistakes.push_back({place, std::move(message)});
    }

    const Judging& judging_;
    SuppressionRequests result_;
};

SuppressionRequests Reader::read() {
    comments();
    if (const Node* root = judging_.unit.document.root) metadata(*root, whole_file(judging_));
    for (const Resource& resource : judging_.unit.source.resources())
        metadata(*resource.node, region_of(resource));
    read_peer_suppressions(judging_, result_);
    return std::move(result_);
}

void Reader::comments() {
    const Source& source = judging_.project.sources()[judging_.unit.file];
    const auto found = find_comments(source, judging_.unit.document);
    if (found.empty() || judging_.unit.document.root == nullptr) return;
    const Regions regions(judging_.unit.document.root);
    for (const Comment& one : found) comment(one, regions, source.text());
}

/// "ignore[id, id] reason" or "ignore-file[id] reason".
void Reader::comment(const Comment& comment, const Regions& regions, std::string_view text) {
    const std::size_t open = comment.text.find('['), close = comment.text.find(']');
    const std::string_view word = trim(comment.text.substr(0, open));
    const bool whole = word == "ignore-file";
    if (open > close || close == std::string_view::npos || (word != "ignore" && !whole))
        return mistake(
            comment.span,
            "This comment is for stackfit, which does not understand it: nothing is ignored. Write \"# "
            "stackfit: ignore[check-id] reason\", or ignore-file[check-id].");
    const Span region = whole ? whole_file(judging_) : regions.of(comment, text);
    const Terms terms = terms_of(comment.text.substr(close + 1));
    bool named = false;
    for (const std::string_view part : split(comment.text.substr(open + 1, close - open - 1), ',')) {
        const std::string_view id = trim(part);
        if (id.empty()) continue;
        add(id, terms, comment.span, region);
        named = true;
    }
    if (!named)
        mistake(comment.span,
                "This comment names no check, so nothing is ignored. Write an id between the brackets: \"# "
                "stackfit: ignore[check-id] reason\".");
}

void Reader::metadata(const Node& owner, const Span& region) {
    const Node* metadata = owner.get("Metadata");
    const Node* ours = metadata != nullptr ? metadata->get("stackfit") : nullptr;
    const Node* ignore = ours != nullptr ? ours->get("ignore") : nullptr;
    if (ours != nullptr && !only_keys(*ours, {"ignore"})) return;
    if (ignore == nullptr) return;
    if (!ignore->is_sequence())
        return mistake(ignore->span,
                       "stackfit does not understand this \"ignore\": nothing is ignored. Write a list of "
                       "ids, or of {id: ..., reason: ...}.");
    for (const Node* item : ignore->items) entry(*item, region);
}

/// A word that is not read would be a suppression without its end, or none at all, and nobody would know.
bool Reader::only_keys(const Node& mapping, std::vector<std::string_view> known) {
    for (const Member& member : mapping.members) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        mistake(member.key_span, "stackfit does not know \"" + std::string(member.key) +
                                     "\" here, so nothing is ignored." + did_you_mean(member.key, known));
        return false;
    }
    return true;
}

/// An id, or {id: ID or list of them, reason: ..., until: ...}.
void Reader::entry(const Node& item, const Span& region) {
    if (!only_keys(item, {"id", "reason", "until"})) return;
    const Node* id = item.is_mapping() ? item.get("id") : &item;
    const auto text_of = [&](std::string_view key) {
        const Node* value = item.get(key);
        return value != nullptr ? scalar_text(*value) : std::nullopt;
    };
    Terms terms = terms_of(text_of("reason").value_or(std::string_view{}));
    if (const auto until = text_of("until")) terms.until = until;
    std::size_t known = 0;
    if (id != nullptr && id->is_sequence())
        for (const Node* one : id->items)
            if (const auto text = scalar_text(*one)) add(*text, terms, one->span, region), ++known;
    if (id != nullptr && id->is_scalar())
        if (const auto text = scalar_text(*id)) add(*text, terms, id->span, region), ++known;
    if (known == 0)
        mistake(item.span,
                "This entry names no check, so nothing is ignored. Write an id, or {id: ..., reason: ...}.");
}

void Reader::add(std::string_view id, const Terms& terms, const Span& place, const Span& region) {
    SuppressionRequest request;
    request.id = id;
    request.reason = std::string(terms.reason);
    request.place = place;
    request.region = region;
    if (terms.until) request.until = Date::parse(*terms.until);
    if (terms.until && !request.until)
        return mistake(place, "\"" + std::string(*terms.until) +
                                  "\" is no date, so nothing is ignored. Write (until 2027-01-31).");
    for (const CheckInfo* info : judging_.set.find(id))
        request.checks.push_back(judging_.checks.by_id(info->id));
    if (!request.checks.empty()) {
        result_.list.push_back(std::move(request));
        return;
    }
    const std::string_view meant = judging_.set.suggestion(id);
    mistake(place, "There is no check \"" + std::string(id) + "\", so nothing is ignored." +
                       (meant.empty() ? std::string{} : " Did you mean \"" + std::string(meant) + "\"?"));
}

}  // namespace

Regions::Regions(const Node* root) {
    if (root != nullptr) collect(*root, spans_);
    std::stable_sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
}

Span Regions::of(const Comment& comment, std::string_view text) const {
    const auto from = [&](std::size_t offset) {
        return std::lower_bound(spans_.begin(), spans_.end(), offset,
                                [](const Span& region, std::size_t at) { return region.begin < at; });
    };
    const Span nothing{comment.span.file, comment.span.end, comment.span.end};
    if (comment.own_line) {
        const auto next = from(comment.span.end);
        return next != spans_.end() ? *next : nothing;
    }
    const auto first = from(text.substr(0, comment.span.begin).find_last_of('\n') + 1);
    if (first != spans_.end() && first->begin < comment.span.begin) return *first;
    return first != spans_.begin() ? *(first - 1) : nothing;
}

Span whole_file(const Judging& judging) {
    const FileId file = judging.unit.file;
    return {file, 0, static_cast<std::uint32_t>(judging.project.sources()[file].text().size() + 1)};
}

Span region_of(const Resource& resource) {
    return {resource.id_span.file, resource.id_span.begin,
            std::max(resource.id_span.end, resource.node->span.end)};
}

SuppressionRequests read_suppressions(const Judging& judging) { return Reader(judging).read(); }

}  // namespace stackfit
