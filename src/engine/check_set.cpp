// The checks of a run: views into the blob. Making the set costs one allocation for most checks and no parsing; what `explain` needs
// (prose, the whole file) is a view too, and is never touched before it is asked for.
#include <algorithm>
#include <utility>

#include "blob.h"
#include "rule.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit {

struct CheckSet::Impl {
    std::deque<CheckInfo> checks;  ///< sorted by id
    std::deque<Rule> rules;        ///< CheckInfo points into it
    std::vector<TypeBits> subject_types;     ///< of each check
    std::deque<std::vector<std::byte>> own;  ///< the blobs of `add`

    void load(const BlobView& view, bool is_own);
    void add_natives(std::span<const NativeCheck> natives);
    void index_subjects();
};

namespace {

CheckInfo info_of(const BlobView& view, const BlobCheck& check) {
    CheckInfo info;
    info.id = view.text(check.id);
    info.title = view.text(check.title);
    info.since = view.text(check.since);
    info.prose = view.text(check.prose);
    info.markdown = view.text(check.markdown);
    info.family = static_cast<Family>(check.family);
    info.severity = static_cast<Severity>(check.severity);
    info.weight = static_cast<int>(check.weight);
    info.fixable = check.fixable != 0;
    info.whole = check.whole != 0;
    info.subjects = view.list(check.subjects);
    info.needs = view.list(check.needs);
    info.aliases = view.list(check.aliases);
    for (std::uint32_t i = 0; i < check.parameters.count; i += 3)
        info.parameters.push_back({view.item(check.parameters, i), view.item(check.parameters, i + 1),
                                   view.item(check.parameters, i + 2)});
    return info;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace

TypeBits bit_of_type(std::string_view type) {
    constexpr std::size_t bits = 64;
    if (type.empty()) return 1;
    const auto at = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(type[i]));
    };
    return TypeBits{1} << ((type.size() * 31 + at(type.size() - 1) * 7 + at(type.size() / 2)) % bits);
}

CheckSet::CheckSet() : impl_(std::make_unique<Impl>()) {}
CheckSet::~CheckSet() = default;
CheckSet::CheckSet(CheckSet&&) noexcept = default;
CheckSet& CheckSet::operator=(CheckSet&&) noexcept = default;

Result<CheckSet> CheckSet::from_blob(std::span<const std::byte> blob, std::span<const NativeCheck> natives) {
    if (!valid_blob(blob)) return Error{Error::Code::internal, "The compiled checks are damaged.", {}};
    CheckSet set;
    set.impl_->load(BlobView(blob), false);
    set.impl_->add_natives(natives);
    set.impl_->index_subjects();
    return set;
}

void CheckSet::Impl::load(const BlobView& view, bool is_own) {
    const std::size_t first = rules.size();
    for (std::uint32_t i = 0; i < view.header().rules; ++i) rules.push_back({view, i});
    for (std::uint32_t i = 0; i < view.header().checks; ++i) {
        const BlobCheck check = view.check(i);
        CheckInfo& info = checks.emplace_back(info_of(view, check));
        if (check.rule != no_index) info.rule = &rules[first + check.rule];
        info.own = is_own;
        if (is_own) info.weight = 0;
    }
}

void CheckSet::Impl::add_natives(std::span<const NativeCheck> natives) {
    std::vector<const NativeCheck*> sorted;
    for (const NativeCheck& native : natives) sorted.push_back(&native);
    std::sort(sorted.begin(), sorted.end(),
              [](const NativeCheck* a, const NativeCheck* b) { return a->id < b->id; });
    auto next = sorted.begin();
    for (CheckInfo& check : checks) {
        while (next != sorted.end() && (*next)->id < check.id) ++next;
        if (next != sorted.end() && (*next)->id == check.id) check.native = *next;
    }
}

void CheckSet::Impl::index_subjects() {
    subject_types.clear();
    subject_types.reserve(checks.size());
    for (const CheckInfo& check : checks) {
        const bool finds = check.native != nullptr && check.native->find != nullptr;
        TypeBits types = finds ? ~TypeBits{0} : TypeBits{0};
        for (const std::string_view type : check.subjects)
            types |= type == "Template" ? ~TypeBits{0} : bit_of_type(type);
        subject_types.push_back(types);
    }
}

std::optional<Error> CheckSet::add(const std::vector<CheckFile>& files, Sources& sources) {
    auto blob = compile_checks(files, sources, this);
    if (!blob) return blob.error();
    impl_->load(BlobView(impl_->own.emplace_back(std::move(*blob))), true);
    std::sort(impl_->checks.begin(), impl_->checks.end(),
              [](const CheckInfo& a, const CheckInfo& b) { return a.id < b.id; });
    impl_->index_subjects();
    return std::nullopt;
}

const std::deque<CheckInfo>& CheckSet::checks() const { return impl_->checks; }

const std::vector<TypeBits>& CheckSet::subject_types() const { return impl_->subject_types; }

std::optional<std::size_t> CheckSet::index_of(std::string_view id) const {
    const auto& checks = impl_->checks;
    const auto found =
        std::lower_bound(checks.begin(), checks.end(), id,
                         [](const CheckInfo& check, std::string_view wanted) { return check.id < wanted; });
    if (found == checks.end() || found->id != id) return std::nullopt;
    return static_cast<std::size_t>(found - checks.begin());
}

const CheckInfo* CheckSet::by_id(std::string_view id) const {
    const auto index = index_of(id);
    return index ? &impl_->checks[*index] : nullptr;
}

std::vector<const CheckInfo*> CheckSet::find(std::string_view id_or_alias) const {
    if (const CheckInfo* check = by_id(id_or_alias)) return {check};
    std::vector<const CheckInfo*> result;
    const auto is_it = [&](std::string_view name) { return equal_ignoring_case(name, id_or_alias); };
    for (const CheckInfo& check : impl_->checks)
        if (is_it(check.id)) result.push_back(&check);
    if (!result.empty()) return result;
    for (const CheckInfo& check : impl_->checks)
        if (std::any_of(check.aliases.begin(), check.aliases.end(), is_it)) result.push_back(&check);
    return result;
}

std::string_view CheckSet::suggestion(std::string_view id) const {
    std::vector<std::string_view> names;
    for (const CheckInfo& check : impl_->checks) names.push_back(check.id);
    for (const CheckInfo& check : impl_->checks)
        names.insert(names.end(), check.aliases.begin(), check.aliases.end());
    return closest(id, names);
}

}  // namespace stackfit
