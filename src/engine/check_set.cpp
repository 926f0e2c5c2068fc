// The checks of a run: views into the blob. Making the set costs one allocation for most checks and no parsing; what `explain` needs
// (prose, the whole file) is a view too, and is never touched before it is asked for.
#include <algorithm>
#include <utility>

#include "blob.h"
#include "rule.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit {

struct CheckSet::Impl {
    std::deque<CheckInfo> checks;  ///< sorted by id
    std::deque<Rule> rules;        ///< CheckInfo points into it
    std::vector<const NativeCheck*> natives;  ///< sorted by id: every judging looks for each check
    std::deque<std::vector<std::byte>> own;  ///< the blobs of `add`

    void load(const BlobView& view, bool is_own);
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

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

CheckSet::CheckSet() : impl_(std::make_unique<Impl>()) {}
CheckSet::~CheckSet() = default;
CheckSet::CheckSet(CheckSet&&) noexcept = default;
CheckSet& CheckSet::operator=(CheckSet&&) noexcept = default;

Result<CheckSet> CheckSet::from_blob(std::span<const std::byte> blob, std::span<const NativeCheck> natives) {
    if (!valid_blob(blob)) return Error{Error::Code::internal, "The compiled checks are damaged.", {}};
    CheckSet set;
    for (const NativeCheck& native : natives) set.impl_->natives.push_back(&native);
    std::sort(set.impl_->natives.begin(), set.impl_->natives.end(),
              [](const NativeCheck* a, const NativeCheck* b) { return a->id < b->id; });
    set.impl_->load(BlobView(blob), false);
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

std::optional<Error> CheckSet::add(const std::vector<CheckFile>& files, Sources& sources) {
    auto blob = compile_checks(files, sources, this);
    if (!blob) return blob.error();
    impl_->load(BlobView(impl_->own.emplace_back(std::move(*blob))), true);
    std::sort(impl_->checks.begin(), impl_->checks.end(),
              [](const CheckInfo& a, const CheckInfo& b) { return a.id < b.id; });
    return std::nullopt;
}

const std::deque<CheckInfo>& CheckSet::checks() const { return impl_->checks; }

const CheckInfo* CheckSet::by_id(std::string_view id) const {
    const auto& checks = impl_->checks;
    const auto found =
        std::lower_bound(checks.begin(), checks.end(), id,
                         [](const CheckInfo& check, std::string_view wanted) { return check.id < wanted; });
    return found != checks.end() && found->id == id ? &*found : nullptr;
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

const NativeCheck* CheckSet::native(const CheckInfo& check) const {
    const auto& natives = impl_->natives;
    const auto found =
        std::lower_bound(natives.begin(), natives.end(), check.id,
                         [](const NativeCheck* native, std::string_view id) { return native->id < id; });
    return found != natives.end() && (*found)->id == check.id ? *found : nullptr;
}

}  // namespace stackfit
