// .stackfit.yaml. Every key is known or an error with the key that was probably meant; so is every check id. A file that extends others is
// read over them into one Configuration: a value by its key takes the place of theirs, a list is added to theirs. The keys that only the
// score needs are read by scoring_settings.cpp.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "configuration_parts.h"
#include "parameters.h"
#include "stackfit/engine_configuration.h"
#include "stackfit/support/text.h"
#include "stackfit/template_regions.h"
#include "strict_yaml.h"

namespace stackfit {
namespace {

using Path = std::vector<std::string>;

constexpr std::array<std::string_view, 4> peers = {"cfn-lint", "cfn_nag", "checkov", "guard"};

struct Word {
    std::string_view text;
    Span span;
};

/// What can be said for all templates or for some: of the file as a whole, or of one of its overrides.
class SettingsReader {
public:
    SettingsReader(StrictYaml& reader, const CheckSet& checks, CheckSettings& result)
        : reader_(reader), checks_(checks), result_(result) {}

    void read(const Node& mapping);
    /// Remembers where a value comes from.
    void value(Path path, std::string_view text, const Span& place) {
        remember(result_.values, {std::move(path), std::string(text), false, in_file(place), {}});
    }
    void item(Path path, std::string_view text, const Span& place) {
        remember(result_.values, {std::move(path), std::string(text), true, in_file(place), {}});
    }
    /// The items of a list, remembered.
    std::vector<Word> list(const Node* node, const Path& path);

private:
    /// Nodes know their places in a copy of the file.
    [[nodiscard]] Span in_file(const Span& place) const { return reader_.place(place.begin, place.end); }

    using Ids = std::set<std::string, std::less<>>;

    std::vector<Word> words(const Node& node, const std::string& key);
    void ids(const Node& mapping, const std::string& key, Ids& into, Ids& out_of);
    void only(const Node* list);
    void severities(const Node* node);
    void no_severity(const Node& value);
    void parameters(const Node* node);
    void parameters_of(const Member& member);
    void exclude(const Node* node);
    void roles(const Node* node);
    std::vector<const CheckInfo*> checks_of(std::string_view id, const Span& place);

    StrictYaml& reader_;
    const CheckSet& checks_;
    CheckSettings& result_;
    std::map<std::string_view, std::string> here_;  ///< by check id: "disable" or "enable"
};

class ConfigurationReader {
public:
    ConfigurationReader(StrictYaml& reader, const CheckSet& checks, std::string_view path,
                        Configuration& result)
        : reader_(reader), checks_(checks), path_(path), result_(result), settings_(reader, checks, result) {}

    void read(const Node& root);

private:
    void environments(const Node* node);
    void environment(const Member& member);
    void overrides(const Node* node);
    void override_of(const Node& node);
    void honour(const Node* node);
    void paths(const Node* node, const std::string& key, std::vector<std::string>& into);
    void numbers(const Node& root);
    void remember_scoring(const Node& root);

    StrictYaml& reader_;
    const CheckSet& checks_;
    std::string_view path_;
    Configuration& result_;
    SettingsReader settings_;
};

void ConfigurationReader::read(const Node& root) {
    if (!reader_.mapping(root, "The configuration") ||
        !reader_.only_keys(
            root, {"extends", "checks", "disable", "enable", "only", "severity", "parameters", "environments",
                   "exclude", "overrides", "honour", "schemas", "complexity-weight", "as-of", "weights",
                   "forgive-suppressed", "scoring-model"}))
        return;
    paths(root.get("checks"), "checks", result_.checks);
    settings_.read(root);
    environments(root.get("environments"));
    overrides(root.get("overrides"));
    honour(root.get("honour"));
    paths(root.get("schemas"), "schemas", result_.schemas);
    numbers(root);
    remember_scoring(root);
}

/// What scoring_settings.cpp reads is remembered here with the rest, so that it is shown with its origin.
void ConfigurationReader::remember_scoring(const Node& root) {
    if (const Node* weights = root.get("weights"))
        for (const Member& kind : weights->members)
            for (const Member& one : kind.value->members)
                settings_.value({"weights", std::string(kind.key), std::string(one.key)}, one.value->text,
                                one.value->span);
    for (const std::string key : {"forgive-suppressed", "scoring-model"})
        if (const Node* value = root.get(key)) settings_.value({key}, value->text, value->span);
}

void SettingsReader::read(const Node& mapping) {
    ids(mapping, "disable", result_.disable, result_.enable);
    ids(mapping, "enable", result_.enable, result_.disable);
    only(mapping.get("only"));
    severities(mapping.get("severity"));
    parameters(mapping.get("parameters"));
    exclude(mapping.get("exclude"));
}

std::vector<Word> SettingsReader::words(const Node& node, const std::string& key) {
    const auto texts = reader_.texts(node, "\"" + key + "\"");
    std::vector<Word> words;
    for (std::size_t i = 0; texts && i < texts->size(); ++i)
        words.push_back({(*texts)[i], node.is_sequence() ? node.items[i]->span : node.span});
    return words;
}

std::vector<Word> SettingsReader::list(const Node* node, const Path& path) {
    if (node == nullptr) return {};
    const auto found = words(*node, path.back());
    for (const Word& word : found) item(path, word.text, word.span);
    return found;
}

std::vector<const CheckInfo*> SettingsReader::checks_of(std::string_view id, const Span& place) {
    return strict_checks(reader_, checks_, id, place);
}

/// `enable` takes back what something weaker disables: both in one place contradict each other.
void SettingsReader::ids(const Node& mapping, const std::string& key, Ids& into, Ids& out_of) {
    const Node* list = mapping.get(key);
    if (list == nullptr) return;
    if (!list->is_sequence()) return reader_.fail(list->span, "\"" + key + "\" must be a list of check ids.");
    for (const Word& word : words(*list, key))
        for (const CheckInfo* check : checks_of(word.text, word.span)) {
            if (!here_.emplace(check->id, key).second && here_.at(check->id) != key)
                return reader_.fail(
                    word.span, std::string(check->id) + " is disabled in the same place: it cannot be both.");
            into.emplace(check->id);
            out_of.erase(std::string(check->id));
            item({key}, check->id, word.span);
        }
}

void SettingsReader::only(const Node* node) {
    if (node != nullptr && !node->is_sequence())
        return reader_.fail(node->span, "\"only\" must be a list of check ids.");
    for (const Word& word : list(node, {"only"}))
        if (!checks_of(word.text, word.span).empty()) result_.only.emplace(word.text);
}

void SettingsReader::severities(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"severity\"")) return;
    for (const Member& member : node->members) {
        const auto level = severity_of(member.value->text);
        if (!level) return no_severity(*member.value);
        for (const CheckInfo* check : checks_of(member.key, member.key_span)) {
            result_.severity.insert_or_assign(std::string(check->id), *level);
            value({"severity", std::string(check->id)}, to_string(*level), member.value->span);
        }
    }
}

void SettingsReader::no_severity(const Node& value) {
    constexpr std::array<std::string_view, 6> off = {"off", "none", "ignore", "disable", "disabled", "false"};
    const bool is_off = std::find(off.begin(), off.end(), value.text) != off.end();
    reader_.fail(value.span, "A severity is error, warning or info." +
                                 (is_off ? " A check is switched off by its id under \"disable\"."
                                         : did_you_mean(value.text, {"error", "warning", "info"})));
}

void SettingsReader::parameters(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"parameters\"")) return;
    for (const Member& member : node->members) parameters_of(member);
}

void SettingsReader::parameters_of(const Member& member) {
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
        const auto text = read_parameter(reader_, found->type, *given.value);
        if (!text) return;
        const std::string id(checks[0]->id), name(given.key);
        result_.check_parameters[id][name] = *text;
        value({"parameters", id, name}, *text, given.value->span);
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
    const Path path{"environments", environment.name};
    const auto inner = [&](const std::string& key) { return Path{path[0], path[1], key}; };
    if (const Node* production = node.get("production")) {
        environment.production = reader_.boolean(*production, "\"production\"").value_or(false);
        settings_.value(inner("production"), environment.production ? "true" : "false", production->span);
    }
    if (const Node* region = node.get("region")) {
        const std::string_view name = reader_.text(*region, "\"region\"").value_or(std::string_view{});
        if (!reader_.failed() && !is_region_name(name))
            reader_.fail(region->span,
                         "A region is a name like eu-west-1, not \"" + std::string(name) + "\".");
        environment.given.region = name;
        settings_.value(inner("region"), *environment.given.region, region->span);
    }
    if (const Node* values = node.get("parameters");
        values != nullptr && reader_.mapping(*values, "\"parameters\"")) {
        for (const Member& parameter : values->members) {
            const auto value = read_parameter(
                reader_, "list", *parameter.value);  // a CommaDelimitedList may be written as a list
            if (!value) return;
            environment.given.parameters.insert_or_assign(std::string(parameter.key), *value);
            settings_.value({path[0], path[1], "parameters", std::string(parameter.key)}, *value,
                            parameter.value->span);
        }
    }
    auto& all = result_.environments;
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Environment& known) { return known.name == environment.name; });
    if (same == all.end())
        all.push_back(std::move(environment));
    else
        *same = std::move(environment);
}

void SettingsReader::exclude(const Node* node) {
    if (node == nullptr || !reader_.mapping(*node, "\"exclude\"") ||
        !reader_.only_keys(*node, {"functions", "resources", "types", "roles"}))
        return;
    const auto globs = [&](const std::string& key, std::vector<std::string>& into) {
        for (const Word& word : list(node->get(key), {"exclude", key})) into.emplace_back(word.text);
    };
    globs("functions", result_.exclude_functions);
    globs("resources", result_.exclude_resources);
    globs("types", result_.exclude_types);
    roles(node->get("roles"));
}

void SettingsReader::roles(const Node* node) {
    constexpr std::array<std::string_view, 3> known = {"hook", "custom-resource", "edge"};
    for (const auto& [role, place] : list(node, {"exclude", "roles"})) {
        if (std::find(known.begin(), known.end(), role) == known.end())
            return reader_.fail(place, "A role is hook, custom-resource or edge, not \"" + std::string(role) +
                                           "\"." + did_you_mean(role, {known.begin(), known.end()}));
        result_.exclude_roles.emplace(role);
    }
}

/// Settings for the templates that the globs of `files` match.
void ConfigurationReader::overrides(const Node* node) {
    if (node == nullptr) return;
    if (!node->is_sequence()) return reader_.fail(node->span, "\"overrides\" must be a list.");
    for (const Node* one : node->items) override_of(*one);
}

void ConfigurationReader::override_of(const Node& node) {
    if (!reader_.mapping(node, "An override") ||
        !reader_.only_keys(node, {"files", "disable", "enable", "only", "severity", "parameters", "exclude"}))
        return;
    const Node* files = node.get("files");
    if (files == nullptr)
        return reader_.fail(node.span, "An override needs \"files\": globs of the templates that it is for.");
    const auto globs = reader_.texts(*files, "\"files\"");
    if (!globs) return;
    ConfigurationOverride& result = result_.overrides.emplace_back();
    result.files.assign(globs->begin(), globs->end());
    result.folder = folder_of(path_);
    SettingsReader settings(reader_, checks_, result);
    settings.read(node);
}

void ConfigurationReader::honour(const Node* node) {
    for (const auto& [peer, place] : settings_.list(node, {"honour"})) {
        if (!is_peer(peer))
            return reader_.fail(
                place, "stackfit knows the suppressions of cfn-lint, cfn_nag, checkov and guard, not of \"" +
                           std::string(peer) + "\"." + did_you_mean(peer, {peers.begin(), peers.end()}));
        result_.honour.emplace(peer);
    }
}

void ConfigurationReader::paths(const Node* node, const std::string& key, std::vector<std::string>& into) {
    for (const Word& word : settings_.list(node, {key})) into.push_back(beside(path_, word.text));
}

void ConfigurationReader::numbers(const Node& root) {
    if (const Node* weight = root.get("complexity-weight")) {
        result_.complexity_weight = reader_.number(*weight, "\"complexity-weight\"");
        if (result_.complexity_weight && (*result_.complexity_weight < 0 || *result_.complexity_weight > 100))
            reader_.fail(weight->span, "\"complexity-weight\" is a percentage, from 0 to 100.");
        settings_.value({"complexity-weight"}, weight->text, weight->span);
    }
    if (const Node* date = root.get("as-of")) {
        result_.as_of = Date::parse(date->text);
        if (!result_.as_of) reader_.fail(date->span, "\"as-of\" is a date, YYYY-MM-DD.");
        settings_.value({"as-of"}, date->text, date->span);
    }
}

std::optional<Error> read_over(StrictYaml& reader, std::string_view path, const CheckSet& checks,
                               Configuration& result) {
    const Node* root = reader.read_all();
    if (root != nullptr && root->kind != Kind::null)
        ConfigurationReader(reader, checks, path, result).read(*root);
    return reader.failed() ? std::optional(reader.error()) : std::nullopt;
}

}  // namespace

bool is_peer(std::string_view name) { return std::find(peers.begin(), peers.end(), name) != peers.end(); }

Result<Configuration> read_configuration(const ConfigurationFiles& files, const CheckSet& checks,
                                         Sources& sources) {
    Configuration result;
    result.path = files.path(sources);
    for (std::size_t i = 0; i < files.files.size(); ++i) {
        const auto reader = reader_of(files, i, sources);
        if (auto error = read_over(*reader, sources[files.files[i]].path(), checks, result))
            return *std::move(error);
    }
    return result;
}

Result<Configuration> read_configuration(std::string path, std::string text, const CheckSet& checks,
                                         Sources& sources) {
    return read_configuration(ConfigurationFiles{{sources.add(std::move(path), std::move(text))}, {}}, checks,
                              sources);
}

Result<Configuration> load_configuration(const FileSystem& files, const std::string& directory,
                                         const CheckSet& checks, Sources& sources) {
    const auto found = find_configuration(files, directory, sources);
    if (!found) return found.error();
    return read_configuration(*found, checks, sources);
}

}  // namespace stackfit
