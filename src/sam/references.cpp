#include "sam/references.h"

#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

struct Referable {
    char type[36];
    char property[20];
    char made[40];
};

/// What may be referred to as `Resource.Property` (pages of the SAM specification, "Referencing generated resources").
constexpr Referable referables[] = {
    {"AWS::Serverless::Function", "Alias", "AWS::Lambda::Alias"},
    {"AWS::Serverless::Function", "Version", "AWS::Lambda::Version"},
    {"AWS::Serverless::Function", "DestinationTopic", "AWS::SNS::Topic"},
    {"AWS::Serverless::Function", "DestinationQueue", "AWS::SQS::Queue"},
    {"AWS::Serverless::Api", "Stage", "AWS::ApiGateway::Stage"},
    {"AWS::Serverless::Api", "Deployment", "AWS::ApiGateway::Deployment"},
    {"AWS::Serverless::Api", "DomainName", "AWS::ApiGateway::DomainName"},
    {"AWS::Serverless::Api", "DomainNameV2", "AWS::ApiGateway::DomainNameV2"},
    {"AWS::Serverless::Api", "UsagePlan", "AWS::ApiGateway::UsagePlan"},
    {"AWS::Serverless::Api", "UsagePlanKey", "AWS::ApiGateway::UsagePlanKey"},
    {"AWS::Serverless::Api", "ApiKey", "AWS::ApiGateway::ApiKey"},
    {"AWS::Serverless::HttpApi", "Stage", "AWS::ApiGatewayV2::Stage"},
    {"AWS::Serverless::HttpApi", "DomainName", "AWS::ApiGatewayV2::DomainName"},
    {"AWS::Serverless::WebSocketApi", "Stage", "AWS::ApiGatewayV2::Stage"},
    {"AWS::Serverless::WebSocketApi", "DomainName", "AWS::ApiGatewayV2::DomainName"},
};

bool is_reference_character(char c) { return is_letter_or_digit(c) || c == '.'; }

}  // namespace

void References::learn(const SamResource& source, const std::vector<Draft>& drafts) {
    for (const Referable& known : referables) {
        if (source.type != known.type) continue;
        for (const Draft& draft : drafts) {
            if (draft.type == known.made) derived_[std::string(source.id) + "." + known.property] = draft.id;
        }
    }
}

std::string_view References::derived(std::string_view id, std::string_view property) const {
    if (derived_.empty()) return {};
    const auto found = derived_.find(std::string(id) + "." + std::string(property));
    return found == derived_.end() ? std::string_view{} : found->second;
}

std::string_view References::renamed(std::string_view id) const {
    const auto found = context_.renamed.find(id);
    return found == context_.renamed.end() ? std::string_view{} : found->second;
}

const Node* References::redirected(const Node* node) {
    if (node->is_scalar() || (derived_.empty() && context_.renamed.empty())) return node;
    node = own(node);
    // Copied at the first change: most of a template refers to nothing that is renamed.
    if (node->is_sequence()) {
        std::vector<const Node*> items;
        for (std::size_t i = 0; i < node->items.size(); ++i) {
            const Node* made = redirected(node->items[i]);
            if (made == node->items[i]) continue;
            if (items.empty()) items.assign(node->items.begin(), node->items.end());
            items[i] = made;
        }
        return items.empty() ? node : context_.build.sequence(items, node->span, node->origin);
    }
    std::vector<Member> members;
    for (std::size_t i = 0; i < node->members.size(); ++i) {
        const Member& member = node->members[i];
        const Node* made = redirected(member.key == "DependsOn" ? dependencies(*member.value) : member.value);
        if (made == member.value) continue;
        if (members.empty()) members.assign(node->members.begin(), node->members.end());
        members[i].value = made;
    }
    return members.empty() ? node : context_.build.mapping(members, node->span, node->origin);
}

const Node* References::own(const Node* node) {
    const Member* only = node->only();
    if (only == nullptr) return node;
    if (only->key == "Ref") return ref(*node, *only->value);
    if (only->key == "Fn::GetAtt") return attribute(*node, *only->value);
    if (only->key == "Fn::Sub") return substitution(*node, *only->value);
    return node;
}

const Node* References::with_argument(const Node& node, const Node* argument) {
    Member member = node.members[0];
    member.value = argument;
    return context_.build.mapping({member}, node.span, node.origin);
}

const Node* References::ref(const Node& node, const Node& target) {
    if (!target.is_string()) return &node;
    const std::size_t dot = target.text.find('.');
    const std::string_view made = dot == std::string_view::npos
                                      ? renamed(target.text)
                                      : derived(target.text.substr(0, dot), target.text.substr(dot + 1));
    return made.empty() ? &node
                        : with_argument(node, context_.build.string(made, target.span, target.origin));
}

/// [id, property, rest...] with the id, or id and property, replaced. The service joins the parts and splits them at every dot.
const Node* References::attribute(const Node& node, const Node& target) {
    if (!target.is_sequence() || target.items.size() < 2) return &node;
    std::vector<std::string_view> parts;
    for (const Node* item : target.items) {
        if (!item->is_string()) return &node;
        for (const std::string_view part : split(item->text, '.')) parts.push_back(part);
    }
    std::vector<const Node*> items;
    const std::string_view id = renamed(parts[0]);
    const std::string_view resource = id.empty() ? derived(parts[0], parts[1]) : id;
    if (resource.empty()) return &node;
    items.push_back(context_.build.string(resource, target.items[0]->span, target.items[0]->origin));
    for (std::size_t i = id.empty() ? 2 : 1; i < parts.size(); ++i) {
        items.push_back(
            context_.build.string(parts[i], target.items.back()->span, target.items.back()->origin));
    }
    return with_argument(node, context_.build.sequence(items, target.span, target.origin));
}

const Node* References::substitution(const Node& node, const Node& argument) {
    if (argument.is_string()) {
        const Node* made = substituted(argument);
        return made == &argument ? &node : with_argument(node, made);
    }
    if (!argument.is_sequence() || argument.items.empty() || !argument.items[0]->is_string()) return &node;
    const Node* made = substituted(*argument.items[0]);
    if (made == argument.items[0]) return &node;
    std::vector<const Node*> items(argument.items.begin(), argument.items.end());
    items[0] = made;
    return with_argument(node, context_.build.sequence(items, argument.span, argument.origin));
}

std::string References::hole(std::string_view name) {
    const std::size_t dot = name.find('.');
    const std::string whole = "${" + std::string(name) + "}";
    const std::string_view id = name.substr(0, dot);
    if (const std::string_view made = renamed(id); !made.empty()) return replace_all(whole, id, made);
    if (dot == std::string_view::npos) return whole;
    const std::string_view property = name.substr(dot + 1, name.find('.', dot + 1) - dot - 1);
    const std::string_view made = derived(id, property);
    return made.empty() ? whole : replace_all(whole, std::string(id) + "." + std::string(property), made);
}

const Node* References::substituted(const Node& text) {
    std::string out;
    bool changed = false;
    for (std::size_t at = 0; at < text.text.size();) {
        std::size_t end = at;
        if (text.text.substr(at, 2) == "${") {
            end = at + 2;
            while (end < text.text.size() && is_reference_character(text.text[end])) ++end;
        }
        if (end > at + 2 && end < text.text.size() && text.text[end] == '}') {
            const std::string made = hole(text.text.substr(at + 2, end - at - 2));
            changed = changed || made != text.text.substr(at, end + 1 - at);
            out += made;
            at = end + 1;
        } else {
            out += text.text[at++];
        }
    }
    return changed ? context_.build.string(out, text.span, text.origin) : &text;
}

const Node* References::dependencies(const Node& list) {
    const auto changed = [&](const Node* id) {
        const std::string_view made = id->is_string() ? renamed(id->text) : std::string_view{};
        return made.empty() ? id : context_.build.string(made, id->span, id->origin);
    };
    if (list.is_string()) return changed(&list);
    if (!list.is_sequence()) return &list;
    bool any = false;
    std::vector<const Node*> items(list.items.begin(), list.items.end());
    for (const Node*& item : items) {
        const Node* made = changed(item);
        any = any || made != item;
        item = made;
    }
    return any ? context_.build.sequence(items, list.span, list.origin) : &list;
}

}  // namespace stackfit::sam
