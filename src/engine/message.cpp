#include "message.h"

#include <algorithm>

#include "rule.h"
#include "stackfit/support/ascii.h"

namespace stackfit {
namespace {

bool is_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || c == ':' || c == '-' || c == '_';
    });
}

std::string filled(std::string_view hole, const CheckContext& context, const Resource* subject,
                   const Value& value) {
    if (hole == "subject") return subject != nullptr ? std::string(subject->id) : "the template";
    if (hole == "value") return context.world.show(value);
    const auto found = context.parameters.find(hole.substr(hole.find(':') + 1));
    return found != context.parameters.end() ? found->second : std::string{};
}

}  // namespace

std::vector<std::string_view> message_holes(std::string_view message) {
    std::vector<std::string_view> holes;
    for (std::size_t open = message.find('{'); open != std::string_view::npos;
         open = message.find('{', open + 1)) {
        const std::size_t close = message.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view hole = message.substr(open + 1, close - open - 1);
        if (is_word(hole)) holes.push_back(hole);
    }
    return holes;
}

std::string fill_message(std::string_view message, const CheckContext& context, const Resource* subject,
                         const Value& value) {
    std::string out;
    const char* done = message.data();
    for (const std::string_view hole : message_holes(message)) {
        out.append(done, hole.data() - 1);
        out += filled(hole, context, subject, value);
        done = hole.data() + hole.size() + 1;
    }
    return out.append(done, message.data() + message.size());
}

}  // namespace stackfit
