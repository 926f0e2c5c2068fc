// Documents of Systems Manager.
#include "../common/names.h"
#include "../common/say.h"
#include "embedded.h"
#include "macros.h"
#include "section.h"
#include "shape_values.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "ssm-document-shape";

/// The types of documents that have a schema. AWS Systems Manager User Guide, "Schemas, features, and examples".
struct Schema {
    char type[12];
    char versions[3][4];
};
constexpr Schema schemas[] = {
    {"Command", {"1.2", "2.0", "2.2"}}, {"Automation", {"0.3"}}, {"Session", {"1.0"}}, {"Policy", {"2.0"}}};

bool allows(const Schema& schema, std::string_view version) {
    return is_one_of(schema.versions, version) && !version.empty();
}

class SsmDocuments : DocumentWalk {
public:
    explicit SsmDocuments(const Template& templ) : DocumentWalk(id), templ_(templ) {}

    std::vector<Mistake> run() {
        for (const Resource& resource : templ_.resources()) {
            if (resource.type != "AWS::SSM::Document" || resource.properties == nullptr) continue;
            resource_ = &resource;
            const Schema* schema = schema_of(resource.properties->get("DocumentType"));
            if (schema != nullptr) content(*schema);
        }
        return std::move(mistakes_);
    }

private:
    /// Null: the type is not known, or has no schema.
    static const Schema* schema_of(const Node* type) {
        const std::string_view name = type == nullptr ? std::string_view("Command") : type->text;
        for (const Schema& one : schemas) {
            if (name == one.type) return &one;
        }
        return nullptr;
    }

    void content(const Schema& schema) {
        at_path(*resource_->properties, "Content", [&](const Node& value, Span place) {
            documents(value, place, "content", Syntaxes::json_and_yaml,
                      [&](const Node& document, Span at) { version(schema, document, at); });
        });
    }

    void version(const Schema& schema, const Node& document, Span place) {
        for (const Member& member : document.members) {
            const bool is_text = member.key == "description" || member.key == "assumeRole";
            if (is_text && !has_shape(*member.value, of_text | of_function))
                wrong(member.key_span,
                      say("has ", shown(*member.value), " as ", member.key, ", which must be a text"));
        }
        const Node* version = document.get("schemaVersion");
        if (version == nullptr) return wrong(place, "has no schemaVersion");
        branches(*version, [&](const Node& value) {
            if (!value.is_scalar() || has_holes(value.text)) return;
            if (!allows(schema, value.text))
                return wrong(value.span,
                             say("has the schemaVersion ", shown(value), ", and documents of the type ",
                                 schema.type, " have ", versions_of(schema)));
            if (value.text == "0.3" || value.text == "2.2") steps(document, place);
        });
    }

    static std::string versions_of(const Schema& schema) {
        std::string made;
        for (const auto& version : schema.versions) {
            if (version[0] != '\0') made += say(made.empty() ? "" : " or ", version);
        }
        return made;
    }

    void steps(const Node& document, Span place) {
        const Member* steps = document.find("mainSteps");
        if (steps == nullptr) return wrong(place, "has no mainSteps");
        branches(*steps->value, [&](const Node& list) {
            if (!list.is_sequence())
                return wrong(steps->key_span,
                             say("has ", shown(list), " as mainSteps, which must be a list"));
            for (const Node* item : list.items) branches(*item, [&](const Node& step) { one_step(step); });
        });
    }

    void one_step(const Node& step) {
        for (const std::string_view key : {"name", "action"}) {
            if (step.find(key) == nullptr && stand_in(step) == nullptr)
                wrong(step.span, say("has a step without ", key));
        }
    }

    void wrong(Span span, const std::string& what) {
        add(span, say("The content of document ", resource_->id, " ", what, ". Systems Manager refuses it."));
    }

    const Template& templ_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.expanded)) return;
    std::vector<Mistake> mistakes = SsmDocuments(context.unit.expanded).run();
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck ssm_document_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
