#include "sam/function/code_location.h"

#include "sam/value.h"
#include "stackfit/sam_paths.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {
namespace {

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hexadecimal_digit(text[i + 1]) >= 0 &&
                            hexadecimal_digit(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hexadecimal_digit(text[i + 1]) * 16 + hexadecimal_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

/// The value of versionId in a query string, when it occurs exactly once and is not empty.
std::optional<std::string> version_id(std::string_view query) {
    std::optional<std::string> found;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (!pair.starts_with("versionId=") || pair.size() == 10) continue;
        if (found) return std::nullopt;
        found = percent_decoded(pair.substr(10));
    }
    return found;
}

/// s3://bucket/key?versionId=v, split as Python's urlparse does.
std::optional<S3Location> parse_s3_uri(const Maker& make, std::string_view uri) {
    if (uri.size() < 5 || (uri[0] | 0x20) != 's' || uri.substr(1, 4) != "3://") return std::nullopt;
    uri.remove_prefix(5);
    uri = uri.substr(0, uri.find('#'));
    const std::size_t question = uri.find('?');
    const std::string_view query =
        question == std::string_view::npos ? std::string_view{} : uri.substr(question + 1);
    uri = uri.substr(0, question);
    const std::size_t slash = uri.find('/');
    if (slash == 0 || slash == std::string_view::npos) return std::nullopt;
    S3Location location;
    location.bucket = make.text(uri.substr(0, slash));
    const std::size_t key = uri.find_first_not_of('/', slash);
    location.key = make.text(key == std::string_view::npos ? std::string_view{} : uri.substr(key));
    if (const auto version = version_id(query)) location.version = make.text(*version);
    return location;
}

bool is_reference_character(char c) {
    return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-' || c == '/';
}

/// Holds {{resolve:ssm|ssm-secure|secretsmanager:NAME}} with a slash in NAME, which S3 locations do not support.
bool has_dynamic_path(std::string_view text) {
    for (const std::string_view service :
         {"{{resolve:ssm:", "{{resolve:ssm-secure:", "{{resolve:secretsmanager:"}) {
        for (std::size_t at = text.find(service); at != std::string_view::npos;
             at = text.find(service, at + 1)) {
            std::size_t end = at + service.size();
            bool slash = false;
            while (end < text.size() && is_reference_character(text[end]))
                slash = text[end++] == '/' || slash;
            if (end < text.size() && text[end] == ':')
                end = std::min(text.find_first_not_of("0123456789", end + 1), text.size());
            if (slash && text.substr(end, 2) == "}}") return true;
        }
    }
    return false;
}

std::optional<S3Location> from_map(Context& context, const Member& member) {
    S3Location location;
    location.bucket = value_of(member.value, "Bucket");
    location.key = value_of(member.value, "Key");
    location.version = member.value->get("Version");
    if (truthy(location.bucket) && truthy(location.key)) return location;
    const std::string name = "'" + std::string(member.key) + "'";
    const Member* function = intrinsic(*member.value);
    context.problems.refuse(
        member.key_span,
        function == nullptr
            ? name + " given as a map needs both Bucket and Key."
            : name + " cannot be computed by " + std::string(function->key) +
                  ": SAM reads it before functions are evaluated, and takes the function for a map without "
                  "Bucket "
                  "and Key. Write a path, an S3 URI, or a map whose Bucket and Key are computed.");
    return std::nullopt;
}

}  // namespace

S3Location packaged_location(const Maker& make, std::string_view path) {
    const Maker packaged = make.why("sam package");
    return {packaged.text(not_packaged), packaged.text(path), nullptr};
}

std::optional<S3Location> s3_location(Context& context, const Maker& make, const Member& member) {
    const std::string name = "'" + std::string(member.key) + "'";
    const Node& value = *member.value;
    if (value.is_mapping()) return from_map(context, member);
    if (!value.is_string()) {
        context.problems.refuse(
            member.key_span,
            name + " must be an S3 URI or a map of Bucket and Key, but it is " + a_kind(value) + ".");
        return std::nullopt;
    }
    if (has_dynamic_path(value.text)) {
        context.problems.refuse(value.span,
                                name + " holds a dynamic reference with a path (" + quote(&value) +
                                    "), which SAM does not resolve here; use a map of Bucket and Key.");
        return std::nullopt;
    }
    if (auto location = parse_s3_uri(make, value.text)) return location;
    // An empty one is filled in by packaging, as one that is missing.
    if (value.text.empty() && context.judging()) return packaged_location(make, ".");
    if (is_local_path(value.text)) {
        constexpr std::string_view heading =
            "Local paths, which `sam package` uploads, are written as keys of a bucket packaged-by-sam";
        if (!context.judging())
            context.placeholders.add(heading, member.key, context.problems.of(), value.span);
        return packaged_location(make, value.text);
    }
    context.problems.refuse(value.span,
                            name + " is " + quote(&value) +
                                ", which is neither an S3 URI of the form s3://bucket/key nor a local path.");
    return std::nullopt;
}

}  // namespace stackfit::sam
