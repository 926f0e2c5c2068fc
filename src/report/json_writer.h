// Writes JSON in the order it is told, indented by two or on one line; private to the report layer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

class JsonWriter {
public:
    enum class Layout { indented, one_line };
    explicit JsonWriter(Layout layout = Layout::indented) : one_line_(layout == Layout::one_line) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);

    void string(std::string_view text);
    /// No trailing zeros; two decimals are what comparisons round to (docs/json.md).
    void number(double value, int decimals = 2);
    void integer(long long value);
    void boolean(bool value);
    void null();

    void member(std::string_view name, std::string_view text) { key(name), string(text); }
    void member(std::string_view name, const char* text) { key(name), string(text); }
    void member(std::string_view name, double value) { key(name), number(value); }
    void member(std::string_view name, int value) { key(name), integer(value); }
    void member(std::string_view name, bool value) { key(name), boolean(value); }

    void member_or_null(std::string_view name, std::string_view text) {
        key(name);
        text.empty() ? null() : string(text);
    }
    void member_or_null(std::string_view name, const std::optional<double>& value) {
        key(name);
        value ? number(*value) : null();
    }
    /// A list of texts.
    template <class Texts>
    void strings(std::string_view name, const Texts& texts);
    /// A list of objects; `write` gives the members of each.
    template <class Items, class Write>
    void list(std::string_view name, const Items& items, Write write);

    /// The text written, with a final newline.
    [[nodiscard]] std::string take();

private:
    void open(char bracket);
    void close(char bracket);
    void before_value();
    void new_line();

    std::string out_;
    std::vector<bool> empty_;  // per open container: nothing in it yet
    bool after_key_ = false;
    bool one_line_ = false;
};

template <class Texts>
void JsonWriter::strings(std::string_view name, const Texts& texts) {
    key(name);
    begin_array();
    for (const auto& text : texts) string(text);
    end_array();
}

template <class Items, class Write>
void JsonWriter::list(std::string_view name, const Items& items, Write write) {
    key(name);
    begin_array();
    for (const auto& item : items) {
        begin_object();
        write(item);
        end_object();
    }
    end_array();
}

}  // namespace stackfit
