// Registry schemas that nobody would write: an error or a section, never a crash, a hang or a broken line. What a schema becomes must be
// readable in full by whoever reads the specification, and a template must be judged against it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "stackfit/checks.h"
#include "stackfit/schemas.h"

namespace {

using namespace stackfit;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// Every type that is named is there.
class Reading {
public:
    void owner(const NestedType& type) {
        if (!seen_.insert(type.name()).second) return;
        (void)type.together();
        (void)type.required();
        for (const std::string_view name : type.property_names()) {
            const auto property = type.property(name);
            require(property.has_value(), "a property that is listed is there");
            (void)property->constraints();
            (void)property->element_constraints();
            value(property->type);
        }
    }

    void value(const ValueType& type) {
        switch (type.kind()) {
            case ValueType::Kind::nested: return owner(type.nested());
            case ValueType::Kind::list:
            case ValueType::Kind::map: return value(type.element());
            case ValueType::Kind::any_of:
                for (const ValueType& one : type.alternatives()) value(one);
                return;
            default: (void)type.allowed();
        }
    }

private:
    std::set<std::string_view> seen_;
};

void check_type(const ResourceType& type) {
    Reading().owner(type);
    (void)type.primary_identifier();
    (void)type.tags();
    for (const std::string_view name : type.attribute_names()) {
        const auto attribute = type.attribute(name);
        require(attribute.has_value(), "an attribute that is listed is there");
        Reading().value(*attribute);
    }
}

void judge_template(const ResourceTypes& types) {
    ProjectOptions options;
    options.types = &types;
    Project project;
    const Unit& unit = project.add_text(
        "t.yaml",
        "Resources:\n  A:\n    Type: Acme::Queue::Topic\n    Properties: {Name: [1, {A: b}], "
        "Policy: {A: !Ref B}, Tags: x}\n  B: {Type: Acme::Queue::Topic}\n",
        options);
    (void)judge(project, unit, catalogue(), {}, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    MemoryFileSystem files;
    files.write("schemas/a.json", std::string(reinterpret_cast<const char*>(data), size));
    Sources sources;
    ResourceTypes types;
    const auto remarks = read_schemas(files, {"schemas", "schemas/a.json"}, sources, types);
    if (!remarks) {
        require(remarks.error().code == Error::Code::configuration && !remarks.error().message.empty(),
                "an error of a schema is one of the configuration, and says something");
        return 0;
    }
    for (const std::string_view name : types.names())
        if (types.has_added(name)) check_type(*types.find(name));
    judge_template(types);
    return 0;
}
