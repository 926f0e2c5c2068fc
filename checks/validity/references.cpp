#include "references.h"

namespace stackfit::checks {

bool is_fragment(const Graph& graph) {
    constexpr std::size_t many = 8;  // below, a file is a template with mistakes
    const std::size_t missing = graph.dangling().size();
    return missing >= many && missing > graph.edges().size();
}

}  // namespace stackfit::checks
