#include <array>

#include "configuration_parts.h"
#include "stackfit/engine_scoring.h"
#include "strict_yaml.h"

namespace stackfit {
namespace {

constexpr double heaviest = 1000;

class ScoringReader {
public:
    ScoringReader(StrictYaml& reader, const CheckSet& checks, ScoringSettings& result)
        : reader_(reader), checks_(checks), result_(result) {}

    void read(const Node& root) {
        if (const Node* weights = root.get("weights")) {
            if (!reader_.mapping(*weights, "\"weights\"") ||
                !reader_.only_keys(*weights, {"families", "checks"}))
                return;
            families(weights->get("families"));
            checks(weights->get("checks"));
        }
        if (const Node* forgive = root.get("forgive-suppressed"))
            result_.forgive_suppressed = reader_.boolean(*forgive, "\"forgive-suppressed\"").value_or(false);
        if (const Node* model = root.get("scoring-model"))
            result_.model = reader_.text(*model, "\"scoring-model\"").value_or(std::string_view{});
    }

private:
    std::optional<double> weight(const Node& node) {
        const auto value = reader_.number(node, "A weight");
        if (!value) return std::nullopt;
        if (*value >= 0 && *value <= heaviest) return value;
        reader_.fail(node.span, "A weight is a number from 0 to 1000.");
        return std::nullopt;
    }

    void families(const Node* node) {
        if (node == nullptr || !reader_.mapping(*node, "\"families\"")) return;
        for (const Member& member : node->members) {
            const auto family = family_of(member.key);
            if (!family) return unknown_family(member);
            if (*family == Family::validity)
                return reader_.fail(
                    member.key_span,
                    "Family validity has no weight: it decides whether a template is deployable.");
            if (*family == Family::hygiene)
                return reader_.fail(member.key_span,
                                    "The weight of family hygiene is \"complexity-weight\", in percent.");
            if (const auto value = weight(*member.value)) result_.families[*family] = *value;
        }
    }

    void unknown_family(const Member& member) {
        constexpr std::array weighed = {Family::deployment, Family::encryption,  Family::access,
                                        Family::resilience, Family::scalability, Family::observability};
        std::vector<std::string_view> names;
        for (const Family family : weighed) names.push_back(to_string(family));
        reader_.fail(member.key_span, "There is no family \"" + std::string(member.key) + "\"." +
                                          did_you_mean(member.key, names));
    }

    void checks(const Node* node) {
        if (node == nullptr || !reader_.mapping(*node, "\"checks\"")) return;
        for (const Member& member : node->members) {
            const auto found = strict_checks(reader_, checks_, member.key, member.key_span);
            const auto value = found.empty() ? std::nullopt : weight(*member.value);
            if (!value) return;
            for (const CheckInfo* check : found) {
                if (check->weight == 0) return weighs_nothing(*check, member);
                result_.checks[std::string(check->id)] = *value;
            }
        }
    }

    /// Which checks weigh at all is the model's decision; a configuration says how much.
    void weighs_nothing(const CheckInfo& check, const Member& member) {
        const bool validity = check.family == Family::validity;
        reader_.fail(member.key_span, std::string(check.id) + " cannot be weighed: " +
                                          (validity ? "it decides whether a template is deployable."
                                                    : "it only reports, in every scoring model."));
    }

    StrictYaml& reader_;
    const CheckSet& checks_;
    ScoringSettings& result_;
};

}  // namespace

Result<ScoringSettings> read_scoring_settings(const ConfigurationFiles& files, const CheckSet& checks, const Sources& sources) {
    ScoringSettings result;
    for (std::size_t i = 0; i < files.files.size(); ++i) {
        const auto reader = reader_of(files, i, sources);
        const Node* root = reader->read_all();
        if (root != nullptr && root->is_mapping()) ScoringReader(*reader, checks, result).read(*root);
        if (reader->failed()) return reader->error();
    }
    return result;
}

}  // namespace stackfit
