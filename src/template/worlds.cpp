// The explorer: runs a body once in every world that its questions distinguish. See world_state.h.
#include "stackfit/template.h"
#include "world_state.h"

namespace stackfit {

Worlds::Worlds(const Template& templ, const Assignment& given, std::vector<std::string> production_names)
    : impl_(std::make_unique<Impl>(templ, given, std::move(production_names))) {}
Worlds::~Worlds() = default;
Worlds::Worlds(Worlds&&) noexcept = default;

const Template& Worlds::templ() const { return impl_->templ; }
const Assignment& Worlds::given() const { return impl_->given; }
Worlds Worlds::apart() const { return Worlds(impl_->templ, impl_->given, impl_->production_names); }
std::uint64_t Worlds::runs() const { return impl_->runs; }
std::uint64_t Worlds::evaluations() const { return impl_->evaluations; }

void World::State::queue_alternatives(std::vector<std::vector<Decision>>& scripts) const {
    for (std::size_t i = script.size(); i < decisions.size(); ++i) {
        if (!other_possible[i]) continue;
        std::vector<Decision> other(decisions.begin(), decisions.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        other.back().equal = !other.back().equal;
        scripts.push_back(std::move(other));
    }
}

Worlds::Exploration Worlds::explore(const std::function<void(World&)>& body, int budget) {
    Exploration result;
    std::vector<std::vector<Decision>> scripts;  // of the runs after the headline's, which has none
    for (std::size_t run = 0; run <= scripts.size(); ++run) {
        if (static_cast<int>(run) >= budget) {
            result.complete = false;
            break;
        }
        World::State state(*impl_);
        if (run > 0) state.script = std::move(scripts[run - 1]);
        World world(state);
        body(world);
        ++impl_->runs;
        state.queue_alternatives(scripts);
        if (state.exceeded) result.complete = false;
        const bool production = impl_->production_like(world) != Tri::no;
        result.runs.push_back(Run{std::move(state.decisions), production});
    }
    return result;
}

std::string Worlds::headline_text() const {
    std::string result;
    for (const Parameter& parameter : impl_->templ.parameters()) {
        const Domain& domain = impl_->domain(parameter.name);
        if (!domain.headline || impl_->templ.compared_with(parameter.name).empty()) continue;
        if (!result.empty()) result += ", ";
        result += Decision{parameter.name, false, *domain.headline, true}.text();
    }
    return result;
}

}  // namespace stackfit
