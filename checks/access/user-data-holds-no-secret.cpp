// Is a secret written in what an instance runs when it starts?
#include <algorithm>
#include <array>
#include <cstdint>

#include "../common/say.h"
#include "../common/written_secret.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

/// Between the written parts of a text stands what the deployment fills in; no secret that is written goes on over it.
constexpr char filled_in = '$';

std::string written_parts(const Text& text) {
    std::string parts;
    for (const Piece& piece : text)
        piece.kind == Piece::Kind::literal ? parts += piece.name : parts += filled_in;
    return parts;
}

constexpr std::string_view digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648, for looking at: an end that is no whole byte is left out. "" where the text is something else.
std::string decode_base64(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text.substr(0, text.find('='))) {
        if (c == '\n' || c == '\r') continue;
        const std::size_t digit = digits64.find(c);
        if (digit == std::string_view::npos) return {};
        bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>((bits >> count) & 0xFFU);
        bits &= (1U << count) - 1U;
    }
    return out;
}

bool holds_private_key(std::string_view text) {
    const std::size_t begin = text.find("-----BEGIN ");
    return begin != std::string_view::npos &&
           text.substr(begin, text.find('\n', begin) - begin).find("PRIVATE KEY-----") !=
               std::string_view::npos;
}

bool is_word(char c) { return is_upper(c) || is_lower(c) || is_digit(c) || c == '_' || c == '-'; }

/// The word that ends before `end`.
std::string_view word_before(std::string_view text, std::size_t end) {
    std::size_t start = end;
    while (start > 0 && is_word(text[start - 1])) --start;
    return text.substr(start, end - start);
}

/// No secret that is typed in is longer; a bound keeps a text of nothing but "a=a=a=" from being read again and again.
constexpr std::size_t longest = 256;

/// What is assigned at `start`: up to its closing quote, or to the next blank.
std::string_view value_at(std::string_view text, std::size_t start) {
    if (start < text.size() && text[start] == ' ') ++start;
    if (start == text.size()) return {};
    const bool quoted = text[start] == '"' || text[start] == '\'';
    const std::string_view ends = quoted ? text.substr(start, 1) : std::string_view(" \t\r\n;&|\"'`),");
    const std::string_view rest = text.substr(start + (quoted ? 1 : 0), longest);
    return rest.substr(0, rest.find_first_of(ends));
}

/// The name to which a secret is assigned, as in PASSWORD=x, --password=x and password: x; "" when there is none.
std::string_view assigned_secret(std::string_view text) {
    for (std::size_t at = text.find_first_of("=:"); at != std::string_view::npos;
         at = text.find_first_of("=:", at + 1)) {
        const std::string_view name = word_before(text, at);
        if (!name.empty() && is_secret(name, value_at(text, at + 1))) return name;
    }
    return {};
}

/// What kind of secret stands in the script; "" when there is none.
std::string secret_in(std::string_view script) {
    if (holds_private_key(script)) return "a private key";
    const std::string_view name = assigned_secret(script);
    return name.empty() ? std::string() : say("a secret for ", name);
}

/// The script of Fn::Base64, which is how nearly every template writes it, or the value itself. To the world, what that function makes is
/// known to AWS only.
Value script_of(World& world, const Node* node) {
    const Value value = world.evaluate(node);
    const bool is_function = value.unknown() && value.node != nullptr && value.node->is_mapping();
    const Member* function = is_function ? value.node->find("Fn::Base64") : nullptr;
    return function == nullptr ? value : world.evaluate(function->value);
}

Judgement judge_value(World& world, const Resource& machine, const Node* node, std::string_view property) {
    const Value script = script_of(world, node);
    if (script.unknown()) return Judgement::unknown(script.reason);
    if (!script.is_text()) return Judgement::pass();
    const std::string text = written_parts(script.text);
    std::string found = secret_in(text);
    if (found.empty()) found = secret_in(decode_base64(text));
    if (found.empty()) return Judgement::pass();
    return Judgement::fail(
        say("What instance ", machine.id, " runs when it starts holds ", found,
            ". Whoever may read the template, describe the instance or run a program on it has it. Let the "
            "script fetch it from Secrets Manager, and change the one that was written here."),
        script.node->span, std::string(property));
}

Judgement judge(CheckContext& context, const Resource& machine) {
    World& world = context.world;
    const bool in_template = machine.type == "AWS::EC2::LaunchTemplate";
    const Value holder = in_template ? world.get(machine.properties, "LaunchTemplateData")
                                     : world.evaluate(machine.properties);
    if (holder.unknown()) return Judgement::unknown(holder.reason);
    const Member* script = holder.is_mapping() ? holder.node->find("UserData") : nullptr;
    if (script == nullptr) return Judgement::pass();
    return judge_value(world, machine, script->value,
                       in_template ? "Properties.LaunchTemplateData.UserData" : "Properties.UserData");
}

}  // namespace

NativeCheck user_data_holds_no_secret() { return {"user-data-holds-no-secret", judge}; }

}  // namespace stackfit::checks
