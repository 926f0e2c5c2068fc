// What was worked out in one world, found again in every world that answers the same questions alike.
#pragma once

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <tuple>
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

        Point& behind(bool answer);
    };
    /// Made with these answers already given, which `make` did not have to ask for.
    using Key = std::tuple<std::string_view, const void*, std::vector<Decision>>;

    std::any& find_or_make(World& world, std::string_view kind, const void* subject,
                           const std::function<std::any()>& make);

    std::map<Key, Point> roots_;
};

}  // namespace stackfit
