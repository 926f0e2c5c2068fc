#include "stackfit/template_memory.h"

namespace stackfit {

WorldMemory::Point& WorldMemory::Point::behind(bool answer) {
    std::unique_ptr<Point>& next = answer ? yes : no;
    if (next == nullptr) next = std::make_unique<Point>();
    return *next;
}

std::any& WorldMemory::find_or_make(World& world, std::string_view kind, const void* subject,
                                    const std::function<std::any()>& make) {
    Point* point = &roots_[Key{kind, subject, world.decisions()}];
    while (point->question) point = &point->behind(world.ask(*point->question));
    if (point->value.has_value()) return point->value;

    const std::size_t answered = world.decisions().size();
    std::any made = make();
    for (std::size_t i = answered; i < world.decisions().size(); ++i) {
        point->question = world.decisions()[i];
        point = &point->behind(point->question->equal);
    }
    point->value = std::move(made);
    return point->value;
}

}  // namespace stackfit
