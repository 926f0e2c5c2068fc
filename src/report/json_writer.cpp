#include "report/json_writer.h"

#include <cmath>
#include <cstdio>

#include "stackfit/support/text.h"

namespace stackfit {

void JsonWriter::new_line() {
    if (one_line_) return;
    out_ += '\n';
    out_.append(2 * empty_.size(), ' ');
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (empty_.empty()) return;
    if (!empty_.back()) out_ += ',';
    empty_.back() = false;
    new_line();
}

void JsonWriter::open(char bracket) {
    before_value();
    out_ += bracket;
    empty_.push_back(true);
}

void JsonWriter::close(char bracket) {
    const bool nothing = empty_.back();
    empty_.pop_back();
    if (!nothing) new_line();
    out_ += bracket;
}

void JsonWriter::key(std::string_view name) {
    before_value();
    append_json_string(out_, name);
    out_ += one_line_ ? ":" : ": ";
    after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
    before_value();
    append_json_string(out_, text);
}

void JsonWriter::number(double value, int decimals) {
    before_value();
    char buffer[64];
    const double scale = std::pow(10, decimals), rounded = std::round(value * scale) / scale;
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, rounded == 0 ? 0.0 : rounded);
    std::string text = buffer;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    out_ += text;
}

void JsonWriter::integer(long long value) {
    before_value();
    out_ += std::to_string(value);
}

void JsonWriter::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
}

void JsonWriter::null() {
    before_value();
    out_ += "null";
}

std::string JsonWriter::take() {
    out_ += '\n';
    return std::move(out_);
}

}  // namespace stackfit
