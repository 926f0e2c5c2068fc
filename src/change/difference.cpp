// Values are compared as trees. What a difference replaces is read off the specification on the way down: the strongest of the property's own
// mark and those around it.
#include "difference.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>

#include "stackfit/support/text.h"

namespace stackfit::change {
namespace {

using Kind = Evaluated::Kind;

/// What a value is to the specification: its type, as far as that is known, and what its change replaces.
struct Known {
    std::optional<ValueType> type;
    std::optional<NestedType> owner;  ///< when the value is the mapping of a resource's properties
    Replacement replacement = Replacement::never;
};

std::optional<PropertySpec> property_of(const ValueType& type, std::string_view name) {
    if (type.kind() == ValueType::Kind::nested) return type.nested().property(name);
    if (type.kind() != ValueType::Kind::any_of) return std::nullopt;
    for (const ValueType& one : type.alternatives())
        if (auto found = property_of(one, name)) return found;
    return std::nullopt;
}

Known member_of(const Known& known, std::string_view name) {
    Known member{std::nullopt, std::nullopt, known.replacement};
    if (known.type && known.type->kind() == ValueType::Kind::map) {
        member.type = known.type->element();
        return member;
    }
    const auto property = known.owner  ? known.owner->property(name)
                          : known.type ? property_of(*known.type, name)
                                       : std::nullopt;
    if (!property) return member;
    member.type = property->type;
    member.replacement = std::max(known.replacement, property->replacement);
    return member;
}

Known element_of(const Known& known) {
    Known element{std::nullopt, std::nullopt, known.replacement};
    if (!known.type) return element;
    if (known.type->kind() == ValueType::Kind::list) element.type = known.type->element();
    if (known.type->kind() != ValueType::Kind::any_of) return element;
    for (const ValueType& one : known.type->alternatives())
        if (one.kind() == ValueType::Kind::list) element.type = one.element();
    return element;
}

Known properties_of(const ResourceTypes& types, std::string_view type) {
    return {std::nullopt, types.find(type), Replacement::never};
}

/// Members that name an element of a list: those by which AWS tells elements apart.
constexpr std::array names = {"IndexName", "AttributeName", "PolicyName", "Key", "Name", "Id", "Sid"};

/// "" when it has no name.
std::string name_of(const Evaluated& item) {
    for (const char* key : names)
        if (const Evaluated* name = item.get(key); name != nullptr && name->kind == Kind::text)
            return std::string(key) + "=" + to_string(*name);
    return {};
}

class Comparer {
public:
    std::vector<Difference> take() { return std::move(found_); }

    void compare(const Evaluated& before, const Evaluated& after, const std::string& path,
                 const Known& known) {
        if (before.kind == Kind::mapping && after.kind == Kind::mapping)
            members(before, after, path, known);
        else if (before.kind == Kind::sequence && after.kind == Kind::sequence)
            items(before, after, path, known);
        else if (!same(before, after))
            add(path, &before, &after, known);
    }

    void members(const Evaluated& before, const Evaluated& after, const std::string& path,
                 const Known& known) {
        auto old_one = before.members.begin();
        auto new_one = after.members.begin();
        while (old_one != before.members.end() || new_one != after.members.end()) {
            const bool only_old = new_one == after.members.end() ||
                                  (old_one != before.members.end() && old_one->first < new_one->first);
            const bool only_new =
                !only_old && (old_one == before.members.end() || new_one->first < old_one->first);
            const std::string_view key = only_new ? new_one->first : old_one->first;
            const Evaluated* was = only_new ? nullptr : &(old_one++)->second;
            const Evaluated* is = only_old ? nullptr : &(new_one++)->second;
            const std::string at = (path.empty() ? "" : path + ".") + std::string(key);
            const Known member = member_of(known, key);
            compare_members(was, is, at, member);
        }
    }

    /// One of them may be missing.
    void compare_members(const Evaluated* before, const Evaluated* after, const std::string& path,
                         const Known& known) {
        before != nullptr&& after != nullptr ? compare(*before, *after, path, known)
                                             : add(path, before, after, known);
    }

private:
    void add(const std::string& path, const Evaluated* before, const Evaluated* after, Known known) {
        const Evaluated* there =
            before == nullptr || after == nullptr ? (before != nullptr ? before : after) : nullptr;
        if (there != nullptr) known.replacement = std::max(known.replacement, strongest(*there, known));
        found_.push_back({path, before, after, known.replacement, false});
    }

    /// A mapping that comes or goes brings its members along.
    static Replacement strongest(const Evaluated& value, const Known& known) {
        Replacement found = known.replacement;
        for (const auto& [key, member] : value.members)
            found = std::max(found, strongest(member, member_of(known, key)));
        return found;
    }

    void items(const Evaluated& before, const Evaluated& after, const std::string& path, const Known& known) {
        Matches matches(before.items, after.items);
        const Known element = element_of(known);
        const auto at = [&](std::size_t i) { return path + "[" + std::to_string(i) + "]"; };
        bool equal = before.items.size() == after.items.size();
        for (std::size_t j = 0; j < after.items.size(); ++j) {
            const auto partner = matches.partner(j);
            if (!partner)
                add(at(j), nullptr, &after.items[j], element), equal = false;
            else if (!matches.is_equal(j))
                compare(before.items[*partner], after.items[j], at(j), element), equal = false;
        }
        for (const std::size_t i : matches.unmatched())
            add(at(i), &before.items[i], nullptr, element), equal = false;
        if (equal && !matches.in_order()) add_order(path, before, after, known);
    }

    /// Whether the order counts is the service's to know.
    void add_order(const std::string& path, const Evaluated& before, const Evaluated& after,
                   const Known& known) {
        found_.push_back(
            {path, &before, &after, std::min(known.replacement, Replacement::conditional), true});
    }

    /// Which element of the new list is which of the old one.
    class Matches {
    public:
        Matches(const std::vector<Evaluated>& before, const std::vector<Evaluated>& after)
            : partners_(after.size()), equal_(after.size()), taken_(before.size()) {
            by_text(
                before, after, [](const Evaluated& item) { return to_string(item); }, true);
            by_text(before, after, name_of, false);
            by_place(before.size());
        }
        [[nodiscard]] std::optional<std::size_t> partner(std::size_t j) const { return partners_[j]; }
        [[nodiscard]] bool is_equal(std::size_t j) const { return equal_[j]; }
        [[nodiscard]] std::vector<std::size_t> unmatched() const {
            std::vector<std::size_t> left;
            for (std::size_t i = 0; i < taken_.size(); ++i)
                if (!taken_[i]) left.push_back(i);
            return left;
        }
        [[nodiscard]] bool in_order() const { return std::is_sorted(partners_.begin(), partners_.end()); }

    private:
        template <class TextOf>
        void by_text(const std::vector<Evaluated>& before, const std::vector<Evaluated>& after,
                     TextOf text_of, bool whole) {
            std::map<std::string, std::deque<std::size_t>> waiting;
            for (std::size_t i = 0; i < before.size(); ++i)
                if (!taken_[i]) waiting[text_of(before[i])].push_back(i);
            for (std::size_t j = 0; j < after.size(); ++j) {
                const std::string text = partners_[j] ? "" : text_of(after[j]);
                const auto found = text.empty() ? waiting.end() : waiting.find(text);
                if (found == waiting.end() || found->second.empty()) continue;
                const std::size_t i = found->second.front();
                if (whole && !same(before[i], after[j])) continue;
                found->second.pop_front();
                take(i, j, whole);
            }
        }
        void by_place(std::size_t count) {
            std::size_t i = 0;
            for (std::size_t j = 0; j < partners_.size(); ++j) {
                if (partners_[j]) continue;
                while (i < count && taken_[i]) ++i;
                if (i < count) take(i, j, false);
            }
        }
        void take(std::size_t i, std::size_t j, bool whole) {
            partners_[j] = i;
            taken_[i] = true;
            equal_[j] = whole;
        }

        std::vector<std::optional<std::size_t>> partners_;
        std::vector<bool> equal_, taken_;
    };

    std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const ResourceTypes& types, std::string_view type,
                                    const Evaluated& before, const Evaluated& after) {
    static const Evaluated none{Kind::mapping, {}, nullptr, {}, {}};
    Comparer comparer;
    const auto members_of = [](const Evaluated& side, const char* attribute) {
        const Evaluated* found = side.get(attribute);
        return found == nullptr ? &none : found;
    };
    comparer.compare(*members_of(before, "Properties"), *members_of(after, "Properties"), "Properties",
                     properties_of(types, type));
    comparer.compare(*members_of(before, "Metadata"), *members_of(after, "Metadata"), "Metadata", {});
    for (const char* attribute : {"DeletionPolicy", "UpdateReplacePolicy"}) {
        const Evaluated *was = before.get(attribute), *is = after.get(attribute);
        if (was != nullptr || is != nullptr) comparer.compare_members(was, is, attribute, {});
    }
    return comparer.take();
}

Replacement replacement_of(const ResourceTypes& types, std::string_view type, std::string_view path) {
    Known known = properties_of(types, type);
    bool first = true;
    for (std::string_view step : split(path, '.')) {
        if (std::exchange(first, false)) {  // "Properties"; an attribute replaces nothing
            if (step != "Properties") return Replacement::never;
            continue;
        }
        const std::size_t bracket = step.find('[');
        known = member_of(known, step.substr(0, bracket));
        for (std::size_t at = bracket; at != std::string_view::npos; at = step.find('[', at + 1))
            known = element_of(known);
    }
    return known.replacement;
}

bool is_within(std::string_view path, std::string_view property) {
    constexpr std::string_view properties = "Properties.";
    if (!path.starts_with(properties)) return false;
    path.remove_prefix(properties.size());
    return path.starts_with(property) &&
           (path.size() == property.size() || path[property.size()] == '.' || path[property.size()] == '[');
}

}  // namespace stackfit::change
