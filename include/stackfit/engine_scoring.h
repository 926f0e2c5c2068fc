// What the configuration says of the score. Judging needs none of it, so it is read apart from what judging needs (engine.h).
#pragma once

#include <map>
#include <string>

#include "stackfit/engine_configuration.h"

namespace stackfit {

/// Keys `weights`, `forgive-suppressed` and `scoring-model` of .stackfit.yaml.
struct ScoringSettings {
    std::map<Family, double> families;  ///< in place of the model's, from 0
    std::map<std::string, double, std::less<>>
        checks;                       ///< by id, from 0; only checks that weigh something in the model
    bool forgive_suppressed = false;  ///< suppressed findings cost no points
    std::string model;                ///< that the numbers must be of: "0", "0+1a2b3c4d"; "": any
};

/// Reads the files of a configuration over each other, the weakest first; nothing is set when there are none. Errors, with their place: an unknown family or
/// check (with the one that was probably meant), a check that weighs nothing, a weight that is no number or negative.
Result<ScoringSettings> read_scoring_settings(const ConfigurationFiles& files, const CheckSet& checks, const Sources& sources);

}  // namespace stackfit
