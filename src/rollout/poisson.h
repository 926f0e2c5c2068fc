// Sums over a Poisson distribution; private to the rollout layer.
#pragma once

namespace stackfit {

/// P(first <= X <= last) for X of this mean; `last` may be infinite. Exact for small means, the normal distribution for large ones; some
/// hundred terms at most.
double poisson(double mean, double first, double last);

}  // namespace stackfit
