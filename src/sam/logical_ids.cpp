#include "sam/logical_ids.h"

#include <algorithm>

#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr std::size_t hash_length = 10;

}  // namespace

std::string hash_suffix(std::string_view text) {
    return text.empty() ? std::string() : sha1_hex(text).substr(0, hash_length);
}

std::string hash_suffix(const Node* data) {
    if (!truthy(data)) return {};
    return data->is_string() ? hash_suffix(data->text) : hash_suffix(std::string_view(hash_json(*data)));
}

bool is_logical_id(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), is_letter_or_digit);
}

std::string not_alphanumeric(std::string_view id) {
    return "Logical id '" + std::string(id) + "' is not alphanumeric: ids hold only letters and digits.";
}

bool check_logical_id(Context& context, std::string_view id, Span span) {
    const bool good = is_logical_id(id);
    if (!good) context.problems.refuse_other(context.text(id), span, not_alphanumeric(id));
    return good;
}

}  // namespace stackfit::sam
