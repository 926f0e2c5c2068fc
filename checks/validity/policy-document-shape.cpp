// Policies against the grammar of their language, wherever a property holds one.
#include <array>
#include <map>

#include "../common/names.h"
#include "../common/say.h"
#include "embedded.h"
#include "macros.h"
#include "policy_sources.h"
#include "policy_values.h"
#include "section.h"
#include "shape_values.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "policy-document-shape";

constexpr char document_keys[][12] = {"Version", "Id", "Statement"};
constexpr char statement_keys[][16] = {"Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                       "NotAction", "Resource", "NotResource", "Condition"};
constexpr char principal_keys[][16] = {"AWS", "Service", "Federated", "CanonicalUser"};
constexpr char versions[][12] = {"2012-10-17", "2008-10-17"};
constexpr char effects[][8] = {"Allow", "Deny"};

class Policies : DocumentWalk {
public:
    explicit Policies(const Template& templ) : DocumentWalk(id), templ_(templ) {}

    std::vector<Mistake> run() {
        for (const Resource& resource : templ_.resources()) {
            if (resource.properties == nullptr) continue;
            resource_ = &resource;
            for (const PolicyPlace& place : policy_places()) {
                if (resource.type == place.type) at(place);
            }
        }
        return std::move(mistakes_);
    }

private:
    void at(const PolicyPlace& where) {
        kind_ = &policy_kind(where);
        at_path(*resource_->properties, where.path, [&](const Node& value, Span place) {
            documents(value, place, kind_->name, Syntaxes::json, [&](const Node& document, Span at) {
                sids_.clear();
                if (where.one_statement)
                    statement(document, at);
                else
                    policy(document, at);
            });
        });
    }

    void policy(const Node& document, Span place) {
        if (!known_keys(document, document_keys, "a policy")) return;
        if (const Member* version = document.find("Version")) one_of("Version", *version->value, versions);
        const Member* statements = document.find("Statement");
        if (statements == nullptr || is_no_value(statements->value)) return wrong(place, "has no Statement");
        branches(*statements->value, [&](const Node& value) {
            const Span at =
                value.is_mapping() && &value == statements->value ? statements->key_span : value.span;
            if (!value.is_sequence()) return statement(value, at);
            for (const Node* item : value.items)
                branches(*item, [&](const Node& one) { statement(one, one.span); });
        });
    }

    void statement(const Node& statement, Span place) {
        if (!statement.is_mapping())
            return wrong(place, say("has ", shown(statement), " as a statement, which must be a map"));
        if (!known_keys(statement, statement_keys, "a statement")) return;
        exactly_one(statement, place, "Effect", "", Wanted::yes);
        exactly_one(statement, place, "Action", "NotAction", Wanted::yes);
        exactly_one(statement, place, "Resource", "NotResource", kind_->resource);
        exactly_one(statement, place, "Principal", "NotPrincipal", kind_->principal);
        for (const Member& member : statement.members) element(member);
    }

    void element(const Member& member) {
        const std::string_view key = member.key;
        if (key == "Effect") one_of(key, *member.value, effects);
        if (key == "Sid") sid(*member.value);
        if (key == "Condition") conditions(member);
        if (key == "Action" || key == "NotAction") texts(member, action_mistake);
        if (key == "Resource" || key == "NotResource") resources(member);
        if (key == "Principal" || key == "NotPrincipal") principals(member);
    }

    /// Of two elements, exactly one stands in each statement, or none may.
    void exactly_one(const Node& statement, Span place, std::string_view first, std::string_view second,
                     Wanted wanted) {
        const std::array names = {first, second};
        each_combination(templ_, {statement.members}, names, [&](const Combination& chosen) {
            const bool one = chosen.values[0] != nullptr;
            const bool other = chosen.values[1] != nullptr;
            if (wanted == Wanted::no && (one || other)) {
                const std::string_view given = one ? first : second;
                add_to(key_of(statement, given, place),
                       say("has a statement with ", given, ", which ", reason_against(given)),
                       chosen.branches);
            } else if (one && other) {
                add_to(key_of(statement, second, place),
                       say("has a statement with both ", first, " and ", second), chosen.branches);
            } else if (wanted == Wanted::yes && !one && !other) {
                add_to(place, say("has a statement without ", first, second.empty() ? "" : " or ", second),
                       chosen.branches);
            }
        });
    }

    static std::string reason_against(std::string_view element) {
        return element.ends_with("Principal") ? "is whoever has the policy" : "is the role itself";
    }

    Span key_of(const Node& mapping, std::string_view key, Span otherwise) const {
        const Span at = place_of(mapping.members, key);
        return at.known() ? at : otherwise;
    }

    void sid(const Node& value) {
        each_choice(value, [&](const Node& one) {
            if (!one.is_scalar() || has_holes(one.text)) return;
            if (!kind_->iam) return;
            if (!one.text.empty() && !is_alphanumeric(one.text))
                return wrong(one.span,
                             say("has the Sid \"", one.text, "\"; IAM takes letters and digits only"));
            const auto [first, is_new] = sids_.try_emplace(std::string(one.text), branches_);
            if (!is_new && !one.text.empty())
                add_to(one.span, say("has the Sid \"", one.text, "\" twice"), first->second);
        });
    }

    void resources(const Member& member) {
        texts(member, [&](std::string_view text) { return resource_mistake(text, kind_->resources); });
        if (kind_->resources == Resources::anything || in_text()) return;
        each_choice(*member.value, [&](const Node& value) {
            computed_resource(member, value);
            for (const Node* item : value.items)
                each_choice(*item, [&](const Node& one) { computed_resource(member, one); });
        });
    }

    void computed_resource(const Member& member, const Node& value) {
        const std::string mistake = name_for_arn(value, templ_);
        if (mistake.empty()) return;
        add(value.span.known() ? value.span : member.key_span,
            say(mistake, ", in ", member.key, " of the ", kind_->name, " of ", resource_->id,
                ". AWS refuses it. Take Fn::GetAtt of its Arn."));
    }

    void principals(const Member& member) {
        branches(*member.value, [&](const Node& value) {
            if (value.is_mapping()) return principals_of(value);
            if (value.is_sequence() || (value.text != "*" && !has_holes(value.text)))
                wrong(value.is_sequence() ? member.key_span : value.span,
                      say("has ", shown(value), " as ", member.key,
                          "; it must be \"*\", or a map with AWS, Service, Federated or CanonicalUser"));
        });
    }

    void principals_of(const Node& value) {
        if (!known_keys(value, principal_keys, "a principal")) return;
        for (const Member& one : value.members)
            texts(one, [&](std::string_view text) { return principal_mistake(one.key, text); });
    }

    void conditions(const Member& member) {
        branches(*member.value, [&](const Node& value) {
            if (!value.is_mapping())
                return wrong(value.is_scalar() ? value.span : member.key_span,
                             say("has ", shown(value), " as Condition, which must be a map of operators"));
            for (const Member& one : value.members) {
                if (is_replaced(one.key)) continue;
                if (is_operator(one.key)) {
                    tests(one);
                } else {
                    add_to(one.key_span, say("has \"", one.key, "\" in a Condition, which is no operator"),
                           {}, suggested_operator(one.key));
                }
            }
        });
    }

    void tests(const Member& operation) {
        branches(*operation.value, [&](const Node& value) {
            if (!value.is_mapping())
                return wrong(value.is_scalar() ? value.span : operation.key_span,
                             say("has ", shown(value), " for ", operation.key,
                                 ", which must be a map from keys to values"));
            for (const Member& test : value.members) {
                if (operation.key == "Null")
                    texts(test, null_mistake);
                else
                    texts(test, [](std::string_view) { return std::string(); });
            }
        });
    }

    static std::string null_mistake(std::string_view value) {
        const std::string lower = to_lower(value);
        return lower == "true" || lower == "false" ? std::string()
                                                   : say("\"", value, "\" is neither true nor false");
    }

    /// A text or a list of them, each of which is asked for its mistake.
    template <class MistakeOf>
    void texts(const Member& member, MistakeOf mistake_of) {
        if (is_replaced(member.key)) return;
        branches(*member.value, [&](const Node& value) {
            if (value.is_scalar()) return text(member, value, mistake_of);
            if (value.is_mapping())
                return wrong(member.key_span,
                             say("has a map as ", member.key, ", which must be a text or a list of texts"));
            if (value.items.empty() && member.key != "NotAction" && member.key != "NotResource")
                return wrong(member.key_span, say("has an empty ", member.key));
            for (const Node* item : value.items)
                branches(*item, [&](const Node& one) { text(member, one, mistake_of); });
        });
    }

    template <class MistakeOf>
    void text(const Member& member, const Node& value, MistakeOf mistake_of) {
        if (value.kind == Kind::null || value.is_sequence()) return;
        if (value.is_mapping())
            return wrong(value.span,
                         say("has a map in ", member.key, ", which must be a text or a list of texts"));
        if (has_holes(value.text)) return;
        const std::string mistake = mistake_of(value.text);
        if (mistake.empty()) return;
        add(value.span, say(mistake, ", in ", member.key, " of the ", kind_->name, " of ", resource_->id,
                            ". AWS refuses it."));
    }

    template <class Names>
    void one_of(std::string_view key, const Node& node, const Names& allowed) {
        branches(node, [&](const Node& value) {
            if (value.kind == Kind::null || has_holes(value.text) || is_one_of(allowed, value.text)) return;
            const std::string meant = did_you_mean(value.text, allowed);
            add_to(value.span,
                   say("has ", shown(value), " as ", key, "; it must be ", allowed[0], " or ", allowed[1]),
                   {}, meant);
        });
    }

    /// False where a macro or a loop may add to them.
    template <class Names>
    bool known_keys(const Node& mapping, const Names& known, std::string_view what) {
        if (stand_in(mapping) != nullptr) return false;
        for (const Member& member : mapping.members) {
            if (!is_one_of(known, member.key))
                add_to(member.key_span, say("has \"", member.key, "\", which is no element of ", what), {},
                       did_you_mean(member.key, known));
        }
        return true;
    }

    void wrong(Span span, const std::string& what) { add_to(span, what); }
    void add_to(Span span, const std::string& what, const Branches& more = {}, std::string_view help = "") {
        add(span, say("The ", kind_->name, " of ", resource_->id, " ", what, ". AWS refuses it.", help),
            more);
    }

    const Template& templ_;
    const PolicyKind* kind_ = nullptr;
    std::map<std::string, Branches> sids_;  ///< of the policy at hand
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.expanded)) return;
    std::vector<Mistake> mistakes = Policies(context.unit.expanded).run();
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck policy_document_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
