// ARNs and zones that tie a template to one partition, Region or Availability Zone.
#include <algorithm>
#include <array>
#include <optional>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "location-is-not-written-out";

/// "eu-west-1", "us-gov-west-1": words of small letters, and a number, which may have more behind it.
std::size_t region_length(std::string_view text) {
    std::size_t at = 0, words = 0;
    while (at < text.size() && is_lower(text[at])) {
        while (at < text.size() && is_lower(text[at])) ++at;
        if (at == text.size() || text[at] != '-') return 0;
        ++at;
        ++words;
    }
    if (words < 2 || at == text.size() || !is_digit(text[at])) return 0;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

bool is_region(std::string_view text) { return !text.empty() && region_length(text) == text.size(); }

bool is_zone(std::string_view text) {
    const std::size_t region = region_length(text);
    return region != 0 && region + 1 == text.size() && is_lower(text[region]);
}

bool is_account(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

/// partition, service, region, account of "arn:P:S:R:A:..." as far as they are there; the rest is empty.
struct Arn {
    std::string_view whole, partition, service, region, account;
};

/// The part up to the next colon that is not within "${...}".
std::string_view take_part(std::string_view& rest) {
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != ':') {
        const std::size_t close = rest.substr(end, 2) == "${" ? rest.find('}', end) : std::string_view::npos;
        end = close == std::string_view::npos ? end + 1 : close + 1;
    }
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// The first ARN at or behind `from`.
std::optional<Arn> find_arn(std::string_view text, std::size_t& from) {
    constexpr std::string_view start = "arn:";
    for (std::size_t at = text.find(start, from); at != std::string_view::npos;
         at = text.find(start, at + 1)) {
        if (at > 0 && is_letter_or_digit(text[at - 1])) continue;
        std::string_view rest = text.substr(at);
        rest = rest.substr(0, rest.find_first_of(" \t\n\"'"));
        from = at + start.size();
        Arn arn;
        arn.whole = rest;
        take_part(rest);
        arn.partition = take_part(rest);
        arn.service = take_part(rest);
        arn.region = take_part(rest);
        arn.account = take_part(rest);
        return arn;
    }
    return std::nullopt;
}

/// Certificates and web ACLs of CloudFront, and what Route 53 logs to, are in us-east-1 and nowhere else.
bool is_global(std::string_view service) {
    static constexpr char services[][16] = {"acm", "wafv2", "logs", "cloudfront"};
    return is_one_of(services, service);
}

/// Code and prose, in which an ARN may be an example.
bool is_code(std::string_view key) {
    static constexpr char keys[][16] = {"ZipFile", "InlineCode", "UserData", "Description", "Metadata"};
    return is_one_of(keys, key);
}

class Search {
public:
    explicit Search(std::vector<Problem>& problems) : problems_(problems) {}

    void run(const Template& source) {
        each_resource(source, [&](std::string_view name, const Node& resource) {
            resource_ = name;
            in(resource, {}, false);
        });
        resource_ = {};
        if (const Node* globals = source.section("Globals")) in(*globals, {}, false);
        if (partitions_ > 1)
            problems_[first_].message +=
                say(" ARNs like it in the template: ", std::to_string(partitions_), ".");
    }

private:
    /// Documents are at most DocumentLimits::depth deep. `substituted`: within Fn::Sub.
    void in(const Node& node, std::string_view key, bool substituted) {
        if (node.is_string()) return text(node, key, substituted);
        for (const Node* item : node.items) in(*item, key, substituted);
        for (const Member& member : node.members) {
            const bool function = member.key == "Ref" || member.key.starts_with("Fn::");
            if (!is_code(member.key)) in(*member.value, function ? key : member.key, member.key == "Fn::Sub");
        }
    }

    void text(const Node& node, std::string_view key, bool substituted) {
        if (node.text.size() < 5) return;
        if (key.find("AvailabilityZone") != std::string_view::npos && is_zone(node.text)) return zone(node);
        // Its variables stay as they are, which is told by sub-variable-without-sub.
        if (!substituted && node.text.find("${AWS::") != std::string_view::npos) return;
        std::size_t from = 0;
        for (auto arn = find_arn(node.text, from); arn; arn = find_arn(node.text, from))
            if (judge(node, *arn)) return;
    }

    /// True: said something about it, and what the text has more is of the same kind.
    bool judge(const Node& node, const Arn& arn) {
        // An account is in one partition, and what is in somebody else's account may be in one Region.
        if (is_account(arn.account)) return false;
        const bool own = arn.account.find("AWS::AccountId") != std::string_view::npos;
        if (own && is_region(arn.region) && !(is_global(arn.service) && arn.region == "us-east-1")) {
            add(node,
                say("The Region ", arn.region, " is written out in ", quoted(arn.whole),
                    ", for something in the account of the stack. A stack in another Region looks for it "
                    "in the wrong one. Write ${AWS::Region} in its place, with !Sub."));
            return true;
        }
        if (!arn.partition.starts_with("aws")) return false;
        // Who writes out the partition once does so everywhere: one habit, one finding.
        if (partitions_++ > 0) return true;
        first_ = problems_.size();
        add(node,
            say("The partition ", arn.partition, " is written out in ", quoted(arn.whole),
                ". In another partition (of aws, aws-cn, aws-us-gov) there is no such ARN, and the stack "
                "cannot be deployed there. Write arn:${AWS::Partition}: with !Sub."));
        return true;
    }

    void zone(const Node& node) {
        add(node,
            say("The Availability Zone ", node.text,
                " is written out. The stack can be deployed in one Region only, and a zone of this name is "
                "not the same place in every account. Write !Select [0, !GetAZs \"\"], or make it a "
                "parameter of type AWS::EC2::AvailabilityZone::Name."));
    }

    void add(const Node& node, std::string message) {
        problems_.push_back({id, std::move(message), node.span, resource_, false});
    }

    std::vector<Problem>& problems_;
    std::string_view resource_;
    std::size_t partitions_ = 0,
                first_ = 0;  ///< of the resource: how many ARNs, and the finding of the first
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Search(problems).run(context.unit.source);
}

}  // namespace

NativeCheck location_is_not_written_out() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
