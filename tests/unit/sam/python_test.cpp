// Python's ways: JSON text, the order of Python 2.7's dictionaries, str().
#include <doctest/doctest.h>

#include "sam/editable.h"
#include "sam/value.h"
#include "support/parsed_template.h"

using namespace stackfit;
using stackfit::testing::ParsedTemplate;

namespace {

std::string json(const std::string& yaml) { return sam::hash_json(*ParsedTemplate(yaml).document.root); }

std::string str(const std::string& yaml, int copies = 0) {
    ParsedTemplate parsed(yaml);
    Arena arena;
    sam::EditableHeap heap(arena, Builder(arena));
    sam::Editable* value = heap.from_node(*parsed.document.root);
    for (int i = 0; i < copies; ++i) value = heap.deep_copy(*value);
    return sam::printed(*value);
}

}  // namespace

TEST_CASE("JSON as json.dumps writes it, compact and sorted") {
    CHECK(json("{b: 1, a: [true, null, 'x']}") == R"({"a":[true,null,"x"],"b":1})");
    CHECK(json(R"({s: "\x08\f\n\r\t\"\\/\x7fäø€😀"})") ==
          R"({"s":"\b\f\n\r\t\"\\/\u007f\u00e4\u00f8\u20ac\ud83d\ude00"})");
    CHECK(json("[1.0, 1.5e+20, 0.00001, 0.0001, 1e+16, 123456789.125, -2.50]") ==
          "[1.0,1.5e+20,1e-05,0.0001,1e+16,123456789.125,-2.5]");
    CHECK(json("{é: 1, z: 2, Z: 3}") == R"({"Z":3,"z":2,"\u00e9":1})");
}

TEST_CASE("dictionaries print in Python 2.7's order") {
    CHECK(sam::key_hash("a") == 12416037344ULL);
    CHECK(sam::key_hash("") == 0);
    CHECK(str("{swagger: '2.0', info: {version: '1.0', title: t}, paths: {}}") ==
          "{u'info': {u'version': u'1.0', u'title': u't'}, u'paths': {}, u'swagger': u'2.0'}");
}

TEST_CASE("a copy may reorder keys that collide") {
    sam::KeyOrder keys;
    for (const char* key : {"a", "i", "q"}) keys.add({key, sam::key_hash(key), 0});
    const auto text = [&] {
        std::string all;
        for (const auto& key : keys.keys()) all += key.text;
        return all;
    };
    const std::string first = text();
    keys.remove("a");
    keys.add({"a", sam::key_hash("a"), 0});
    CHECK(text().size() == first.size());
    while (keys.reinsert()) {
    }
    CHECK(!keys.reinsert());
}

TEST_CASE("strings print as Python 2.7 printed authored") {
    CHECK(str(R"(["a", "it's", "\"'", "ä€😀\n\\", true, null, 9223372036854775808, 1.50])") ==
          R"([u'a', u"it's", u'"\'', u'\xe4\u20ac\U0001f600\n\\', True, None, 9223372036854775808L, 1.5])");
}
