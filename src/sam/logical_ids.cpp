#include "logical_ids.h"

#include "stackfit/support/text.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr std::size_t hash_length = 10;

bool is_id_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::string hash_suffix(std::string_view text) {
    return text.empty() ? std::string() : sha1_hex(text).substr(0, hash_length);
}

std::string hash_suffix(const Node* data) {
    if (!truthy(data)) return {};
    return data->is_string() ? hash_suffix(data->text) : hash_suffix(std::string_view(python_json(*data)));
}

bool is_logical_id(std::string_view id) {
    bool good = !id.empty();
    for (const char c : id) good = good && is_id_character(c);
    return good;
}

bool check_logical_id(Context& context, std::string_view id, Span span) {
    const bool good = is_logical_id(id);
    if (!good) {
        context.problems.refuse(span, "Logical id '" + std::string(id) +
                                          "' is not alphanumeric: ids hold only letters and digits.");
    }
    return good;
}

}  // namespace stackfit::sam
