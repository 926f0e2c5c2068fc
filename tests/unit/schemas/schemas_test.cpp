// Registry schemas as sections of the specification: what each keyword becomes, what is remarked, what is refused.
#include "stackfit/schemas.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace stackfit;

namespace {

struct Reading {
    ResourceTypes types;
    std::vector<std::string> remarks;
    std::string error;

    explicit Reading(const MemoryFileSystem& files, const std::vector<std::string>& paths,
                     const SchemaLimits& limits = {}) {
        Sources sources;
        const auto read = read_schemas(files, paths, sources, types, limits);
        if (!read) {
            error = at(sources, read.error().span) + read.error().message;
            return;
        }
        for (const SchemaRemark& remark : *read) remarks.push_back(at(sources, remark.span) + remark.message);
    }

private:
    static std::string at(const Sources& sources, const Span& span) {
        if (!span.known()) return {};
        const auto position = sources[span.file].position(span.begin);
        return std::to_string(position.line) + ":" + std::to_string(position.column) + ": ";
    }
};

Reading read(const std::string& text, const SchemaLimits& limits = {}) {
    MemoryFileSystem files;
    files.write("a.json", text);
    return Reading(files, {"a.json"}, limits);
}

/// The section of a schema whose `properties` and other members are these.
std::string section(const std::string& properties, const std::string& others = "") {
    Sources sources;
    Arena arena;
    const FileId file = sources.add(
        "a.json", R"({"typeName": "Acme::Queue::Topic", "additionalProperties": false, "properties": {)" +
                      properties + "}" + (others.empty() ? "" : ", " + others) + "}");
    const Document document = read_document(sources, file, arena);
    REQUIRE(document.root != nullptr);
    std::vector<SchemaRemark> remarks;
    const auto made = section_of_schema(*document.root, remarks);
    std::string text = made ? *made : made.error().message + "\n";
    for (const SchemaRemark& remark : remarks) text += "# " + remark.message + "\n";
    return text;
}

std::string lines_of(const std::string& properties, const std::string& others = "") {
    const std::string text = section(properties, others);
    return text.substr(text.find('\n') + 1);
}

}  // namespace

TEST_CASE("schemas: types of properties") {
    CHECK(
        lines_of(
            R"("A": {"type": "string"}, "B": {"type": "integer"}, "C": {"type": "number"}, "D": {"type": "boolean"},
                      "E": {"type": "object"}, "F": {"type": "array"}, "G": {}, "H": {"type": "array", "items": {"type": "integer"}})") ==
        "A string\nB integer\nC number\nD boolean\nE json\nF [any]\nG any\nH [integer]\n");
    CHECK(
        lines_of(
            R"("A": {"type": ["string", "null"]}, "B": {"type": ["object", "string"]}, "C": {"pattern": "a"})") ==
        "A string\nB json|string\nC any\n pattern a\n");
    CHECK(
        lines_of(
            R"("A": {"enum": ["a", "", "b"]}, "B": {"type": "integer", "enum": [1, 2]}, "C": {"type": "string", "const": "x"})") ==
        "A string(,a,b)\nB integer(1,2)\nC string(x)\n");
    CHECK(lines_of(R"("A": {"type": "object", "patternProperties": {".*": {"type": "integer"}}},
                      "B": {"type": "object", "additionalProperties": {"type": "string"}})") ==
          "A {integer}\nB {string}\n");
    CHECK(lines_of(R"("A": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                      "B": {"anyOf": [{"type": "string"}, {"type": "string"}]}, "C": {"allOf": [{"type": "integer"}]})") ==
          "A string|[string]\nB string\nC integer\n");
}

TEST_CASE("schemas: maps with properties are nested types, each once") {
    CHECK(
        lines_of(
            R"("A": {"$ref": "#/definitions/P"}, "B": {"type": "array", "items": {"$ref": "#/definitions/P"}},
                      "tag": {"type": "object", "properties": {"X": {}}, "additionalProperties": false})",
            R"("definitions": {"P": {"type": "object", "properties": {"Next": {"$ref": "#/definitions/P"}}, "required": ["Next"]}})") ==
        "A P\nB [P]\ntag tagType\n.P\n=open\nNext! P\n.tagType\nX any\n");
    CHECK(lines_of(
              R"("A": {"properties": {"P": {"properties": {"X": {}}}}}, "P": {"properties": {"Y": {}}})") ==
          "A A\nP P\n.A\n=open\nP P~2\n.P\n=open\nY any\n.P~2\n=open\nX any\n");
}

TEST_CASE("schemas: what becomes of a property") {
    CHECK(
        section(
            R"("Arn": {"type": "string"}, "Name": {"type": "string", "default": "a"}, "Kind": {"type": "string"}, "Old": {"type": "string"},
                     "Tags": {"type": "array"}, "E": {"type": "object", "properties": {"Port": {"type": "integer"}, "Host": {"type": "string"}}, "additionalProperties": false})",
            R"("required": ["Name"], "readOnlyProperties": ["/properties/Arn", "/properties/E/Port"], "createOnlyProperties": ["/properties/Name"],
                     "conditionalCreateOnlyProperties": ["/properties/Kind"], "deprecatedProperties": ["/properties/Old"],
                     "primaryIdentifier": ["/properties/Name", "/properties/Arn"], "tagging": {"tagProperty": "/properties/Tags"})") ==
        "Acme::Queue::Topic id=Name,Arn tags=Tags\n@Arn string\n@E.Port integer\nE E\nKind string "
        "maybe\nName! string replace default=a\n"
        "Old string deprecated\nTags [any]\n.E\nHost string\n");
}

TEST_CASE("schemas: constraints") {
    CHECK(
        lines_of(
            R"("A": {"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^a b$", "format": "AWS::EC2::VPC.Id"},
                      "B": {"type": "integer", "minimum": 0}, "C": {"type": "array", "uniqueItems": true, "maxItems": 3, "items": {"type": "string", "maxLength": 2}})") ==
        "A string\n length 1..8\n format AWS::EC2::VPC.Id\n pattern ^a b$\nB integer\n range 0..\nC "
        "[string]\n items ..3\n unique\n each length ..2\n");
    CHECK(
        lines_of(
            R"("A": {}, "B": {}, "C": {})",
            R"("oneOf": [{"required": ["A", "B"]}, {"required": ["C"]}], "anyOf": [{"required": ["A"]}, {"required": ["C"]}],
                      "dependencies": {"A": ["B"]}, "dependentRequired": {"B": ["A", "C"]})") ==
        "=one A+B C\n=some A C\n=with A B\n=with B A,C\nA any\nB any\nC any\n");
}

TEST_CASE("schemas: what is not judged is said") {
    CHECK(
        lines_of(
            R"("A": {"type": "string", "not": {"const": "x"}}, "B": {"type": "string", "not": {}, "enum": ["a,b"]},
                      "C": {"type": "array", "items": [{}]}, "D": {"allOf": [{"type": "string"}, {"pattern": "a"}]}, "E": {"type": "date"})",
            R"("if": {}, "oneOf": [{"properties": {"A": {}}}, {"required": ["B"]}], "readOnlyProperties": ["/properties/Nothing"])") ==
        "A string\nB string\nC [any]\nD string\nE any\n"
        "# the keyword \"if\" is not judged\n"
        "# \"/properties/Nothing\" in readOnlyProperties, a property that the schema does not have, is not "
        "judged\n"
        "# \"oneOf\" over properties, but for one that only requires some, is not judged\n"
        "# the keyword \"not\" is not judged\n"
        "# an \"enum\" of values with commas or brackets, or of numbers, is not judged\n"
        "# a list of \"items\" is not judged\n"
        "# all but the first of \"allOf\" is not judged\n"
        "# the type \"date\" is not judged\n");
}

TEST_CASE("schemas: mistakes are refused at their place") {
    CHECK(read("[1]").error == "1:2: a schema has a \"typeName\", and here is none");
    CHECK(read(R"({"typeName": "Topic", "properties": {}})").error ==
          "1:14: a typeName has three parts, such as Acme::Queue::Topic");
    CHECK(read(R"({"typeName": "A::B::C", "properties": 5})").error ==
          "1:39: the \"properties\" of a schema are a map");
    CHECK(read(R"({"typeName": "A::B::C"})").error == "");
    CHECK(read(R"({"typeName": "A::B::C", "properties": {"A": {"$ref": "#/definitions/X"}}})").error ==
          "1:54: the schema has no #/definitions/X");
    CHECK(read(R"({"typeName": "A::B::C", "properties": {"A": {"$ref": "other.json#/X"}}})").error ==
          "1:54: a $ref must lead to a place of the same schema, such as #/definitions/Name");
    CHECK(read(R"({"typeName": "A::B::C", "properties": {"A": {"$ref": "#/properties/A"}}})").error ==
          "1:45: its $refs lead in a circle");
    CHECK(read(R"({"typeName": "A::B::C", "properties": {"A b": {}}})").error ==
          "1:40: a property's name has letters and digits");
    CHECK(
        read(
            R"({"typeName": "A::B::C", "properties": {"A": {"type": "array", "items": {"$ref": "#/properties/A"}}}})")
            .error == "1:72: the schema has a type that contains itself, or types within types without end");
    CHECK(!read("{").error.empty());
    CHECK(read(R"({"typeName": "A::B::C", "properties": {"A": {}, "A": {}}})").error != "");
    CHECK(Reading({}, {"none.json"}).error.starts_with("none.json: "));
}

TEST_CASE("schemas: a hostile one ends at a limit") {
    // Each definition refers twice to the next: 2^40 alternatives.
    std::string definitions;
    for (int i = 0; i < 40; ++i) {
        const std::string next =
            R"({"type": "array", "items": {"$ref": "#/definitions/D)" + std::to_string(i + 1) + "\"}}";
        definitions += "\"D" + std::to_string(i) + R"(": {"oneOf": [)" + next + "," + next +
                       R"(, {"type": "string"}]},)";
    }
    definitions += R"("D40": {"type": "integer"})";
    const Reading hostile = read(R"({"typeName": "A::B::C", "definitions": {)" + definitions +
                                 R"(}, "properties": {"A": {"$ref": "#/definitions/D0"}}})");
    CHECK(hostile.error.find("the schema has") != std::string::npos);
    SchemaLimits few;
    few.files = 1;
    MemoryFileSystem files;
    files.write("d/a.json", "{}");
    files.write("d/b.json", "{}");
    CHECK(Reading(files, {"d"}, few).error == "there are more than 1 files of schemas");
}

TEST_CASE("schemas: files, lists, directories, and what describe-type prints") {
    MemoryFileSystem files;
    files.write("all/one.json", R"({"typeName": "A::B::One", "properties": {"X": {}}})");
    files.write("all/other.json", R"({"Parameters": {}})");
    files.write("all/readme.md", "no JSON");
    files.write(
        "two.json",
        R"([{"typeName": "A::B::Two", "properties": {}}, {"typeName": "AWS::S3::Bucket", "properties": {"New": {}}}])");
    files.write(
        "printed.json",
        R"({"TypeName": "A::B::Three", "Schema": "{\"typeName\": \"A::B::Three\", \"properties\": {}}"})");
    files.write("newer.json", R"({"typeName": "A::B::One", "properties": {"Y": {}}})");
    const Reading reading(files, {"all", "two.json", "printed.json", "newer.json"});
    CHECK(reading.error == "");
    for (const char* name : {"A::B::One", "A::B::Two", "A::B::Three", "AWS::S3::Bucket"})
        CHECK(reading.types.has_added(name));
    CHECK(reading.types.find("A::B::One")->property_names() == std::vector<std::string_view>{"Y"});
    CHECK(reading.types.find("AWS::S3::Bucket")->property_names() == std::vector<std::string_view>{"New"});
    CHECK(reading.types.find("AWS::SQS::Queue"));
    CHECK(!reading.types.find("A::B::Four"));
}

TEST_CASE("schemas: of a type of AWS, what the program knows beyond its schema stays") {
    MemoryFileSystem files;
    files.write("a.json", R"([{"typeName": "AWS::SQS::Queue", "properties": {"New": {}}},
                             {"typeName": "AWS::SNS::Topic", "properties": {"TopicName": {"type": "string"}}},
                             {"typeName": "AWS::DynamoDB::Table", "properties": {"Arn": {"type": "string"}}, "readOnlyProperties": ["/properties/Arn"]}])");
    const Reading reading(files, {"a.json"});
    REQUIRE(reading.error == "");
    CHECK(reading.types.find("AWS::SQS::Queue")->attribute("New"));
    CHECK(reading.types.find("AWS::SQS::Queue")->attribute("Arn"));
    CHECK(reading.types.find("AWS::SNS::Topic")->attribute("TopicName"));
    const auto table = reading.types.find("AWS::DynamoDB::Table");
    CHECK(table->stateful());
    CHECK(table->attribute_names() == std::vector<std::string_view>{"Arn", "StreamArn"});
    CHECK(table->property_names().empty());
}
