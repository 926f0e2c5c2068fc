#include "sam/api/api_expansion.h"

#include <algorithm>

#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

std::string_view type_name(const Api& api) { return api.http ? http_type : rest_type; }

/// "A", "A and B", "A, B and C"
std::string enumeration(const std::vector<std::string_view>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

}  // namespace

Editable* resolve_in_place(Context& context, Editable* value) {
    if (context.judging()) {
        context.resolver.read(context.apis.heap().to_node(*value));  // for what is refused in it
        return value;
    }
    const EditableMember* only = value->only();
    if (only != nullptr && (only->key == "Ref" || only->key == "Fn::Sub")) {
        const Node* written = context.apis.heap().to_node(*value);
        const Node* read = context.resolver.read(written).value;
        if (read == written) return value;
        Editable* made = context.apis.heap().from_node(*read);
        if (ref_name(written).starts_with("AWS::")) made->authored = false;
        return made;
    }
    for (Editable*& item : value->items) item = resolve_in_place(context, item);
    if (!value->is_dict()) return value;
    for (EditableMember* member : value->members()) member->value = resolve_in_place(context, member->value);
    return value;
}

std::string invocation_uri(std::string_view partition, std::string_view function) {
    return "arn:" + std::string(partition) + ":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" +
           std::string(function) + "/invocations";
}

const Node* checked_properties(Context& context, const Api& api) {
    if (!api.implicit)
        return api.managed ? context.build.without(*api.resource->properties, "DefinitionBody")
                           : api.resource->properties;
    std::vector<Member> members;
    for (const EditableMember* member : api.properties->members()) {
        if (member->key == "DefinitionBody") continue;
        members.push_back(api.cause.member(member->key, context.apis.heap().to_node(*member->value)));
        if (member->key_span.known()) members.back().key_span = member->key_span;
    }
    return api.cause.map(members);
}

const Node* ApiExpansion::node(std::string_view key) const {
    Editable* value = get(key);
    return value == nullptr ? nullptr : heap().to_node(*value);
}

Span ApiExpansion::place(std::string_view key) const {
    const EditableMember* member = properties.member(key);
    return member != nullptr && member->key_span.known() ? member->key_span : make.span();
}

void ApiExpansion::refuse(std::string_view key, std::string message) const {
    context.problems.refuse(place(key), std::move(message));
}

const Node* ApiExpansion::known(const Node* value) const {
    if (value == nullptr || !context.judging()) return value;
    const Node* read = context.resolver.read(value).value;
    return context.resolver.is_parameter_ref(read) ? nullptr : read;
}

Maker ApiExpansion::cause(std::string_view property, std::string_view made) const {
    return context.maker(property.empty() ? make.span() : place(property), cause_name, made);
}

void ApiExpansion::read_parameters(std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) {
        Editable* value = get(key);
        if (value != nullptr) heap().set(properties, key, resolve_in_place(context, value), make);
    }
}

Draft ApiExpansion::draft(std::string_view type) const {
    Draft draft(id(), type, make, source.attributes);
    draft.id_span = source.id_span;
    draft.depends_on = source.depends_on;
    return draft;
}

bool ApiExpansion::check_keys(Editable& map, std::string_view what, std::string_view known) const {
    const std::vector<std::string_view> names = split(known, ' ');
    bool good = true;
    for (const EditableMember* member : map.members()) {
        if (std::find(names.begin(), names.end(), member->key) != names.end()) continue;
        const std::string_view meant = closest(member->key, names);
        std::string message = "'" + std::string(member->key) + "' is not known in " + std::string(what);
        message += meant.empty() ? "; it takes " + enumeration(names) + "."
                                 : "; did you mean '" + std::string(meant) + "'?";
        context.problems.refuse(member->key_span.known() ? member->key_span : map.span, std::move(message));
        good = false;
    }
    return good;
}

DefinedApi::DefinedApi(Context& context_, const SamResource& source_, Api& api_, std::string_view made,
                       std::vector<Draft>& out_)
    : ApiExpansion{context_,
                   source_,
                   *api_.properties,
                   api_.implicit ? "Events" : type_name(api_),
                   context_.maker(api_.implicit ? api_.cause.span() : source_.id_span,
                                  api_.implicit ? "Events" : type_name(api_), made),
                   out_},
      api(api_) {}

}  // namespace stackfit::sam
