#include "sam/conditions.h"

namespace stackfit::sam {

void add_any_of(Context& context, const Maker& make, std::vector<std::string_view> names,
                std::string_view name) {
    constexpr std::size_t most = 10;
    if (names.size() < 2) return;
    std::size_t helper = (names.size() - 2) / (most - 1);  // as many as are needed besides the last one
    std::size_t begin = 0;
    while (names.size() - begin > 1) {
        const std::string made = std::string(name) + (helper > 0 ? std::to_string(helper) : "");
        if (helper > 0) --helper;
        std::vector<const Node*> operands;
        const std::size_t end = std::min(begin + most, names.size());
        for (std::size_t i = begin; i < end; ++i)
            operands.push_back(make.map({{"Condition", make.text(names[i])}}));
        begin = end;
        names.push_back(context.text(made));
        context.add_condition(make, made, make.map({{"Fn::Or", make.list(operands)}}));
    }
}

const Node* not_condition(const Maker& make, std::string_view name) {
    return make.map({{"Fn::Not", make.list({make.map({{"Condition", make.text(name)}})})}});
}

const Node* equals_text(const Maker& make, const Node* a, std::string_view text) {
    return make.map({{"Fn::Equals", make.list({a, make.text(text)})}});
}

const Node* any_of(const Maker& make, const std::vector<const Node*>& operands) {
    return operands.size() == 1 ? operands[0] : make.map({{"Fn::Or", make.list(operands)}});
}

}  // namespace stackfit::sam
