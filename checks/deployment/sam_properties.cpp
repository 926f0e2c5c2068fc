#include "sam_properties.h"

#include <algorithm>
#include <iterator>

#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

/// Endings of names that mean one release and no other.
constexpr const char* release_words[] = {"version",   "commit",    "commitid", "commitsha", "sha",
                                         "hash",      "revision",  "build",    "buildid",   "buildnumber",
                                         "timestamp", "releaseid", "imagetag"};

bool is_hexadecimal(char c) { return hexadecimal_digit(c) >= 0; }

}  // namespace

const Node* sam_property(const CheckContext& context, const Resource& function, std::string_view property) {
    const Template& source = context.unit.source;
    const Resource* written = source.resource(function.id);
    if (written == nullptr || written->type != "AWS::Serverless::Function") return nullptr;
    const Node* own = written->properties == nullptr ? nullptr : written->properties->get(property);
    if (own != nullptr) return own;
    const Node* globals = source.section("Globals");
    const Node* inherited = globals == nullptr ? nullptr : globals->get("Function");
    return inherited == nullptr ? nullptr : inherited->get(property);
}

bool changes_with_release(std::string_view parameter) {
    std::string name = to_lower(parameter);
    name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return !is_letter_or_digit(c); }),
               name.end());
    if (name.find("apiversion") != std::string::npos) return false;
    return std::any_of(std::begin(release_words), std::end(release_words),
                       [&](const char* word) { return name.ends_with(word); });
}

std::string_view release_parameter(const Text& text) {
    const auto found = std::find_if(text.begin(), text.end(), [](const Piece& piece) {
        return piece.kind == Piece::Kind::parameter && changes_with_release(piece.name);
    });
    return found != text.end() ? std::string_view(found->name) : std::string_view{};
}

IdTail tail_of(std::string_view id) {
    constexpr std::ptrdiff_t shortest_hash = 8;
    const auto start = std::find_if_not(id.rbegin(), id.rend(), is_hexadecimal);
    if (start - id.rbegin() >= shortest_hash && std::any_of(id.rbegin(), start, is_digit))
        return IdTail::hash;
    return !id.empty() && is_digit(id.back()) ? IdTail::number : IdTail::fixed;
}

}  // namespace stackfit::checks
