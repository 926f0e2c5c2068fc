// data/stateful-types.txt, as bytes of the program:
// extern "C" const char stackfit_stateful_types[], stackfit_stateful_types_end[];
#include "../support/embedded.inc"
    embedded stackfit_stateful_types, STACKFIT_STATEFUL_TYPES
