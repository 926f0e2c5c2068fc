#include "comparisons.h"

#include <algorithm>
#include <map>

namespace stackfit {
namespace {

std::string_view text_of(const Node* node) { return node->is_scalar() ? node->text : std::string_view{}; }

class Comparisons {
public:
    explicit Comparisons(const Template& templ) : templ_(templ), mappings_(templ.section("Mappings")) {}

    ComparedLiterals take() {
        read(*templ_.root());
        share_literals();
        for (auto& [name, literals] : found_) {
            std::sort(literals.begin(), literals.end());
            literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
        }
        return std::move(found_);
    }

private:
    void read(const Node& node) {
        if (const Member* function = intrinsic(node)) read_function(*function);
        for (const Member& member : node.members) read(*member.value);
        for (const Node* item : node.items) read(*item);
    }

    void read_function(const Member& function) {
        const auto& operands = function.value->items;
        if (function.key == "Fn::FindInMap" && operands.size() >= 3) return read_find_in_map(operands);
        if (operands.size() != 2) return;
        if (function.key == "Fn::Equals") compare(*operands[0], *operands[1]);
        if (function.key == "Fn::Contains" || function.key == "Fn::EachMemberEquals") compare_each(*operands[0], *operands[1]);
        if (function.key == "Fn::EachMemberIn")
            for (const Node* wanted : operands[1]->items) compare_each(*operands[0], *wanted);
    }

    void compare_each(const Node& list, const Node& value) {
        for (const Node* item : list.items) compare(*item, value);
    }

    void compare(const Node& a, const Node& b) {
        const auto left = ref_name(&a), right = ref_name(&b);
        if (!left.empty() && !right.empty()) return compared_.emplace_back(left, right), void();
        if (const auto text = scalar_text(b); text && !left.empty()) found_[left].push_back(*text);
        if (const auto text = scalar_text(a); text && !right.empty()) found_[right].push_back(*text);
    }

    void read_find_in_map(std::span<const Node* const> operands) {
        if (mappings_ == nullptr) return;
        add_keys(ref_name(operands[0]), *mappings_);
        const Node* map = mappings_->get(text_of(operands[0]));
        if (map == nullptr) return;
        add_keys(ref_name(operands[1]), *map);
        const auto second = ref_name(operands[2]);
        if (second.empty()) return;
        for (const Member& top : map->members) add_keys(second, *top.value);
    }

    void add_keys(std::string_view name, const Node& map) {
        if (name.empty()) return;
        for (const Member& member : map.members) found_[name].push_back(member.key);
    }

    /// Parameters that are compared with each other are equal where both have a literal of either.
    void share_literals() {
        for (const auto& [left, right] : compared_) join(left, right);
        std::map<std::string_view, std::vector<std::string_view>> groups;
        for (const auto& [name, above] : above_) groups[top_of(name)].push_back(name);
        for (const auto& [top, names] : groups) {
            std::vector<std::string_view> all;
            for (const auto name : names) add_literals(name, all);
            if (all.size() * names.size() > most_shared) continue;
            for (const auto name : names) found_[name] = all;
        }
    }

    void add_literals(std::string_view name, std::vector<std::string_view>& all) {
        const auto& own = found_[name];
        all.insert(all.end(), own.begin(), own.end());
        const Parameter* parameter = templ_.parameter(name);
        if (parameter == nullptr || parameter->ssm) return;
        all.insert(all.end(), parameter->allowed_values.begin(), parameter->allowed_values.end());
        if (parameter->default_value) all.push_back(*parameter->default_value);
    }

    std::string_view top_of(std::string_view name) {
        while (true) {
            std::string_view& above = above_.try_emplace(name, name).first->second;
            if (above == name) return name;
            above = above_[above];  // halves the way
            name = above;
        }
    }
    void join(std::string_view a, std::string_view b) { above_[top_of(a)] = top_of(b); }

    /// Literals times parameters; beyond, a comparison of two parameters is an atom of its own.
    static constexpr std::size_t most_shared = 10'000;

    const Template& templ_;
    const Node* mappings_;
    ComparedLiterals found_;
    std::vector<std::pair<std::string_view, std::string_view>> compared_;
    std::map<std::string_view, std::string_view> above_;  ///< of parameters that are compared with each other
};

}  // namespace

ComparedLiterals comparisons_of(const Template& templ) { return Comparisons(templ).take(); }

}  // namespace stackfit
