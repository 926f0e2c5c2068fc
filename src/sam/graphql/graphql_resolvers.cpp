// The functions of a GraphQL API and the resolvers that run them one after the other. Every resolver is a pipeline.
#include "sam/graphql/graphql.h"
#include "sam/schema.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

#include "sam/graphql/appsync_code.inc"

constexpr std::string_view configuration = "AWS::AppSync::FunctionConfiguration";
constexpr std::string_view resolver_type = "AWS::AppSync::Resolver";

/// A function or resolver: both have code in one of two places, and a runtime.
struct Part {
    GraphQl& api;
    const Member& member;
    std::string_view word;  ///< "Function", "Resolver": for messages

    [[nodiscard]] const Node* value(std::string_view name) const { return value_of(member.value, name); }
    [[nodiscard]] Span place(std::string_view name) const {
        const Member* found = member_of(member.value, name);
        return found == nullptr ? member.key_span : found->key_span;
    }
    void refuse(Span span, const std::string& rest) const {
        api.refuse(member.key, span, std::string(word) + " '" + std::string(member.key) + "' " + rest);
    }
    [[nodiscard]] bool has_both_codes() const {
        if (!truthy(value("InlineCode")) || !truthy(value("CodeUri"))) return false;
        refuse(place("CodeUri"), "takes one of 'InlineCode' and 'CodeUri', not both.");
        return true;
    }
    [[nodiscard]] const Node* runtime(const Maker& make) const {
        const Node* given = value("Runtime");
        if (given == nullptr) {
            refuse(member.key_span,
                   "needs a 'Runtime' for its code, e.g. {Name: APPSYNC_JS, Version: 1.0.0}.");
            return nullptr;
        }
        return make.map({{"Name", value_of(given, "Name")}, {"RuntimeVersion", value_of(given, "Version")}});
    }
};

/// The data source of type NONE, made when the first function asks for it.
const Node* none_source(GraphQl& api, const Maker& cause) {
    if (api.none_source != nullptr) return api.none_source;
    Draft draft = api.part("NoneDataSource", "AWS::AppSync::DataSource",
                           cause.why("Functions -> AWS::AppSync::DataSource"));
    draft.set("Name", draft.make.text(draft.id));
    draft.set("Type", draft.make.text("NONE"));
    api.none_source = draft.make.attribute(draft.id, "Name");
    api.out.push_back(std::move(draft));
    return api.none_source;
}

/// The name of a function's data source: one of the API's, NONE, or made by an intrinsic function.
const Node* data_source_name(const Part& part, const Maker& make) {
    const Node* source = part.value("DataSource");
    if (!truthy(source)) {
        part.refuse(part.member.key_span, "needs a 'DataSource': one of the API's DataSources, or NONE.");
        return nullptr;
    }
    if (!source->is_string()) return source;
    if (to_lower(source->text) == "none") return none_source(part.api, make.at(source->span));
    const auto found = part.api.data_sources.find(source->text);
    if (found != part.api.data_sources.end()) return found->second;
    std::vector<std::string_view> names{"NONE"};
    for (const auto& [name, made] : part.api.data_sources) names.push_back(name);
    const std::string_view meant = closest(source->text, names);
    part.refuse(part.place("DataSource"),
                "asks for data source " + quote(source) + ", which 'DataSources' does not define" +
                    (meant.empty() ? "; refer to one outside of this API by GetAtt, Sub or ImportValue."
                                   : "; did you mean '" + std::string(meant) + "'?"));
    return nullptr;
}

/// A function that exists already is given by its Id alone.
void use_existing(const Part& part) {
    const Node* all = without_nulls(part.api.context.build, *part.member.value);
    if (all->members.size() > 1)
        part.refuse(part.place("Id"),
                    "has an 'Id', that of a function which exists: leave its other properties out.");
    part.api.functions[part.member.key] = part.value("Id");
}

void make_function(const Part& part) {
    GraphQl& api = part.api;
    if (truthy(part.value("Id"))) return use_existing(part);
    const Maker make = api.maker(part.member, "Functions", configuration);
    Draft draft = api.part(part.member.key, configuration, make);
    const Node* name = part.value("Name");
    draft.set("Name", truthy(name) ? name : make.text(part.member.key));
    const bool both = part.has_both_codes();
    const bool inlined = truthy(part.value("InlineCode"));
    if (!both && !inlined && !truthy(part.value("CodeUri")))
        part.refuse(part.member.key_span, "needs its code: set 'InlineCode' or 'CodeUri'.");
    draft.pass(part.member.value, inlined ? "InlineCode" : "CodeUri", inlined ? "Code" : "CodeS3Location");
    draft.set("DataSourceName", data_source_name(part, make));
    draft.pass(part.member.value, "MaxBatchSize");
    draft.pass(part.member.value, "Description");
    draft.set("Runtime", part.runtime(make));
    if (const Node* sync = part.value("Sync"))
        draft.set("SyncConfig", without_nulls(api.context.build, *sync));
    api.functions[part.member.key] = make.attribute(draft.id, "FunctionId");
    api.out.push_back(std::move(draft));
}

void set_code(const Part& part, Draft& draft) {
    const bool both = part.has_both_codes();
    draft.pass(part.member.value, "InlineCode", "Code");
    draft.pass(part.member.value, "CodeUri", "CodeS3Location");
    const Maker& make = draft.make;
    if (truthy(part.value("InlineCode")) || truthy(part.value("CodeUri"))) {
        if (!both || part.value("Runtime") != nullptr) draft.set("Runtime", part.runtime(make));
        return;
    }
    draft.set("Code", make.text(resolver_code));
    draft.set("Runtime", make.map({{"Name", make.text(resolver_runtime)},
                                   {"RuntimeVersion", make.text(resolver_runtime_version)}}));
}

/// The ids of the functions that a resolver runs.
const Node* pipeline(const Part& part, const Maker& make) {
    const Node* names = part.value("Pipeline");
    if (!truthy(names)) {
        part.refuse(part.member.key_span,
                    "needs a 'Pipeline', a list of functions: SAM makes pipeline resolvers only; write a "
                    "unit resolver as AWS::AppSync::Resolver.");
        return nullptr;
    }
    std::vector<const Node*> ids;
    for (const Node* name : names->items) {
        const auto found = part.api.functions.find(name->text);
        if (found != part.api.functions.end()) {
            ids.push_back(found->second);
            continue;
        }
        std::vector<std::string_view> known;
        for (const auto& [function, id] : part.api.functions) known.push_back(function);
        const std::string_view meant = closest(name->text, known);
        part.refuse(name->span, "runs function " + quote(name) + ", which 'Functions' does not define" +
                                    (meant.empty() ? "." : "; did you mean '" + std::string(meant) + "'?"));
    }
    return make.map({{"Functions", make.list(ids)}});
}

void make_resolver(const Part& part, std::string_view type) {
    GraphQl& api = part.api;
    const Maker make = api.maker(part.member, "Resolvers." + std::string(type), resolver_type);
    Draft draft = api.part(std::string(type) + std::string(part.member.key), resolver_type, make);
    draft.depends_on = nullptr;
    draft.depend_on(make.texts({api.schema_id()}));
    set_code(part, draft);
    const Node* field = part.value("FieldName");
    draft.set("FieldName", truthy(field) ? field : make.text(part.member.key));
    draft.set("TypeName", make.text(type));
    draft.set("Kind", make.text("PIPELINE"));
    draft.set("PipelineConfig", pipeline(part, make));
    if (const Node* caching = part.value("Caching"))
        draft.set("CachingConfig", without_nulls(api.context.build, *caching));
    if (truthy(part.value("MaxBatchSize"))) draft.pass(part.member.value, "MaxBatchSize");
    api.out.push_back(std::move(draft));
}

}  // namespace

void make_functions(GraphQl& api) {
    const Node* functions = api.value("Functions");
    if (functions == nullptr) return;
    for (const Member& function : functions->members) make_function({api, function, "Function"});
}

void make_resolvers(GraphQl& api) {
    const Node* types = api.value("Resolvers");
    if (types == nullptr) return;
    for (const Member& type : types->members) {
        for (const Member& resolver : type.value->members)
            make_resolver({api, resolver, "Resolver"}, type.key);
    }
}

}  // namespace stackfit::sam
