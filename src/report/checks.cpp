// The catalogue as a list, and one check in full.
#include "report/json_writer.h"
#include "report/style.h"

namespace stackfit {

std::string checks_text(const CheckSet& checks) {
    std::string out;
    for (const CheckInfo& check : checks.checks()) {
        out += pad(std::string(check.id), 52) + " " + pad(std::string(to_string(check.family)), 14) + pad(std::string(to_string(check.severity)), 9) +
               std::string(check.title) + "\n";
    }
    return out;
}

std::string checks_json(const CheckSet& checks) {
    JsonWriter json;
    json.begin_array();
    for (const CheckInfo& check : checks.checks()) {
        json.begin_object();
        json.member("id", check.id);
        json.member("title", check.title);
        json.member("family", to_string(check.family));
        json.member("severity", to_string(check.severity));
        json.member("weight", check.weight);
        json.strings("subjects", check.subjects);
        json.strings("aliases", check.aliases);
        json.member("fixable", check.fixable);
        if (check.own) json.member("own", true);
        json.end_object();
    }
    json.end_array();
    return json.take();
}

std::string check_text(const CheckInfo& check) {
    std::string out = std::string(check.id) + ": " + std::string(check.title) + "\n";
    out += std::string(to_string(check.family)) + ", " + std::string(to_string(check.severity)) + ", weight " + std::to_string(check.weight);
    if (check.own) out += "; a check of your own";
    if (!check.aliases.empty()) {
        out += "; also known as";
        for (const auto alias : check.aliases) out += " " + std::string(alias);
    }
    out += "\n\n" + std::string(check.prose);
    if (out.back() != '\n') out += "\n";
    for (const Example& example : examples(check.markdown)) {
        out += example.kind == "fails" ? "\nThis is reported:\n\n" : example.kind == "passes" ? "\nThis is not:\n\n" : "\nFixed:\n\n";
        std::size_t begin = 0;
        while (begin < example.text.size()) {
            const auto end = std::min(example.text.find('\n', begin), example.text.size());
            out += "    " + std::string(example.text.substr(begin, end - begin)) + "\n";
            begin = end + 1;
        }
    }
    return out;
}

}  // namespace stackfit
