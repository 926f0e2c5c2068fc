// `config show`: the values of a configuration as YAML, with where each of them comes from.
#include <algorithm>
#include <array>

#include "stackfit/engine_configuration.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// A value that YAML would read as something else, or not at all, in quotes.
std::string scalar(std::string_view text) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:";
    const bool simple = !text.empty() && text != "null" &&
                        text.find_first_not_of(plain) == std::string_view::npos && text.back() != ':' &&
                        text.find_first_of("-:") != 0;
    if (simple) return std::string(text);
    std::string quoted;
    append_json_string(quoted, text);
    return quoted;
}

std::string origin_of(const ConfiguredValue& value, const Sources& sources) {
    if (!value.place.known()) return value.option;
    const Source& source = sources[value.place.file];
    return source.path() + ":" + std::to_string(source.position(value.place.begin).line);
}

class Writer {
public:
    Writer(const Sources& sources, bool origin) : sources_(sources), origin_(origin) {}

    /// `indent`: of the first level.
    void write(std::vector<ConfiguredValue> values, std::size_t indent) {
        std::stable_sort(
            values.begin(), values.end(),
            [](const ConfiguredValue& a, const ConfiguredValue& b) { return place_of(a) < place_of(b); });
        std::vector<std::string> open;
        for (const ConfiguredValue& value : values) {
            const std::size_t depth = value.path.size() - (value.item ? 0 : 1);
            std::size_t same = 0;
            while (same < open.size() && same < depth && open[same] == value.path[same]) ++same;
            for (std::size_t level = same; level < depth; ++level)
                out_ += std::string(indent + 2 * level, ' ') + scalar(value.path[level]) + ":\n";
            open.assign(value.path.begin(), value.path.begin() + static_cast<std::ptrdiff_t>(depth));
            out_ += std::string(indent + 2 * depth, ' ') +
                    (value.item ? "- " : scalar(value.path.back()) + ": ") + scalar(value.value);
            if (origin_) out_ += "  # " + origin_of(value, sources_);
            out_ += "\n";
        }
    }

    void heading(std::string_view text) { out_ += text; }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    /// The order of docs/configuration.md; what is not in it stays where it was read.
    static std::vector<std::string> place_of(const ConfiguredValue& value) {
        constexpr std::array<std::string_view, 10> order = {
            "checks",     "disable",      "enable",  "only",   "severity",
            "parameters", "environments", "exclude", "honour", "schemas"};
        const auto found = std::find(order.begin(), order.end(), value.path[0]);
        std::vector<std::string> place = {std::string(1, static_cast<char>('a' + (found - order.begin())))};
        place.insert(place.end(), value.path.begin(), value.path.end());
        return place;
    }

    const Sources& sources_;
    bool origin_;
    std::string out_;
};

/// Without the lists by which files take each other's words back: what is left of `disable` says it all.
std::vector<ConfiguredValue> effective(const Configuration& configuration) {
    std::vector<ConfiguredValue> values = configuration.values;
    std::erase_if(values, [&](const ConfiguredValue& value) {
        return value.path[0] == "enable" ||
               (value.path[0] == "disable" && !configuration.disable.contains(value.value));
    });
    return values;
}

}  // namespace

std::string configuration_text(const Configuration& configuration, const Sources& sources, bool origin) {
    Writer writer(sources, origin);
    writer.write(effective(configuration), 0);
    if (!configuration.overrides.empty()) writer.heading("overrides:\n");
    for (const ConfigurationOverride& one : configuration.overrides) {
        std::string globs;
        for (const std::string& glob : one.files)
            globs += (globs.empty() ? "" : ", ") + scalar(one.folder + glob);
        writer.heading("  - files: [" + globs + "]\n");
        writer.write(one.values, 4);
    }
    return writer.take();
}

}  // namespace stackfit
