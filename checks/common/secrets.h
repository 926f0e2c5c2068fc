// Where secrets are kept.
#pragma once

#include <string_view>

namespace stackfit::checks {

/// Does the text come from Secrets Manager, or from a secure string of the Parameter Store?
inline bool is_from_a_store(std::string_view text) {
    return text.find("{{resolve:secretsmanager:") != std::string_view::npos ||
           text.find("{{resolve:ssm-secure:") != std::string_view::npos;
}

}  // namespace stackfit::checks
