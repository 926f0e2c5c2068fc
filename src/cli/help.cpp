#include "cli/options.h"

namespace stackfit {

std::string options_help(std::span<const OptionSpec> options) {
    std::vector<std::string> left;
    std::size_t width = 0;
    for (const auto& option : options) {
        std::string text = "  ";
        text += option.short_name != nullptr ? std::string(option.short_name) + ", " : "    ";
        text += option.name;
        if (option.metavar != nullptr) text += " " + std::string(option.metavar);
        width = std::max(width, text.size());
        left.push_back(std::move(text));
    }
    std::string out;
    for (std::size_t i = 0; i < left.size(); ++i) out += left[i] + std::string(width + 2 - left[i].size(), ' ') + options[i].help + "\n";
    return out;
}

}  // namespace stackfit
