// data/resource-types.txt, as bytes of the program:
// extern "C" const char stackfit_resource_types[], stackfit_resource_types_end[];
#include "../support/embedded.inc"
    embedded stackfit_resource_types, STACKFIT_RESOURCE_TYPES
