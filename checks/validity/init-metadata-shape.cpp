// CloudFormation Template Reference, "AWS::CloudFormation::Init".
#include "macros.h"
#include "section.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "init-metadata-shape";

constexpr unsigned char texts = of_text | of_function, maps = of_mapping | of_function,
                        lists = of_list | of_function, flags = of_boolean | of_function;

/// What stands below each part of a configuration. An entry has a name of the author's, a tool (yum, sysvinit) and then one, or none.
struct Part {
    char name[12];
    std::uint8_t depth;  ///< maps between the part and its entries
};
constexpr Part parts[] = {{"commands", 0}, {"files", 0}, {"groups", 0}, {"services", 1}, {"users", 0}};

/// Parts whose entries are values.
struct Leaf {
    char name[12];
    std::uint8_t depth;
    unsigned char shapes;
};
constexpr Leaf leaves[] = {{"packages", 1, texts | lists}, {"sources", 0, texts}};

struct PartKey {
    char part[12];
    KeyShape key;
};
constexpr PartKey part_keys[] = {{"commands", {"command", texts | lists, true}},
                                 {"commands", {"cwd", texts}},
                                 {"commands", {"env", maps}},
                                 {"commands", {"ignoreErrors", texts}},
                                 {"commands", {"test", texts}},
                                 {"commands", {"waitAfterCompletion", texts}},
                                 {"files", {"authentication", of_any}},
                                 {"files", {"content", texts | maps}},
                                 {"files", {"context", of_any}},
                                 {"files", {"encoding", texts}},
                                 {"files", {"group", texts}},
                                 {"files", {"mode", texts}},
                                 {"files", {"owner", texts}},
                                 {"files", {"source", texts}},
                                 {"groups", {"gid", texts}},
                                 {"services", {"commands", lists}},
                                 {"services", {"enabled", flags}},
                                 {"services", {"ensureRunning", flags}},
                                 {"services", {"files", lists}},
                                 {"services", {"packages", maps}},
                                 {"services", {"sources", lists}},
                                 {"users", {"groups", lists}},
                                 {"users", {"homeDir", texts}},
                                 {"users", {"uid", texts}}};

constexpr KeyShape config_keys[] = {{"commands", maps}, {"files", maps},    {"groups", maps},
                                    {"packages", maps}, {"services", maps}, {"sources", maps},
                                    {"users", maps}};
constexpr KeyShape packages[] = {{"apt", maps},   {"dnf", maps},      {"msi", maps}, {"python", maps},
                                 {"rpm", of_any}, {"rubygems", maps}, {"yum", maps}, {"zypper", maps}};
constexpr KeyShape services[] = {{"systemd", maps}, {"sysvinit", maps}, {"windows", maps}};

std::vector<KeyShape> keys_of(std::string_view part) {
    std::vector<KeyShape> keys;
    for (const PartKey& one : part_keys) {
        if (part == one.part) keys.push_back(one.key);
    }
    return keys;
}

class Init {
public:
    Init(std::string_view resource, Report& report) : resource_(resource), report_(report) {}

    void check(const Member& init) {
        if (!is_map(init, "AWS::CloudFormation::Init")) return;
        for (const Member& config : init.value->members) {
            if (is_replaced(config.key)) continue;
            if (config.key == "configSets")
                (void)is_map(config, "configSets");
            else
                one(config);
        }
    }

private:
    /// Keys that cfn-init does not know it passes over.
    void one(const Member& config) {
        const std::string name = say("Configuration ", config.key);
        if (!keys(name, config, config_keys, Others::passed_over)) return;
        for (const Member& part : config.value->members) {
            if (!part.value->is_mapping() || intrinsic(*part.value) != nullptr) continue;
            const std::string inside = say(part.key, " of configuration ", config.key);
            if (part.key == "packages") (void)keys(inside, part, packages, Others::refused);
            if (part.key == "services") (void)keys(inside, part, services, Others::refused);
            for (const Part& known : parts) {
                if (part.key == known.name) entries(part, part.key, known.depth);
            }
            for (const Leaf& known : leaves) {
                if (part.key == known.name) values(part, known, known.depth);
            }
        }
    }

    void entries(const Member& around, std::string_view part, int depth) {
        const std::vector<KeyShape> known = keys_of(part);
        for (const Member& entry : around.value->members) {
            if (is_replaced(entry.key) || intrinsic(*entry.value) != nullptr) continue;
            if (depth > 0 && entry.value->is_mapping())
                entries(entry, part, depth - 1);
            else if (depth == 0)
                (void)keys(say("\"", entry.key, "\" in ", part), entry, known, Others::refused);
        }
    }

    void values(const Member& around, const Leaf& leaf, int depth) {
        for (const Member& entry : around.value->members) {
            if (is_replaced(entry.key)) continue;
            if (depth > 0) {
                values(entry, leaf, depth - 1);
            } else if (!has_shape(*entry.value, leaf.shapes)) {
                report_.add(place_of_value(entry),
                            say("\"", entry.key, "\" in ", leaf.name, " of ", resource_, " is ",
                                describe(*entry.value), "; it must be ", in_words(leaf.shapes), ". ",
                                report_.consequence()),
                            resource_);
            }
        }
    }

    bool is_map(const Member& member, std::string_view name) {
        return keys(name, member, {}, Others::passed_over);
    }

    bool keys(std::string_view name, const Member& member, std::span<const KeyShape> known, Others others) {
        return check_keys(say(name, " of ", resource_), member, known, report_, resource_, others);
    }

    std::string_view resource_;
    Report& report_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.source;
    if (has_macro(templ)) return;
    Report report(id, context.unit, problems, "cfn-init fails on the instance.");
    for (const Member* resource : entries(templ, "Resources")) {
        const Node* metadata = resource->value->get("Metadata");
        const Member* init = metadata == nullptr ? nullptr : metadata->find("AWS::CloudFormation::Init");
        if (init != nullptr) Init(resource->key, report).check(*init);
    }
}

}  // namespace

NativeCheck init_metadata_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
