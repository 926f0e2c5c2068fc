// doctest's main, for the unit and the property tests: the only place that compiles its implementation.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
