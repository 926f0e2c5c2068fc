// .stackfit.yaml. Every key is known or an error with the key that was probably meant; so is every check id.
#include <algorithm>
#include <utility>

#include "parameters.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"
#include "strict_yaml.h"

namespace stackfit {
namespace {

constexpr std::string_view file_name = ".stackfit.yaml";

class ConfigurationReader {
public:
    ConfigurationReader(StrictYaml& reader, const CheckSet& checks, Configuration& result)
        : reader_(reader), checks_(checks), result_(result) {}

    void read(const Node& root);

private:
    using Ids = std::set<std::string, std::less<>>;

    void ids(const Node* list, std::string_view key, Ids& into);
    void severities(const Node* node);
    void parameters(const Node* node);
    void parameters_of(const Member& member);
    void environments(const Node* node);
    void environment(const Member& member);
    void exclude(const Node* node);
    void schemas(const Node* node);
    void numbers(const Node& root);
    std::vector<const CheckInfo*> checks_of(std::string_view id, const Span& place);

    StrictYaml& reader_;
    const CheckSet& checks_;
    Configuration& result_;
};

void ConfigurationReader::read(const Node& root) {
    if (!reader_.mapping(root, "The configuration") ||
        !reader_.only_keys(root, {"disable", "only", "severity", "parameters", "environments", "exclude",
                                  "schemas", "complexity-weight", "as-of"}))
        return;
    ids(root.get("disable"), "disable", result_.disable);
    ids(root.get("only"), "only", result_.only);
    severities(root.get("severity"));
    parameters(root.get("parameters"));
    environments(root.get("environments"));
    exclude(root.get("exclude"));
    schemas(root.get("schemas"));
    numbers(root);
}

std::vector<const CheckInfo*> ConfigurationReader::checks_of(std::string_view id, const Span& place) {
    auto found = checks_.find(id);
    const std::string_view meant = found.empty() ? checks_.suggestion(id) : std::string_view{};
    if (found.empty())
        reader_.fail(place,
                     "There is no check \"" + std::string(id) + "\"." +
                         (meant.empty() ? std::string{} : " Did you mean \"" + std::string(meant) + "\"?"));
    return found;
}

void ConfigurationReader::ids(const Node* list, std::string_view key, Ids& into) {
    if (list == nullptr) return;
    if (!list->is_sequence())
        return reader_.fail(list->span, "\"" + std::string(key) + "\" must be a list of check ids.");
    for (const Node* item : list->items) {
        const auto id = reader_.text(*item, "A check id");
        if (!id || checks_of(*id, item->span).empty()) return;
        into.emplace(*id);
    }
}

void ConfigurationReader::severities(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"severity\"")) return;
    for (const Member& member : node->members) {
        const auto level = severity_of(member.value->text);
        if (!level) return reader_.fail(member.value->span, "A severity is error, warning or info.");
        for (const CheckInfo* check : checks_of(member.key, member.key_span))
            result_.severity.insert_or_assign(std::string(check->id), *level);
    }
}

void ConfigurationReader::parameters(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"parameters\"")) return;
    for (const Member& member : node->members) parameters_of(member);
}

void ConfigurationReader::parameters_of(const Member& member) {
    const auto checks = checks_of(member.key, member.key_span);
    if (checks.empty() || !reader_.mapping(*member.value, "The parameters of a check")) return;
    if (checks.size() > 1)
        return reader_.fail(member.key_span, "Several checks have the alias \"" + std::string(member.key) +
                                                 "\": name one by its id.");
    const auto& declared = checks[0]->parameters;
    std::vector<std::string_view> names;
    names.reserve(declared.size());
    for (const auto& parameter : declared) names.push_back(parameter.name);
    for (const Member& given : member.value->members) {
        const auto found = std::find_if(declared.begin(), declared.end(),
                                        [&](const auto& parameter) { return parameter.name == given.key; });
        if (found == declared.end())
            return reader_.fail(given.key_span, std::string(checks[0]->id) + " has no parameter \"" +
                                                    std::string(given.key) + "\"." +
                                                    did_you_mean(given.key, names));
        const auto value = read_parameter(reader_, found->type, *given.value);
        if (!value) return;
        result_.check_parameters[std::string(checks[0]->id)][std::string(given.key)] = *value;
    }
}

void ConfigurationReader::environments(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"environments\"")) return;
    for (const Member& member : node->members) environment(member);
}

void ConfigurationReader::environment(const Member& member) {
    const Node& node = *member.value;
    if (!reader_.mapping(node, "An environment") ||
        !reader_.only_keys(node, {"production", "parameters", "region"}))
        return;
    Environment environment;
    environment.name = member.key;
    if (const Node* production = node.get("production"))
        environment.production = reader_.boolean(*production, "\"production\"").value_or(false);
    if (const Node* region = node.get("region"))
        environment.given.region = reader_.text(*region, "\"region\"").value_or(std::string_view{});
    if (const Node* values = node.get("parameters");
        values != nullptr && reader_.mapping(*values, "\"parameters\"")) {
        for (const Member& parameter : values->members) {
            const auto value = read_parameter(
                reader_, "list", *parameter.value);  // a CommaDelimitedList may be written as a list
            if (value) environment.given.parameters.insert_or_assign(std::string(parameter.key), *value);
        }
    }
    result_.environments.push_back(std::move(environment));
}

void ConfigurationReader::exclude(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"exclude\"") || !reader_.only_keys(*node, {"functions"}))
        return;
    const Node* functions = node->get("functions");
    if (functions == nullptr) return;
    if (const auto globs = reader_.texts(*functions, "\"functions\""))
        result_.exclude_functions.assign(globs->begin(), globs->end());
}

void ConfigurationReader::schemas(const Node* node) {
    if (node == nullptr) return;
    if (const auto paths = reader_.texts(*node, "\"schemas\"")) result_.schemas.assign(paths->begin(), paths->end());
}

void ConfigurationReader::numbers(const Node& root) {
    if (const Node* weight = root.get("complexity-weight")) {
        result_.complexity_weight = reader_.number(*weight, "\"complexity-weight\"");
        if (result_.complexity_weight && (*result_.complexity_weight < 0 || *result_.complexity_weight > 100))
            reader_.fail(weight->span, "\"complexity-weight\" is a percentage, from 0 to 100.");
    }
    if (const Node* date = root.get("as-of")) {
        result_.as_of = Date::parse(date->text);
        if (!result_.as_of) reader_.fail(date->span, "\"as-of\" is a date, YYYY-MM-DD.");
    }
}

std::string in_directory(const std::string& directory) {
    if (directory.empty() || directory == ".") return std::string(file_name);
    return directory + (directory.back() == '/' ? "" : "/") + std::string(file_name);
}

/// The parent by the path's text alone; nothing above "", "." and "/".
std::optional<std::string> parent_of(const std::string& directory) {
    if (directory.empty() || directory == "." || directory == "/") return std::nullopt;
    const auto slash = directory.find_last_of('/');
    if (slash == std::string::npos) return std::string{};
    return directory.substr(0, std::max<std::size_t>(slash, 1));
}

}  // namespace

Result<Configuration> read_configuration(std::string path, std::string text, const CheckSet& checks,
                                         Sources& sources) {
    Configuration result;
    result.path = path;
    const FileId file = sources.add(std::move(path), std::move(text));
    StrictYaml reader(sources, file);
    const Node* root = reader.read_all();
    if (root != nullptr && root->kind != Kind::null) ConfigurationReader(reader, checks, result).read(*root);
    if (reader.failed()) return reader.error();
    return result;
}

Result<Configuration> load_configuration(const FileSystem& files, const std::string& directory,
                                         const CheckSet& checks, Sources& sources) {
    for (std::optional<std::string> place = directory; place; place = parent_of(*place)) {
        std::string path = in_directory(*place);
        if (files.kind(path) != FileSystem::Kind::file) continue;
        auto text = files.read(path, DocumentLimits{}.bytes);
        if (!text) return text.error();
        return read_configuration(std::move(path), std::move(text.value()), checks, sources);
    }
    return Configuration{};
}

}  // namespace stackfit
