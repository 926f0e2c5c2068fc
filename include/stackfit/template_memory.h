// What was worked out in one world, found again in every world that answers the same questions alike.
#pragma once

#include <any>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// Remembers values that are functions of a world. Finding one again asks the world the very questions that making it asked, in the
/// same order; so decisions, runs and budgets are those of making it again, at the cost of the questions alone.
class WorldMemory {
public:
    /// What `make()` gives in this world: `kind` says what it is, `subject` of what (null: of the template). `make` may depend on
    /// nothing but these and the world's answers, must always give the same type for one kind, and may itself remember.
    /// The reference holds as long as the memory. `kind` must outlive it too.
    template <class Make>
    const auto& remember(World& world, std::string_view kind, const void* subject, Make make) {
        using Remembered = decltype(make());
        return *std::any_cast<Remembered>(
            &find_or_make(world, kind, subject, [&] { return std::any(make()); }));
    }

private:
    /// A point of the decision tree that a value's questions span: an inner one asks, a leaf has the value.
    struct Point {
        std::optional<Decision> question;
        std::unique_ptr<Point> yes, no;
        std::any value;
        bool exceeded = false;  ///< of the world that it was made in

        Point& behind(bool answer);
    };
    struct Key {
        std::string_view kind;
        const void* subject = nullptr;
        std::vector<Decision>
            decisions;  ///< made with these already given, which `make` did not have to ask for
    };
    struct KeyView {
        std::string_view kind;
        const void* subject = nullptr;
        std::span<const Decision> decisions;

        KeyView(std::string_view k, const void* s, std::span<const Decision> d)
            : kind(k), subject(s), decisions(d) {}
        KeyView(const Key& key) : KeyView(key.kind, key.subject, key.decisions) {}
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const KeyView& key) const;
    };
    struct Equal {
        using is_transparent = void;
        bool operator()(const KeyView& a, const KeyView& b) const;
    };

    std::any& find_or_make(World& world, std::string_view kind, const void* subject,
                           const std::function<std::any()>& make);

    std::unordered_map<Key, Point, Hash, Equal> roots_;
};

}  // namespace stackfit
