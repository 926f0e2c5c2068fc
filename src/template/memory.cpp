#include <algorithm>

#include "stackfit/template_memory.h"

namespace stackfit {

WorldMemory::Point& WorldMemory::Point::behind(bool answer) {
    std::unique_ptr<Point>& next = answer ? yes : no;
    if (next == nullptr) next = std::make_unique<Point>();
    return *next;
}

std::size_t WorldMemory::Hash::operator()(const KeyView& key) const {
    constexpr std::size_t factor = 31;
    std::size_t hash =
        std::hash<std::string_view>{}(key.kind) * factor + std::hash<const void*>{}(key.subject);
    for (const Decision& decision : key.decisions)
        hash = (hash * factor + std::hash<std::string_view>{}(decision.atom)) * factor +
               (decision.equal ? 1 : 0);
    return hash;
}

bool WorldMemory::Equal::operator()(const KeyView& a, const KeyView& b) const {
    return a.subject == b.subject && a.kind == b.kind &&
           std::equal(a.decisions.begin(), a.decisions.end(), b.decisions.begin(), b.decisions.end());
}

std::any& WorldMemory::find_or_make(World& world, std::string_view kind, const void* subject,
                                    const std::function<std::any()>& make) {
    const KeyView key(kind, subject, world.decisions());
    auto root = roots_.find(key);
    if (root == roots_.end()) root = roots_.emplace(Key{kind, subject, world.decisions()}, Point{}).first;
    Point* point = &root->second;
    while (point->question) point = &point->behind(world.ask(*point->question));
    if (point->value.has_value()) {
        if (point->exceeded) world.set_exceeded();
        return point->value;
    }

    const std::size_t answered = world.decisions().size();
    std::any made = make();
    for (std::size_t i = answered; i < world.decisions().size(); ++i) {
        point->question = world.decisions()[i];
        point = &point->behind(point->question->equal);
    }
    point->value = std::move(made);
    point->exceeded = world.exceeded();
    return point->value;
}

}  // namespace stackfit
